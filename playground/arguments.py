"""The arguments of a Web API call, however they were sent: in the query, in a form, or as JSON. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from playground.refusal import Refused, refused_because


class Arguments:
    """Arguments by name. An argument that is None or an empty string counts as not given."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None and value != ""}

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str) -> str:
        """Raises: Refused, `invalid_arguments`, when it is missing."""
        if name not in self.given:
            raise refused_because("invalid_arguments", [f"missing required field: {name}"])
        return self._scalar(name)

    def optional(self, name: str, default: str = "") -> str:
        return self._scalar(name) if name in self.given else default

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.optional(name, str(int(default))).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """Raises: Refused, `invalid_arguments`, when it is no number."""
        try:
            return int(self.optional(name, str(default)))
        except ValueError:
            raise refused_because("invalid_arguments", [f"must provide an integer [json-pointer:/{name}]"]) from None

    def names(self, name: str) -> list[str]:
        """A list of ids, sent as a list or separated by commas."""
        value = self.given.get(name, "")
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def structure(self, name: str, code: str = "invalid_arguments") -> Any:
        """A list or an object, sent as such or as JSON text; None when it is not given.

        Raises: Refused, `code`, when it is neither.
        """
        value = self.given.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise Refused(code) from None
        if value is not None and not isinstance(value, dict | list):
            raise Refused(code)
        return value

    def _scalar(self, name: str) -> str:
        value = self.given[name]
        if isinstance(value, dict | list):
            raise refused_because("invalid_arguments", [f"must provide a string [json-pointer:/{name}]"])
        return str(value).lower() if isinstance(value, bool) else str(value)
