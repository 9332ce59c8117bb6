"""What people write in Slack, without its markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.markup import mentioned, read_aloud
from handlers.people import Person

ANA = Person("U0ANA", "Ana Lima", handle="ana")


def test_everybody_mentioned_is_found_once() -> None:
    assert mentioned("<@U0ANA> and <@W0BOB|bob> and <@U0ANA>, not <#C0PAY|pay> or U0X") == ("U0ANA", "W0BOB")


def test_a_message_that_mentions_everybody_does_not_make_us_look_everybody_up() -> None:
    assert len(mentioned("".join(f"<@U{number}>" for number in range(500)))) == 10


@pytest.mark.parametrize(
    ("text", "aloud"),
    [
        ("what team is <@U0ANA|ana> in", "what team is @ana in"),
        ("what team is <@U0BOB|bob> in", "what team is @bob in"),
        ("what team is <@U0BOB> in", "what team is @somebody in"),
        ("who owns <#C0PAY|payments>", "who owns #payments"),
        ("<!channel> <!here|here> <!subteam^S0X|@crew> hello", "channel here crew hello"),
        ("who owns <https://x.example/a|this>?\n<https://y.example>", "who owns this? https://y.example"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
    ],
)
def test_a_question_reads_aloud_without_markup(text: str, aloud: str) -> None:
    assert read_aloud(text, {"U0ANA": ANA}) == aloud


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read_aloud(text, {}), mentioned(text)
