"""Payloads as Slack sends them, cut down to what matters."""

from typing import Any

US = "U0REVERB"
TEAM = "T0TUNES"


def event(**fields: Any) -> dict[str, Any]:
    """An event's envelope around an `app_mention`, or whatever `fields` make of it."""
    outer: dict[str, Any] = {key: fields.pop(key) for key in ("event_id", "is_ext_shared_channel") if key in fields}
    inner = {
        "type": "app_mention",
        "user": "U0ANA",
        "team": TEAM,
        "text": f"<@{US}> who owns payments-api?",
        "ts": "1795000000.000100",
        "channel": "C0PAY",
        **fields,
    }
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev0001",
        "is_ext_shared_channel": False,
        "authorizations": [{"team_id": TEAM, "user_id": US, "is_bot": True}],
        "event": inner,
        **outer,
    }


def message(**fields: Any) -> dict[str, Any]:
    return event(**{"type": "message", "channel_type": "channel", "text": "and on call?", **fields})


def command(**fields: Any) -> dict[str, Any]:
    return {
        "command": "/reverb",
        "text": "who owns payments-api",
        "user_id": "U0ANA",
        "team_id": TEAM,
        "channel_id": "C0PAY",
        "channel_name": "payments",
        "response_url": "https://hooks.example/commands/1",
        "trigger_id": "13.7.abc",
        **fields,
    }


def press(**fields: Any) -> dict[str, Any]:
    """A press of a button in the message at `…100`, in the thread of the message at `…000`."""
    action = {key: fields.pop(key) for key in ("action_id", "value") if key in fields}
    return {
        "type": "block_actions",
        "user": {"id": "U0ANA", "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": "C0PAY", "name": "payments"},
        "container": {"type": "message", "message_ts": "1795000000.000100", "channel_id": "C0PAY"},
        "message": {"ts": "1795000000.000100", "thread_ts": "1795000000.000000", "blocks": []},
        "response_url": "https://hooks.example/actions/1",
        "trigger_id": "13.8.abc",
        "actions": [
            {
                "type": "button",
                "action_id": "ask:0",
                "block_id": "b",
                "value": "owner component:default/payments-api",
                "action_ts": "1795000001.000000",
                **action,
            }
        ],
        **fields,
    }


def private_press(**fields: Any) -> dict[str, Any]:
    """The same in a private answer, of which Slack sends no message."""
    container = {"message_ts": "1795000000.000100", "channel_id": "C0PAY", "is_ephemeral": True}
    return press(**{"container": container, "message": None, **fields})


def shortcut(**message_fields: Any) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "find_owner",
        "user": {"id": "U0ANA", "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": "C0PAY", "name": "payments"},
        "message": {
            "type": "message",
            "user": "U0BOB",
            "ts": "1795000000.000100",
            "text": "it broke",
            **message_fields,
        },
        "response_url": "https://hooks.example/shortcuts/1",
        "trigger_id": "13.9.abc",
    }
