"""The README says only what is so: its commands, its table of questions, its links and the settings it names."""

import re
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.settings import DESCRIBED
from handlers import QUESTIONS
from handlers.help import as_said
from handlers.question import AnyQuestion
from tests.house.room import ROOT, text_of

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("*.md"))),
]
_TARGETS = set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_its_row_that_begins_with_its_first_phrase(question: AnyQuestion) -> None:
    row = f"| `{question.name}` | {as_said(question.phrases[0], 'X')}"
    assert any(line.startswith(row) for line in text_of("README.md").splitlines()), f"the README lacks a row {row}"


def test_no_row_is_about_a_question_that_is_none() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text_of("README.md"), flags=re.MULTILINE)
    assert sorted(rows) == sorted(question.name for question in QUESTIONS)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_on_a_page_can_be_made(page: str) -> None:
    assert set(re.findall(r"(?:`|^ *)make ([a-z]+)", text_of(page), flags=re.MULTILINE)) <= _TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_reverb_command_on_a_page_exists(page: str) -> None:
    assert set(re.findall(r"(?:`|^ *)reverb ([a-z]+)", text_of(page), flags=re.MULTILINE)) <= COMMANDS.keys()


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_a_page_names_is_one(page: str) -> None:
    assert set(re.findall(r"\b(?:REVERB|SLACK)_[A-Z_]+\b", text_of(page))) <= DESCRIBED.keys()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_leads_to_is_there(page: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(page))
    named = re.findall(r"`((?:bot|handlers|catalog_client|playground|tests|docs|\.ci)/[\w./-]*)`", text_of(page))
    folder = Path(ROOT, page).parent
    missing = [
        *(one for one in linked if not (folder / one).exists()),
        *(one for one in named if not (ROOT / one).exists()),
    ]
    assert missing == []
