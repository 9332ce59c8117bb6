"""The contracts on imports name every question, and every module that claims to be pure."""

import tomllib

from handlers import QUESTIONS
from tests.house.room import ROOT, sources, text_of


def _contract(name: str) -> dict[str, list[str]]:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    [found] = [one for one in contracts if one["name"].startswith(name)]
    return dict(found)


def _modules(*rooms: str) -> dict[str, str]:
    """The text of each module, by its dotted name."""
    named = ((path, path.relative_to(ROOT).with_suffix("")) for path in sources(*rooms))
    return {".".join(name.parts).removesuffix(".__init__"): path.read_text(encoding="utf-8") for path, name in named}


def test_every_file_that_defines_a_question_is_kept_from_the_others() -> None:
    defining = {
        name
        for name, text in _modules("handlers").items()
        if any(f'name="{question.name}"' in text for question in QUESTIONS)
    }
    assert set(_contract("Questions never meet")["modules"]) == defining


def test_every_module_that_says_it_is_pure_is_held_to_it() -> None:
    claiming = {
        name
        for name, text in _modules("bot", "catalog_client").items()
        if text.startswith('"""') and "Pure." in text.split('"""')[1]
    }
    assert claiming <= set(_contract("What is pure")["source_modules"])
