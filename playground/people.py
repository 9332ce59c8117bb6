"""Who is in a workspace: its people, user groups and the app's own user, as Slack describes them."""

from collections.abc import Mapping
from typing import Any

from playground.pings import Handles
from playground.refusal import Refused
from playground.seed import Seed

User = dict[str, Any]
_OURS = frozenset({"dnd", "presence"})


class People:
    """Everybody with an id, and the user groups."""

    def __init__(self, seed: Seed) -> None:
        self._team = seed.team.id
        self._bot_user = seed.app.bot_user
        self.users: dict[str, User] = {each["id"]: {**_usual(seed.team.id), **each} for each in seed.users}
        self.users.setdefault(seed.app.bot_user, _bot_of(seed))
        self.groups: dict[str, dict[str, Any]] = {each["id"]: dict(each) for each in seed.usergroups}

    def user(self, user: str) -> User:
        """Raises: Refused, `user_not_found`."""
        if user not in self.users:
            raise Refused("user_not_found")
        return self.users[user]

    def by_email(self, email: str) -> User:
        """The active person with an address. Raises: Refused, `users_not_found`."""
        for user in self.users.values():
            if not user["deleted"] and str(user.get("profile", {}).get("email", "")).lower() == email.lower():
                return user
        raise Refused("users_not_found")

    def is_outsider(self, user: str) -> bool:
        """Whether somebody belongs to another organisation."""
        known = self.users.get(user)
        return known is None or bool(known.get("is_stranger")) or known.get("team_id") != self._team

    def is_bot(self, user: str) -> bool:
        return bool(self.users.get(user, {}).get("is_bot"))

    def team_of(self, user: str) -> str:
        return str(self.users.get(user, {}).get("team_id", self._team))

    def handles(self) -> Handles:
        return Handles(
            {each["name"].lower(): each["id"] for each in self.users.values()},
            {each["handle"].lower(): each["id"] for each in self.groups.values() if "handle" in each},
        )

    def described(self, user: str, *, with_email: bool) -> User:
        """A user as in `users.info`; the address is shown to apps with `users:read.email` only.

        Raises: Refused, `user_not_found`.
        """
        known = {key: value for key, value in self.user(user).items() if key not in _OURS}
        hidden = set() if with_email else {"email"}
        known["profile"] = {key: value for key, value in known.get("profile", {}).items() if key not in hidden}
        return known

    def in_interactions(self, user: str) -> dict[str, str]:
        """A user as interactive payloads name the one who acted."""
        name = str(self.user(user)["name"])
        return {"id": user, "username": name, "name": name, "team_id": self.team_of(user)}


def _usual(team: str) -> Mapping[str, Any]:
    return {
        "team_id": team,
        "name": "",
        "deleted": False,
        "is_bot": False,
        "is_app_user": False,
        "is_admin": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "tz": "Etc/UTC",
        "tz_label": "Coordinated Universal Time",
        "tz_offset": 0,
        "profile": {},
        "updated": 0,
    }


def _bot_of(seed: Seed) -> User:
    app = seed.app
    profile = {"real_name": app.name, "display_name": app.name, "api_app_id": app.id, "bot_id": app.bot_id}
    return {
        **_usual(seed.team.id),
        "id": app.bot_user,
        "name": app.name,
        "real_name": app.name,
        "is_bot": True,
        "profile": {**profile, "always_active": True, "team": seed.team.id},
    }
