"""The pictures of the documentation: the stories of the example company, as the playground's page shows them.

`python -m tests.browser.pictures [FOLDER]`, or `make pictures`. The flags it shows are those of the example company,
with a history of their own: whose checkout this is shows nowhere.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.clock import now
from bot.example import FLAGS
from tests.browser.chromium import ARGUMENTS, program
from tests.browser.playing import playing

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
_NARROW: Final = {"width": 600, "height": 1600}
_WIDE: Final = {"width": 1240, "height": 700}
_GIT: Final = shutil.which("git") or "git"
_EDGE: Final = 18
"""Pixels left free below the last message."""
_FEWER: Final = ('["on", 25]', '["on", 10]'), ('["off", 75]', '["off", 90]')


@dataclass(frozen=True, slots=True)
class Picture:
    """upto: the steps of the story that it shows; 0 for all. since: the message it begins with, counted from the end."""

    name: str
    story: str
    who: str
    upto: int = 0
    since: int = 0
    is_whole: bool = False


PICTURES: Final = (
    Picture("thread", "1-three-in-the-morning", "leila", upto=4),
    Picture("disambiguation", "4-new-hire", "zoe", upto=3, since=2),
    Picture("pick", "2-note-taker", "marta", upto=2),
    Picture("rollout", "3-rollout", "clara", upto=1),
    Picture("playground", "2-note-taker", "marta", is_whole=True),
)


def draw(page: Page, origin: str, picture: Picture, folder: Path) -> Path:
    """Play the story, and take a picture of what it comes to."""
    page.goto(f"{origin}/?as={picture.who}&story={picture.story}&upto={picture.upto}")
    page.get_by_role("button", name="Skip the pauses").click()
    expect(page.get_by_test_id("story-at")).to_contain_text("The end")
    page.get_by_role("button", name="Close", exact=True).click()
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(0, 0)
    path = folder / f"{picture.name}.png"
    if picture.is_whole:
        page.screenshot(path=path, animations="disabled")
        return path
    messages = page.locator("#panel").get_by_test_id("message")
    first = messages.nth(messages.count() - picture.since if picture.since else 0).bounding_box()
    last, panel = messages.last.bounding_box(), page.locator("#panel").bounding_box()
    assert first and last and panel
    top = first["y"]
    height = last["y"] + last["height"] + _EDGE - top
    clip = {"x": panel["x"], "y": top, "width": panel["width"], "height": height}
    page.screenshot(path=path, animations="disabled", clip=clip)  # type: ignore[arg-type]
    return path


@contextmanager
def flags_with_a_past() -> Iterator[Path]:
    """A checkout of the example's flags, in which one was turned up this morning."""
    with TemporaryDirectory() as folder:
        flags = Path(folder) / FLAGS.name
        today, text = now(), FLAGS.read_text("utf-8")
        before = text
        for more, less in _FEWER:
            before = before.replace(more, less)
        subprocess.run([_GIT, "init", "--quiet", folder], check=True)
        for content, who, when in (
            (before, "Marta Veiga", today - timedelta(days=12)),
            (text, "Theo Park", today - timedelta(hours=2)),
        ):
            flags.write_text(content, "utf-8")
            _commit(folder, who, when)
        yield flags


def _commit(folder: str, who: str, when: datetime) -> None:
    email = f"{who.lower().replace(' ', '.')}@overtone.example"
    self_ = {"NAME": who, "EMAIL": email, "DATE": when.isoformat()}
    identity = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in self_.items()}
    environ = {"HOME": folder, **identity}
    subprocess.run([_GIT, "-C", folder, "add", "."], check=True)
    subprocess.run([_GIT, "-C", folder, "commit", "--quiet", "--message", "Turn it up"], check=True, env=environ)


def _page(browser: Browser, picture: Picture) -> Page:
    size = _WIDE if picture.is_whole else _NARROW
    scale = 1 if picture.is_whole else 2
    context = browser.new_context(viewport=size, device_scale_factor=scale, locale="en-GB", color_scheme="light")  # type: ignore[arg-type]
    return context.new_page()


def main(folder: Path) -> None:
    path = program()
    if path is None:
        sys.exit("No Chromium here: pictures need one.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as state, flags_with_a_past() as flags, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for picture in PICTURES:
            with playing(Path(state) / picture.name, REVERB_ROLLOUTS=f"flagd:{flags}") as (_, origin):
                drawn = draw(_page(browser, picture), origin, picture, folder)
            smaller(drawn)
            print(f"{drawn.name}: {drawn.stat().st_size / 1000:.0f} kB")
        browser.close()


def smaller(picture: Path) -> None:
    """Fewer bytes for the same picture, where a tool for that is at hand."""
    if tool := shutil.which("pngquant"):
        subprocess.run([tool, "--force", "--ext", ".png", "--quality", "80-100", picture], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
