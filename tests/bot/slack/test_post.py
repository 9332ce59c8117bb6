"""A message goes where it should, unadorned where Slack will not draw it, and never pings."""

import asyncio
from dataclasses import replace

import pytest

from bot.slack.pace import Pace
from bot.slack.place import InPlaceOf, InThread, OnlyTo, Place, Privately, after, aside
from bot.slack.post import Post
from bot.slack.web import SlackRefused, Web
from handlers.kit import Message
from playground.faults import Fault
from playground.server import LocalSlack
from tests.bot.slack.parrot import saying
from tests.bot.slack.workspace import INES, TICKETS

NASTY = "<!channel> & <@U0OLAV> @here #tickets https://evil.example"


@pytest.fixture
def post(web: Web) -> Post:
    return Post(web, Pace(asyncio.get_event_loop().time))


@pytest.fixture
async def root(slack: LocalSlack) -> str:
    return (await slack.driver.say(INES, TICKETS, "hello")).ts


def shown(slack: LocalSlack, ts: str) -> str:
    return slack.workspace.channel(TICKETS).messages[ts].text


async def test_a_message_in_a_thread_pings_nobody_and_unfurls_nothing(
    slack: LocalSlack, post: Post, root: str
) -> None:
    ts = await post.put(saying(NASTY), InThread(TICKETS, root))
    sent = slack.workspace.channel(TICKETS).messages[ts]
    assert (sent.thread_ts, sent.text.startswith("&lt;!channel&gt; &amp; &lt;@U0OLAV&gt;")) == (root, True)
    assert not sent.pings
    (call,) = slack.driver.calls("chat.postMessage")
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert not {"link_names", "parse", "username"} & call.args.keys()


async def test_a_message_takes_the_place_of_another_below_what_stays(
    slack: LocalSlack, post: Post, root: str
) -> None:
    ts = await post.put(saying("before"), InThread(TICKETS, root))
    kept = {"type": "divider"}
    assert await post.put(saying("after"), InPlaceOf(TICKETS, ts, root, (kept,))) == ts
    assert shown(slack, ts) == "after"
    assert [block["type"] for block in slack.workspace.channel(TICKETS).messages[ts].blocks] == ["divider", "section"]


async def test_a_message_to_one_person_is_seen_by_them_alone(slack: LocalSlack, post: Post, root: str) -> None:
    await post.put(saying("psst"), OnlyTo(TICKETS, INES, root))
    (seen,) = slack.driver.seen_only_by(INES, TICKETS)
    assert (seen.text, seen.thread_ts) == ("psst", root)


@pytest.mark.parametrize(
    "drawing",
    [
        {"type": "nonsense"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}},
    ],
)
async def test_what_slack_does_not_draw_is_posted_as_text(
    slack: LocalSlack, post: Post, root: str, drawing: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    undrawable = Message("in words", (drawing,))
    ts = await post.put(undrawable, InThread(TICKETS, root))
    assert (shown(slack, ts), slack.workspace.channel(TICKETS).messages[ts].blocks) == ("in words", ())
    drawn = await post.put(saying("before"), InThread(TICKETS, root))
    await post.put(undrawable, InPlaceOf(TICKETS, drawn, root))
    assert (shown(slack, drawn), slack.workspace.channel(TICKETS).messages[drawn].blocks) == ("in words", ())
    assert "does not draw" in caplog.text


async def test_a_long_text_is_cut_to_what_an_update_takes(slack: LocalSlack, post: Post, root: str) -> None:
    ts = await post.put(saying("before"), InThread(TICKETS, root))
    await post.put(replace(saying("x"), text="word " * 2000), InPlaceOf(TICKETS, ts, root))
    assert len(shown(slack, ts)) <= 4000


async def test_an_address_that_takes_no_more_is_replaced_by_an_ephemeral_message(
    slack: LocalSlack, post: Post
) -> None:
    nowhere = Privately(f"{slack.origin}/hooks/actions/T0/unknown", OnlyTo(TICKETS, INES))
    await post.put(saying("psst"), nowhere)
    assert [each.text for each in slack.driver.seen_only_by(INES)] == ["psst"]
    await post.withdraw(nowhere)


async def test_a_channel_that_is_not_ours_is_an_error(post: Post) -> None:
    with pytest.raises(SlackRefused, match="not_in_channel"):
        await post.put(saying("hello"), InThread("C0QUIET", ""))


async def test_a_crowd_of_answers_in_one_channel_all_arrive(slack: LocalSlack, post: Post, root: str) -> None:
    slack.faults.switch_on(Fault("rate_limited", "chat.postMessage", times=2, seconds=1))
    await asyncio.gather(*(post.put(saying(f"answer {n}"), InThread(TICKETS, root)) for n in range(4)))
    texts = {each.text for each in slack.workspace.channel(TICKETS).thread(root)}
    assert {f"answer {n}" for n in range(4)} <= texts


ONLY = OnlyTo("C1", "U1", "1.0")


@pytest.mark.parametrize(
    ("place", "beside", "alone"),
    [
        (InThread("C1", "1.0"), InThread("C1", "1.0"), ONLY),
        (InPlaceOf("C1", "2.0", "1.0"), InThread("C1", "1.0"), ONLY),
        (InThread("D1", "1.0"), InThread("D1", "1.0"), InThread("D1", "1.0")),
        (ONLY, ONLY, ONLY),
        (Privately("u", ONLY, replaces=True), Privately("u", ONLY), Privately("u", ONLY)),
    ],
)
def test_beside_and_alone_are_told_from_the_place(place: Place, beside: Place, alone: Place) -> None:
    assert after(place) == beside
    assert aside(place, "U1") == alone
