"""What Slack hands out with an interaction, good for a short time: trigger ids and response URLs. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from playground.clock import Ids, Now
from playground.refusal import Refused

MOST_ANSWERS: Final = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """Lets the app open a view for the person who acted, once, within seconds."""

    user: str
    expires: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class ResponsePass:
    """Lets the app answer an interaction where it happened.

    message_ts: the message acted on, an ephemeral one too; None for a command.
    uses: how many answers are left.
    """

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    expires: float
    uses: int = MOST_ANSWERS


class Passes:
    """The trigger ids and response URLs that were handed out."""

    def __init__(self, ids: Ids, now: Now, *, trigger_seconds: float, response_seconds: float) -> None:
        self._ids, self._now = ids, now
        self._trigger_seconds, self._response_seconds = trigger_seconds, response_seconds
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponsePass] = {}

    def trigger(self, user: str) -> str:
        """A new trigger id for what `user` did."""
        trigger_id = f"{self._ids.next('trigger.')}.playground"
        self._triggers[trigger_id] = Trigger(user, self._now() + self._trigger_seconds)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> str:
        """The user a trigger id is for; it cannot be used again.

        Raises: Refused, `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._now() > trigger.expires:
            raise Refused("expired_trigger_id")
        self._triggers[trigger_id] = replace(trigger, used=True)
        return trigger.user

    def response(self, user: str, channel: str, message_ts: str | None = None, thread_ts: str | None = None) -> str:
        """The secret part of a new response URL."""
        secret = self._ids.next("response-")
        expires = self._now() + self._response_seconds
        self._responses[secret] = ResponsePass(user, channel, message_ts, thread_ts, expires)
        return secret

    def use_response(self, secret: str) -> ResponsePass:
        """What a response URL is for; it has one use less now. Raises: Refused, `expired_url` or `used_url`."""
        known = self._responses.get(secret)
        if known is None or self._now() > known.expires:
            raise Refused("expired_url")
        if not known.uses:
            raise Refused("used_url")
        self._responses[secret] = replace(known, uses=known.uses - 1)
        return known
