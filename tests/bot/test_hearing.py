"""Raw Slack text becomes tokens: what Slack marks up, what people run together, and what they paste."""

import pytest

from bot.hearing import BREAK, CHANNEL, CODE, LINK, MAIL, PASTE, REF, USER, WORD, hear


def words(text: str) -> str:
    """The words that grammar sees, with `|` where a sentence ends and `,` where it pauses."""
    return " ".join(token.word for token in hear(text))


def pointers(text: str) -> list[tuple[str, str, str]]:
    """What is no word, as kind, content and label."""
    return [(one.kind, one.text, one.label) for one in hear(text) if one.kind not in {WORD, BREAK, "comma"}]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("who's on-call", "who is oncall"),
        ("whos on call", "who is oncall"),
        ("WHO’S ON CALL", "who is oncall"),
        ("who’s got the pager", "who has got the pager"),
        ("who's is this", "whose is this"),
        ("what're those", "what are those"),
        ("note taker", "notetaker"),
        ("note-takers", "notetaker"),
        ("is it rolled out", "is it rolledout"),
        ("owner/ticket-shop", "owner ticket-shop"),
        ("pick someone 4 tickets", "pick someone for tickets"),
        ("in 4 days", "in 4 days"),
    ],
)
def test_what_is_spelled_in_several_ways_is_heard_as_one(text: str, heard: str) -> None:
    assert words(text) == heard


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<@U0ANA|ana>", [(USER, "U0ANA", "")]),
        ("<#C0PAY|payments>", [(CHANNEL, "C0PAY", "payments")]),
        ("#payments", [(CHANNEL, "#payments", "payments")]),
        ("<https://x.example/a|the docs>", [(LINK, "https://x.example/a", "the docs")]),
        ("see https://x.example/a.", [(LINK, "https://x.example/a", "")]),
        ("(https://x.example/a)", [(LINK, "https://x.example/a", "")]),
        ("<mailto:ana@x.example|ana@x.example>", [(MAIL, "ana@x.example", "")]),
        ("ana.lima@x.example", [(MAIL, "ana.lima@x.example", "")]),
        ("component:default/ticket-shop", [(REF, "component:default/ticket-shop", "")]),
        ("`ticket-shop`", [(CODE, "ticket-shop", "")]),
        ("`api:fares`", [(REF, "api:fares", "")]),
        ("`line one of a very long command`", [(PASTE, "line one of a very long command", "")]),
        ("```stack\ntrace```", [(PASTE, "stack\ntrace", "")]),
        ("```it never ends", [(PASTE, "it never ends", "")]),
    ],
)
def test_what_points_by_its_form_is_heard_as_what_it_is(text: str, found: list[tuple[str, str, str]]) -> None:
    assert pointers(text) == found


@pytest.mark.parametrize(
    "text", ["<!channel> hi", "<!here|here> hi", "<!subteam^S0X|@crew> hi", ":tada: hi", ":+1::wave: hi"]
)
def test_calls_to_everybody_and_emoji_say_nothing(text: str) -> None:
    assert words(text).split(" ")[-1] == "hi"
    assert pointers(text) == []


def test_what_slack_escapes_is_heard_as_it_was_typed() -> None:
    assert words("rights &amp; royalties") == "rights and royalties"


def test_quotation_marks_of_all_sorts_are_no_part_of_a_word() -> None:
    assert words("“ticket-shop” «fares» \"kiosk\" 'refunds'") == "ticket-shop fares kiosk refunds"


def test_a_possessive_is_a_word_of_its_own_after_names_and_after_mentions() -> None:
    assert words("ticket-shop's owner") == "ticket-shop 's owner"
    assert words("<@U1>'s team") == "§ 's team"


def test_a_hyphen_within_a_name_stays_and_a_dash_between_words_pauses() -> None:
    assert words("ticket-shop - who owns it") == "ticket-shop , who owns it"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("at 10:30 pm", "at 10:30pm"),
        ("at 2026-11-23T10:00:00+02:00?", "at 2026-11-23t10:00:00+02:00 |"),
        ("at 2026-11-23T10:00:00.123Z", "at 2026-11-23t10:00:00z"),
        ("10:00 +02:00", "10:00 utc+02:00"),
        ("10:00+02:00", "10:00 utc+02:00"),
        ("10:00 UTC+02:00", "10:00 utc+02:00"),
        ("10:00 GMT-5:30", "10:00 utc-5:30"),
        ("9:00-17:00", "9:00 17:00"),
    ],
)
def test_a_time_is_one_word_with_the_offset_that_belongs_to_it(text: str, heard: str) -> None:
    assert words(text) == heard


def test_nobody_types_a_word_of_hundreds_of_letters_so_it_is_pasted_text() -> None:
    token = "eyJ" + "a1b2" * 100
    assert pointers(f"who owns {token}") == [(PASTE, token, "")]
