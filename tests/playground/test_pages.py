"""A page's line: what it begins with, what it is told, and what can be done on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.assets import Assets
from playground.pages import FOLDER, Visit
from playground.server import LocalSlack
from playground.stories import story_of
from playground.workspace import Draft
from tests.playground.conftest import Connect
from tests.playground.test_server import echoes
from tests.playground.workspaces import ADA, BEN, GENERAL, QUIET, SECRET, seed

MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "section",
            "block_id": "choice",
            "text": {"type": "mrkdwn", "text": "Which"},
            "accessory": {"type": "external_select", "action_id": "which", "min_query_length": 0},
        },
    ],
}

SHORT = {"title": "A", "about": "b", "who": "ada", "in": "general", "steps": [{"says": "one"}, {"says": "two"}]}


class Page:
    """What a browser does on the line, without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, hello: dict[str, Any]) -> None:
        self._socket, self.hello = socket, hello
        self.told: list[dict[str, Any]] = []
        self._asked = 0

    async def do(self, what: str, **given: Any) -> dict[str, Any]:
        """An act, and its answer; what is told before it is kept in `told`."""
        self._asked += 1
        await self._socket.send_json({"n": self._asked, "do": what, **given})
        while (heard := await self._socket.receive_json()).get("re") != self._asked:
            self.told.append(heard)
        return {name: value for name, value in heard.items() if name != "re"}

    async def until(self, kind: str) -> dict[str, Any]:
        """The first thing of a kind that is told from now on."""
        heard: dict[str, Any]
        while (heard := await self._socket.receive_json())["t"] != kind:
            self.told.append(heard)
        return heard

    def kinds(self) -> set[str]:
        return {each["t"] for each in self.told}


Open = Callable[[str], Awaitable[Page]]


@pytest.fixture
async def open_page(slack: LocalSlack) -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def opened(as_whom: str) -> Page:
            address = f"{slack.origin}/page/live?as={as_whom}"
            socket = await stack.enter_async_context(session.ws_connect(address, origin=slack.origin))
            return Page(socket, await socket.receive_json())

        yield opened


async def test_a_page_begins_with_all_that_its_person_sees(slack: LocalSlack, open_page: Open) -> None:
    said = await slack.driver.say(ADA, GENERAL, "hello <@U0BEN>")
    whisper = slack.workspace.whisper(GENERAL, ADA, Draft("for you"))
    await slack.driver.say(ADA, SECRET, "psst")
    hers, his = await open_page("ada"), await open_page(BEN)
    assert (hers.hello["me"], his.hello["me"]) == (ADA, BEN)
    assert {each["ts"] for each in hers.hello["messages"]} > {said.ts, whisper.ts}
    assert [(each["ts"], each["pinged"]) for each in his.hello["messages"]] == [(said.ts, True)]
    assert SECRET not in {each["id"] for each in his.hello["channels"]}


async def test_an_unknown_name_shows_the_usual_person(open_page: Open) -> None:
    assert (await open_page("nobody")).hello["me"] == ADA
    assert (await open_page("build")).hello["me"] == ADA


async def test_a_visit_may_begin_as_somebody_with_something_to_try() -> None:
    slack = await LocalSlack(seed(), visit=Visit("ben", ("who owns x",))).start()
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.origin}/page/live") as socket:
        hello = await socket.receive_json()
    await slack.stop()
    assert (hello["me"], hello["tries"]) == (BEN, ["who owns x"])


async def test_what_is_typed_is_sent_as_slack_sends_it(slack: LocalSlack, open_page: Open) -> None:
    page = await open_page("ada")
    answer = await page.do("say", channel=GENERAL, text="@ben & @echo, see https://a.example/x?y=1. in #general <b>")
    message = slack.workspace.message(GENERAL, answer["ts"])
    assert message.text == (
        f"<@{BEN}> &amp; <@{slack.app.bot_user}>, see <https://a.example/x?y=1>. in <#{GENERAL}> &lt;b&gt;"
    )


async def test_everybody_there_is_told_and_nobody_else(slack: LocalSlack, open_page: Open) -> None:
    ada, ben, eve = [await open_page(name) for name in ("ada", "ben", "eve")]
    await ada.do("say", channel=GENERAL, text="hello")
    assert (await ben.until("message"))["message"]["text"] == "hello"
    await ada.do("typing", channel=GENERAL)
    assert (await ben.until("typing"))["user"] == ADA
    await eve.do("echo", echo="anything?")
    assert not {"message", "typing"} & eve.kinds()


