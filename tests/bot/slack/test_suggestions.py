"""What a field of ours offers while somebody types into it."""

from time import monotonic, perf_counter
from typing import Any

import pytest

from bot.slack.identity import Identity
from bot.slack.people import People
from bot.slack.suggestions import Suggestions
from bot.slack.web import Web
from handlers.asked import Asked
from handlers.type_ahead import Offer, offered
from playground.server import LocalSlack
from tests.bot.slack.parrot import Buttons, bot_at_work
from tests.bot.slack.workspace import INES, TICKETS

FIELD = "choose:with:pick_swap group:default/tickets ?task=note-taker&pick=3"


class Crowd:
    """Many people, some with names as long as people have them."""

    def __init__(self, *offers: Offer) -> None:
        self._offers = offers or tuple(Offer(f"user:default/p{at}", f"Person {at} {'x' * at}") for at in range(500))
        self.asked: list[tuple[str, str]] = []

    async def suggest(self, asked: Asked, typed: str) -> tuple[Offer, ...]:
        self.asked.append((str(asked), typed))
        if typed == "boom":
            raise RuntimeError("the crowd has left")
        return offered(self._offers, typed)


@pytest.fixture
def people(web: Web, us: Identity) -> People:
    return People(web, us, monotonic)


def typed(letters: str, user: str = INES, action_id: str = FIELD) -> dict[str, Any]:
    return {"type": "block_suggestion", "action_id": action_id, "value": letters, "user": {"id": user}}


async def test_what_fits_is_offered_within_slacks_limits(people: People) -> None:
    crowd = Crowd()
    options = await Suggestions(crowd, people, guests=False).options(typed("pers"))
    assert len(options) == 100
    assert all(len(one["text"]["text"]) <= 75 for one in options)
    assert crowd.asked == [("pick_swap group:default/tickets ?task=note-taker&pick=3", "pers")]


async def test_a_value_slack_would_not_take_is_not_offered(people: People) -> None:
    crowd = Crowd(Offer(f"user:default/{'x' * 150}", "Too Long"), Offer("user:default/ana", "Ana", "on call"))
    [option] = await Suggestions(crowd, people, guests=False).options(typed(""))
    assert (option["value"], option["description"]["text"]) == ("user:default/ana", "on call")


@pytest.mark.parametrize(
    "body",
    [
        typed("a", user="U0NOBODY"),
        typed("a", action_id="something:else"),
        typed("a", action_id="choose:with:"),
        typed("boom"),
        {},
    ],
)
async def test_nothing_is_offered_to_outsiders_and_where_something_goes_wrong(
    people: People, body: dict[str, Any]
) -> None:
    assert await Suggestions(Crowd(), people, guests=False).options(body) == []


async def test_a_field_in_a_message_is_answered_while_one_types_and_soon(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Buttons((FIELD, "external_select"))):
        question = await slack.driver.mention(INES, TICKETS, "hello")
        answer = await slack.driver.wait_for_reply(question)
        await slack.driver.type_ahead(INES, answer, FIELD, "p")
        before = perf_counter()
        [option] = await slack.driver.type_ahead(INES, answer, FIELD, "pol")
        assert perf_counter() - before < 1
        assert option["text"]["text"] == "Polly, after pol"
        await slack.driver.press(INES, answer, FIELD, option)
        changed = await slack.driver.wait_for_change(answer)
    assert "with=user%3Adefault%2Fpolly" in changed.text
