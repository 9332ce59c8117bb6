"""Names that people taught are shown, learned and taken back, and what could not be done is said."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog_client import EntityRef
from handlers.aliases import ALIASES, FORGET, REMEMBER
from handlers.asked import Asked
from handlers.kit import Facts, Passage
from handlers.sources import Aliases, Reader
from handlers.taught import Alias, AliasesAway
from tests.company import NOW, company, ref
from tests.ferry_aliases import CHANNEL, FERRY_ALIASES, FerryAliases
from tests.handlers.asking import sources_of

READER = Reader(NOW, UTC, ref("user:olav"), CHANNEL, slack_id="U2")
TILL = Asked("remember_alias", (ref("ticket-shop"),), {"words": "the till"})


class Away(FerryAliases):
    """They can be read, not written."""

    async def remember(self, alias: str, ref: EntityRef, channel: str, by: str, at: datetime) -> None:
        raise AliasesAway("Redis does not answer")

    async def forget(self, alias: str, channel: str | None) -> bool:
        raise AliasesAway("Redis does not answer")


class Agreed(FerryAliases):
    """Three people mean the shop by the till."""

    def listed(self) -> tuple[Alias, ...]:
        return (Alias("the till", ref("ticket-shop"), None, ("U1", "U2", "U3"), NOW),)


class Nameless(FerryAliases):
    async def remember(self, alias: str, ref: EntityRef, channel: str, by: str, at: datetime) -> None:
        raise ValueError("not a name to learn")


async def ask(asked: Asked, aliases: Aliases | None, reader: Reader = READER) -> tuple[Passage, Facts]:
    sources = replace(sources_of(company()), aliases=aliases)
    question = {one.name: one for one in (ALIASES, REMEMBER, FORGET)}[asked.kind]
    return await question.reply(asked.entities[0] if asked.entities else None, asked, sources, reader)


async def test_the_names_of_this_channel_and_those_that_hold_everywhere_are_listed_and_no_others() -> None:
    passage, facts = await ask(Asked("aliases"), FERRY_ALIASES)
    assert [one["alias"] for one in facts["aliases"]] == ["the till", "the oracle"]
    assert "kiosk" not in passage.text()
    assert [one.label for one in passage.buttons] == ["Forget “the till”"]


async def test_where_nothing_was_taught_it_is_said_how_to_teach() -> None:
    class Untaught(FerryAliases):
        def listed(self) -> tuple[Alias, ...]:
            return ()

    passage, _ = await ask(Asked("aliases"), Untaught())
    assert "choose the right one" in passage.text()


async def test_a_learned_name_can_be_taken_back_at_once() -> None:
    passage, _ = await ask(TILL, FERRY_ALIASES)
    assert passage.text() == "From now on the till means ticket-shop here."
    [undo] = passage.buttons
    taken_back, _ = await ask(undo.asks, FERRY_ALIASES)
    assert taken_back.text().startswith("I have forgotten what the till means here.")


async def test_once_several_agree_the_owner_is_told_how_to_make_it_a_name_for_good() -> None:
    passage, _ = await ask(TILL, Agreed())
    assert "3 people mean that by it, so it holds in every channel." in passage.text()
    assert "Tickets Team can make it a name for good, with reverb.dev/aliases: the till in the" in passage.text()


@pytest.mark.parametrize(
    ("asked", "aliases", "reader", "said"),
    [
        (TILL, None, READER, "Nothing is set up here to remember names"),
        (Asked("aliases"), None, READER, "Nothing is set up here to remember names"),
        (TILL, FERRY_ALIASES, Reader(NOW, UTC, ref("user:olav")), "ask me again in one"),
        (TILL, Away(), READER, "I could not remember that: Redis does not answer."),
        (replace(TILL, kind="forget_alias"), Away(), READER, "I could not forget that: Redis does not answer."),
        (TILL, Nameless(), READER, "can not learn that as a name"),
    ],
)
async def test_what_could_not_be_done_is_said(
    asked: Asked, aliases: Aliases | None, reader: Reader, said: str
) -> None:
    passage, _ = await ask(asked, aliases, reader)
    assert said in passage.text()
