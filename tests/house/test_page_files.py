"""The page's files are small, say what they are, and have no door through which text becomes code."""

import re

import pytest

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


def text_of(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_read_in_one_sitting(name: str) -> None:
    assert len(text_of(name).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", STYLES)
def test_a_style_sheet_can_be_read_in_two(name: str) -> None:
    assert len(text_of(name).splitlines()) <= MOST_STYLES


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_a_file_opens_by_saying_what_it_is(name: str) -> None:
    assert text_of(name).startswith(("// ", "/* ", "/** "))


@pytest.mark.parametrize("name", SCRIPTS)
def test_text_never_becomes_code_or_markup(name: str) -> None:
    assert _DOORS.findall(text_of(name)) == []


def test_the_html_has_no_script_or_style_in_it() -> None:
    html = text_of("index.html")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, flags=re.DOTALL) == ["", ""]


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES, "index.html"])
def test_nothing_comes_from_elsewhere(name: str) -> None:
    addresses = re.findall(r"(?:import|from|src=|href=|url\()\s*\(?[\"']?(https?://[^\"')\s]+)", text_of(name))
    assert addresses == []
