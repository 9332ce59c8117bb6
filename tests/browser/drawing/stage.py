"""A bare page to draw on: the playground's files, under the rules its real page lives by, and nothing else of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Dialog, Error, Locator, Page, Request

from playground import __file__ as playground_file

_FILES: Final = Path(playground_file).parent
_RULES: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>Stage</title>
<link rel="stylesheet" href="/page/drawing/drawing.css"><main id="here"></main>"""

_SCRIPT: Final = """async ([what, given, known]) => {
  const drawing = await import("/page/drawing/index.js");
  const calls = (window.calls = []);
  const context = {
    ...known,
    users: new Map(Object.entries(known.users)),
    channels: new Map(Object.entries(known.channels)),
    onAction: (element, blockId, chosen) => calls.push(["action", element.action_id, blockId, chosen]),
    onOptions: async (blockId, actionId, typed) => {
      calls.push(["options", blockId, actionId, typed]);
      return (known.options ?? []).filter((each) => each.options || each.text.text.includes(typed));
    },
    onLink: (href) => calls.push(["link", href]),
    onUser: (id) => calls.push(["user", id]),
    onChannel: (id) => calls.push(["channel", id]),
  };
  const here = document.getElementById("here");
  if (what === "view") here.replaceChildren((window.view = drawing.drawView(given, context)).element);
  else if (what === "blocks") here.replaceChildren(drawing.drawBlocks(given, context));
  else here.replaceChildren(drawing.drawMessage(given, context));
  return drawing.plainPreview(given, context);
}"""

KNOWN: Final[Mapping[str, Any]] = {
    "users": {
        "U1": {"name": "ana", "realName": "Ana Ruiz", "tz": "Europe/Madrid"},
        "U2": {"name": "mei", "realName": "Mei Chen", "tz": "Asia/Shanghai"},
        "U3": {"name": "reverb", "realName": "Reverb", "isBot": True},
    },
    "channels": {
        "C1": {"id": "C1", "kind": "channel", "name": "general"},
        "D1": {"id": "D1", "kind": "im", "name": "", "members": ["U1", "U2"]},
    },
    "me": "U1",
    "zone": "Europe/Madrid",
    "locale": "en-US",
    "now": 1_795_600_000_000,
}


class Stage:
    """What is drawn on one page, and what came of using it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.here: Locator = page.locator("#here")

    def message(self, message: Mapping[str, Any], **known: Any) -> str:
        """Draw a message; its preview in plain words. known: what the page knows other than `KNOWN`."""
        return str(self._draw("message", message, known))

    def text(self, text: str, **known: Any) -> str:
        """Draw a message of mrkdwn alone; the HTML it became."""
        self.message({"text": text}, **known)
        return self.here.locator("> .d-text").inner_html()

    def blocks(self, *blocks: Mapping[str, Any], **known: Any) -> None:
        self._draw("blocks", list(blocks), known)

    def view(self, *blocks: Mapping[str, Any], state: Mapping[str, Any] | None = None, **known: Any) -> None:
        """Draw a modal of these blocks. state: what was entered into it before."""
        self._draw("view", {"type": "modal", "blocks": list(blocks), "state": {"values": state or {}}}, known)

    def _draw(self, what: str, given: object, known: Mapping[str, Any]) -> object:
        return self.page.evaluate(_SCRIPT, [what, given, {**KNOWN, **known}])

    def values(self) -> dict[str, Any]:
        """What the view holds, as its state has it."""
        return dict(self.page.evaluate("view.values()"))

    def calls(self) -> Sequence[Any]:
        """What the page was asked to do, in order, each with its name first."""
        return list(self.page.evaluate("window.calls"))


class _Files(SimpleHTTPRequestHandler):
    """The stage itself, and the page's files."""

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(_PAGE.encode())

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", _RULES)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """A test's output is its own."""


@pytest.fixture(scope="session")
def stage_address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=_FILES)) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        serving.join()


@pytest.fixture(scope="session")
def stage_page(browser: Browser, stage_address: str) -> Iterator[Page]:
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.goto(stage_address)
    yield page
    context.close()


@pytest.fixture
def stage(stage_page: Page, stage_address: str) -> Iterator[Stage]:
    """A page to draw on. It fails the test that let an error escape, a dialog open, or a request leave the stage."""
    wrong: list[str] = []

    def error(raised: Error) -> None:
        wrong.append(str(raised))

    def dialog(opened: Dialog) -> None:
        wrong.append(f"a dialog: {opened.message}")
        opened.dismiss()

    def request(sent: Request) -> None:
        if not sent.url.startswith(stage_address):
            wrong.append(sent.url)

    stage_page.on("pageerror", error)
    stage_page.on("dialog", dialog)
    stage_page.on("request", request)
    yield Stage(stage_page)
    stage_page.remove_listener("pageerror", error)
    stage_page.remove_listener("dialog", dialog)
    stage_page.remove_listener("request", request)
    assert wrong == []
