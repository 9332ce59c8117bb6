"""A question about things of the catalog that is asked about a rollout is answered about what the rollout belongs to."""

from datetime import UTC, timedelta

from bot.conversation import Conversation, World
from bot.names import Names
from bot.naming import Called
from bot.stand_ins import stand_in
from bot.stores.memory import MemoryTopics
from bot.understand import Understanding
from bot.understood import phrases_of
from bot.users import Users
from bot.utterance import Utterance
from handlers import QUESTIONS
from handlers.sources import Freshness
from tests.company import NOW, TAKEN_AT, company, ref
from tests.ferry_flags import FERRY_FLAGS, PAUSED, SEAT_MAP
from tests.handlers.asking import sources_of


def conversation() -> Conversation:
    catalog = company()
    called = [Called(flag.ref, flag.key) for flag in FERRY_FLAGS.index()]
    freshness = tuple(Freshness(name, TAKEN_AT, "fresh") for name in ("catalog", "rollouts"))
    world = World(catalog, Names.of(catalog, called), Users.of(catalog), lambda: freshness, FERRY_FLAGS)
    topics = MemoryTopics(timedelta(hours=1), lambda: 0.0)
    return Conversation(QUESTIONS, Understanding(phrases_of(QUESTIONS)), lambda: world, topics)


async def said(text: str) -> tuple[str, str]:
    reply = await conversation().reply(Utterance(text, NOW, UTC))
    assert reply.message is not None
    return str(reply.asks[0]), reply.message.text


async def test_whose_a_rollout_is_is_whose_its_component_is() -> None:
    asks, text = await said("who owns seat-map")
    assert asks == "owner rollout:unleash/seat-map"
    assert text.startswith("ticket-shop belongs to Tickets Team.")
    assert "The rollout seat-map belongs to ticket-shop." in text


async def test_one_that_nothing_is_linked_to_is_answered_for_itself() -> None:
    _, text = await said("who owns paused")
    assert text.startswith("paused is disabled in production")


async def test_what_it_is_is_how_far_it_is() -> None:
    asks, text = await said("what is seat-map")
    assert asks == "rollout rollout:unleash/seat-map"
    assert text.startswith("seat-map is on in production")


def test_things_and_questions_about_rollouts_stand_for_themselves() -> None:
    sources = sources_of(company())
    assert stand_in(ref("kiosk"), "", sources) is None
    assert stand_in(SEAT_MAP.ref, "rollouts", sources) is None
    assert stand_in(PAUSED.ref, "", sources) is None
    assert stand_in(SEAT_MAP.ref, "", sources_of(company(), rollouts=None)) is None
