"""Text from a catalog shows exactly what it says, and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.asked import Asked
from handlers.kit import (
    MOST_SECTION,
    MOST_TEXT,
    Button,
    Message,
    Mrkdwn,
    Passage,
    bold,
    clean,
    code,
    cut,
    escape,
    is_web_address,
    label,
    link,
    listed,
    plain,
    section,
    shortened,
)

HOSTILE = st.one_of(st.text(), st.text(alphabet="ab <>&@!*_~`|#\n\u200b\u2060\u202e;"))
ADDRESSES = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9*_~`<>|&-]{0,20}", fullmatch=True)


@given(HOSTILE)
def test_escaped_text_has_no_markup(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
    assert not re.search(r"&(?!(?:amp|lt|gt);)", escape(text))


@given(HOSTILE)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert plain(escape(text)) == clean(text)


@given(HOSTILE, HOSTILE)
def test_a_bold_name_in_a_sentence_reads_as_it_was(name: str, rest: str) -> None:
    assert plain(Mrkdwn(f"{bold(name)} {escape(rest)}")) == f"{clean(name)} {clean(rest)}"


@given(HOSTILE)
def test_code_reads_as_it_was_but_for_backticks(text: str) -> None:
    assert plain(code(text)) == clean(text).replace("`", "'")


@given(ADDRESSES, HOSTILE)
def test_a_link_is_one_link_whatever_its_title_says(url: str, title: str) -> None:
    assert re.fullmatch(r"<https://[^<>|]+\|[^<>]+>", link(url, title))
    assert plain(link(url, title)).startswith(clean(title))


@given(HOSTILE, HOSTILE, ADDRESSES, st.integers(5, 60))
def test_what_is_cut_stays_whole(name: str, text: str, url: str, most: int) -> None:
    shown = cut(Mrkdwn(f"{bold(name)} {code(text)} {link(url, text)} {escape(text)}"), most)
    assert len(shown) <= most
    assert shown.count("<") == shown.count(">")
    assert not re.search(r"&(?!(?:amp|lt|gt);)[^|]*$", shown)
    assert re.sub(r"\u2060[*_~`]\u2060", "", shown).count("`") % 2 == 0


@pytest.mark.parametrize("text", ["@here", "ask @ana", "<!channel>", "<@U1>", "<!subteam^S1>", "&lt;!here&gt;"])
def test_nobody_is_pinged(text: str) -> None:
    assert not re.search(r"<[!@#]|(?<!\w)@\w", escape(text) + bold(text) + code(text))


def test_names_can_be_copied() -> None:
    assert escape("snake_case_name v1.2-rc (a/b)") == "snake_case_name v1.2-rc (a/b)"


def test_styles_of_slack_do_not_start() -> None:
    assert escape("*a* _b_") == "\u2060*\u2060a\u2060*\u2060 \u2060_\u2060b\u2060_\u2060"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example",
        "https://",
        "https://a b",
        "https://bank.example@evil.example/",
        "https://[",
        "https://x.example/\u202e",
        "https://x.example/" + "y" * 3000,
    ],
)
def test_an_address_that_may_harm_is_no_link(url: str) -> None:
    assert not is_web_address(url)
    assert link(url, "docs") == "docs"


def test_a_link_reads_as_its_title_and_address() -> None:
    assert plain(link("https://x.example/?a=1&b=2", "R&D docs")) == "R&D docs (https://x.example/?a=1&b=2)"


def test_a_link_without_title_shows_its_address_once() -> None:
    assert plain(link("https://x.example/", "https://x.example/")) == "https://x.example/"


def test_a_channel_reads_as_its_id() -> None:
    assert plain(Mrkdwn("Ask in <#C0123456789>.")) == "Ask in #C0123456789."


def test_text_is_shortened_at_a_word() -> None:
    assert shortened("one two three four", 14) == "one two three…"
    assert shortened("x" * 20, 5) == "xxxx…"


def test_long_lists_are_counted() -> None:
    assert listed([Mrkdwn(str(n)) for n in range(20)], 4) == "0, 1, 2 and 17 more"
    assert listed([Mrkdwn("a"), Mrkdwn("b")]) == "a and b"
    assert listed([]) == ""


def test_sections_and_labels_keep_to_their_limits() -> None:
    assert len(section(escape("word " * 2000))["text"]["text"]) <= MOST_SECTION
    assert len(label("label " * 50)["text"]) <= 75


def test_a_message_outside_the_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a text"):
        Message(" ", (section(escape("x")),))
    with pytest.raises(ValueError, match="1 to 50 blocks"):
        Message("x", (section(escape("x")),) * 51)
    with pytest.raises(ValueError, match="12000 characters"):
        Message("x", (section(escape("x" * 2900)),) * 5)


def test_the_notification_of_a_message_does_nothing_and_keeps_its_lines() -> None:
    message = Message("<!channel> & all\n@here", (section(escape("x")),))
    assert message.notification == "&lt;!channel&gt; &amp; all\n@\u2060here"
    assert len(Message("<" * 4000, message.blocks).notification) <= MOST_TEXT


def test_a_passage_is_its_lines() -> None:
    passage = Passage(Mrkdwn("*a* is b."), (Mrkdwn("`c`"),), (Button("d", Asked("help")),))
    assert passage.text() == "a is b.\nc"
