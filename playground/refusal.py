"""How Slack says no."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """Slack refuses a call: `{"ok": false, "error": code, …}`.

    code: Slack's word for the reason, such as `channel_not_found`.
    details: further fields of the answer, such as `needed` and `provided` for `missing_scope`.
    """

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = dict(details or {})

    def to_dict(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.details}


def refused_because(code: str, reasons: Sequence[str]) -> Refused:
    """A refusal with the reasons where Slack puts them: in `response_metadata.messages`, and bare in `errors`."""
    messages = [f"[ERROR] {reason}" for reason in reasons]
    return Refused(code, {"errors": list(reasons), "response_metadata": {"messages": messages}})
