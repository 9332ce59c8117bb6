"""What a workspace starts with: a team, people, channels, user groups, and one app with what it was granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Team:
    id: str = "T0PLAYGROUND"
    name: str = "Playground"
    domain: str = "playground"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry of a message's menu (`message`) or of the lightning bolt's (`global`)."""

    kind: str
    callback_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. escapes: whether `@ana` and `#general` arrive as `<@U…|ana>` and `<#C…|general>`."""

    name: str
    usage_hint: str = ""
    escapes: bool = True


@dataclass(frozen=True, slots=True)
class App:
    """The app that is connected, as its settings pages show it.

    scopes: granted to the bot token; events: subscribed, by the names of the manifest (`message.im`).
    request_url: where HTTP deliveries go; None for Socket Mode.
    """

    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    unfurl_domains: tuple[str, ...] = ()
    is_agent: bool = False
    name: str = "app"
    id: str = "A0PLAYGROUND"
    bot_user: str = "U0PLAYGROUND"
    bot_id: str = "B0PLAYGROUND"
    bot_token: str = "xoxb-playground-bot"  # noqa: S105 (opens nothing but the playground)
    app_token: str = "xapp-1-A0PLAYGROUND-app"  # noqa: S105
    app_scopes: frozenset[str] = frozenset({"connections:write"})
    signing_secret: str = "playground-signing-secret"  # noqa: S105
    request_url: str | None = None


def app_of(manifest: Json, **overrides: Any) -> App:
    """The app a manifest describes, with everything it asks for granted.

    Source: Slack's "App manifest reference". `overrides` are fields of `App`.
    """
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    described: dict[str, Any] = {
        "name": features.get("bot_user", {}).get("display_name") or manifest["display_information"]["name"],
        "scopes": frozenset(scopes.get("bot", ())),
        "events": frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        "commands": tuple(
            Command(each["command"], each.get("usage_hint", ""), each.get("should_escape", False))
            for each in features.get("slash_commands", ())
        ),
        "shortcuts": tuple(
            Shortcut(each["type"], each["callback_id"], each["name"]) for each in features.get("shortcuts", ())
        ),
        "unfurl_domains": tuple(features.get("unfurl_domains", ())),
        "is_agent": "agent_view" in features,
    }
    return App(**{**described, **overrides})


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything a workspace starts with.

    users: as in `users.list`'s `members`; a `dnd` object in one is what `dnd.info` says, a `presence` what
        `users.getPresence` says.
    channels: as in `conversations.list`'s `channels`. `members` may list user ids; where it does not, everybody of
        the team is a member, and people of other teams of the channels that are shared with them (`is_ext_shared`).
        The app is a member where `is_member` is true.
    usergroups: as in `usergroups.list` with `include_users`.
    """

    app: App
    users: Sequence[Json]
    channels: Sequence[Json]
    usergroups: Sequence[Json] = ()
    team: Team = field(default_factory=Team)
