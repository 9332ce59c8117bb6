"""Every way of asking the bot, on the page, as somebody who has never seen it would."""

from playwright.sync_api import expect

from tests.browser.acts import ask, choose, in_thread, reply, write
from tests.browser.playing import PageAs


def test_a_mention_is_answered_in_its_thread(page_as: PageAs) -> None:
    page = page_as("marta", "general")
    answer = ask(page, "whose is the stream gatway")
    expect(answer).to_contain_text("stream-gateway belongs to Playback Crew")
    expect(answer).to_contain_text("Ask in #playback")
    expect(page.locator("#place").get_by_test_id("thread-line").last).to_contain_text("1 reply")


def test_something_to_try_is_one_press_away(page_as: PageAs) -> None:
    page = page_as("zoe")
    page.get_by_test_id("room-app").click()
    page.get_by_role("group", name="Something to try").get_by_role("button").first.click()
    expect(page.get_by_test_id("message-box")).to_have_value("whose is the stream gatway")
    page.get_by_test_id("message-box").press("Enter")
    expect(page.get_by_test_id("thread-line")).to_be_visible()


def test_a_name_is_completed_while_it_is_typed(page_as: PageAs) -> None:
    page = page_as("yuki", "platform-help")
    box = page.get_by_test_id("message-box")
    box.press_sequentially("@rev")
    expect(page.get_by_role("option", name="reverb")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("@reverb ")
    box.press_sequentially("who owns lyrics-svc")
    box.press("Enter")
    page.get_by_test_id("message").filter(has_text="Yuki Tanaka").get_by_test_id("thread-line").click()
    expect(in_thread(page).nth(1)).to_contain_text("lyrics-svc has no owner in the catalog")


def test_a_button_asks_on_in_the_thread(page_as: PageAs) -> None:
    page = page_as("kofi", "royalties")
    answer = ask(page, "who owns stream-gateway")
    answer.get_by_role("button", name="About").click()
    expect(in_thread(page)).to_have_count(3)
    expect(in_thread(page).last).to_contain_text("stream-gateway")


def test_one_of_two_near_names_is_chosen(page_as: PageAs) -> None:
    page = page_as("arjun", "engineering")
    which = ask(page, "who owns region-route")
    expect(which).to_contain_text("Which one?")
    which.get_by_role("button", name="region-router").click()
    expect(in_thread(page).filter(has_text="region-router belongs to")).to_be_visible()


def test_the_talk_goes_on_in_the_thread(page_as: PageAs) -> None:
    page = page_as("sofia", "studio-tools")
    ask(page, "who owns stream-gateway")
    reply(page, "@reverb and what depends on it?")
    expect(in_thread(page)).to_have_count(4)
    expect(in_thread(page).last).to_contain_text("player-ios")


def test_a_command_answers_privately_until_it_is_shared(page_as: PageAs) -> None:
    page, other = page_as("theo", "royalties"), page_as("ines", "royalties")
    box = page.get_by_test_id("message-box")
    box.press_sequentially("/rev")
    expect(page.get_by_role("option", name="/reverb")).to_be_visible()
    box.press("Enter")
    box.press_sequentially("who owns lyrics-svc")
    box.press("Enter")
    private = page.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(private).to_contain_text("lyrics-svc has no owner")
    shared = other.get_by_test_id("message").filter(has_text="lyrics-svc has no owner")
    expect(shared).to_have_count(0)
    private.get_by_role("button", name="Share in channel").click()
    expect(shared).to_be_visible()


def test_a_direct_message_is_answered(page_as: PageAs) -> None:
    page = page_as("lin")
    page.get_by_test_id("room-app").click()
    asked = write(page, "who is in Playback Crew")
    asked.get_by_test_id("thread-line").click()
    expect(in_thread(page).nth(1)).to_contain_text("Playback Crew")


def test_the_owner_of_what_a_message_is_about_is_found_from_its_menu(page_as: PageAs) -> None:
    page = page_as("noor", "playback")
    said = write(page, "stream-gateway is slow again")
    choose(page, said, "Find the owner")
    private = page.get_by_test_id("message").filter(has_text="Only visible to you").last
    expect(private).to_contain_text("Playback Crew")


def test_guests_and_people_from_outside_are_shown_as_such(page_as: PageAs) -> None:
    page = page_as("vera", "labels")
    expect(page.get_by_test_id("me")).to_contain_text("External")
    box = page.get_by_test_id("message-box")
    box.fill("/reverb who owns lyrics-svc")
    box.press("Enter")
    expect(page.get_by_role("status").filter(has_text="organisation")).to_be_visible()
    expect(page.get_by_test_id("room-general")).to_have_count(0)
    guest = page_as("bea", "general")
    expect(guest.get_by_test_id("me")).to_contain_text("Guest")


def test_what_looks_like_html_is_only_text(page_as: PageAs) -> None:
    page = page_as("emil", "general")
    said = write(page, "<script>document.title='gone'</script><img src=x onerror=alert(1)>")
    expect(said).to_contain_text("<script>document.title='gone'</script><img src=x onerror=alert(1)>")
    assert page.title() == "Overtone: Emil Krüger"
    assert page.locator("#place img, #place script").count() == 0
