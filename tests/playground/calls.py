"""Calls of the Web API that several tests make."""

from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.workspaces import GENERAL

HI: dict[str, Any] = {"channel": GENERAL, "text": "hi"}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}


async def refusal(client: AsyncWebClient, method: str, /, **arguments: Any) -> Mapping[str, Any]:
    """The answer to a call that is refused."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    answer: Mapping[str, Any] = refused.value.response.data
    return answer
