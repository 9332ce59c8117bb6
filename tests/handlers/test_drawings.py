"""Every question, drawn: as it was agreed, within Slack's limits, valid, and safe with whatever a catalog says."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
import pytest

from catalog_client import Entity, Link, Snapshot
from catalog_client.relation import DEPENDS_ON, MEMBER_OF, OWNED_BY, PART_OF
from handlers import QUESTIONS
from handlers.asked import Asked
from handlers.kit import MOST_MESSAGE, MOST_TEXT, Block, size
from tests.company import company, entity, snapshot
from tests.handlers.asking import message
from tests.handlers.drawings import ROWS, SNAPSHOTS, drawn, snapshot_of
from tests.shared import shared_data

HOSTILE = "<!channel> <@U1> @here *_~`&<> <http://evil.example|click> \u200b\u202e" + "long " * 600
SCRIPT = "javascript:alert(1)"
SAFE_LINK = re.compile(r"<https?://[^<>|]+\|[^<>]*>|<#[CG][A-Z0-9]+>")
SLOTS = {
    "links": "?link=runbook",
    "search": "?tag=%3C%21channel%3E",
    "owned": "?transitive=yes",
    "dependents": "?transitive=yes",
}


@pytest.mark.parametrize("row", ROWS)
async def test_a_drawing_is_as_agreed(row: str) -> None:
    assert await drawn(row) == snapshot_of(row).read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(ROWS)


def test_every_question_has_a_drawing() -> None:
    assert {Asked.parse(text).kind for text in ROWS.values()} == {question.name for question in QUESTIONS}


@cache
def _block_kit() -> Any:
    schema = json.loads(shared_data("slack", "blockkit.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize("row", ROWS)
async def test_a_drawing_is_valid_block_kit(row: str) -> None:
    _block_kit().validate(json.loads(await drawn(row)))


def _asked_of_each_kind(catalog: Snapshot) -> Iterator[str]:
    """Each question about one entity of each kind, plain and with a slot."""
    for question in QUESTIONS:
        refs = [one.ref for one in {entity.ref.kind: entity for entity in catalog}.values()]
        for subject in refs if question.subject.needed else [""]:
            for slots in {"", SLOTS.get(question.name, "")}:
                yield f"{question.name} {subject} {slots}".replace("  ", " ").strip()


def _large() -> Snapshot:
    """Everything belongs to one team, is part of one system, and needs one component."""
    group, system = entity("Group:all"), entity("System:all", {OWNED_BY: "group:all"})
    hub = entity("hub", {OWNED_BY: "group:all", PART_OF: "system:all"})
    spokes = (
        entity(f"Component:{'spoke-' * 9}{n}", {OWNED_BY: "group:all", PART_OF: "system:all", DEPENDS_ON: "hub"})
        for n in range(500)
    )
    people = (entity(f"User:person-{n}", {MEMBER_OF: "group:all"}) for n in range(500))
    kinds = (entity(f"Kind{n}:one", {OWNED_BY: "group:all"}) for n in range(40))
    links = tuple(Link(f"https://x.example/{'y' * 200}/{n}", f"Runbook {n} {'long ' * 100}") for n in range(200))
    return snapshot(group, system, replace(hub, links=links), *spokes, *people, *kinds)


async def test_the_largest_answers_fit_slack() -> None:
    catalog = _large()
    for text in _asked_of_each_kind(catalog):
        if text.split(":")[0].split()[-1] not in {f"kind{n}" for n in range(39)}:
            drawn_message = await message(text, catalog)
            assert len(drawn_message.text) <= MOST_TEXT, text
            assert size(drawn_message.blocks) <= MOST_MESSAGE, text
            assert len(drawn_message.text.splitlines()) <= 14, text


def _hostile(one: Entity) -> Entity:
    return replace(
        one,
        name=HOSTILE,
        title=HOSTILE,
        display_name=HOSTILE,
        description=HOSTILE,
        type=HOSTILE,
        lifecycle=HOSTILE,
        email=HOSTILE,
        error=HOSTILE,
        tags=(HOSTILE,),
        links=(Link(SCRIPT, HOSTILE, "runbook"), Link("https://x.example/<!here>|a", HOSTILE), Link("https://[", "")),
        annotations={"reverb.dev/slack-channel": HOSTILE, "backstage.io/source-location": f"url:{SCRIPT}"},
    )


def _texts(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield from (block["text"],) if "text" in block else ()
        for element in block.get("elements", ()):
            yield (element.get("text") or element["placeholder"]) if block["type"] == "actions" else element


async def test_nothing_a_catalog_says_can_ping_or_inject() -> None:
    catalog = Snapshot.of((_hostile(one) for one in company()), company().taken_at)
    for text in _asked_of_each_kind(catalog):
        drawn_message = await message(text, catalog)
        for shown in _texts(drawn_message.blocks):
            if shown["type"] == "mrkdwn":
                assert shown["verbatim"] is True
                assert not re.search(r"[<>]", SAFE_LINK.sub("", shown["text"])), text
                assert "@here" not in shown["text"]
                assert not re.search(r"<(?!https?://|#)", shown["text"])
        assert "<!" not in drawn_message.notification
        assert SCRIPT not in json.dumps(drawn_message.blocks)


async def test_every_question_answers_an_empty_catalog() -> None:
    empty = Snapshot.of((), company().taken_at)
    for question in QUESTIONS:
        subject = "component:default/x" if question.subject.needed else ""
        assert (await message(f"{question.name} {subject}".strip(), empty)).text
