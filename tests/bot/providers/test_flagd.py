"""flagd files as a source: read again, kept while they can not be read, with who changed them from git."""

import json
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.providers.flagd import Flagd
from bot.providers.flagd_places import FlagFile, FlagUrl, flag_places
from catalog_client import EntityRef
from handlers.flags import Rollout

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ON_OFF = {"on": True, "off": False}


def written(default: str = "off", environment: str = "production", **more: Any) -> bytes:
    flags = {"New-Seats": {"state": "ENABLED", "variants": ON_OFF, "defaultVariant": default, **more}}
    return json.dumps({"metadata": {"environment": environment}, "flags": flags}).encode()


def ref(key: str = "new-seats") -> EntityRef:
    return EntityRef("rollout", "flagd", key)


async def source(*paths: Path) -> Flagd:
    flagd = Flagd([FlagFile(path) for path in paths], lambda: NOW)
    await flagd.refresh()
    return flagd


async def the_one(flagd: Flagd) -> Rollout:
    [rollout] = await flagd.read([ref()])
    return rollout


async def test_a_flag_is_found_by_its_ref_whatever_its_case(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(written("on"))
    flagd = await source(tmp_path / "f.json")
    rollout = await the_one(flagd)
    assert (rollout.flag.key, rollout.environments[0].percentage) == ("New-Seats", 100)
    assert await flagd.read([ref("other")]) == ()
    assert flagd.freshness().state == "fresh"


async def test_two_files_are_two_environments_of_one_rollout(tmp_path: Path) -> None:
    for name, default in (("production", "off"), ("staging", "on")):
        (tmp_path / f"{name}.json").write_bytes(written(default, name))
    rollout = await the_one(await source(tmp_path / "production.json", tmp_path / "staging.json"))
    assert [(one.name, one.enabled) for one in rollout.environments] == [("production", False), ("staging", True)]


async def test_a_changed_file_is_read_again_and_a_broken_one_leaves_what_was_known(tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_bytes(written("off"))
    flagd = await source(file)
    index = flagd.index()
    await flagd.refresh()
    assert flagd.index() is index
    file.write_bytes(written("on", key="longer"))
    await flagd.refresh()
    assert (await the_one(flagd)).environments[0].enabled
    file.write_bytes(b"{ not json")
    await flagd.refresh()
    assert (await the_one(flagd)).environments[0].enabled
    assert (flagd.freshness().state, flagd.freshness().note) == ("down", "f.json: it is not JSON")
    file.unlink()
    await flagd.refresh()
    assert flagd.freshness().note == "f.json: it can not be read (No such file or directory)"


async def test_without_a_checkout_no_changes_are_known_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(written())
    changes = await (await source(tmp_path / "f.json")).changes([ref()], None)
    assert changes.found == ()
    assert changes.missing == ("flagd keeps no history, and its file is in no git checkout",)


@pytest.fixture
def committed(tmp_path: Path) -> Callable[[bytes, str, str], Path]:
    """Commits a text as the flag file of a checkout: who, and when."""
    environment = {"PATH": os.defpath, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", tmp_path], check=True, env=environment)

    def commit(text: bytes, who: str, when: str) -> Path:
        (tmp_path / "f.json").write_bytes(text)
        people = {f"GIT_{role}_{what}": who for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        for command in (["add", "f.json"], ["commit", "-q", "-m", "change"]):
            subprocess.run(["git", "-C", tmp_path, *command], check=True, env={**environment, **people, **dates})
        return tmp_path / "f.json"

    return commit


async def test_in_a_checkout_commits_say_who_changed_what_and_since_when_it_is_on(
    committed: Callable[[bytes, str, str], Path],
) -> None:
    committed(written("off"), "ana", "2026-01-05T08:00:00Z")
    committed(written("on"), "boris", "2026-02-01T09:00:00Z")
    quarter = {"fractional": [["on", 25], ["off", 75]]}
    file = committed(written("off", targeting=quarter), "mei", "2026-02-12T14:20:00Z")
    flagd = await source(file)
    [environment] = (await the_one(flagd)).environments
    assert environment.since == datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
    assert (environment.changed, environment.changed_by) == (datetime(2026, 2, 12, 14, 20, tzinfo=UTC), "mei")
    assert environment.before == "on for everyone"
    changes = await flagd.changes([ref()], None)
    assert [(one.by, one.before, one.after, one.turns) for one in changes.found] == [
        ("mei", "on for everyone", "on for 25 % of users", ""),
        ("boris", "off", "on for everyone", "on"),
        ("ana", "", "off", ""),
    ]
    assert changes.missing == ()
    later = await flagd.changes([ref()], datetime(2026, 2, 10, tzinfo=UTC))
    assert [one.by for one in later.found] == ["mei"]


@pytest.mark.parametrize(("subject", "on"), [("ana@x.example", True), ("someone", False)])
async def test_for_one_user_flagds_own_evaluator_decides(tmp_path: Path, subject: str, on: bool) -> None:
    staff = {"if": [{"ends_with": [{"var": "email"}, "@x.example"]}, "on"]}
    (tmp_path / "f.json").write_bytes(written(targeting=staff))
    [verdict] = await (await source(tmp_path / "f.json")).is_on(ref(), subject)
    assert verdict.on is on
    assert verdict.unknown == (() if on else ("email",))


async def test_shares_by_another_id_are_asked_with_that_id(tmp_path: Path) -> None:
    by_company = {"fractional": [{"var": "companyId"}, ["on", 50], ["off", 50]]}
    (tmp_path / "f.json").write_bytes(written(targeting=by_company))
    flagd = await source(tmp_path / "f.json")
    verdicts = [(await flagd.is_on(ref(), f"C-{number}"))[0].on for number in range(40)]
    assert {True, False} == {*verdicts}
    assert verdicts == [(await flagd.is_on(ref(), f"C-{number}"))[0].on for number in range(40)]


async def test_nobody_can_say_of_a_disabled_flag_whom_it_is_on_for(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(written(state="DISABLED"))
    [verdict] = await (await source(tmp_path / "f.json")).is_on(ref(), "42")
    assert verdict.on is None


class Server:
    """Hands out a flag file with an ETag."""

    def __init__(self) -> None:
        self.text = written()
        self.status = 200
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.headers.get("If-None-Match", ""))
        etag = f'"{len(self.text)}"'
        if self.status != 200:
            return httpx.Response(self.status, text="<secret>")
        if self.asked[-1] == etag:
            return httpx.Response(304)
        return httpx.Response(200, content=self.text, headers={"ETag": etag})


async def test_a_url_is_asked_for_what_changed() -> None:
    server = Server()
    async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as client:
        flagd = Flagd([FlagUrl(client, "https://flags.example/f.json")], lambda: NOW)
        await flagd.refresh()
        index = flagd.index()
        await flagd.refresh()
        assert server.asked == ["", f'"{len(server.text)}"']
        assert flagd.index() is index
        server.status = 503
        await flagd.refresh()
        assert flagd.freshness().note == "flags.example: it answers 503"
        assert len(flagd.index()) == 1


async def test_paths_and_urls_are_told_apart(tmp_path: Path) -> None:
    async with flag_places([str(tmp_path / "f.json"), "https://flags.example/f.json"]) as places:
        assert [type(place) for place in places] == [FlagFile, FlagUrl]