async def test_a_mention_is_answered_before_the_page(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    echoes(bolt)
    await connect(bolt)
    page = await open_page("ada")
    said = await page.do("say", channel=GENERAL, text="@echo hello")
    while (told := await page.until("message"))["message"]["user"] == ADA:
        pass
    assert told["message"]["thread_ts"] == said["ts"]
    traced = await page.do("inspect", channel=GENERAL, ts=told["message"]["ts"])
    assert sorted(each["what"] for each in traced["deliveries"]) == ["app_mention", "message"]
    assert [each["call"] for each in traced["calls"]][-1] == "chat.postMessage"
    assert traced["calls"][-1]["answer"]["ts"] == told["message"]["ts"]


async def test_an_event_can_be_sent_again(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    echoes(bolt)
    await connect(bolt)
    page = await open_page("ada")
    said = await page.do("say", channel=GENERAL, text="@echo hello")
    first = slack.workspace.message(GENERAL, said["ts"])
    await slack.driver.wait_for_reply(first)
    await slack.driver.settled()
    traced = await page.do("inspect", channel=GENERAL, ts=said["ts"])
    sent = next(each for each in traced["deliveries"] if each["what"] == "app_mention")
    assert await page.do("again", number=sent["number"]) == {}
    await slack.driver.until(
        lambda: len(slack.driver.thread(first)) == 3 or None, "a second answer, by an app that does not care"
    )
    assert await page.do("again", number=sent["number"], as_new=True) == {}
    place = slack.workspace.channel(GENERAL)
    asked = [each for each in place.messages.values() if each.user == ADA]
    assert [each.text for each in asked] == [first.text, first.text]
    await slack.driver.wait_for_reply(asked[1])
    call = next(each for each in (await page.do("traffic"))["entries"] if "call" in each)
    assert "Only events" in (await page.do("again", number=call["number"]))["error"]


async def test_commands_answer_or_fail_as_in_slack(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    page = await open_page("ada")
    await page.do("slash", channel=GENERAL, name="/echo", text="hello")
    assert "/echo failed" in slack.driver.seen_only_by(ADA)[0].text
    echoes(bolt)
    await connect(bolt)
    assert await page.do("slash", channel=GENERAL, name="/echo", text="hello") == {}
    assert "is not a command" in (await page.do("slash", channel=GENERAL, name="/what", text=""))["error"]
    outsider = await open_page("eve")
    assert "organisation" in (await outsider.do("slash", channel="C0SHARED", name="/echo", text=""))["error"]


async def test_reactions_come_and_go(slack: LocalSlack, open_page: Open) -> None:
    said = await slack.driver.say(ADA, GENERAL, "hello")
    page = await open_page("ben")
    await page.do("react", channel=GENERAL, ts=said.ts, name="eyes")
    assert slack.workspace.message(GENERAL, said.ts).reactions == {"eyes": (BEN,)}
    await page.do("react", channel=GENERAL, ts=said.ts, name="eyes")
    assert slack.workspace.message(GENERAL, said.ts).reactions == {}
    assert page.told[-1]["message"].get("reactions") is None


async def test_only_ones_own_messages_can_be_changed(slack: LocalSlack, open_page: Open) -> None:
    said = await slack.driver.say(ADA, GENERAL, "helo")
    ada, ben = await open_page("ada"), await open_page("ben")
    assert "Only whoever wrote" in (await ben.do("rewrite", channel=GENERAL, ts=said.ts, text="boo"))["error"]
    await ada.do("rewrite", channel=GENERAL, ts=said.ts, text="hello")
    assert slack.workspace.message(GENERAL, said.ts).text == "hello"
    await ada.do("take_back", channel=GENERAL, ts=said.ts)
    assert await ben.until("deleted") == {"t": "deleted", "channel": GENERAL, "ts": said.ts}


async def test_what_one_alone_sees_is_put_away(slack: LocalSlack, open_page: Open) -> None:
    whisper = slack.workspace.whisper(GENERAL, ADA, Draft("for you"))
    said = await slack.driver.say(ADA, GENERAL, "for all")
    page = await open_page("ada")
    assert await page.do("dismiss", channel=GENERAL, ts=whisper.ts) == {}
    assert page.told[-1] == {"t": "deleted", "channel": GENERAL, "ts": whisper.ts}
    assert "Others see" in (await page.do("dismiss", channel=GENERAL, ts=said.ts))["error"]


async def test_what_somebody_does_not_see_does_not_exist_for_them(slack: LocalSlack, open_page: Open) -> None:
    hidden = await slack.driver.say(ADA, SECRET, "psst")
    whisper = slack.workspace.whisper(GENERAL, ADA, Draft("for you"))
    page = await open_page("ben")
    for message in (hidden, whisper):
        for what in ("react", "inspect", "shortcut"):
            answer = await page.do(what, channel=message.channel, ts=message.ts, name="eyes", callback_id="look")
            assert "message_not_found" in answer["error"]
    assert "not in" in (await page.do("say", channel=SECRET, text="hello"))["error"]
    assert "channel_not_found" in (await page.do("earlier", channel=SECRET, before="9"))["error"]


async def test_a_shortcut_opens_a_modal_that_is_filled_in(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    submitted: list[dict[str, Any]] = []

    @bolt.shortcut("look")
    async def look(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.options("which")
    async def which(ack: AsyncAck, payload: dict[str, Any]) -> None:
        option = {"text": {"type": "plain_text", "text": payload["value"].upper()}, "value": payload["value"]}
        await ack(options=[option])

    @bolt.view("form")
    async def form(ack: AsyncAck, view: dict[str, Any]) -> None:
        submitted.append(view["state"]["values"])
        if len(submitted) == 1:
            await ack(response_action="errors", errors={"words": "Say more"})
        else:
            await ack()

    await connect(bolt)
    said = await slack.driver.say(ADA, GENERAL, "hello")
    page = await open_page("ada")
    await page.do("shortcut", channel=GENERAL, ts=said.ts, callback_id="look")
    view = next((each for each in page.told if each["t"] == "modal"), None) or await page.until("modal")
    at = {"view_id": view["view"]["id"], "block_id": "choice", "action_id": "which"}
    assert [each["value"] for each in (await page.do("options", **at, text="pay"))["options"]] == ["pay"]
    values = {"words": {"typed": {"type": "plain_text_input", "value": "hello"}}}
    assert await page.do("submit", view_id=at["view_id"], values=values) == {"errors": {"words": "Say more"}}
    assert await page.do("submit", view_id=at["view_id"], values=values) == {"errors": {}}
    assert submitted == [values, values]
    assert "no longer open" in (await page.do("submit", view_id=at["view_id"], values=values))["error"]


async def test_buttons_with_the_same_name_are_told_apart_by_their_block(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    pressed: list[str] = []

    @bolt.action("go")
    async def go(ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        pressed.append(action["value"])

    await connect(bolt)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    rows = [
        {"type": "actions", "block_id": block, "elements": [{**button, "value": block}]} for block in ("one", "two")
    ]
    message = slack.workspace.post(GENERAL, Draft("choose", rows))
    page = await open_page("ada")
    where = {"channel": GENERAL, "ts": message.ts, "action_id": "go"}
    assert await page.do("press", **where, block_id="two") == {}
    assert pressed == ["two"]
    assert "no go" in (await page.do("press", **where, block_id="three"))["error"]


async def test_two_people_write_to_each_other_unheard_by_the_app(slack: LocalSlack, open_page: Open) -> None:
    ada, ben = await open_page("ada"), await open_page("ben")
    channel = (await ada.do("talk_to", user=BEN))["channel"]["id"]
    assert (await ben.do("talk_to", user=ADA))["channel"]["id"] == channel
    await ada.do("say", channel=channel, text="between us")
    assert (await ben.until("message"))["message"]["text"] == "between us"
    await slack.driver.settled()
    assert "delivery" not in ada.kinds()


async def test_looking_at_the_home_tells_the_app(
    bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    @bolt.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        block = {"type": "section", "text": {"type": "mrkdwn", "text": f"{event['tab']} of {event['user']}"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    await connect(bolt)
    page = await open_page("ada")
    await page.do("open_home", tab="home")
    shown = next((each for each in page.told if each["t"] == "home"), None) or await page.until("home")
    assert shown["view"]["blocks"][0]["text"]["text"] == f"home of {ADA}"


async def test_somebody_moves_to_another_time_zone(slack: LocalSlack, open_page: Open) -> None:
    page = await open_page("ada")
    await page.do("zone", tz="Asia/Tokyo")
    assert slack.workspace.people.user(ADA)["tz_offset"] == 9 * 3600
    assert next(each for each in page.told if each["t"] == "user")["user"]["tz"] == "Asia/Tokyo"
    assert "no time zone" in (await page.do("zone", tz="../etc/passwd"))["error"]


async def test_slack_misbehaves_until_told_not_to(slack: LocalSlack, client: AsyncWebClient, open_page: Open) -> None:
    page, other = await open_page("ada"), await open_page("ben")
    await page.do("fault", kind="slow", seconds=0.01)
    assert [each["kind"] for each in (await other.until("faults"))["faults"]] == ["slow"]
    await client.auth_test()
    assert slack.driver.calls("auth.test")[-1].seconds >= 0.01
    await page.do("mend")
    assert (await other.until("faults"))["faults"] == []
    assert "Nothing can go wrong" in (await page.do("fault", kind="fire"))["error"]


@pytest.mark.parametrize("how", ["refresh", "cut"])
async def test_the_app_comes_back_after_it_was_parted_with(
    how: str, bolt: AsyncApp, connect: Connect, open_page: Open, slack: LocalSlack
) -> None:
    echoes(bolt)
    await connect(bolt)
    page = await open_page("ada")
    await page.do("disconnect", how=how)
    assert (await page.until("connections"))["open"] in {0, 2}
    await slack.sockets.connected()


async def test_a_long_talk_is_shown_from_its_end(slack: LocalSlack, open_page: Open) -> None:
    messages = [await slack.driver.say(ADA, QUIET, f"line {number}") for number in range(205)]
    page = await open_page("ada")
    shown = [each["text"] for each in page.hello["messages"] if each["channel"] == QUIET]
    assert (shown[0], len(shown), QUIET in page.hello["earlier"]) == ("line 5", 200, True)
    before = (await page.do("earlier", channel=QUIET, before=messages[5].ts))["messages"]
    assert [each["text"] for each in before] == [f"line {number}" for number in range(5)]


async def test_nonsense_on_the_line_is_answered_or_passed_over(open_page: Open) -> None:
    page = await open_page("ada")
    await page._socket.send_str("{")
    await page._socket.send_str("[]")
    assert "cannot do" in (await page.do("dance"))["error"]
    assert "is to be a text" in (await page.do("say", channel=3, text="x"))["error"]
    assert "characters" in (await page.do("say", channel=GENERAL, text=" "))["error"]
    assert "no longer kept" in (await page.do("entry", number=99))["error"]


async def test_every_file_of_the_page_is_served_as_what_it_is(slack: LocalSlack) -> None:
    kinds = {".js": "javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= kinds.keys()
    async with aiohttp.ClientSession() as session:
        for path in files:
            async with session.get(f"{slack.origin}/page/{path.relative_to(FOLDER)}") as answer:
                assert kinds[path.suffix] in answer.content_type
                assert answer.headers["Cache-Control"] == "no-cache"


async def test_a_page_plays_the_stories_it_was_given() -> None:
    playing = await LocalSlack(seed(), visit=Visit(stories=[story_of("short", SHORT)])).start()
    address = f"{playing.origin}/page/live?as=ada"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        page = Page(socket, await socket.receive_json())
        assert page.hello["stories"] == [{"id": "short", "title": "A", "about": "b", "who": ADA}]
        assert await page.do("play_story", story="short") == {}
        assert (await page.until("story"))["state"] == "playing"
        assert await page.do("hurry_story") == {}
        while (now := await page.until("story"))["state"] == "playing":
            assert (now["story"], now["of"], now["channel"]) == ("short", 2, GENERAL)
        assert (now["state"], now["at"]) == ("over", 2)
        await page.do("play_story", story="short", upto=1)
        assert await page.do("hurry_story") == {}
        while (now := await page.until("story"))["state"] == "playing":
            assert now["of"] == 1
        assert "no such story" in (await page.do("play_story", story="long"))["error"]
    await playing.stop()


async def test_a_story_that_is_stopped_says_nothing_more() -> None:
    playing = await LocalSlack(seed(), visit=Visit(stories=[story_of("short", SHORT)])).start()
    address = f"{playing.origin}/page/live?as=ada"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        page = Page(socket, await socket.receive_json())
        await page.do("play_story", story="short")
        assert await page.do("stop_story") == {}
        assert await page.do("hurry_story") == {}
        assert (await page.do("say", channel=GENERAL, text="mine"))["ts"]
    assert [each.text for each in playing.workspace.channel(GENERAL).messages.values()] == ["mine"]
    await playing.stop()


async def test_a_browser_gets_a_file_once_and_anew_when_it_changed(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    assets = Assets(tmp_path)
    (tmp_path / "later.js").write_text("2")
    application = web.Application()
    application.add_routes([web.get("/{name:.+}", assets.serve)])
    async with TestClient(TestServer(application)) as client:
        first = await client.get("/a.js")
        known = {"If-None-Match": first.headers["ETag"]}
        assert (await first.text(), (await client.get("/a.js", headers=known)).status) == ("1", 304)
        (tmp_path / "a.js").write_text("another")
        assert await (await client.get("/a.js", headers=known)).text() == "another"
        assert (await client.get("/later.js")).status == 404
        (tmp_path / "a.js").unlink()
        assert (await client.get("/a.js")).status == 404
