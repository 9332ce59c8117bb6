"""What people do on the page, in a line each."""

from playwright.sync_api import Locator, Page, expect


def write(page: Page, text: str) -> Locator:
    """Send a message in the conversation that is open; its row."""
    box = page.get_by_test_id("message-box")
    box.fill(text)
    box.press("Enter")
    expect(box).to_have_value("")
    return page.locator("#place").get_by_test_id("message").filter(has_text=text.removeprefix("@reverb ")).last


def ask(page: Page, question: str) -> Locator:
    """Mention the bot and open the thread; its answer."""
    asked = write(page, f"@reverb {question}")
    asked.get_by_test_id("thread-line").click()
    answer = in_thread(page).filter(has_text="APP").first
    expect(answer).to_be_visible()
    return answer


def in_thread(page: Page) -> Locator:
    return page.locator("#panel").get_by_test_id("message")


def reply(page: Page, text: str) -> None:
    box = page.get_by_test_id("reply-box")
    box.fill(text)
    box.press("Enter")
    expect(box).to_have_value("")


def choose(page: Page, row: Locator, entry: str) -> None:
    """Choose an entry of a message's menu."""
    row.hover()
    row.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=entry).click()
