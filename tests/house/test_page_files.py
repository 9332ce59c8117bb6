"""The page's files are small, say what they are, and have no door through which text becomes code."""

import re

from tests.house.room import ROOT

PAGE = ROOT / "playground" / "page"
MOST_LINES = 400
TABLES = {"emoji_table.js"}
"""Data, not code: one line an entry."""
MOST_STYLES = 900

SCRIPTS = sorted(str(path.relative_to(PAGE)) for path in PAGE.rglob("*.js") if path.name not in TABLES)
STYLES = sorted(str(path.relative_to(PAGE)) for path in PAGE.rglob("*.css"))
_DOORS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc|eval)\b"
    r"|document\.write|new Function|setAttribute\(\"(?:style|on\w+)"
)
_ELSEWHERE = re.compile(r"(?:import|from|src=|href=|url\()\s*\(?[\"']?(https?://[^\"')\s]+)")


def text_of(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def test_every_script_can_be_read_in_one_sitting() -> None:
    assert [name for name in SCRIPTS if len(text_of(name).splitlines()) > MOST_LINES] == []


def test_every_style_sheet_can_be_read_in_two() -> None:
    assert [name for name in STYLES if len(text_of(name).splitlines()) > MOST_STYLES] == []


def test_every_file_opens_by_saying_what_it_is() -> None:
    assert [name for name in (*SCRIPTS, *STYLES) if not text_of(name).startswith(("// ", "/* ", "/** "))] == []


def test_text_never_becomes_code_or_markup() -> None:
    assert {name: found for name in SCRIPTS if (found := _DOORS.findall(text_of(name)))} == {}


def test_the_html_has_no_script_or_style_in_it() -> None:
    html = text_of("index.html")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, flags=re.DOTALL) == ["", ""]


def test_nothing_comes_from_elsewhere() -> None:
    names = (*SCRIPTS, *STYLES, "index.html")
    assert {name: found for name in names if (found := _ELSEWHERE.findall(text_of(name)))} == {}
