"""What people do in the workspace: they write, press, type commands, open and submit; and wait for what comes of it.

Each waits on conditions, never on the clock alone. Users and channels are given by id; `message` is always one that
was returned here or found in the workspace.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from playground.delivery import Courier
from playground.fields import Values, chosen_in, element_in, element_of, option_lists, state_of
from playground.happenings import Called
from playground.interactions import Interactions
from playground.message import Message
from playground.views import View
from playground.workspace import Draft, Workspace

T = TypeVar("T")
SOON: Final = 5.0
"""Seconds to wait for something that should happen at once."""


class Driver:
    """The hands of everybody in a workspace."""

    def __init__(self, workspace: Workspace, interactions: Interactions, courier: Courier) -> None:
        self._workspace, self._interactions, self._courier = workspace, interactions, courier

    # What people do

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Write in a channel or thread. text: as on the wire, with `<@U…>` and `&amp;`."""
        place = self._workspace.channel(channel)
        if user not in place.members:
            raise PermissionError(f"{user} is not in {channel}")
        message = self._workspace.say(user, channel, text, thread_ts)
        self._invite_app(message)
        return message

    async def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Write to the app in a channel: `@app text`."""
        return await self.say(user, channel, f"<@{self._workspace.app.bot_user}> {text}", thread_ts)

    async def dm(self, user: str, text: str, thread_ts: str | None = None) -> Message:
        """Write to the app in a direct message."""
        return await self.say(user, self._workspace.direct_message(user).id, text, thread_ts)

    async def react(self, user: str, message: Message, name: str) -> Message:
        return self._workspace.react(user, message, name)

    async def open_home(self, user: str, tab: str = "home") -> None:
        """Look at the app's own place; `tab` is `home` or `messages`."""
        self._workspace.open_home(user, tab)

    async def press(self, user: str, place: Message | View, action_id: str, value: Any = None) -> Mapping[str, Any]:
        """Press a button, or choose `value` in a select, of a message, modal or home tab.

        Raises: LookupError, without such an element; NotAcknowledged.
        """
        element = _element(place, action_id)
        return await self.act(user, place, element, chosen_in(element, value))

    async def act(
        self, user: str, place: Message | View, element: Mapping[str, Any], chosen: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Use an element that was found in a message, modal or home tab. chosen: as actions carry it.

        Raises: PermissionError, for a message that only somebody else sees; NotAcknowledged.
        """
        if not isinstance(place, Message):
            payload = self._interactions.press_in_view(user, place, element, chosen)
        elif place.visible_to in {None, user}:
            payload = self._interactions.press(user, place, element, chosen)
        else:
            raise PermissionError(f"{user} does not see this message")
        return await self._courier.interact("interactive", payload)

    async def slash(self, user: str, channel: str, name: str, text: str = "") -> Mapping[str, Any]:
        """Type a command: `/name text`. A text in the acknowledgement is shown as Slack shows it.

        Raises: LookupError, without such a command; NotAcknowledged.
        """
        self._insist_on_insider(user, channel)
        payload = self._interactions.command(user, channel, name, text)
        response = await self._courier.interact("slash_commands", payload)
        self._show(response, channel, user)
        return response

    async def shortcut(self, user: str, callback_id: str, message: Message | None = None) -> Mapping[str, Any]:
        """Choose a shortcut of a message's menu, or of the lightning bolt's. Raises: LookupError, NotAcknowledged."""
        kind = "message" if message else "global"
        if not any((each.kind, each.callback_id) == (kind, callback_id) for each in self._workspace.app.shortcuts):
            raise LookupError(f"{callback_id} is not a {kind} shortcut of this app")
        self._insist_on_insider(user)
        if message:
            payload = self._interactions.message_shortcut(user, message, callback_id)
        else:
            payload = self._interactions.global_shortcut(user, callback_id)
        return await self._courier.interact("interactive", payload)

    async def type_ahead(self, user: str, place: Message | View, action_id: str, typed: str) -> list[dict[str, Any]]:
        """Type into an external select; the options offered. Raises: LookupError, NotAcknowledged, ValueError."""
        return option_lists(await self.suggestions(user, place, _element(place, action_id), typed))

    async def suggestions(
        self, user: str, place: Message | View, element: Mapping[str, Any], typed: str
    ) -> Mapping[str, Any]:
        """What the app offers for what was typed into an external select, in groups or not. Raises: NotAcknowledged."""
        payload = self._interactions.suggestion(user, element, typed, place)
        return await self._courier.interact("interactive", payload)

    async def submit_view(self, user: str, values: Values | None = None) -> Mapping[str, str]:
        """Submit the modal that is on top, with values by action id; the errors shown in it, by block id.

        Raises: LookupError, without a modal; NotAcknowledged.
        """
        return await self.submit_state(user, state_of(self._modal(user)["blocks"], values or {}))

    async def submit_state(self, user: str, state: Mapping[str, Any]) -> Mapping[str, str]:
        """Submit the modal that is on top, with what is entered by block id, then action id; its errors, by block id.

        Raises: LookupError, without a modal; NotAcknowledged.
        """
        view = self._modal(user)
        payload = self._interactions.submission(user, view, state)
        response = await self._courier.interact("interactive", payload)
        views = self._workspace.views
        match response.get("response_action"):
            case "errors":
                errors: Mapping[str, str] = response["errors"]
                return errors
            case "update":
                views.update(view["id"], response["view"])
            case "push":
                views.push(user, response["view"])
            case "clear":
                views.close(user, everything=True)
            case _:
                views.close(user, everything=False)
        return {}

    async def close_view(self, user: str) -> None:
        """Cancel the modal that is on top. Raises: LookupError, NotAcknowledged."""
        view = self._modal(user)
        self._workspace.views.close(user, everything=False)
        if view["notify_on_close"]:
            payload = self._interactions.closing(user, view, everything=False)
            await self._courier.interact("interactive", payload)

    def _insist_on_insider(self, user: str, channel: str | None = None) -> None:
        """Commands and shortcuts are for the workspace's own people, in conversations they are in."""
        if self._workspace.people.is_outsider(user):
            raise PermissionError(f"{user} is from another organisation: Slack shows them no commands and shortcuts")
        if channel and user not in self._workspace.channel(channel).members:
            raise PermissionError(f"{user} is not in {channel}")

    def _modal(self, user: str) -> View:
        view = self._workspace.views.top(user)
        if view is None:
            raise LookupError(f"{user} has no modal open")
        return view

    def _invite_app(self, message: Message) -> None:
        """Slackbot's word to whoever mentions an app that is not in the channel."""
        app = self._workspace.app
        place = self._workspace.channel(message.channel)
        if f"<@{app.bot_user}>" in message.text and app.bot_user not in place.members:
            text = f"You mentioned <@{app.bot_user}>, but they're not in this channel."
            self._workspace.notice(message.channel, message.user, text, message.thread_ts)

    def _show(self, response: Mapping[str, Any], channel: str, user: str) -> None:
        if not response.get("text") and not response.get("blocks"):
            return
        draft = Draft(response.get("text", ""), response.get("blocks", ()))
        if response.get("response_type") == "in_channel":
            self._workspace.post(channel, draft)
        else:
            self._workspace.whisper(channel, user, draft)

    # What people see, and wait for

    def thread(self, message: Message) -> list[Message]:
        """The thread a message is in or has begun, without what single people see."""
        return self._workspace.channel(message.channel).thread(message.thread)

    def seen_only_by(self, user: str, channel: str | None = None) -> list[Message]:
        """The ephemeral messages somebody sees."""
        every = self._workspace.ephemerals.values()
        return [each for each in every if each.visible_to == user and channel in {None, each.channel}]

    def is_shown(self, message: Message) -> bool:
        """Whether Slack's clients show a message: an ephemeral one in a thread only once the thread has replies.

        Source: Slack's "chat.postEphemeral" (`thread_ts`: "only shown if there is already an active thread").
        """
        in_thread = message.visible_to is not None and message.thread_ts is not None
        return not in_thread or len(self.thread(message)) > 1

    def shown_now(self, message: Message) -> Message:
        """A message as it is now. Raises: KeyError, when it was deleted."""
        if message.visible_to:
            return self._workspace.ephemerals[message.ts]
        return self._workspace.channel(message.channel).messages[message.ts]

    async def until(self, look: Callable[[], T | None], what: str = "it", within: float = SOON) -> T:
        """What `look` finds, as soon as it does. Raises: NothingHappened."""
        return await self._workspace.feed.until(look, what, within)

    async def wait_for_reply(self, message: Message, after: Message | None = None, within: float = SOON) -> Message:
        """The app's first message after `message` (or `after`) in its thread; in a direct message also outside it.

        Raises: NothingHappened.
        """
        since = (after or message).ts
        place = self._workspace.channel(message.channel)

        def reply() -> Message | None:
            thread = place.messages.values() if place.kind == "im" else place.thread(message.thread)
            replies = (each for each in thread if each.app_id == self._workspace.app.id and each.ts > since)
            return next(replies, None)

        return await self.until(reply, f"a reply to {message.text!r}", within)

    async def wait_for_ephemeral(
        self, user: str, channel: str | None = None, after: Message | None = None, within: float = SOON
    ) -> Message:
        """The first message that only `user` sees; after another, if one is given. Raises: NothingHappened."""
        since = after.ts if after else ""
        return await self.until(
            lambda: next((each for each in self.seen_only_by(user, channel) if each.ts > since), None),
            f"a message that only {user} sees",
            within,
        )

    async def wait_for_change(self, message: Message, within: float = SOON) -> Message:
        """A message, once it differs from `message`. Raises: NothingHappened, KeyError when it is deleted."""

        def changed() -> Message | None:
            now = self.shown_now(message)
            return now if (now.text, now.blocks) != (message.text, message.blocks) else None

        return await self.until(changed, f"a change of {message.text!r}", within)

    async def wait_for_view(self, user: str, within: float = SOON) -> View:
        """The modal somebody sees. Raises: NothingHappened."""
        return await self.until(lambda: self._workspace.views.top(user), f"a modal for {user}", within)

    async def wait_for_home(self, user: str, within: float = SOON) -> View:
        """Somebody's home tab. Raises: NothingHappened."""
        return await self.until(lambda: self._workspace.views.homes.get(user), f"a home tab for {user}", within)

    async def settled(self, within: float = SOON) -> None:
        """Wait until every event has been acknowledged or given up. Raises: TimeoutError."""
        await self._courier.settled(within)

    def calls(self, method: str | None = None) -> list[Called]:
        """The app's calls so far, in order."""
        return [
            each for each in self._workspace.feed.past if isinstance(each, Called) and method in {None, each.method}
        ]


def _element(place: Message | View, action_id: str) -> Mapping[str, Any]:
    """Raises: LookupError, naming the elements there are."""
    return element_in(place, action_id) if isinstance(place, Message) else element_of(place["blocks"], action_id)
