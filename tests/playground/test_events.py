"""Events are shaped as Slack's are, and go to apps that subscribed, were allowed, and are there."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.events import callback, events_of
from playground.happenings import Happening
from playground.refusal import Refused
from playground.seed import Seed
from playground.workspace import Draft, Workspace
from tests.playground.shapes import real
from tests.playground.workspaces import (
    ADA,
    APP,
    BEN,
    BUILD_BOT,
    EVE,
    GENERAL,
    QUIET,
    SCOPES,
    SECRET,
    SHARED,
    seed,
)

MENTION = f"<@{APP.bot_user}> who owns it?"


def workspace_of(planted: Seed | None = None) -> Workspace:
    return Workspace(planted or seed(), lambda: 1_700_000_000.0)


def heard(workspace: Workspace, act: Callable[[Workspace], object]) -> list[dict[str, Any]]:
    """What is delivered of what `act` does."""
    payloads: list[dict[str, Any]] = []

    def notice(happening: Happening) -> None:
        payloads.extend(callback(event, workspace) for event in events_of(happening, workspace))

    workspace.feed.watch(notice)
    act(workspace)
    return payloads


def kinds(payloads: list[dict[str, Any]]) -> list[str]:
    return [payload["event"].get("subtype", payload["event"]["type"]) for payload in payloads]


def direct(workspace: Workspace) -> str:
    return workspace.direct_message(ADA).id


def edited(workspace: Workspace) -> None:
    workspace.edit(workspace.post(GENERAL, Draft("one")), Draft("two"))


def deleted(workspace: Workspace) -> None:
    workspace.delete(workspace.post(GENERAL, Draft("one")))


def reacted(workspace: Workspace) -> None:
    workspace.react(BEN, workspace.say(ADA, GENERAL, "look"), "eyes")


def home_again(workspace: Workspace) -> None:
    workspace.views.publish(ADA, {"type": "home", "blocks": []})
    workspace.open_home(ADA, "home")


def change_everything(workspace: Workspace) -> None:
    workspace.change_user(ADA, {"profile": {"status_emoji": ":palm_tree:"}})
    workspace.change_group("S0TEAM", [BEN, EVE])
    workspace.share(GENERAL, "T0OUTSIDE")
    workspace.share(GENERAL, "T0OUTSIDE", shared=False)


MAY_HAVE = {
    *(f"has event.{key}" for key in ("user_team", "source_team", "user_profile", "app_id", "event_ts")),
    *(f"has {key}" for key in ("event_context", "is_ext_shared_channel")),
}
"""What every event has today, though not each of the recorded ones; and what only messages of some have."""

SHAPES: dict[str, tuple[str, Callable[[Workspace], object], int]] = {
    "a mention": ("app_mention", lambda workspace: workspace.say(ADA, GENERAL, MENTION), 0),
    "a mention in a shared channel": ("app_mention", lambda workspace: workspace.say(EVE, SHARED, MENTION), 0),
    "a message": ("message", lambda workspace: workspace.say(ADA, GENERAL, "hello"), 0),
    "a direct message": (
        "message",
        lambda workspace: workspace.say(ADA, workspace.direct_message(ADA).id, "hello"),
        0,
    ),
    "a message of the app": ("message", lambda workspace: workspace.post(GENERAL, Draft("hello")), 0),
    "a changed message": ("message.message_changed", edited, 1),
    "a deleted message": ("message.message_deleted", deleted, 1),
    "a reaction": ("reaction_added", reacted, 1),
    "a home tab": ("app_home_opened", home_again, 0),
    "a person joining": ("member_joined_channel", lambda workspace: workspace.join(EVE, GENERAL), 0),
}


@pytest.mark.parametrize(("kind", "act", "index"), SHAPES.values(), ids=SHAPES)
def test_an_event_is_shaped_as_slacks(kind: str, act: Callable[[Workspace], object], index: int) -> None:
    payload = heard(workspace_of(), act)[index]
    known = real("events", kind)
    assert set(known.faults(payload)) <= MAY_HAVE


def test_a_mention_is_told_as_itself_and_as_a_message() -> None:
    payloads = heard(workspace_of(), lambda workspace: workspace.say(ADA, GENERAL, MENTION))
    assert kinds(payloads) == ["app_mention", "message"]
    first, second = payloads
    assert first["event_id"] != second["event_id"]
    assert first["event"]["ts"] == second["event"]["ts"]
    assert second["event"]["channel_type"] == "channel"


def test_in_a_direct_message_a_mention_is_just_a_message() -> None:
    workspace = workspace_of()
    payloads = heard(workspace, lambda workspace: workspace.say(ADA, direct(workspace), MENTION))
    assert kinds(payloads) == ["message"]
    assert payloads[0]["event"]["channel_type"] == "im"


@pytest.mark.parametrize(
    ("planted", "channel"),
    [
        pytest.param(seed(), QUIET, id="a channel it is not in"),
        pytest.param(seed(), SECRET, id="a private channel"),
        pytest.param(seed(events=frozenset()), GENERAL, id="no subscription"),
        pytest.param(seed(scopes=frozenset()), GENERAL, id="no scope"),
    ],
)
def test_nothing_is_told(planted: Seed, channel: str) -> None:
    assert heard(workspace_of(planted), lambda workspace: workspace.say(ADA, channel, MENTION)) == []


def test_without_the_history_scope_only_mentions_are_told() -> None:
    workspace = workspace_of(seed(scopes=SCOPES - {"channels:history"}))
    assert kinds(heard(workspace, lambda workspace: workspace.say(ADA, GENERAL, MENTION))) == ["app_mention"]
    assert heard(workspace, lambda workspace: workspace.say(ADA, GENERAL, "just talking"))[1:] == []


def test_somebody_from_outside_is_told_as_such() -> None:
    payload = heard(workspace_of(), lambda workspace: workspace.say(EVE, SHARED, MENTION))[0]
    assert payload["is_ext_shared_channel"] is True
    assert payload["team_id"] == payload["event"]["user_team"] == payload["event"]["source_team"] == "T0OUTSIDE"
    assert payload["authorizations"][0]["team_id"] == "T0PLAYGROUND"
    assert payload["authorizations"][0]["user_id"] == APP.bot_user


def test_other_bots_and_the_app_itself_are_told_with_their_bot_id() -> None:
    other = heard(workspace_of(), lambda workspace: workspace.say(BUILD_BOT, GENERAL, f"done <@{APP.bot_user}>"))
    assert kinds(other) == ["app_mention", "message"]
    assert other[0]["event"]["bot_id"] == "B0BUILD"
    own = heard(workspace_of(), lambda workspace: workspace.post(GENERAL, Draft(MENTION)))
    assert kinds(own) == ["message"]
    assert own[0]["event"]["bot_profile"]["app_id"] == APP.id


def test_what_one_person_sees_is_told_to_nobody() -> None:
    assert heard(workspace_of(), lambda workspace: workspace.whisper(GENERAL, ADA, Draft("hi"))) == []


LINK = "see <https://catalog.example.com/a&amp;b|it> and <https://example.com>"


def test_links_to_known_domains_are_told() -> None:
    payloads = heard(workspace_of(), lambda workspace: workspace.say(ADA, QUIET, LINK))
    assert kinds(payloads) == ["link_shared"]
    event = payloads[0]["event"]
    assert event["links"] == [{"domain": "catalog.example.com", "url": "https://catalog.example.com/a&b"}]
    assert event["is_bot_user_member"] is False
    known = real("events", "inner.link_shared")
    assert {"type", "channel", "user", "message_ts", "links"} <= set(known.keys) & set(event)


@pytest.mark.parametrize(("user", "channel"), [(EVE, SHARED), (BUILD_BOT, GENERAL)])
def test_links_of_outsiders_and_of_apps_are_not_told(user: str, channel: str) -> None:
    assert kinds(heard(workspace_of(), lambda workspace: workspace.say(user, channel, LINK))) == ["message"]


def test_people_groups_and_channels_change_before_its_eyes() -> None:
    person, group, shared, unshared = [each["event"] for each in heard(workspace_of(), change_everything)]
    assert (person["type"], person["user"]["profile"]["status_emoji"]) == ("user_change", ":palm_tree:")
    assert (group["added_users"], group["removed_users"]) == ([EVE], [ADA])
    assert (shared["type"], shared["connected_team_id"]) == ("channel_shared", "T0OUTSIDE")
    assert (unshared["type"], unshared["is_ext_shared"]) == ("channel_unshared", False)


def test_timestamps_never_repeat() -> None:
    workspace = workspace_of()
    stamps = [workspace.say(ADA, GENERAL, "hello").ts for _ in range(100)]
    assert stamps == sorted(set(stamps))


def test_a_reaction_taken_back_is_told_to_whoever_listens() -> None:
    workspace = workspace_of(seed(events=APP.events | {"reaction_removed"}))
    message = workspace.react(BEN, workspace.say(ADA, GENERAL, "hello"), "eyes")
    [payload] = heard(workspace, lambda workspace: workspace.unreact(BEN, message, "eyes"))
    assert (payload["event"]["type"], payload["event"]["reaction"]) == ("reaction_removed", "eyes")
    with pytest.raises(Refused, match="no_reaction"):
        workspace.unreact(BEN, workspace.message(GENERAL, message.ts), "eyes")
