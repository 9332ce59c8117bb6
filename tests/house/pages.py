"""Pages of the documentation that show files: the code on them runs, and is written as ours is."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.house.room import ROOT, text_of

_CONFIG = str(ROOT / "pyproject.toml")


def files_on(page: str) -> Mapping[str, str]:
    """The files a page shows, by the path in their first line."""
    return dict(re.findall(r"```python\n# (\S+\.py)\n(.*?)```", text_of(page), flags=re.DOTALL))


def insist_that_tests_pass(page: str, package: str, folder: Path) -> None:
    """Run the tests on the page; its other files join `package` from `folder`."""
    _lay_out(page, folder)
    join = f"import {package}\n\n{package}.__path__.append({str(folder)!r})\n"
    (folder / "conftest.py").write_text(join, encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-c", _CONFIG, f"--rootdir={folder}"]
    _insist_on(["pytest", *options, str(folder)], folder)


def insist_on_our_hand(page: str, folder: Path) -> None:
    """Whether the formatter and the linter would leave the page's code as it is."""
    _lay_out(page, folder)
    for command in (["format", "--check"], ["check", "--ignore=D,I001"]):
        _insist_on(["ruff", *command, "--config", _CONFIG, str(folder)], folder)


def _lay_out(page: str, folder: Path) -> None:
    for path, code in files_on(page).items():
        (folder / Path(path).name).write_text(code, encoding="utf-8")


def _insist_on(module: Sequence[str], folder: Path) -> None:
    command = [sys.executable, "-m", *module]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stdout + ran.stderr
