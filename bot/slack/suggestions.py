"""What a field of ours offers while somebody types into it. Source: Slack's "block_suggestion payload"."""

import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol

from bot.compose import choice_of
from bot.slack.admission import refused_person
from bot.slack.people import People
from handlers.asked import Asked
from handlers.kit import MOST_LABEL, Block, label, shortened
from handlers.type_ahead import MOST, Offer

_log = logging.getLogger(__name__)

_MOST_VALUE: Final = 150
"""Source: Slack's "option object"."""


class Suggesting(Protocol):
    """What knows what fits."""

    async def suggest(self, asked: Asked, typed: str) -> tuple[Offer, ...]: ...


class Suggestions:
    """Answers fields. guests: whether guests of the workspace are answered."""

    def __init__(self, conversation: Suggesting, people: People, guests: bool) -> None:
        self._conversation = conversation
        self._people = people
        self._guests = guests

    async def options(self, body: Mapping[str, Any]) -> list[Block]:
        """Slack's options for what is typed so far; none for outsiders, and where anything goes wrong."""
        try:
            _, asked = choice_of(str(body.get("action_id", "")))
        except ValueError:
            return []
        user = body.get("user")
        asker = await self._people.person(str(user.get("id", ""))) if isinstance(user, Mapping) else None
        if asker is None or refused_person(asker, self._guests) is not None:
            return []
        try:
            offers = await self._conversation.suggest(asked, str(body.get("value") or ""))
        except Exception:  # noqa: BLE001 - a field that offers nothing is all that may come of it
            _log.exception("A field could not be answered")
            return []
        return [_option(one) for one in offers if len(one.value) <= _MOST_VALUE][:MOST]


def _option(offer: Offer) -> Block:
    beside = {"description": label(offer.beside)} if offer.beside else {}
    return {"text": label(shortened(offer.name, MOST_LABEL)), "value": offer.value, **beside}
