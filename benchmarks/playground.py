"""The playground's page: first paint beside a bare page, a message there and back beside a bare echo of the same server.

`python -m benchmarks.playground [messages]`. Chromium draws the page of a server in a process of its own. Every
round sends one message over a WebSocket that only echoes, one over a page's line without a page, and one through the
box of a page that has all of them in one channel, until it is in the document. Needs Chromium: `.ci/browser` installs
it.
"""

import asyncio
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from aiohttp import WSMsgType, web
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks._table import show
from playground.seed import App, Seed
from playground.server import LocalSlack
from tests.browser.chromium import ARGUMENTS, program

OPENINGS = 12
PEOPLE = [{"id": f"U0{name.upper()}", "name": name, "real_name": name.title()} for name in ("marta", "theo")]
CHANNELS = [{"id": "C0GENERAL", "name": "general"}]

ROUND = """async ([number, channel]) => {
    const shown = (look) => new Promise((done) => {
        const watcher = new MutationObserver(() => look() && (watcher.disconnect(), done()));
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    const timed = async (work) => {
        const begun = performance.now();
        await work();
        return performance.now() - begun;
    };
    const write = (text) => {
        const box = document.querySelector("#place textarea");
        box.value = text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    };
    const last = () => document.querySelector("#place article:last-of-type");
    window.lines ??= await Promise.all(["/echo", "/page/live?as=theo"].map((path) => new Promise((open) => {
        const line = new WebSocket(location.origin.replace("http", "ws") + path);
        line.onopen = () => open(line);
    })));
    const [echo, live] = window.lines;
    const heard = (line, fits) => new Promise((done) => {
        line.onmessage = ({ data }) => fits(data) && done();
    });
    const text = `message number ${number}`;
    return {
        echo: await timed(() => (echo.send(text), heard(echo, (data) => data === text))),
        line: await timed(() => {
            live.send(JSON.stringify({ n: number, do: "say", channel, text: `line ${number}` }));
            return heard(live, (data) => JSON.parse(data).message?.text === `line ${number}`);
        }),
        page: await timed(() => (write(text), shown(() => last()?.textContent.includes(text)))),
    };
}"""

PAINT = """() => new Promise((done) => {
    const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const drawn = () => !document.body.dataset.at || document.querySelector(".welcome, article");
    const look = () => painted() && drawn() ? done([painted(), performance.now()]) : setTimeout(look, 1);
    look();
})"""


async def echo(request: web.Request) -> web.WebSocketResponse:
    """The least a WebSocket can do."""
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for frame in socket:
        if frame.type is WSMsgType.TEXT:
            await socket.send_str(frame.data)
    return socket


async def bare(request: web.Request) -> web.Response:
    """The least a page can be."""
    return web.Response(text="<!doctype html><title>bare</title><p>hello", content_type="text/html")


class Measured(LocalSlack):
    """A local Slack with something to compare it to."""

    def routes(self) -> list[web.AbstractRouteDef]:
        return [*super().routes(), web.get("/echo", echo), web.get("/bare", bare)]


async def serve() -> None:
    """Serve until killed, and say where."""
    slack = await Measured(Seed(App(frozenset(), frozenset()), PEOPLE, CHANNELS)).start()
    print(slack.origin, flush=True)
    await asyncio.Event().wait()


@contextmanager
def served_apart() -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.playground", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def opened(browser: Browser, address: str) -> tuple[float, float, Page]:
    """First paint and when the page is drawn, in milliseconds from the navigation; nothing is cached before."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(address, wait_until="commit")
    painted, drawn = page.evaluate(PAINT)
    return painted, drawn, page


def paints(browser: Browser, origin: str) -> None:
    found: dict[str, list[tuple[float, float]]] = {"a bare page": [], "the page": []}
    for _ in range(OPENINGS):
        for name, path in (("a bare page", "/bare"), ("the page", "/?as=marta")):
            painted, drawn, page = opened(browser, origin + path)
            found[name].append((painted, drawn))
            page.context.close()
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()
    }
    least = medians["a bare page"]
    rows = [(name, first, first / least[0], drawn, drawn / least[1]) for name, (first, drawn) in medians.items()]
    heads = ("", "first paint, ms", "ratio", "all drawn, ms", "ratio")
    show(f"Opening, nothing cached, median of {OPENINGS}", heads, rows)


def round_trips(browser: Browser, origin: str, messages: int) -> None:
    *_, page = opened(browser, f"{origin}/?as=marta")
    runs: list[Mapping[str, float]] = [page.evaluate(ROUND, [number, "C0GENERAL"]) for number in range(messages)]
    names = {
        "echo": "bare echo",
        "line": "a message over a page's line",
        "page": "a message typed, until it is in the document",
    }
    least = statistics.median(run["echo"] for run in runs)
    rows = [(words, *_spread([run[name] for run in runs], least)) for name, words in names.items()]
    show(f"There and back, {messages:,} rounds in one channel", ("", "median ms", "ratio", "p99 ms"), rows)


def _spread(times: Sequence[float], least: float) -> tuple[float, float, float]:
    median = statistics.median(times)
    return median, median / least, statistics.quantiles(times, n=100)[98]


def main(messages: int) -> None:
    with served_apart() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        paints(browser, origin)
        round_trips(browser, origin, messages)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve())
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100)
