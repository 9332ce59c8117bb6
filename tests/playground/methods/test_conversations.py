"""Conversations as far as the app may know of them."""

from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.workspaces import ADA, APP, BEN, GENERAL


async def test_conversations_are_listed_as_far_as_the_app_may_know(client: AsyncWebClient) -> None:
    listed = await client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [channel["name"] for channel in listed["channels"]] == ["general", "with-partner", "quiet"]
    of_ben = await client.users_conversations(user=BEN)
    assert [channel["name"] for channel in of_ben["channels"]] == ["general", "with-partner", "old"]
    assert (await client.conversations_members(channel=GENERAL))["members"] == [ADA, BEN, "U0BUILD", APP.bot_user]
