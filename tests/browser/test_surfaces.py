"""Whatever an app may show: forms with type-ahead, its Home, previews of links, what it is doing, what it suggests."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient  # noqa: TID251

from tests.browser.acts import choose, write
from tests.browser.playing import PageAs
from tests.browser.workshop import Workshop, workshop
from tests.playground.workspaces import ADA, GENERAL, seed


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


FORM = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": plain("Wrong owner?"),
    "submit": plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "team",
            "label": plain("The right team"),
            "element": {"type": "external_select", "action_id": "which", "min_query_length": 1},
        },
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Why"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        },
    ],
}
TEAMS = ("payments", "platform", "playback")


class Behaviour:
    """An app that shows everything. submitted: the values of each submission; closed: how many forms were closed."""

    def __init__(self) -> None:
        self.submitted: list[dict[str, Any]] = []
        self.closed = 0

    def __call__(self, app: AsyncApp) -> None:
        app.shortcut("look")(self.look)
        app.shortcut("find")(self.look)
        app.options("which")(self.which)
        app.view("form")(self.form)
        app.view_closed("form")(self.form_closed)
        app.event("app_home_opened")(self.home)
        app.event("link_shared")(self.links)
        app.event("app_mention")(self.mentioned)
        app.event("message")(self.passed_over)
        app.action("more")(self.more)

    async def look(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def which(self, ack: AsyncAck, payload: dict[str, Any]) -> None:
        fitting = [team for team in TEAMS if team.startswith(payload["value"])]
        await ack(options=[{"text": plain(team), "value": team} for team in fitting])

    async def form(self, ack: AsyncAck, view: dict[str, Any]) -> None:
        self.submitted.append(view["state"]["values"])
        if len(view["state"]["values"]["why"]["words"]["value"]) < 5:
            await ack(response_action="errors", errors={"why": "Say a little more."})
        else:
            await ack(
                response_action="update", view={**FORM, "blocks": [section("*Thank you.*")], "submit": plain("OK")}
            )

    async def form_closed(self, ack: AsyncAck) -> None:
        self.closed += 1
        await ack()

    async def home(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await self._publish(event["user"], "Two rollouts are half way", client)

    async def more(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._publish(body["user"]["id"], "All is told", client)

    async def _publish(self, user: str, text: str, client: AsyncWebClient) -> None:
        button = {"type": "button", "action_id": "more", "text": plain("More")}
        await client.views_publish(user_id=user, view={"type": "home", "blocks": [section(text, accessory=button)]})

    async def links(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        [link] = event["links"]
        preview = {link["url"]: {"blocks": [section("*checkout* belongs to payments")]}}
        await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=preview)

    async def mentioned(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        where = {"channel_id": event["channel"], "thread_ts": event["ts"]}
        await client.assistant_threads_setStatus(**where, status="is looking it up…")

    async def passed_over(self) -> None: ...


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


@pytest.fixture
def at_work(browser: object, behaviour: Behaviour) -> Iterator[Workshop]:
    with workshop(seed(), behaviour) as running:
        yield running


@pytest.fixture
def page(page_as: PageAs, at_work: Workshop) -> Page:
    return page_as("ada", "general", at=at_work.slack.origin)


def test_a_form_is_filled_in_with_type_ahead_and_mended_where_it_is_wrong(page: Page, behaviour: Behaviour) -> None:
    choose(page, write(page, "who owns this?"), "Look")
    form = page.get_by_role("dialog", name="Wrong owner?")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("Please fill this in.").first).to_be_visible()
    assert behaviour.submitted == []
    form.get_by_role("combobox").press_sequentially("pla")
    page.get_by_role("option", name="platform").click()
    form.get_by_role("textbox", name="Why").fill("they")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("Say a little more.")).to_be_visible()
    form.get_by_role("textbox", name="Why").fill("they moved")
    form.get_by_role("textbox", name="Why").press("Enter")
    expect(form.get_by_text("Thank you.")).to_be_visible()
    state = behaviour.submitted[-1]
    assert state["team"]["which"]["selected_option"]["value"] == "platform"
    assert state["why"]["words"] == {"type": "plain_text_input", "value": "they moved"}
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()


def test_a_form_is_opened_from_the_box_and_closed_without_a_word(
    page: Page, at_work: Workshop, behaviour: Behaviour
) -> None:
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Find").click()
    form = page.get_by_role("dialog", name="Wrong owner?")
    expect(form.get_by_role("combobox")).to_be_focused()
    page.reload()
    expect(form).to_be_visible()
    form.get_by_role("button", name="Close").last.click()
    expect(form).to_be_hidden()
    at_work.run(at_work.slack.driver.until(lambda: behaviour.closed or None, "the form's end"))


def test_the_home_is_drawn_and_answers(page: Page) -> None:
    page.get_by_test_id("room-app").click()
    page.get_by_test_id("tab-home").click()
    home = page.get_by_test_id("home")
    expect(home).to_contain_text("Two rollouts are half way")
    home.get_by_role("button", name="More").click()
    expect(home).to_contain_text("All is told")


def test_a_link_gets_a_preview(page: Page) -> None:
    said = write(page, "see https://catalog.example.com/checkout for that")
    expect(said).to_contain_text("checkout belongs to payments")
    expect(said.get_by_role("link", name="https://catalog.example.com/checkout")).to_be_visible()


def test_the_thread_says_what_the_app_is_doing(page: Page, at_work: Workshop) -> None:
    said = write(page, "@echo look into it")
    said.hover()
    said.get_by_role("button", name="Reply in a thread").click()
    status = page.locator("#panel .status-line")
    expect(status).to_contain_text("echo is looking it up…")

    async def done() -> None:
        workspace = at_work.slack.workspace
        [message] = workspace.channel(GENERAL).messages.values()
        workspace.set_status(GENERAL, message.ts, "")

    at_work.run(done())
    expect(status).to_be_empty()


def test_what_the_app_suggests_is_one_press_away(page: Page, at_work: Workshop) -> None:
    async def suggest() -> None:
        chat = at_work.slack.workspace.direct_message(ADA)
        at_work.slack.workspace.suggest(chat.id, None, [{"title": "My rollouts", "message": "rollouts of my team"}])

    at_work.run(suggest())
    page.get_by_test_id("room-app").click()
    page.get_by_role("button", name="My rollouts").click()
    expect(page.get_by_test_id("message-box")).to_have_value("rollouts of my team")


def test_it_comes_back_to_a_server_that_was_away_and_has_missed_nothing(page: Page, at_work: Workshop) -> None:
    write(page, "before")
    at_work.run(at_work.slack.stop())
    expect(page.get_by_text("does not answer")).to_be_visible()

    async def meanwhile() -> None:
        await at_work.slack.start()
        await at_work.slack.driver.say(ADA, GENERAL, "meanwhile")

    at_work.run(meanwhile())
    expect(page.get_by_text("does not answer")).to_be_hidden()
    expect(page.get_by_test_id("message")).to_have_count(2)
    write(page, "after")
    expect(page.get_by_test_id("message")).to_have_count(3)
