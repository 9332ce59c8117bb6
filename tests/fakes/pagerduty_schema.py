"""The shape of what PagerDuty answers, as far as it is read: a JSON Schema of our own.

Source: PagerDuty's "REST API v2" reference. With `include[]=users` a user comes in full, else as a reference.
"""

from typing import Any, Final

_ID: Final = {"type": "string", "pattern": "^P[A-Z0-9]+$"}
_INSTANT: Final = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}


def _reference(kind: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", "type", "summary", "self", "html_url"],
        "additionalProperties": False,
        "properties": {
            "id": _ID,
            "type": {"const": f"{kind}_reference"},
            "summary": {"type": "string"},
            "self": {"type": ["string", "null"]},
            "html_url": {"type": ["string", "null"]},
        },
    }


_USER: Final = {
    "type": "object",
    "required": ["id", "type", "summary", "name", "email", "time_zone", "html_url"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "type": {"const": "user"},
        "summary": {"type": "string"},
        "name": {"type": "string"},
        "email": {"type": "string", "format": "email"},
        "time_zone": {"type": "string"},
        "html_url": {"type": "string"},
    },
}

ONCALLS: Final = {
    "type": "object",
    "required": ["oncalls", "limit", "offset", "more", "total"],
    "additionalProperties": False,
    "properties": {
        "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        "offset": {"type": "integer", "minimum": 0},
        "more": {"type": "boolean"},
        "total": {"type": "null"},
        "oncalls": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["user", "schedule", "escalation_policy", "escalation_level", "start", "end"],
                "additionalProperties": False,
                "properties": {
                    "user": {"oneOf": [_USER, _reference("user")]},
                    "schedule": {"oneOf": [{"type": "null"}, _reference("schedule"), _reference("schedule_v3")]},
                    "escalation_policy": _reference("escalation_policy"),
                    "escalation_level": {"type": "integer", "minimum": 1},
                    "start": {"oneOf": [_INSTANT, {"type": "null"}]},
                    "end": {"oneOf": [_INSTANT, {"type": "null"}]},
                },
            },
        },
    },
}

SERVICE: Final = {
    "type": "object",
    "required": ["service"],
    "additionalProperties": False,
    "properties": {
        "service": {
            "type": "object",
            "required": ["id", "type", "summary", "name", "status", "html_url", "escalation_policy", "teams"],
            "additionalProperties": False,
            "properties": {
                "id": _ID,
                "type": {"const": "service"},
                "summary": {"type": "string"},
                "name": {"type": "string"},
                "status": {"enum": ["active", "warning", "critical", "maintenance", "disabled"]},
                "html_url": {"type": "string"},
                "escalation_policy": _reference("escalation_policy"),
                "teams": {"type": "array", "items": _reference("team")},
            },
        }
    },
}

POLICY: Final = {
    "type": "object",
    "required": ["escalation_policy"],
    "additionalProperties": False,
    "properties": {
        "escalation_policy": {
            "type": "object",
            "required": ["id", "type", "summary", "name", "html_url"],
            "additionalProperties": False,
            "properties": {
                "id": _ID,
                "type": {"const": "escalation_policy"},
                "summary": {"type": "string"},
                "name": {"type": "string"},
                "html_url": {"type": "string"},
            },
        }
    },
}

ERROR: Final = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "code"],
            "properties": {
                "message": {"type": "string"},
                "code": {"type": "integer"},
                "errors": {"type": "array", "items": {"type": "string"}},
            },
        }
    },
}
