"""Only this machine's own pages are let in, by HTTP and by WebSocket."""

import aiohttp
import pytest

from playground.gate import HEADERS, is_let_in
from playground.server import LocalSlack

HERE = "127.0.0.1:8765"
OURS = f"http://{HERE}"

LET_IN = {
    "the app, which names no origin": ("POST", "/api/auth.test", {"Host": HERE}),
    "a page of ours": ("GET", "/page/live", {"Host": HERE, "Origin": OURS, "Sec-Fetch-Site": "same-origin"}),
    "an address typed by hand": ("GET", "/", {"Host": HERE, "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}),
    "a link on another site": (
        "GET",
        "/",
        {"Host": HERE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ),
    "the machine's other name": ("GET", "/", {"Host": "localhost:8765"}),
    "its name in the newer protocol": ("GET", "/", {"Host": "[::1]:8765"}),
    "a port led here from elsewhere": (
        "GET",
        "/page/live",
        {"Host": "localhost:99", "Origin": "http://localhost:99"},
    ),
}
TURNED_AWAY = {
    "a site whose name is made to point here": ("GET", "/", {"Host": "evil.example:8765"}),
    "no name at all": ("GET", "/", {}),
    "a name that cannot be read": ("GET", "/", {"Host": "[::1"}),
    "another site's script": ("POST", "/api/chat.postMessage", {"Host": HERE, "Origin": "https://evil.example"}),
    "a page in a box": ("POST", "/api/chat.postMessage", {"Host": HERE, "Origin": "null"}),
    "another server of this machine": ("GET", "/page/live", {"Host": HERE, "Origin": "http://127.0.0.1:3000"}),
    "the same over TLS": ("GET", "/page/live", {"Host": HERE, "Origin": f"https://{HERE}"}),
    "another site's picture": ("GET", "/api/chat.postMessage", {"Host": HERE, "Sec-Fetch-Site": "cross-site"}),
    "another port's picture": ("GET", "/api/chat.postMessage", {"Host": HERE, "Sec-Fetch-Site": "same-site"}),
    "a link to more than the page": (
        "GET",
        "/api/chat.postMessage",
        {"Host": HERE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ),
}


@pytest.mark.parametrize("name", LET_IN)
def test_what_is_let_in(name: str) -> None:
    assert is_let_in(*LET_IN[name])


@pytest.mark.parametrize("name", TURNED_AWAY)
def test_what_is_turned_away(name: str) -> None:
    assert not is_let_in(*TURNED_AWAY[name])


async def test_the_page_is_served_with_what_browsers_must_know(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session, session.get(slack.origin) as answer:
        assert answer.status == 200
        assert HEADERS.items() <= {name: answer.headers.get(name) for name in HEADERS}.items()
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "This is not Slack" in await answer.text()


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/page/live", "/link/"])
@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}], ids=["Host", "Origin"]
)
async def test_no_door_is_open_to_others(slack: LocalSlack, path: str, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as session, session.get(slack.origin + path, headers=headers) as answer:
        assert answer.status == 403


async def test_a_post_of_another_site_is_refused_whatever_token_it_has(slack: LocalSlack) -> None:
    given = {"token": slack.app.bot_token, "channel": "C0GENERAL", "text": "hello"}
    headers = {"Origin": "https://evil.example"}
    async with aiohttp.ClientSession() as session:
        for path in ("/api/chat.postMessage", "/hooks/actions/T/secret"):
            async with session.post(slack.origin + path, data=given, headers=headers) as answer:
                assert answer.status == 403
    assert not slack.driver.calls()


async def test_a_websocket_of_another_site_is_refused(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(f"{slack.origin}/page/live", origin="https://evil.example")


async def test_nothing_outside_the_pages_folder_is_served(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/..%2fserver.py", "/page/", "/server.py"):
            async with session.get(slack.origin + path) as answer:
                assert answer.status in {403, 404}, path
