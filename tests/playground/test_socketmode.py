"""Socket Mode as Slack runs it, seen by bare WebSockets and by Bolt."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from playground.delivery import NotAcknowledged, Timing
from playground.faults import Fault
from playground.happenings import Connections
from playground.server import LocalSlack, local_slack
from tests.playground.conftest import Connect
from tests.playground.workspaces import ADA, GENERAL, seed

Open = Callable[[], Awaitable[aiohttp.ClientWebSocketResponse]]
IMPATIENT = Timing(ack=0.05, retries=(0.0, 0.01, 0.02))


@pytest.fixture
async def impatient() -> AsyncIterator[LocalSlack]:
    """A Slack that waits only moments for acknowledgements."""
    async with local_slack(seed(), timing=IMPATIENT) as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def address(slack: LocalSlack, session: aiohttp.ClientSession) -> str:
    headers = {"Authorization": f"Bearer {slack.app.app_token}"}
    async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as answer:
        return str((await answer.json())["url"])


async def connection(slack: LocalSlack, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    socket = await session.ws_connect(await address(slack, session))
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def test_a_connection_is_greeted(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(f"{await address(slack, session)}&debug_reconnects=true") as socket:
        assert await socket.receive_json() == {
            "type": "hello",
            "num_connections": 1,
            "debug_info": {"host": "applink-playground", "build_number": 1, "approximate_connection_time": 360},
            "connection_info": {"app_id": slack.app.id},
        }


async def test_a_ticket_works_once(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    url = await address(slack, session)
    async with session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(url)


async def test_a_handshake_can_be_made_to_fail_and_leaves_the_ticket(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    slack.faults.switch_on(Fault("handshake", times=1))
    url = await address(slack, session)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await session.ws_connect(url)
    async with session.ws_connect(url):
        pass


async def test_the_eleventh_connection_is_sent_away(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    sockets = [await connection(slack, session) for _ in range(10)]
    eleventh = await session.ws_connect(await address(slack, session))
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    assert (await eleventh.receive()).type is aiohttp.WSMsgType.CLOSE
    assert slack.sockets.connections == 10
    for socket in sockets:
        await socket.close()


async def test_envelopes_go_to_the_connections_in_turn(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    sockets = [await connection(slack, session) for _ in range(2)]
    for text in ("one", "two"):
        await slack.driver.dm(ADA, text)
    heard = []
    for socket in sockets:
        envelope = await socket.receive_json()
        heard.append(envelope["payload"]["event"]["text"])
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await slack.driver.settled()
    assert sorted(heard) == ["one", "two"]


async def test_an_envelope_may_be_acknowledged_on_another_connection(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    first, second = [await connection(slack, session) for _ in range(2)]
    await slack.driver.dm(ADA, "hello")
    arrived, _ = await asyncio.wait(
        {asyncio.ensure_future(each.receive_json()) for each in (first, second)},
        return_when=asyncio.FIRST_COMPLETED,
    )
    envelope = arrived.pop().result()
    await first.send_json({"envelope_id": envelope["envelope_id"]})
    await slack.driver.settled()


async def test_an_event_that_is_not_acknowledged_comes_again(
    impatient: LocalSlack, session: aiohttp.ClientSession
) -> None:
    socket = await connection(impatient, session)
    await impatient.driver.dm(ADA, "hello")
    envelopes: list[dict[str, Any]] = [await socket.receive_json() for _ in range(4)]
    assert [(each["retry_attempt"], each["retry_reason"]) for each in envelopes] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]
    assert len({each["payload"]["event_id"] for each in envelopes}) == 1
    assert len({each["envelope_id"] for each in envelopes}) == 4
    await impatient.driver.settled()


async def test_a_command_that_is_not_acknowledged_has_failed(
    impatient: LocalSlack, session: aiohttp.ClientSession
) -> None:
    socket = await connection(impatient, session)
    with pytest.raises(NotAcknowledged, match="timeout"):
        await impatient.driver.slash(ADA, GENERAL, "/echo")
    assert (await socket.receive_json())["accepts_response_payload"] is True


async def test_nonsense_on_a_connection_is_ignored(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    socket = await connection(slack, session)
    await socket.send_str("{")
    await socket.send_str("[]")
    await slack.driver.dm(ADA, "hello")
    await socket.send_json({"envelope_id": (await socket.receive_json())["envelope_id"]})
    await slack.driver.settled()


async def test_an_event_can_be_delivered_twice(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @bolt.event("message")
    async def message(body: dict[str, Any]) -> None:
        heard.put_nowait(body["event_id"])

    await connect(bolt)
    slack.faults.switch_on(Fault("duplicate", times=1))
    await slack.driver.dm(ADA, "hello")
    await slack.driver.settled()
    await slack.driver.dm(ADA, "again")
    async with asyncio.timeout(5):
        first, second, third = [await heard.get() for _ in range(3)]
    assert first == second != third


async def test_an_app_that_is_told_to_reconnect_hears_again(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    heard = asyncio.Event()

    @bolt.event("message")
    async def message() -> None:
        heard.set()

    await connect(bolt)
    await slack.sockets.disconnect("refresh_requested")
    await slack.driver.until(lambda: True if opened(slack) == [1, 0, 1] else None, "another connection")
    await slack.driver.dm(ADA, "hello")
    async with asyncio.timeout(5):
        await heard.wait()


def opened(slack: LocalSlack) -> list[int]:
    """How many connections there were, one after the other."""
    return [each.open for each in slack.workspace.feed.past if isinstance(each, Connections)]


async def test_connections_can_be_cut(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    socket = await connection(slack, session)
    slack.sockets.abort()
    assert (await socket.receive()).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
    await slack.sockets.disconnected()
    assert slack.sockets.connections == 0


async def test_socket_mode_can_be_switched_off(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    socket = await connection(slack, session)
    closing = asyncio.ensure_future(slack.sockets.disconnect("link_disabled"))
    assert (await socket.receive_json())["reason"] == "link_disabled"
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    await closing
