"""The playground with the real bot in it, and its page in browsers of several people."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.chromium import PATIENCE

_KEPT = {"PATH", "HOME", "LANG", "TMPDIR"}

PageAs = Callable[..., Page]


@contextmanager
def playing(
    state: Path, port: int = 0, *options: str, **settings: str
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`reverb play` as a process of its own, once it is ready, and where it is."""
    environ = {name: value for name, value in os.environ.items() if name in _KEPT}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "play", "--port", str(port), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**environ, "REVERB_STATE": str(state), **settings},
    )
    try:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "Reverb is at" in line)
        yield process, said.split()[-1]
    finally:
        process.terminate()
        process.communicate()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def origin(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One playground for all tests: each is about people and a channel of its own."""
    with playing(tmp_path_factory.mktemp("play") / "state") as (_, address):
        yield address


@pytest.fixture
def page_as(browser: Browser, origin: str) -> Iterator[PageAs]:
    """Opens the page as somebody, in a browser of their own. Nothing may be complained of on its console."""
    contexts = []
    complaints: list[str] = []

    def opened(name: str, room: str = "", *, at: str | None = None, **options: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.extend(_complaint(said)))
        page.goto(f"{at or origin}/?as={name}")
        expect(page.get_by_test_id("me")).to_be_attached()
        if room:
            page.get_by_test_id(f"room-{room}").click()
            expect(page.get_by_role("heading", level=2, name=room).first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(said: ConsoleMessage) -> list[str]:
    """What a console says that is no note; a line that is cut on purpose is none of it."""
    is_line = "WebSocket connection" in said.text or "ERR_CONNECTION_REFUSED" in said.text
    return [said.text] if said.type in {"error", "warning"} and not is_line else []
