"""What a message is in plain words: for those who listen, to be copied, and to be written again."""

import re

from playwright.sync_api import expect

from tests.browser.acts import choose, write
from tests.browser.playing import PageAs


def test_a_row_is_read_out_and_edited_with_people_by_name(page_as: PageAs) -> None:
    page = page_as("yuki", "royalties")
    write(page, "for @marta in #general :tada:")
    row = page.locator("#place").get_by_test_id("message").filter(has_text="Yuki Tanaka").last

    expect(row).to_have_attribute("aria-label", re.compile("^Yuki Tanaka, .*: for @Marta Veiga in #general 🎉$"))
    choose(page, row, "Edit")
    box = page.get_by_role("textbox", name="The new text")
    expect(box).to_have_value("for @marta in #general 🎉")
    box.fill("for @marta and @theo")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#place").get_by_role("button", name="@Theo Park")).to_be_visible()
