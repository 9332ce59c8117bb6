"""The local Slack from the command line."""

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp

from tests.playground.workspaces import APP


async def test_it_says_where_it_is_and_ends_when_told() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert process.stdout
    said = dict([(await process.stdout.readline()).decode().strip().partition("=")[::2] for _ in range(4)][1:])
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {said['SLACK_BOT_TOKEN']}"}
        async with session.post(f"{said['SLACK_API_URL']}auth.test", headers=headers) as answer:
            assert (await answer.json())["user_id"] == APP.bot_user
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_a_manifest_that_is_not_there_is_said() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "playground", "--manifest", "no-such-file.yml"),
        stderr=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert said.startswith(b"Give --manifest a readable YAML or JSON file")
