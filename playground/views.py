"""Modals and home tabs: what each person has open."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from playground.clock import Ids, Timestamps
from playground.happenings import Happening, ViewsClosed, ViewShown
from playground.refusal import Refused
from playground.seed import App

View = dict[str, Any]
MOST_STACKED: Final = 3


class Views:
    """Every person's stack of modals, the topmost last, and their home tab."""

    def __init__(self, team: str, app: App, ids: Ids, stamps: Timestamps, tell: Callable[[Happening], None]) -> None:
        self._team, self._app, self._ids, self._stamps, self._tell = team, app, ids, stamps, tell
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def open(self, user: str, given: Mapping[str, Any]) -> View:
        """Show a modal; whatever modals were open are gone."""
        view = self._made(given)
        view.update(root_view_id=view["id"], previous_view_id=None)
        self.stacks[user] = [view]
        self._tell(ViewShown(user, dict(view)))
        return view

    def push(self, user: str, given: Mapping[str, Any]) -> View:
        """Show a modal on top of the one that is open.

        Raises: Refused, `not_found` when none is, `push_limit_reached` when three are.
        """
        stack = self.stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= MOST_STACKED:
            raise Refused("push_limit_reached")
        view = self._made(given)
        view.update(root_view_id=stack[0]["id"], previous_view_id=stack[-1]["id"])
        stack.append(view)
        self._tell(ViewShown(user, dict(view)))
        return view

    def update(self, view_id: str, given: Mapping[str, Any], view_hash: str | None = None) -> View:
        """Draw a modal or home tab anew.

        view_id: its `id` or `external_id`. Raises: Refused, `not_found` or `hash_conflict`.
        """
        user, view = self._find(view_id)
        if view_hash is not None and view_hash != view["hash"]:
            raise Refused("hash_conflict")
        kept = ("id", "root_view_id", "previous_view_id", "bot_id", "app_id", "team_id", "app_installed_team_id")
        renewed = {**self._made(given), **{key: view[key] for key in kept}}
        view.clear()
        view.update(renewed)
        self._tell(ViewShown(user, dict(view)))
        return view

    def publish(self, user: str, given: Mapping[str, Any], view_hash: str | None = None) -> View:
        """Draw somebody's home tab. Raises: Refused, `hash_conflict`."""
        before = self.homes.get(user)
        if view_hash is not None and (before is None or view_hash != before["hash"]):
            raise Refused("hash_conflict")
        view = self._made(given)
        view.update(root_view_id=view["id"], previous_view_id=None)
        if before:
            view.update(id=before["id"], root_view_id=before["id"])
        self.homes[user] = view
        self._tell(ViewShown(user, dict(view)))
        return view

    def close(self, user: str, *, everything: bool) -> View | None:
        """Close the topmost modal, or all; the one that was on top, if one was."""
        stack = self.stacks.get(user, [])
        closed = stack[-1] if stack else None
        del stack[0 if everything else -1 :]
        if stack:
            self._tell(ViewShown(user, dict(stack[-1])))
        else:
            self._tell(ViewsClosed(user))
        return closed

    def top(self, user: str) -> View | None:
        """The modal somebody sees."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def _find(self, view_id: str) -> tuple[str, View]:
        owned = [(user, view) for user, stack in self.stacks.items() for view in stack] + [*self.homes.items()]
        for user, view in owned:
            if view_id in {view["id"], view["external_id"]}:
                return user, view
        raise Refused("not_found")

    def _made(self, given: Mapping[str, Any]) -> View:
        external = given.get("external_id") or ""
        return {
            "private_metadata": "",
            "callback_id": "",
            "title": {"type": "plain_text", "text": "View Title", "emoji": True},
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **given,
            "external_id": external,
            "blocks": [
                {**block, "block_id": block.get("block_id") or self._ids.next("b")} for block in given["blocks"]
            ],
            "state": {"values": {}},
            "id": self._ids.next("V"),
            "team_id": self._team,
            "app_id": self._app.id,
            "app_installed_team_id": self._team,
            "bot_id": self._app.bot_id,
            "hash": f"{self._stamps.next()}.view",
        }
