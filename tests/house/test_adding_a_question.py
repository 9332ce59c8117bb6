"""The code in docs/adding-a-question.md runs: the question it adds passes the test it adds."""

import re
import subprocess
import sys
from pathlib import Path

from tests.house.room import ROOT, text_of

PAGE = "docs/adding-a-question.md"


def _files() -> dict[str, str]:
    """The files the page shows, by the path in their first line."""
    return dict(re.findall(r"```python\n# (\S+\.py)\n(.*?)```", text_of(PAGE), flags=re.DOTALL))


def test_the_question_on_the_page_passes_the_test_on_the_page(tmp_path: Path) -> None:
    files = _files()
    assert files.keys() == {"handlers/reliance.py", "tests/handlers/test_reliance.py"}
    for path, code in files.items():
        (tmp_path / Path(path).name).write_text(code, encoding="utf-8")
    # The page's file joins the package from where it lies.
    (tmp_path / "conftest.py").write_text(f"import handlers\n\nhandlers.__path__.append({str(tmp_path)!r})\n")
    config = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={tmp_path}"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *config, str(tmp_path)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_code_on_the_page_is_written_as_ours_is(tmp_path: Path) -> None:
    for path, code in _files().items():
        (tmp_path / Path(path).name).write_text(code, encoding="utf-8")
    config = str(ROOT / "pyproject.toml")
    for command in (["format", "--check"], ["check", "--ignore=D,I001"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", config, str(tmp_path)],
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
