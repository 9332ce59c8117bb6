"""What one person does on their page: each act by its name, done as the driver does it.

What goes wrong is said as Slack says it: by Slackbot, in the place, or as the answer to the act.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from playground.delivery import NotAcknowledged
from playground.driver import Driver
from playground.fields import element_in, element_of, option_lists
from playground.message import Message
from playground.pagefeed import described_channel, described_message
from playground.pagestate import seen_message, shown
from playground.refusal import Refused
from playground.views import View
from playground.wording import as_sent, rich_text
from playground.workspace import Draft, Workspace

Given = Mapping[str, Any]
Answer = dict[str, Any]

MOST_TYPED: Final = 12_000


class CannotDo(Exception):
    """An act that cannot be done, in a sentence for whoever tried."""


class Acts:
    """The hands of one person."""

    def __init__(self, user: str, workspace: Workspace, driver: Driver) -> None:
        self._user, self._workspace, self._driver = user, workspace, driver
        self.by_name: Mapping[str, Callable[[Given], Awaitable[Answer]]] = {
            "say": self.say,
            "slash": self.slash,
            "react": self.react,
            "rewrite": self.rewrite,
            "take_back": self.take_back,
            "dismiss": self.dismiss,
            "press": self.press,
            "options": self.options,
            "shortcut": self.shortcut,
            "submit": self.submit,
            "cancel": self.cancel,
            "open_home": self.open_home,
            "talk_to": self.talk_to,
            "earlier": self.earlier,
            "zone": self.zone,
        }

    async def say(self, given: Given) -> Answer:
        """Write what was typed. Given: channel, text, thread_ts."""
        text = self._sent(given)
        message = await self._driver.say(self._user, _word(given, "channel"), text, given.get("thread_ts"))
        return {"ts": message.ts}

    def _sent(self, given: Given) -> str:
        text = _word(given, "text").strip()
        if not text or len(text) > MOST_TYPED:
            raise CannotDo(f"A message has 1 to {MOST_TYPED} characters.")
        people = {each["name"]: each["id"] for each in self._workspace.people.users.values()}
        return as_sent(text, people, {each.name: each.id for each in self._workspace.channels.values() if each.name})

    async def slash(self, given: Given) -> Answer:
        """Given: channel, name, text. Slackbot tells of a command that failed."""
        channel, name = _word(given, "channel"), _word(given, "name")
        try:
            await self._driver.slash(self._user, channel, name, _word(given, "text"))
        except NotAcknowledged as failed:
            self._workspace.notice(channel, self._user, f"{name} failed with the error “{_in_slacks_words(failed)}”.")
        except LookupError:
            raise CannotDo(f"{name} is not a command here.") from None
        return {}

    async def react(self, given: Given) -> Answer:
        """Add a reaction, or take it back. Given: channel, ts, name."""
        message, name = self._message(given), _word(given, "name")
        if self._user in message.reactions.get(name, ()):
            self._workspace.unreact(self._user, message, name)
        else:
            await self._driver.react(self._user, message, name)
        return {}

    async def rewrite(self, given: Given) -> Answer:
        """Give a message of one's own another text. Given: channel, ts, text."""
        text = self._sent(given)
        self._workspace.edit(self._own(given), Draft(text, (rich_text(text),)))
        return {}

    async def take_back(self, given: Given) -> Answer:
        """Delete a message of one's own. Given: channel, ts."""
        self._workspace.delete(self._own(given))
        return {}

    async def dismiss(self, given: Given) -> Answer:
        """Put away what one alone sees. Given: channel, ts."""
        message = self._message(given)
        if message.visible_to is None:
            raise CannotDo("Others see this too.")
        self._workspace.delete(message)
        return {}

    def _own(self, given: Given) -> Message:
        message = self._message(given)
        if message.user != self._user:
            raise CannotDo("Only whoever wrote a message can change it.")
        return message

    async def press(self, given: Given) -> Answer:
        """Use an element of a message or view. Given: channel and ts, or view_id; block_id, action_id, chosen."""
        place, element = self._element(given)
        chosen = given.get("chosen") or {}
        kept = {key: value for key, value in chosen.items() if key == "value" or key.startswith("selected_")}
        await self._driver.act(self._user, place, element, kept)
        return {}

    async def options(self, given: Given) -> Answer:
        """What an external select offers for what was typed. Given: as `press`, and text."""
        place, element = self._element(given)
        response = await self._driver.suggestions(self._user, place, element, _word(given, "text"))
        option_lists(response)
        return {key: response[key] for key in ("options", "option_groups") if response.get(key) is not None}

    def _element(self, given: Given) -> tuple[Message | View, Mapping[str, Any]]:
        action_id, block_id = _word(given, "action_id"), given.get("block_id") or None
        if "view_id" not in given:
            message = self._message(given)
            return message, element_in(message, action_id, block_id)
        view = self._view(_word(given, "view_id"))
        return view, element_of(view["blocks"], action_id, block_id)

    def _view(self, view_id: str) -> View:
        seen = (self._workspace.views.top(self._user), self._workspace.views.homes.get(self._user))
        found = next((view for view in seen if view and view["id"] == view_id), None)
        if found is None:
            raise CannotDo("This is no longer open.")
        return found

    async def shortcut(self, given: Given) -> Answer:
        """Given: callback_id; channel and ts for one of a message's menu."""
        message = self._message(given) if "ts" in given else None
        await self._driver.shortcut(self._user, _word(given, "callback_id"), message)
        return {}

    async def submit(self, given: Given) -> Answer:
        """Submit the modal on top. Given: view_id, values as a view's state has them."""
        self._view(_word(given, "view_id"))
        return {"errors": dict(await self._driver.submit_state(self._user, given.get("values") or {}))}

    async def cancel(self, given: Given) -> Answer:
        """Close the modal on top. Given: view_id."""
        self._view(_word(given, "view_id"))
        await self._driver.close_view(self._user)
        return {}

    async def open_home(self, given: Given) -> Answer:
        """Given: tab."""
        await self._driver.open_home(self._user, _word(given, "tab"))
        return {}

    async def talk_to(self, given: Given) -> Answer:
        """The direct message with somebody. Given: user."""
        user = _word(given, "user")
        if user == self._workspace.app.bot_user:
            return {"channel": described_channel(self._workspace.direct_message(self._user))}
        return {"channel": described_channel(self._workspace.conversation_between(self._user, user))}

    async def earlier(self, given: Given) -> Answer:
        """What was said before. Given: channel, before."""
        place = self._workspace.channel(_word(given, "channel"))
        if self._user not in place.members:
            raise Refused("channel_not_found")
        found = shown(place, self._user, self._workspace, _word(given, "before"))
        return {"messages": [described_message(each, self._user) for each in found]}

    async def zone(self, given: Given) -> Answer:
        """Move to another time zone. Given: tz, its name."""
        name = _word(given, "tz")
        try:
            zone = ZoneInfo(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise CannotDo(f"There is no time zone {name}.") from None
        moment = datetime.fromtimestamp(self._workspace.now(), UTC).astimezone(zone)
        offset = int(moment.utcoffset().total_seconds()) if moment.utcoffset() else 0  # type: ignore[union-attr]
        self._workspace.change_user(
            self._user, {"tz": name, "tz_label": moment.tzname() or name, "tz_offset": offset}
        )
        return {}

    def _message(self, given: Given) -> Message:
        return seen_message(self._user, _word(given, "channel"), _word(given, "ts"), self._workspace)


async def done(acts: Mapping[str, Callable[[Given], Awaitable[Answer]]], name: str, given: Given) -> Answer:
    """Do an act; its answer, or what kept it from being done as `error`, in a sentence."""
    act = acts.get(name)
    if act is None:
        return {"error": f"A page cannot do {name}."}
    try:
        return await act(given)
    except NotAcknowledged as failed:
        return {"error": f"The app did not answer ({_in_slacks_words(failed)})."}
    except Refused as refused:
        return {"error": f"Slack refuses: {refused.code}."}
    except (CannotDo, LookupError, PermissionError, ValueError) as wrong:
        return {"error": str(wrong.args[0] if wrong.args else wrong)}


def _in_slacks_words(failed: NotAcknowledged) -> str:
    return "operation_timeout" if failed.reason == "timeout" else "dispatch_failed"


def _word(given: Given, name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise CannotDo(f"{name} is to be a text.")
    return value
