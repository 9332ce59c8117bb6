"""What led to a message is found among everything that goes back and forth at once."""

from typing import Any

from playground.feed import Feed
from playground.happenings import Called, Delivered, Happening
from playground.journal import Journal
from playground.message import Message

APP, CHANNEL = "A0PLAYGROUND", "C0GENERAL"


class Day:
    """A journal that is written a happening at a time; every moment is a second."""

    def __init__(self) -> None:
        self._feed: Feed[Happening] = Feed()
        self.journal = Journal(self._feed)
        self._now = 1_700_000_000.0

    def _next(self) -> float:
        self._now += 1
        return self._now

    def mention(self, user: str, ts: str, thread_ts: str | None = None, failure: str | None = None) -> None:
        event = {"type": "app_mention", "channel": CHANNEL, "ts": ts, "user": user, "thread_ts": thread_ts}
        self._deliver("events_api", {"event": event, "event_id": f"Ev{ts}"}, failure)

    def press(self, user: str, ts: str, thread_ts: str) -> None:
        container = {"channel_id": CHANNEL, "message_ts": ts, "thread_ts": thread_ts}
        self._deliver("interactive", {"container": container, "user": {"id": user}, "trigger_id": f"{ts}.press"})

    def command(self, user: str) -> None:
        self._deliver("slash_commands", {"channel_id": CHANNEL, "user_id": user, "trigger_id": f"{user}.command"})

    def _deliver(self, kind: str, payload: dict[str, Any], failure: str | None = None) -> None:
        self._feed.tell(Delivered(kind, {"api_app_id": APP, **payload}, 0, self._next(), 0.1, failure))

    def post(self, ts: str, thread_ts: str) -> Message:
        args = {"channel": CHANNEL, "thread_ts": thread_ts}
        answer = {"ok": True, "ts": ts, "message": {"thread_ts": thread_ts}}
        self._feed.tell(Called("chat.postMessage", args, answer, 200, self._next(), 0.1))
        return self._message(ts, thread_ts)

    def whisper(self, user: str) -> Message:
        at = self._next()
        self._feed.tell(Called("response_url", {"text": "for you"}, {"ok": True}, 200, at, 0.1))
        return self._message(f"{at + 0.05:.6f}", None, visible_to=user)

    def look_up(self, user: str) -> None:
        self._feed.tell(Called("users.info", {"user": user}, {"ok": True}, 200, self._next(), 0.1))

    def _message(self, ts: str, thread_ts: str | None, visible_to: str | None = None) -> Message:
        return Message(CHANNEL, ts, "U0BOT", "T", "text", thread_ts=thread_ts, app_id=APP, visible_to=visible_to)

    def trace(self, message: Message) -> tuple[list[str], list[str]]:
        """What was delivered, by id, and what was called."""
        trace = self.journal.trace(message)
        delivered = [each.what.payload for each in trace.deliveries if isinstance(each.what, Delivered)]
        called = [each.what for each in trace.calls if isinstance(each.what, Called)]
        return (
            [str(payload.get("event_id") or payload["trigger_id"]) for payload in delivered],
            [f"{call.method} {call.answer.get('ts', '')}".strip() for call in called],
        )


def test_two_questions_at_once_are_told_apart() -> None:
    day = Day()
    day.mention("U0ADA", "1.000000")
    day.mention("U0BEN", "2.000000")
    day.look_up("U0ADA")
    second = day.post("4.000000", "2.000000")
    first = day.post("5.000000", "1.000000")
    assert day.trace(first) == (["Ev1.000000"], ["users.info", "chat.postMessage 5.000000"])
    assert day.trace(second) == (["Ev2.000000"], ["users.info", "chat.postMessage 4.000000"])


def test_a_person_s_message_shows_what_it_led_to_even_when_it_was_not_taken_at_first() -> None:
    day = Day()
    day.mention("U0ADA", "1.000000", failure="timeout")
    day.mention("U0ADA", "1.000000")
    day.post("4.000000", "1.000000")
    asked = Message(CHANNEL, "1.000000", "U0ADA", "T", "text")
    assert day.trace(asked) == (["Ev1.000000", "Ev1.000000"], ["chat.postMessage 4.000000"])


def test_an_answer_further_down_a_thread_has_the_question_before_it() -> None:
    day = Day()
    day.mention("U0ADA", "1.000000")
    day.post("3.000000", "1.000000")
    day.mention("U0ADA", "4.000000", "1.000000")
    later = day.post("6.000000", "1.000000")
    assert day.trace(later) == (["Ev4.000000"], ["chat.postMessage 6.000000"])


def test_what_a_press_leads_to_is_the_press_s() -> None:
    day = Day()
    day.mention("U0ADA", "1.000000")
    day.post("3.000000", "1.000000")
    day.press("U0BEN", "3.000000", "1.000000")
    answer = day.post("5.000000", "1.000000")
    assert day.trace(answer) == (["3.000000.press"], ["chat.postMessage 5.000000"])


def test_a_private_answer_is_its_person_s_command_s() -> None:
    day = Day()
    day.command("U0ADA")
    day.command("U0BEN")
    answer = day.whisper("U0ADA")
    assert day.trace(answer)[0] == ["U0ADA.command"]


def test_a_message_nothing_led_to_has_its_call_alone() -> None:
    day = Day()
    alone = day.post("1.000000", "0.500000")
    assert day.trace(alone) == ([], ["chat.postMessage 1.000000"])
