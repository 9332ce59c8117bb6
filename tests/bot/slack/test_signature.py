"""Only Slack's own requests pass."""

import pytest

from bot.slack.signature import is_signed
from playground.requesturl import signature

NOW = 1_795_000_000
BODY = b'{"type": "event_callback"}'
GOOD = signature("secret", str(NOW), BODY)


def test_a_request_signed_just_now_is_slacks() -> None:
    assert is_signed("secret", str(NOW), GOOD, BODY, NOW + 299)


@pytest.mark.parametrize(
    ("secret", "timestamp", "signed", "body", "now"),
    [
        ("another", str(NOW), GOOD, BODY, NOW),
        ("", str(NOW), GOOD, BODY, NOW),
        ("secret", str(NOW), GOOD, BODY + b" ", NOW),
        ("secret", str(NOW + 1), GOOD, BODY, NOW),
        ("secret", str(NOW), GOOD, BODY, NOW + 301),
        ("secret", str(NOW), GOOD, BODY, NOW - 301),
        ("secret", "", GOOD, BODY, NOW),
        ("secret", "soon", GOOD, BODY, NOW),
        ("secret", "１７９５００００００", GOOD, BODY, NOW),
        ("secret", "9" * 400, GOOD, BODY, NOW),
        ("secret", str(NOW), "", BODY, NOW),
        ("secret", str(NOW), "v0=é", BODY, NOW),
    ],
)
def test_anything_else_is_not(secret: str, timestamp: str, signed: str, body: bytes, now: float) -> None:
    assert not is_signed(secret, timestamp, signed, body, now)
