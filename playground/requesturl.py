"""HTTP deliveries: to the app's request URL, signed with its signing secret.

Source: Slack's "Verifying requests from Slack", "Events API" (headers of retries).
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.clock import Now
from playground.delivery import NotAcknowledged, Parcel

_FORM: Final = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v0=…`: the signature of a request with this body."""
    signed = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class RequestUrl:
    """The line to an app that listens for HTTP."""

    def __init__(self, url: str, secret: str, session: ClientSession, now: Now) -> None:
        self._url, self._secret, self._session, self._now = url, secret, session, now

    async def send(self, parcel: Parcel, within: float) -> Mapping[str, Any]:
        """Deliver in one request. Raises: NotAcknowledged."""
        body, content_type = encoded(parcel)
        timestamp = str(int(self._now()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        timeout = ClientTimeout(total=within)
        try:
            async with self._session.post(self._url, data=body, headers=headers, timeout=timeout) as answer:
                if not answer.ok:
                    raise NotAcknowledged("http_error", is_final=answer.headers.get("X-Slack-No-Retry") == "1")
                return _response(await answer.text(), answer.content_type)
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except ClientError:
            raise NotAcknowledged("connection_failed") from None


def encoded(parcel: Parcel) -> tuple[bytes, str]:
    """The body of a delivery, and its content type."""
    match parcel.kind:
        case "events_api":
            return json.dumps(parcel.payload).encode(), "application/json"
        case "slash_commands":
            return urlencode(parcel.payload).encode(), _FORM
        case _:
            return urlencode({"payload": json.dumps(parcel.payload)}).encode(), _FORM


def _response(text: str, content_type: str) -> Mapping[str, Any]:
    if content_type == "application/json":
        answered = json.loads(text)
        return answered if isinstance(answered, dict) else {}
    return {"text": text} if text.strip() else {}
