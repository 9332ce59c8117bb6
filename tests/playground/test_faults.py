"""What can be made to go wrong with the Web API."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.faults import Fault
from playground.server import LocalSlack
from tests.playground.calls import HI, refusal
from tests.playground.workspaces import ADA, GENERAL


async def test_it_can_be_made_to_misbehave(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.switch_on(Fault("rate_limited", "chat.postMessage", times=1, seconds=7))
    slack.faults.switch_on(Fault("error", "auth.test", times=1, code="internal_error"))
    slack.faults.switch_on(Fault("unavailable", "users.info", times=1))
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(**HI)
    assert refused.value.response.headers["Retry-After"] == "7"
    assert (await refusal(client, "auth.test"))["error"] == "internal_error"
    with pytest.raises(SlackApiError) as broken:
        await client.users_info(user=ADA)
    assert broken.value.response.status_code == 503
    await client.auth_test()


async def test_an_answer_can_be_lost_after_the_work_is_done(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.switch_on(Fault("drop", "chat.postMessage", times=1))
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(**HI)
    assert len(slack.workspace.channel(GENERAL).messages) == 1
