"""The one button that wakes somebody."""

from dataclasses import replace

from tests.company import ref
from tests.fakes.rotas import FixedRotas
from tests.ferry_shifts import DESK, TICKETS, shift
from tests.handlers.asking import reply

SHOP = "component:default/ticket-shop"


async def test_who_is_on_call_first_is_mentioned_with_the_question_quoted() -> None:
    passage, _ = await reply(f"ping_oncall {SHOP} ?said=who+do+I+page+%3C%21here%3E", asker=ref("user:olav"))
    assert passage.headline == "<@U1> you are on call for *ticket-shop*, and asked for here by *Olav Berg*."
    assert passage.details == ("> who do I page &lt;!here&gt;",)


async def test_who_has_no_account_cannot_be_pinged() -> None:
    rotas = FixedRotas({"ical:tickets": replace(TICKETS, shifts=(shift(DESK),))})
    passage, _ = await reply(f"ping_oncall {SHOP}", rotas=rotas)
    assert passage.headline == "*Vendor desk* is not in Slack, so I can not ping them here."


async def test_nobody_is_pinged_where_nobody_is_known() -> None:
    passage, _ = await reply("ping_oncall component:default/tide-feed")
    assert "could not find out" in passage.headline
