"""Whatever anybody writes, up to the longest message Slack takes, is read to its end in bounded work.

Bounds are in seconds of our own processor, so that a busy machine breaks none; what was meant takes milliseconds.
"""

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.hearing import MOST_CHARACTERS, MOST_TOKENS, hear
from bot.resolve import resolve
from bot.slack.markup import read_aloud
from bot.slack.utterance import commanded, heard, pointed_at
from bot.stores.memory import MemoryTopics
from bot.utterance import Utterance
from bot.world import Worlds
from handlers import QUESTIONS
from tests.bot.asking import about, names, scene, understanding
from tests.company import NOW, company
from tests.properties import tried

US: Final = "U0REVERB"
MOST_SECONDS: Final = 2.0
SHOP: Final = "component:default/ticket-shop"


@contextmanager
def bounded() -> Iterator[None]:
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < MOST_SECONDS


def filled(piece: str) -> str:
    """A message of the greatest length, made of this."""
    return (piece * (MOST_CHARACTERS // len(piece) + 1))[:MOST_CHARACTERS]


def between(first: str, middle: str, last: str) -> str:
    """A message of the greatest length that begins and ends otherwise than it goes on."""
    return first + filled(middle)[len(first) + len(last) :] + last


_NAMES: Final = [name for entity in company() for name in (entity.name, entity.title) if name]
_SEPARATORS: Final = "".join(
    one
    for one in map(chr, (*range(0x20000), *range(0xE0000, 0xE1000)))  # elsewhere there is none
    if unicodedata.category(one) in {"Zs", "Zl", "Zp", "Cc", "Cf"}
)
_PYTHON: Final = "Traceback (most recent call last):\n" + "".join(
    f'  File "/srv/ticket_service/fares/part{one}.py", line {one}, in handle\n    raise TimeoutError("fare-engine")\n'
    for one in range(600)
)
_JAVA: Final = "2026-11-23T10:00:00Z ERROR ticket-service java.lang.NullPointerException\n" + "".join(
    f"\tat org.north.tickets.shop.Handler{one}.call(Handler{one}.java:{one})\n" for one in range(900)
)

AWKWARD: Final = {
    "10 000 mentions": "<@U1>" * 10_000,
    "mentions of us": filled(f"<@{US}>"),
    "mentions that never end": filled(f"<@{US}|"),
    "a mention, blanks, a word": between(f"<@{US}>", " ", "x"),
    "blanks and commas before a word": between("x", " ,", f"<@{US}>x"),
    "links that never end": filled("<https://"),
    "addresses that never end": filled("<mailto:"),
    "commands that never end": filled('"<!'),
    "opening brackets": filled("("),
    "nested brackets": "([{<" * 5000 + ">}])" * 5000,
    "brackets with words": filled("(a [b {c "),
    "backticks": filled("`"),
    "code that never ends": filled("`a"),
    "backticks and lines": filled("`\n"),
    "blocks of code": filled("``` "),
    "quotes": filled('"'),
    "smart quotes": filled("’"),
    "asterisks": filled("*"),
    "tildes and underscores": filled("~_"),
    "empty lines": filled("\n"),
    "blank lines": filled("\n "),
    "blanks": filled(" "),
    "tabs": filled("\t"),
    "marks of lists": filled("1. "),
    "dashes and a word": between("", "-", "x"),
    "dashes and blanks": filled("- "),
    "pluses and a word": between("", "+", "x"),
    "dots between letters": between("a", ".", "b"),
    "slashes and dashes between letters": between("a", "/-", "b"),
    "combining marks": between("a", "\u0301\u0323", ""),
    "one letter that unfolds into eighteen": filled("\ufdfa"),
    "right to left": filled("\u202e\u05de\u05d9 ticket-shop \u202c"),
    "nulls": filled("who owns \0ticket-shop\0 "),
    "halves of letters": filled("\ud800 a\udfff "),
    "all separators there are": filled(_SEPARATORS),
    "one word": filled("a"),
    "one word in camelCase": filled("aB"),
    "one word of accents": filled("é"),
    "one word of names": filled("ticketShop"),
    "10 000 numbers": " ".join(map(str, range(10_000)))[:MOST_CHARACTERS],
    "10 000 ands": "and " * 10_000,
    "10 000 names": filled(" ".join(_NAMES) + " "),
    "names joined by and": filled(" and ".join(_NAMES) + ", "),
    "misspelled names": filled("tikcet-shpo fraes-egnine "),
    "words nobody knows": " ".join(f"zq{one}v" for one in range(6000))[:MOST_CHARACTERS],
    "digits with colons": filled("1:2"),
    "times": filled("12:30 "),
    "dates": filled("2026-11-23 "),
    "offsets": filled("2026-11-23T10:00:00+02:00 "),
    "emoji": filled(":tada:"),
    "an emoji that never ends": between(":", "a", ""),
    "refs": filled("component:default/"),
    "addresses": filled("a+b-c@d."),
    "channels": between("#", "a-", ""),
    "entities": filled("&amp;&lt;"),
    "a Python trace": filled(_PYTHON),
    "a Java trace": filled(_JAVA),
    "a pasted trace": "```" + filled(_JAVA),
    "questions": filled("who owns ticket-shop? "),
    "a question that goes on": filled("who owns and is on call for ticket-shop and "),
    "the beginning of questions": filled("who is the one that "),
    "exclusions": filled("pick a note taker for tickets team not Olav Berg, "),
    "why": filled("why "),
    "everything": filled("who's on-call (the) `x` <@U1> 12:30 component:a/b https://x.example/z, not &amp; :x:\n- "),
}


async def conversation() -> Conversation:
    worlds = Worlds(tuple)
    await worlds.take(company())
    topics = MemoryTopics(timedelta(hours=1), time.monotonic)
    return Conversation(QUESTIONS, understanding(), worlds, topics)


def event(text: str) -> dict[str, Any]:
    return {
        "event": {"type": "app_mention", "channel": "C0A", "user": "U0A", "ts": "1.0", "text": text},
        "message": {"text": text},
        "channel": {"id": "C0A"},
        "user": {"id": "U0A"},
        "channel_id": "C0A",
        "user_id": "U0A",
        "text": text,
        "response_url": "https://hooks.example/1",
    }


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_the_most_awkward_messages_are_heard_and_understood_in_bounded_work(text: str) -> None:
    with bounded():
        assert len(hear(text)) <= MOST_TOKENS
        assert len(understanding()(text, scene(about("owner", SHOP), addressed=False))) <= 4
        assert len(understanding()(f"who owns {text}", scene())) <= 4


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_the_most_awkward_messages_are_read_from_slack_and_looked_for_as_names_in_bounded_work(text: str) -> None:
    body = event(text)
    with bounded():
        turns = [heard(body, US), commanded(body), pointed_at(body)]
        assert None not in turns
        read_aloud(text, {})
        for name in (text.split(), [text], [text[:100]]):
            resolve(name, names())


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
async def test_the_most_awkward_messages_are_answered_in_bounded_work_and_so_is_what_follows(text: str) -> None:
    talk = await conversation()
    with bounded():
        for said in (text, "and who's on call?"):
            reply = await talk.reply(Utterance(said, NOW, UTC, thread="C0A:1.0"))
            assert reply.message is not None


_ANYTHING = st.text(max_size=300) | st.text(
    alphabet=st.sampled_from("()[]{}<>`'\"*_~|@#:/\\.,;!?-+&=%$ \n\t\0a1é\u0301")
)
_PIECES = st.sampled_from([*_NAMES, *(piece[:12] for piece in AWKWARD.values()), "who owns", "on call", "for", "not"])
_MIXED = st.lists(_PIECES | _ANYTHING, max_size=30).map(" ".join)
_LONG = st.builds(
    lambda piece, end: (piece * (MOST_CHARACTERS // max(len(piece), 1)) + end)[-MOST_CHARACTERS:], _MIXED, _MIXED
)


@tried(100)
@given(_MIXED | _LONG)
def test_any_mixture_however_long_is_understood_in_bounded_work(text: str) -> None:
    with bounded():
        understanding()(text, scene(about("oncall", SHOP)))
        heard(event(text), US)
        read_aloud(text, {})


@tried(100)
@given(st.lists(_PIECES | _ANYTHING, max_size=12))
def test_any_words_are_looked_for_among_the_names(words: list[str]) -> None:
    with bounded():
        resolve(words, names())


@tried(60)
@given(_MIXED | _LONG)
async def test_any_mixture_is_answered_in_bounded_work(text: str) -> None:
    talk = await conversation()
    with bounded():
        reply = await talk.reply(Utterance(text, NOW, UTC, thread="C0A:1.0"))
    assert reply.message is not None
