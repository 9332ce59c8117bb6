"""The parts, put together, answer in Slack; and everything is closed in the end."""

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from bot.app import ENTRY_POINTS, AtWork, at_work, installed_questions
from bot.example import CHANNELS, USERS
from bot.health import ask_health
from bot.manifest import manifest
from bot.settings import FOR_SLACK, Settings, from_environ
from playground.faults import Fault
from playground.seed import Seed, app_of
from playground.server import LocalSlack, local_slack

MARTA, GENERAL = "U0MARTAOVTN", "C0GENERAL"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    users, channels = json.loads(USERS.read_bytes()), json.loads(CHANNELS.read_bytes())
    async with local_slack(Seed(app_of(manifest()), users, channels)) as running:
        yield running


def _settings(slack: LocalSlack, **more: str) -> Settings:
    environ = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_APP_TOKEN": slack.app.app_token,
        "REVERB_HTTP_PORT": "0",
    }
    return from_environ({**environ, **more}, FOR_SLACK)


async def _answer(bot: AtWork, slack: LocalSlack, question: str) -> str:
    async with asyncio.timeout(10):
        await bot.ready()
    asked = await slack.driver.mention(MARTA, GENERAL, question)
    return (await slack.driver.wait_for_reply(asked)).text


async def test_a_mention_is_answered_from_the_example_company(slack: LocalSlack, redis_url: str) -> None:
    async with at_work(_settings(slack, REVERB_REDIS_URL=redis_url)) as bot:
        assert "belongs to Playback Crew" in await _answer(bot, slack, "whose is the stream gateway?")


async def test_rollouts_of_the_example_company_are_answered_too(slack: LocalSlack, redis_url: str) -> None:
    async with at_work(_settings(slack, REVERB_REDIS_URL=redis_url)) as bot:
        assert "gapless-playback" in await _answer(bot, slack, "is gapless-playback rolled out?")


async def test_a_proxy_does_not_stand_between_us_and_this_machine(
    slack: LocalSlack, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with at_work(_settings(slack, REVERB_REDIS_URL=redis_url)) as bot:
        assert "Playback Crew" in await _answer(bot, slack, "who owns stream-gateway")


async def test_it_is_ready_only_while_it_is_connected(slack: LocalSlack, redis_url: str) -> None:
    async with at_work(_settings(slack, REVERB_REDIS_URL=redis_url)) as bot:
        async with asyncio.timeout(10):
            await bot.ready()
        assert await asyncio.to_thread(ask_health, "127.0.0.1", bot.port) == ""
        slack.faults.switch_on(Fault("handshake"))
        slack.sockets.abort()
        async with asyncio.timeout(20):
            while not bot.obstacles():  # noqa: ASYNC110 - a health check looks again, too
                await asyncio.sleep(0.05)
        assert await asyncio.to_thread(ask_health, "127.0.0.1", bot.port) == "there is no connection to Slack"


async def test_without_a_redis_a_valkey_of_its_own_runs_as_long_as_it_does(slack: LocalSlack, tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with at_work(_settings(slack, REVERB_STATE=str(state))) as bot:
        assert "belongs to" in await _answer(bot, slack, "who owns stream-gateway")
        assert (state / "valkey.sock").exists()
    assert not (state / "valkey.sock").exists()


async def test_where_no_valkey_can_run_it_goes_on_from_memory_and_says_so(
    slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING, "bot.app"):
        async with at_work(_settings(slack, REVERB_STATE=str(tmp_path / "file"))) as bot:
            assert "belongs to" in await _answer(bot, slack, "who owns stream-gateway")
    assert "ends with this process" in caplog.text


async def test_before_any_catalog_was_read_the_person_is_told_to_ask_again(
    slack: LocalSlack, tmp_path: Path, redis_url: str
) -> None:
    settings = _settings(slack, REVERB_REDIS_URL=redis_url, REVERB_CATALOG=str(tmp_path))
    async with at_work(settings) as bot:
        await slack.sockets.connected()
        asked = await slack.driver.mention(MARTA, GENERAL, "who owns stream-gateway")
        reply = await slack.driver.wait_for_reply(asked)
        assert "no catalog has been read yet" in bot.obstacles()
    assert reply.text.startswith("I cannot reach the catalog and have no copy of it yet; please ask again")


_BROUGHT = """
from dataclasses import replace
from handlers.ownership import OWNER
MOOD = replace(OWNER, name="mood", phrases=("what is the mood of {entity}",))
"""


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that brings a question, one whose name is taken, and something that is none."""
    (tmp_path / "moods.py").write_text(_BROUGHT)
    info = tmp_path / "moods-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: moods\nVersion: 1.0\n")
    points = "mood = moods:MOOD\nowner = moods:OWNER\nnothing = moods:replace\n"
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{points}")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "moods", raising=False)


@pytest.mark.usefixtures("brought")
def test_questions_of_other_packages_are_found_where_they_are_named(caplog: pytest.LogCaptureFixture) -> None:
    assert len(entry_points(group=ENTRY_POINTS)) == 3
    assert [question.name for question in installed_questions()] == ["mood"]
    assert caplog.text.count("it is left out") == 2


@pytest.mark.usefixtures("brought")
async def test_a_question_of_another_package_is_answered(slack: LocalSlack, redis_url: str) -> None:
    async with at_work(_settings(slack, REVERB_REDIS_URL=redis_url)) as bot:
        assert "Playback Crew" in await _answer(bot, slack, "what is the mood of stream-gateway")
