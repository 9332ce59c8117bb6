"""What PagerDuty's replies mean, without HTTP."""

import json

import pytest

from bot.providers.pagerduty_wire import Busy, oncalls, policy_of_service, refused
from bot.schedule_source import NoSuchSchedule, NotTold

REFERENCE = {"id": "PPOLICY", "type": "escalation_policy_reference", "summary": "Tickets"}


def page(**parts: object) -> bytes:
    oncall = {"escalation_policy": REFERENCE, "escalation_level": 1, "start": None, "end": None, **parts}
    return json.dumps({"oncalls": [oncall], "limit": 100, "offset": 0, "more": False, "total": None}).encode()


def test_a_user_that_is_only_referred_to_is_a_name() -> None:
    user = {"id": "PU1", "type": "user_reference", "summary": "Inês Duarte"}
    [(policy, shift)] = oncalls(page(user=user), "PagerDuty").shifts
    assert (policy, shift.holder.name, shift.holder.email) == ("PPOLICY", "Inês Duarte", "")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", page(user={"id": "PU1"}, escalation_level="one"), page(user=None), b"\xff"],
)
def test_what_cannot_be_read_is_said(body: bytes) -> None:
    with pytest.raises(NotTold, match="PagerDuty sends what I cannot read"):
        oncalls(body, "PagerDuty")


def test_a_service_without_a_policy_cannot_be_read() -> None:
    with pytest.raises(NotTold, match="cannot read"):
        policy_of_service(b'{"service": {"id": "P1"}}', "PagerDuty")


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [
        (401, NotTold, "PagerDuty refuses the key in REVERB_PAGERDUTY_TOKEN"),
        (403, NoSuchSchedule, "PagerDuty does not let me see service P1"),
        (404, NoSuchSchedule, "PagerDuty has no service P1"),
        (429, Busy, "PagerDuty has no time for more questions now"),
        (400, NotTold, "PagerDuty does not understand my question (400)"),
        (502, NotTold, "PagerDuty does not answer"),
    ],
)
def test_a_refusal_is_told_by_its_status(status: int, kind: type[NotTold], text: str) -> None:
    error = refused(status, {}, "PagerDuty", "service P1")
    assert type(error) is kind
    assert str(error) == text


@pytest.mark.parametrize(("reset", "pause"), [("7", 7), ("-1", 0), ("9999", 60), ("", 1), ("soon", 1)])
def test_the_pause_is_what_it_says_within_reason(reset: str, pause: float) -> None:
    error = refused(429, {"ratelimit-reset": reset}, "PagerDuty", "on-calls")
    assert isinstance(error, Busy)
    assert error.pause == pause
