"""When a log line was logged is not when somebody asks about; a time somebody gives is."""

import pytest

from bot.logged import without_stamps
from tests.bot.asking import scene, understanding

SHOP = "component:default/ticket-shop"

LOGGED = [
    "2026-11-23T10:00:00Z ERROR ticket-shop timeout, {}",
    "2026-11-23 10:00:00,123 ERROR ticket-shop timeout, {}",
    "2026-11-23T10:00:00.123456+02:00 ticket-shop timed out. {}",
    "2026/11/23 10:00:00 [error] ticket-shop timed out. {}",
    "10:00:07 WARN ticket-shop is slow, {}",
    "[2026-11-23 10:00:00] ticket-shop: connection refused. {}",
    "Nov 23 10:00:00 web-1 ticket-shop[123]: out of memory\n{}",
    "&gt; 2026-11-23T10:00:00Z [main] FATAL ticket-shop died\n{}",
]


@pytest.mark.parametrize("line", LOGGED)
def test_a_pasted_log_line_does_not_make_a_question_one_about_its_time(line: str) -> None:
    (meant,) = understanding()(line.format("who is on call?"), scene())
    assert (meant.kind, [str(one.ref) for one in meant.subjects], meant.slots) == ("oncall", [SHOP], {})  # type: ignore[union-attr]
    (meant,) = understanding()(line.format("who owns this?"), scene())
    assert (meant.kind, [str(one.ref) for one in meant.subjects]) == ("owner", [SHOP])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "who was on call for ticket-shop at 2026-11-23T10:00:00Z",
        "who was on call for ticket-shop at 2026-11-23T10:00:00.000Z",
        "who was on call for ticket-shop at 2026-11-23 10:00:00",
        "2026-11-23T10:00:00Z who was on call for ticket-shop?",
        "who was on call for ticket-shop at 2026-11-23T12:00:00+02:00",
        "who was on call for ticket-shop on 2026-11-23 at 12:00 +02:00 when it said ERROR",
    ],
)
def test_a_moment_that_somebody_gives_is_asked_about(text: str) -> None:
    (meant,) = understanding()(text, scene())
    assert (meant.kind, meant.slots) == ("oncall", {"when": "2026-11-23T10:00:00Z"})


def test_what_else_a_log_line_says_stays() -> None:
    text = "2026-11-23T10:00:00Z ERROR fare-engine: took 12:30:01 at port 8080"
    assert without_stamps(text).split() == ["ERROR", "fare-engine:", "took", "12:30:01", "at", "port", "8080"]
