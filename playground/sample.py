"""A small workspace to start with where nobody brings one."""

from typing import Any, Final

from playground.seed import App, Command, Seed, Team

_EVERYTHING: Final = App(
    name="app",
    scopes=frozenset(
        {
            "app_mentions:read",
            "assistant:write",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "dnd:read",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "links:read",
            "links:write",
            "reactions:read",
            "reactions:write",
            "team:read",
            "usergroups:read",
            "users:read",
            "users:read.email",
        }
    ),
    events=frozenset({"app_mention", "app_home_opened", "message.channels", "message.groups", "message.im"}),
    commands=(Command("/app", "your words"),),
)


def _person(user: str, first: str, last: str, zone: str, **fields: Any) -> dict[str, Any]:
    name = first.lower()
    profile = {"real_name": f"{first} {last}", "display_name": name, "email": f"{name}@playground.example"}
    return {"id": user, "name": name, "real_name": f"{first} {last}", "tz": zone, "profile": profile, **fields}


def sample_workspace(app: App = _EVERYTHING) -> Seed:
    """Four people, one of them from outside, and three channels, one of them shared with that one."""
    people = (
        _person("U0NOOR", "Noor", "Haddad", "Europe/Paris"),
        _person("U0LIAM", "Liam", "Okafor", "America/New_York"),
        _person("U0YUKI", "Yuki", "Mori", "Asia/Tokyo"),
        _person("U0GUEST", "Petra", "Novak", "Europe/Prague", team_id="T0PARTNER", is_stranger=False),
    )
    channels = (
        {"id": "C0GENERAL", "name": "general", "is_general": True, "is_member": True},
        {"id": "C0INCIDENTS", "name": "incidents", "is_member": True},
        {"id": "C0PARTNER", "name": "with-partner", "is_member": True, "is_ext_shared": True},
    )
    return Seed(app, people, channels, team=Team(name="Playground"))
