"""docs/settings.md says of every setting what the program says of it, and nothing of any other."""

import re

import pytest

from bot.settings import DESCRIBED, Described
from tests.house.room import text_of

PAGE = "docs/settings.md"


def _row(one: Described) -> str:
    default = f"`{one.default}`{one.unit and f' {one.unit}'}" if one.default else "unset"
    return f"| `{one.name}` | {default} | {one.description} |"


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_setting_has_its_row_with_default_and_unit(name: str) -> None:
    row = _row(DESCRIBED[name])
    assert row in text_of(PAGE).splitlines(), f"{PAGE} lacks this row:\n{row}"


def test_no_row_is_about_a_setting_that_is_none() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", text_of(PAGE), re.MULTILINE)) == DESCRIBED.keys()
