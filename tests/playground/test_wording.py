"""Text as typed, and as Slack stores it."""

from hypothesis import given
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
    assert elements(escaped(text)) == ([{"type": "text", "text": text}] if text else [])


def test_links_are_found_as_they_were_pasted() -> None:
    assert links_in("<https://a.b/c?d&amp;e> <@U1> <mailto:a@b.c|a> <http://x|y>") == [
        "https://a.b/c?d&e",
        "http://x",
    ]


def test_names_become_ids_where_they_are_known() -> None:
    users, channels = {"ada": "U1", "jo.ng": "U2"}, {"general": "C1"}
    assert with_ids("@ada @jo.ng. #general", users, channels) == "<@U1|ada> <@U2|jo.ng>. <#C1|general>"
    assert with_ids("a@ada @nobody <@ada> #here", users, channels) == "a@ada @nobody <@ada> #here"
