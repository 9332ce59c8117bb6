"""Why a message was read as it was, in lines that are the bug report as well."""

from bot.explain import explained, lines_of
from bot.meant import Meant
from bot.reply import Topic
from bot.resolve import EXACT, FUZZY, Found, Unclear, Unknown
from catalog_client import EntityRef
from tests.bot.asking import NOW, scene, understanding

SHOP, KIOSK = EntityRef.parse("component:default/ticket-shop"), EntityRef.parse("component:default/kiosk")


def test_the_rule_its_points_and_the_particulars_are_told() -> None:
    first, second = lines_of(understanding()("who is secondary on call for ticket-shop", scene()))
    assert first.startswith("oncall: by the phrase “")
    assert first.endswith("points), with level 2")
    assert second == "“ticket-shop”: component:default/ticket-shop, its name as it stands"


def test_how_sure_each_name_was_is_told() -> None:
    subjects = (Found(SHOP, FUZZY), Unclear((SHOP, KIOSK), "several things have this name"), Unknown((KIOSK,)))
    meant = Meant("owner", subjects, {}, "who owns {entity}", 3.0, "tikcet")
    assert lines_of([meant])[1:] == (
        f"“tikcet”: {SHOP}, a near name",
        f"“tikcet”: {SHOP}, {KIOSK}; several things have this name",
        f"“tikcet”: nobody's name; near are {KIOSK}",
    )


def test_why_under_an_answer_repeats_how_it_was_read_and_is_about_the_same_thing() -> None:
    reply = explained(Meant("explain", (Found(SHOP, EXACT),), {}, "why?", 2.0), Topic((), NOW, why=("owner: …",)))
    assert reply.message is not None
    assert "owner: …" in reply.message.text
    assert reply.asks[0].entities == (SHOP,)


def test_why_under_nothing_asks_to_be_asked_something_first() -> None:
    reply = explained(Meant("explain", (), {}, "why?", 2.0), None)
    assert reply.message is not None
    assert "ask me something first" in reply.message.text
