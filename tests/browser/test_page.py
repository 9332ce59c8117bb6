"""The page itself: keys alone, a small screen, two people at once, and what is kept."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.acts import ask, choose, in_thread, reply, write
from tests.browser.playing import PageAs, free_port, playing


def test_it_says_that_it_is_not_slack_everywhere(page_as: PageAs) -> None:
    page = page_as("marta")
    note = page.get_by_role("note")
    for hash_ in ("", "#/C0GENERAL", "#/D0MARTAOVTN/home", "#/"):
        page.goto(re.sub("#.*", "", page.url) + hash_)
        expect(note).to_contain_text("This is not Slack")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(note).to_be_in_viewport()


def test_everything_can_be_done_with_keys_alone(page_as: PageAs) -> None:
    page = page_as("dimo")
    keys = page.keyboard
    keys.press("Control+k")
    keys.type("disco")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="discovery", exact=True)).to_be_visible()
    keys.type("@rev")
    keys.press("Enter")
    keys.type("who owns region-route")
    keys.press("Enter")
    asked = page.locator("#place").get_by_test_id("message").filter(has_text="Dimo Petrov")
    expect(asked.get_by_test_id("thread-line")).to_be_visible()
    keys.press("ArrowUp")
    expect(asked).to_be_focused()
    keys.press("r")
    keys.type("eyes")
    keys.press("Enter")
    expect(asked.get_by_role("button", name="eyes, 1")).to_be_visible()
    expect(asked).to_be_focused()
    keys.press("m")
    expect(page.get_by_role("menuitem", name="Find the owner")).to_be_focused()
    keys.press("Escape")
    asked.focus()
    keys.press("t")
    expect(page.get_by_test_id("reply-box")).to_be_focused()
    keys.press("ArrowUp")
    expect(in_thread(page).last).to_be_focused()
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent").startswith("region-router"):
            break
        keys.press("Tab")
    keys.press("Enter")
    expect(in_thread(page).filter(has_text="region-router belongs to")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    keys.press("i")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_hidden()


def test_it_is_readable_on_a_small_screen(page_as: PageAs) -> None:
    page = page_as("clara", viewport={"width": 390, "height": 844})
    expect(page.get_by_test_id("message-box")).to_be_visible()
    page.get_by_role("button", name="All conversations").click()
    page.get_by_test_id("room-royalties").click()
    answer = ask(page, "who is on call for stream-gateway and who is next")
    expect(answer).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(
        "[...document.querySelectorAll('article *')].every(each => each.getBoundingClientRect().right <= 390)"
    )
    page.get_by_test_id("close-thread").click()
    expect(page.get_by_test_id("message-box")).to_be_visible()


def test_two_people_talk_in_one_thread(page_as: PageAs) -> None:
    theo, sofia = page_as("theo", "general"), page_as("sofia", "general")
    ask(theo, "who owns stream-gateway")
    sofia.get_by_test_id("thread-line").last.click()
    sofia.get_by_test_id("reply-box").press_sequentially("thanks")
    expect(theo.locator("#panel .status-line")).to_contain_text("Sofia Rossi is typing")
    sofia.get_by_test_id("reply-box").press("Enter")
    expect(in_thread(theo).last).to_contain_text("thanks")
    in_thread(sofia).nth(1).hover()
    in_thread(sofia).nth(1).get_by_role("button", name="Add a reaction").click()
    sofia.get_by_role("button", name="white_check_mark", exact=True).click()
    mark = in_thread(theo).nth(1).get_by_role("button", name="white_check_mark, 1: Sofia Rossi")
    mark.click()
    expect(in_thread(sofia).nth(1).get_by_role("button", name="white_check_mark, 2")).to_be_visible()
    expect(in_thread(theo).nth(1).locator(".reaction.mine")).to_have_count(1)
    in_thread(theo).nth(1).locator(".reaction.mine").click()
    expect(in_thread(sofia).nth(1).get_by_role("button", name="white_check_mark, 1")).to_be_visible()


def test_people_write_to_each_other(page_as: PageAs) -> None:
    lena, sam = page_as("lena"), page_as("sam")
    lena.keyboard.press("Control+k")
    lena.keyboard.type("@sam o")
    lena.keyboard.press("Enter")
    expect(lena.get_by_role("heading", name="Sam O'Neill").first).to_be_visible()
    write(lena, "are you there?")
    expect(sam.get_by_test_id("room-Lena Novák")).to_contain_text("1")
    sam.get_by_test_id("room-Lena Novák").click()
    expect(sam.get_by_test_id("message")).to_contain_text("are you there?")


def test_a_reload_keeps_everything(page_as: PageAs) -> None:
    page = page_as("ines", "studio-tools")
    ask(page, "whose is the stream gatway")
    page.get_by_test_id("reply-box").fill("half a thou")
    page.reload()
    expect(in_thread(page).nth(1)).to_contain_text("Playback Crew")
    expect(page.get_by_test_id("reply-box")).to_have_value("half a thou")


def test_messages_of_ones_own_are_changed_and_deleted(page_as: PageAs) -> None:
    page = page_as("kofi", "engineering")
    said = write(page, "good mornig")
    choose(page, said, "Edit")
    page.get_by_role("textbox", name="The new text").fill("good morning")
    page.get_by_role("button", name="Save").click()
    said = page.get_by_test_id("message").filter(has_text="good morning")
    expect(said).to_contain_text("(edited)")
    choose(page, said, "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(said).to_have_count(0)


def test_the_home_tab_is_there(page_as: PageAs) -> None:
    page = page_as("noor")
    page.get_by_test_id("room-app").click()
    page.get_by_test_id("tab-home").click()
    expect(page.get_by_test_id("home")).to_be_visible()
    expect(page.get_by_test_id("home")).not_to_be_empty()
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("message-box")).to_be_visible()


def test_somebody_else_another_zone_and_another_light(page_as: PageAs) -> None:
    page = page_as("zoe", "general")
    said = write(page, "what time is it?")
    page.get_by_test_id("me").click()
    page.get_by_test_id("zone").select_option("Asia/Tokyo")
    expect(page.get_by_test_id("me")).to_contain_text("in Tokyo")
    page.keyboard.press("Escape")
    expect(said).to_be_visible()
    page.get_by_test_id("me").click()
    page.get_by_test_id("theme").select_option("dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 28, 33)"
    page.get_by_test_id("be-yuki").click()
    expect(page.get_by_test_id("me")).to_contain_text("Yuki Tanaka")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 28, 33)"


def test_the_inspector_shows_what_led_to_an_answer(page_as: PageAs) -> None:
    page = page_as("arjun", "platform-help")
    answer = ask(page, "who owns stream-gateway")
    answer.hover()
    answer.get_by_role("button", name="Inspect").click()
    inspector = page.get_by_role("complementary", name="Inspector")
    expect(inspector.get_by_role("region", name="What came in")).to_contain_text("app_mention")
    expect(inspector.get_by_role("region", name="What the app did")).to_contain_text("chat.postMessage")
    expect(inspector.get_by_role("region", name="Block Kit")).to_contain_text('"type": "section"')
    inspector.get_by_text("app_mention").click()
    expect(inspector.get_by_role("region", name="What came in")).to_contain_text('"event_id"')
    before = page.locator("#place").get_by_test_id("thread-line").count()
    inspector.get_by_role("button", name="Send as new").click()
    expect(page.locator("#place").get_by_test_id("thread-line")).to_have_count(before + 1)
    page.get_by_test_id("inspect-traffic").click()
    expect(inspector.get_by_test_id("entry").filter(has_text="app_mention").first).to_be_visible()


def test_the_bot_copes_with_a_slack_that_misbehaves(page_as: PageAs) -> None:
    page = page_as("emil", "discovery")
    page.get_by_role("button", name="Inspector", exact=True).click()
    page.get_by_test_id("inspect-faults").click()
    page.get_by_test_id("fault-duplicate").click()
    page.get_by_role("button", name="Once: Too many requests").click()
    expect(page.get_by_text("Slack misbehaves:")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_hidden()
    ask(page, "who owns stream-gateway")
    reply(page, "@reverb who owns lyrics-svc")
    expect(in_thread(page)).to_have_count(4)
    page.get_by_role("button", name="Behave").click()
    expect(page.get_by_text("Slack misbehaves:")).to_be_hidden()


def test_it_comes_back_by_itself_when_the_playground_does(browser: Browser, page_as: PageAs, tmp_path: Path) -> None:
    port = free_port()
    with playing(tmp_path / "first", port) as (_, address):
        page = page_as("marta", at=address)
        write(page, "before")
    expect(page.get_by_text("does not answer")).to_be_visible()
    with playing(tmp_path / "second", port):
        expect(page.get_by_text("does not answer")).to_be_hidden()
        expect(page.get_by_test_id("message")).to_have_count(0)
        assert "Playback Crew" in (ask(page, "who owns stream-gateway").text_content() or "")


def test_pages_of_other_sites_get_nothing(browser: Browser, origin: str) -> None:
    page = browser.new_context().new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body="<p>hello</p>", content_type="text/html"))
    page.goto("http://evil.example/")
    opened = page.evaluate(
        """(address) => new Promise((done) => {
            const socket = new WebSocket(address);
            socket.onopen = () => done(true);
            socket.onerror = () => done(false);
        })""",
        f"{origin.replace('http', 'ws')}/page/live",
    )
    assert opened is False
    refused = []
    page.on("response", lambda answer: refused.append(answer.status))
    for given in ({"method": "GET"}, {"method": "POST", "body": "{}"}):
        said = page.evaluate(
            "([address, given]) => fetch(address, given).then(() => 'read', () => 'refused')",
            [f"{origin}/api/auth.test?token=xoxb-playground-bot", given],
        )
        assert said == "refused"
    assert set(refused) <= {403}
    page.context.close()
