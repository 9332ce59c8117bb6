"""How to reach whoever is behind an entity: the Slack channel, the e-mail address, other places to ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from catalog_client import Entity, Snapshot
from catalog_client.relation import CHILD_OF
from handlers.addresses import CHAT, Address, addresses_of, leading_to
from handlers.kit import Mrkdwn, escape, link, shortened
from handlers.lines import MOST_NAME, Mentioned, channel, mentioned

SLACK_CHANNEL: Final = "reverb.dev/slack-channel"
"""Annotation of a group or anything else: `#name` or the channel's id."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one entity. channel: `#name` or an id. Absent ways are empty."""

    of: Mentioned
    channel: str = ""
    email: str = ""
    chats: tuple[Address, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.channel or self.email or self.chats)


def reach_of(catalog: Snapshot, entity: Entity) -> Reach:
    return Reach(
        mentioned(catalog, entity.ref),
        entity.annotations.get(SLACK_CHANNEL, "").strip(),
        entity.email,
        leading_to(CHAT, addresses_of(entity)),
    )


def reaches(catalog: Snapshot, entities: Iterable[Mentioned]) -> tuple[Reach, ...]:
    """Those of the entities that can be reached."""
    found = (catalog.get(one.ref) for one in entities)
    return tuple(reach for entity in found if entity and (reach := reach_of(catalog, entity)))


def above(catalog: Snapshot, groups: Iterable[Mentioned]) -> Iterator[Mentioned]:
    """The groups above these, the nearest first."""
    for one in groups:
        yield from (mentioned(catalog, ref) for ref, _ in catalog.walk(one.ref, CHILD_OF))


def ways(reach: Reach) -> tuple[Mrkdwn, ...]:
    """Each way in words, the quickest first: `in #beep`, `at beep@example.com`, a link."""
    in_channel = [Mrkdwn(f"in {channel(reach.channel)}")] if reach.channel else []
    by_mail = [Mrkdwn(f"at {escape(shortened(reach.email, MOST_NAME))}")] if reach.email else []
    return (*in_channel, *by_mail, *(Mrkdwn(f"through {link(one.url, one.title)}") for one in reach.chats[:2]))
