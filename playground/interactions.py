"""What is sent to the app when a person presses, types a command, or submits, shaped as Slack sends it. Pure.

Source: Slack's "Interaction payloads", "Slash commands".
"""

from collections.abc import Mapping
from typing import Any

from playground.message import Message
from playground.passes import Passes
from playground.wording import with_ids
from playground.workspace import Workspace

Payload = dict[str, Any]
Element = Mapping[str, Any]


class Interactions:
    """Payloads with fresh trigger ids and response URLs. hooks: the address response URLs begin with."""

    def __init__(self, workspace: Workspace, passes: Passes, hooks: str) -> None:
        self._workspace, self._passes, self._hooks = workspace, passes, hooks

    def command(self, user: str, channel: str, name: str, text: str) -> Payload:
        """`/name text`, typed in a channel; a command typed in a thread does not exist in Slack."""
        workspace = self._workspace
        place = workspace.channel(channel)
        command = next((each for each in workspace.app.commands if each.name == name), None)
        if command is None:
            raise LookupError(f"{name} is not a command of this app")
        if command.escapes:
            people = {each["name"]: each["id"] for each in workspace.people.users.values()}
            text = with_ids(text, people, {each.name: each.id for each in workspace.channels.values() if each.name})
        return {
            "token": "playground-verification",
            "team_id": workspace.team.id,
            "team_domain": workspace.team.domain,
            "channel_id": channel,
            "channel_name": place.name_in_payloads,
            "user_id": user,
            "user_name": workspace.people.user(user)["name"],
            "command": name,
            "text": text,
            "api_app_id": workspace.app.id,
            "is_enterprise_install": "false",
            "response_url": self._response_url("commands", user, channel),
            "trigger_id": self._passes.trigger(user),
        }

    def press(self, user: str, message: Message, element: Element, chosen: Mapping[str, Any]) -> Payload:
        """`block_actions` of an element in a message. chosen: what was chosen in it, such as `selected_option`."""
        payload = {
            **self._acted("block_actions", user),
            **self._pressed_place(message, element.get("attachment_id")),
            "trigger_id": self._passes.trigger(user),
            "channel": self._place(message.channel),
            "state": {"values": {}},
            "response_url": self._response_url("actions", user, message.channel, message),
            "actions": [self._action(element, chosen)],
        }
        return payload if message.visible_to else payload | {"message": message.to_slack()}

    def press_in_view(
        self, user: str, view: Mapping[str, Any], element: Element, chosen: Mapping[str, Any]
    ) -> Payload:
        """`block_actions` of an element in a modal or home tab."""
        return {
            **self._acted("block_actions", user),
            "container": {"type": "view", "view_id": view["id"]},
            "trigger_id": self._passes.trigger(user),
            "view": dict(view),
            "actions": [self._action(element, chosen)],
        }

    def suggestion(self, user: str, element: Element, typed: str, where: Message | Mapping[str, Any]) -> Payload:
        """`block_suggestion`: what was typed so far into an external select of a message or view."""
        asked = {"block_id": element["block_id"], "action_id": element["action_id"], "value": typed}
        payload = {**self._acted("block_suggestion", user), **asked}
        if not isinstance(where, Message):
            return payload | {"container": {"type": "view", "view_id": where["id"]}, "view": dict(where)}
        payload |= {"container": self._container(where), "channel": self._place(where.channel)}
        return payload if where.visible_to else payload | {"message": where.to_slack()}

    def message_shortcut(self, user: str, message: Message, callback_id: str) -> Payload:
        """`message_action`. Of the person, it names only the id and the name."""
        return {
            **self._chosen("message_action", user, "id", "name"),
            "callback_id": callback_id,
            "action_ts": self._workspace.stamps.next(),
            "trigger_id": self._passes.trigger(user),
            "channel": self._place(message.channel),
            "message_ts": message.ts,
            "message": message.to_slack(),
            "response_url": self._response_url("app", user, message.channel, message),
        }

    def global_shortcut(self, user: str, callback_id: str) -> Payload:
        """`shortcut`."""
        chosen = self._chosen("shortcut", user, "id", "username", "team_id")
        trigger = {"callback_id": callback_id, "trigger_id": self._passes.trigger(user)}
        return {**chosen, **trigger, "action_ts": self._workspace.stamps.next()}

    def _chosen(self, kind: str, user: str, *named: str) -> Payload:
        """What shortcuts begin with: less than other payloads say of the app and the person."""
        acted = self._acted(kind, user)
        del acted["api_app_id"]
        return {**acted, "user": {key: acted["user"][key] for key in named}}

    def submission(self, user: str, view: Mapping[str, Any], values: Mapping[str, Any]) -> Payload:
        """`view_submission`. values: state by block id, then action id."""
        return {
            **self._acted("view_submission", user),
            "trigger_id": self._passes.trigger(user),
            "view": {**view, "state": {"values": dict(values)}},
            "response_urls": [],
        }

    def closing(self, user: str, view: Mapping[str, Any], *, everything: bool) -> Payload:
        return {**self._acted("view_closed", user), "view": dict(view), "is_cleared": everything}

    def _acted(self, kind: str, user: str) -> Payload:
        team = self._workspace.team
        return {
            "type": kind,
            "team": {"id": team.id, "domain": team.domain},
            "user": self._workspace.people.in_interactions(user),
            "api_app_id": self._workspace.app.id,
            "token": "playground-verification",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _place(self, channel: str) -> dict[str, str]:
        return {"id": channel, "name": self._workspace.channel(channel).name_in_payloads}

    def _container(self, message: Message) -> Payload:
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
        return {**container, **thread, "is_ephemeral": message.visible_to is not None}

    def _pressed_place(self, message: Message, attachment_id: int | None) -> Payload:
        container = self._container(message)
        if attachment_id is None:
            return {"container": container}
        preview = message.attachments[attachment_id - 1]
        unfurl = {"is_app_unfurl": True, "app_unfurl_url": preview.get("app_unfurl_url", "")}
        of_preview = {"type": "message_attachment", "attachment_id": attachment_id, **unfurl}
        return {"container": {**container, **of_preview}, "app_unfurl": {"id": attachment_id, **preview}}

    def _action(self, element: Element, chosen: Mapping[str, Any]) -> Payload:
        kept = ("type", "action_id", "block_id", "text", "value", "style", "url")
        action = {key: element[key] for key in kept if key in element}
        return {**action, **chosen, "action_ts": self._workspace.stamps.next()}

    def _response_url(self, kind: str, user: str, channel: str, message: Message | None = None) -> str:
        about = (message.ts, message.thread_ts) if message else ()
        secret = self._passes.response(user, channel, *about)
        return f"{self._hooks}/{kind}/{self._workspace.team.id}/{secret}"
