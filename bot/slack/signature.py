"""Whether an HTTP request is Slack's. Pure. Source: Slack's "Verifying requests from Slack"."""

import hashlib
import hmac
from typing import Final

_WINDOW: Final = 300
"""Seconds a request may be old, or ahead of our clock."""


def is_signed(secret: str, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether `body` was signed with `secret` in the last five minutes. `now`: seconds since 1970."""
    if not (secret and timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12 and signature.isascii()):
        return False
    if abs(now - int(timestamp)) > _WINDOW:
        return False
    signed = hmac.new(secret.encode(), b"v0:%s:%s" % (timestamp.encode(), body), hashlib.sha256)
    return hmac.compare_digest(f"v0={signed.hexdigest()}", signature)
