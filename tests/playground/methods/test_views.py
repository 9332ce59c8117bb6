"""Modals and home tabs as the app opens, stacks and changes them."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from playground.interactions import Interactions
from playground.server import LocalSlack
from tests.playground.calls import refusal
from tests.playground.workspaces import ADA


def modal(title: str = "Hello", **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": [], **fields}


HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def trigger(slack: LocalSlack) -> str:
    """A fresh trigger id, as of something Ada did."""
    payloads: Interactions = slack.interactions
    return str(payloads.global_shortcut(ADA, "find")["trigger_id"])


async def test_a_trigger_opens_one_modal(slack: LocalSlack, client: AsyncWebClient) -> None:
    fresh = trigger(slack)
    opened = (await client.views_open(trigger_id=fresh, view=modal()))["view"]
    assert slack.workspace.views.top(ADA) == opened
    again = await refusal(client, "views.open", trigger_id=fresh, view=modal())
    assert again["error"] == "exchanged_trigger_id"
    unknown = await refusal(client, "views.open", trigger_id="1.2.3", view=modal())
    assert unknown["error"] == "invalid_trigger_id"


async def test_modals_stack_three_high(slack: LocalSlack, client: AsyncWebClient) -> None:
    assert (await refusal(client, "views.push", trigger_id=trigger(slack), view=modal()))["error"] == "not_found"
    root = (await client.views_open(trigger_id=trigger(slack), view=modal()))["view"]
    second = (await client.views_push(trigger_id=trigger(slack), view=modal("Second")))["view"]
    third = (await client.views_push(trigger_id=trigger(slack), view=modal("Third")))["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (root["id"], second["id"])
    fourth = await refusal(client, "views.push", trigger_id=trigger(slack), view=modal())
    assert fourth["error"] == "push_limit_reached"


async def test_a_view_is_changed_by_either_id_while_nobody_else_did(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    opened = (await client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine")))["view"]
    changed = await client.views_update(external_id="mine", view=modal("Changed", external_id="mine"))
    assert changed["view"]["id"] == opened["id"]
    late = await refusal(client, "views.update", view_id=opened["id"], hash=opened["hash"], view=modal("Late"))
    assert late["error"] == "hash_conflict"
    assert (await refusal(client, "views.update", view_id="V0NONE", view=modal()))["error"] == "not_found"
    assert (await refusal(client, "views.update", view=modal()))["error"] == "invalid_arguments"
    top = slack.workspace.views.top(ADA)
    assert top
    assert top["title"]["text"] == "Changed"


async def test_a_home_tab_is_published_for_one_person(slack: LocalSlack, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=ADA, view=HOME))["view"]
    second = (await client.views_publish(user_id=ADA, view=HOME, hash=first["hash"]))["view"]
    assert slack.workspace.views.homes == {ADA: second}
    late = await refusal(client, "views.publish", user_id=ADA, view=HOME, hash=first["hash"])
    assert late["error"] == "hash_conflict"
    assert (await refusal(client, "views.publish", user_id="U0NOBODY", view=HOME))["error"] == "user_not_found"


async def test_a_bad_view_is_refused_with_where(slack: LocalSlack, client: AsyncWebClient) -> None:
    answer = await refusal(client, "views.open", trigger_id=trigger(slack), view=modal("a" * 25))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
