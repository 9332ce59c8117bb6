"""Text as typed, and as Slack stores it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.wording import escaped, links_in, rich_text, unescaped, with_ids


def elements(text: str) -> list[object]:
    section = rich_text(text)["elements"][0]
    return list(section["elements"])


def test_a_message_becomes_rich_text() -> None:
    assert elements("<@U1|ada> asks &amp; waits in <#C1|x> <https://a.b?c&amp;d|here> <!here> <!subteam^S1|@t>") == [
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " asks & waits in "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://a.b?c&d", "text": "here"},
        {"type": "text", "text": " "},
        {"type": "broadcast", "range": "here"},
        {"type": "text", "text": " "},
        {"type": "usergroup", "usergroup_id": "S1"},
    ]


@given(st.text())
def test_escaping_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text(st.characters(exclude_characters="`*_~>\n")))
def test_text_without_marks_is_one_piece(text: str) -> None:
    assert elements(escaped(text)) == ([{"type": "text", "text": text}] if text else [])


@given(st.text(st.sampled_from("`*_~>\n<@U1|a&; "), max_size=60))
@example(">\n\n>")
def test_any_marks_become_parts_with_something_in_them(text: str) -> None:
    parts = rich_text(escaped(text))["elements"]
    assert all(part["elements"] or len(parts) == 1 or "quote" in part["type"] for part in parts)


def test_links_are_found_as_they_were_pasted() -> None:
    assert links_in("<https://a.b/c?d&amp;e> <@U1> <mailto:a@b.c|a> <http://x|y>") == [
        "https://a.b/c?d&e",
        "http://x",
    ]


def test_names_become_ids_where_they_are_known() -> None:
    users, channels = {"ada": "U1", "jo.ng": "U2"}, {"general": "C1"}
    assert with_ids("@ada @jo.ng. #general", users, channels) == "<@U1|ada> <@U2|jo.ng>. <#C1|general>"
    assert with_ids("@Ada, @JO.NG", users, channels) == "<@U1|ada>, <@U2|jo.ng>"
    assert with_ids("a@ada @nobody <@ada> #here", users, channels) == "a@ada @nobody <@ada> #here"


STYLES = {
    "see `a_b` now": [("see ", ""), ("a_b", "code"), (" now", "")],
    "*all* of _it_ is ~gone~": [("all", "bold"), (" of ", ""), ("it", "italic"), (" is ", ""), ("gone", "strike")],
    "snake_case_name and 2*3*4": [("snake_case_name and 2*3*4", "")],
    "* not bold *, _ nor this _": [("* not bold *, _ nor this _", "")],
}


@pytest.mark.parametrize("text", STYLES)
def test_styles_are_read_as_slack_s_box_reads_them(text: str) -> None:
    [section] = rich_text(text)["elements"]
    assert [(one["text"], "".join(one.get("style", ""))) for one in section["elements"]] == STYLES[text]


def test_code_between_fences_and_quotes_are_parts_of_their_own() -> None:
    parts = rich_text("look:\n```\n*as* <@U1>\n```\n&gt; he said\n&gt; this\nok")["elements"]
    assert [part["type"].removeprefix("rich_text_") for part in parts] == [
        "section",
        "preformatted",
        "quote",
        "section",
    ]
    assert [one.get("text", one.get("user_id")) for one in parts[1]["elements"]] == ["*as* ", "U1"]
    assert parts[2]["elements"][0]["text"] == "he said\nthis"


def test_an_address_with_underscores_stays_whole() -> None:
    [section] = rich_text("<https://a.example/_x_/*y*>")["elements"]
    assert section["elements"] == [{"type": "link", "url": "https://a.example/_x_/*y*"}]
