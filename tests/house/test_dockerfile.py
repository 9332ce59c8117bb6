"""The image is built in two stages, runs one process as nobody special, and says whether it is well.

There may be no engine to build it with here, so the file is read and what it names is looked up.
"""

import json
import re
import tomllib
from fnmatch import fnmatch

from bot.settings import from_environ
from tests.house.room import ROOT, text_of

Instruction = tuple[str, str]


def _stages() -> list[list[Instruction]]:
    """The instructions of each stage, continued lines joined."""
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text_of("Dockerfile"), flags=re.MULTILINE)).splitlines()
    stages: list[list[Instruction]] = []
    for line in filter(None, lines):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            stages.append([])
        stages[-1].append((word, rest))
    return stages


def _last(word: str) -> str:
    return [rest for one, rest in _stages()[-1] if one == word][-1]


def test_what_builds_the_image_is_not_in_it() -> None:
    build, final = _stages()
    assert any("uv sync" in rest for _, rest in build)
    assert not any("uv" in rest for word, rest in final if word == "RUN")


def test_the_locked_packages_are_installed_without_the_tools_of_development() -> None:
    for rest in (rest for _, rest in _stages()[0] if "uv sync" in rest):
        assert {"--locked", "--no-dev"} <= set(rest.split())


def test_make_and_the_image_use_the_same_uv() -> None:
    [in_make] = re.findall(r"^UV_VERSION := (.+)$", text_of("Makefile"), re.MULTILINE)
    assert f"uv=={in_make}" in text_of("Dockerfile")


def test_the_image_runs_as_a_user_without_rights() -> None:
    assert _last("USER") not in {"root", "0"}
    words = [word for word, _ in _stages()[-1]]
    assert words.index("USER") < words.index("CMD")


def test_it_is_one_process_and_a_health_check_both_of_which_exist() -> None:
    assert [json.loads(_last("ENTRYPOINT")), json.loads(_last("CMD"))] == [["reverb"], ["run"]]
    assert json.loads(_last("HEALTHCHECK").partition("CMD ")[2]) == ["reverb", "health"]
    assert "reverb" in tomllib.loads(text_of("pyproject.toml"))["project"]["scripts"]


def test_the_settings_it_makes_are_settings() -> None:
    made = dict(word.split("=", 1) for word in _last("ENV").split())
    settings = from_environ(made)
    assert (settings.http_host, str(settings.http_port)) == ("0.0.0.0", _last("EXPOSE"))
    assert str(settings.state) == _last("VOLUME")


def test_what_it_copies_is_there_and_is_sent_to_the_builder() -> None:
    sent = [line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")]
    copied = [rest.split()[:-1] for word, rest in _stages()[0] if word == "COPY"]
    for name in (name.rstrip("/") for names in copied for name in names):
        assert (ROOT / name).exists()
        assert any(fnmatch(name, pattern) for pattern in sent)


def test_everything_that_makes_up_the_package_is_copied() -> None:
    wheel = tomllib.loads(text_of("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = " ".join(rest for word, rest in _stages()[0] if word == "COPY")
    assert all(f"{package}/ {package}/" in copied for package in wheel["packages"])
    assert all(file in copied.split() for file in wheel["force-include"])
