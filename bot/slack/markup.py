"""Slack's markup in what people write: mentions in it, and how it reads without it."""

import re
from collections.abc import Mapping
from typing import Final

from bot.mention import MENTION
from handlers.people import Person

_MOST_PEOPLE: Final = 10


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned in `text`, each once; the first ten of them."""
    return tuple(dict.fromkeys(match[1] for match in MENTION.finditer(text)))[:_MOST_PEOPLE]


def read_aloud(text: str, people: Mapping[str, Person]) -> str:
    """What somebody wrote as it reads, with names for ids: plain text, in which nothing is a mention or a link."""

    def name(match: re.Match[str]) -> str:
        person = people.get(match[1])
        return "@" + (person.handle or person.name if person else match[2] or "somebody")

    shown = MENTION.sub(name, text)
    shown = re.sub(r"<#[A-Z0-9]+\|([^<>]+)>", r"#\1", shown)
    shown = re.sub(r"<!(?:subteam\^[A-Z0-9]+\|)?@?([^<>|]*)(?:\|[^<>]*)?>", r"\1", shown)
    shown = re.sub(r"<([^<>|]*)\|([^<>]*)>", r"\2", shown)
    shown = re.sub(r"<([^<>]*)>", r"\1", shown)
    return " ".join(shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())
