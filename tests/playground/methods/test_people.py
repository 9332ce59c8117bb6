"""People as the app is told of them."""

from slack_sdk.web.async_client import AsyncWebClient

from playground.server import local_slack
from tests.playground.workspaces import ADA, APP, BEN, SCOPES, seed


async def test_pages_follow_each_other(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=4)
    second = await client.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])
    names = [member["name"] for page in (first, second) for member in page["members"]]
    assert names == ["ada", "ben", "eve", "build", "gone", "echo"]
    assert second["response_metadata"]["next_cursor"] == ""


async def test_an_address_is_hidden_without_its_scope() -> None:
    async with local_slack(seed(scopes=SCOPES - {"users:read.email"})) as slack:
        client = AsyncWebClient(slack.app.bot_token, slack.api_url)
        assert "email" not in (await client.users_info(user=ADA))["user"]["profile"]


async def test_people_are_told_of_as_slack_does(client: AsyncWebClient) -> None:
    assert (await client.users_getPresence(user=BEN))["presence"] == "active"
    assert (await client.dnd_info(user=ADA))["next_dnd_end_ts"] == 20
    assert (await client.dnd_teamInfo(users=[ADA, BEN]))["users"][BEN]["dnd_enabled"] is False
    groups = await client.usergroups_list(include_users=True)
    assert groups["usergroups"][0]["users"] == [ADA, BEN]
    assert (await client.usergroups_users_list(usergroup="S0TEAM"))["users"] == [ADA, BEN]
    assert (await client.bots_info())["bot"]["user_id"] == APP.bot_user
    assert (await client.team_info())["team"]["domain"] == "playground"
