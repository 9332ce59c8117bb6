"""Every story of the example company, played in the page to its end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.commands.play import stories
from playground.stories import Story
from tests.browser.acts import in_thread
from tests.browser.playing import PageAs, playing

STORIES = stories()
SHOWN = {
    "1-three-in-the-morning": ["is on call for stream-gateway", "Looks like the session cache", "The runbook of"],
    "2-note-taker": ["takes the notes for Playback Crew", "Receipt"],
    "3-rollout": ["lossless-audio is on in production", "user 42"],
    "4-new-hire": ["Zoë Brandt is in Label Relations", "label-portal", "#platform-help"],
}
"""Words that each story comes to show."""


@pytest.fixture(scope="module")
def company(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A playground that stories may write all over."""
    with playing(tmp_path_factory.mktemp("stories") / "state") as (_, address):
        yield address


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_a_story_is_played_to_its_end_from_anybodys_page(page_as: PageAs, company: str, story: Story) -> None:
    page = page_as("elodie", at=company)
    page.get_by_role("button", name=story.title).click()
    page.get_by_role("button", name="Skip the pauses").click()

    expect(page.get_by_test_id("story-at")).to_contain_text("The end")
    assert f"as={story.who}" in page.url
    assert "story=" not in page.url
    for words in SHOWN[story.id]:
        expect(in_thread(page).filter(has_text=words).first).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_test_id("story-at")).to_be_hidden()


def test_a_story_can_be_left(page_as: PageAs, company: str) -> None:
    page = page_as("leila", at=company)
    page.get_by_role("button", name=STORIES[0].title).click()
    expect(page.get_by_test_id("story-at")).to_contain_text("1 of")
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_test_id("story-at")).to_be_hidden()
    page.reload()
    expect(page.get_by_test_id("me")).to_be_attached()
    expect(page.get_by_test_id("story-at")).to_be_hidden()
