"""Northline's catalog as its Backstage has it, with names that try to do harm."""

from collections.abc import Mapping
from typing import Any, Final

NASTY_TEAM: Final = "Night <!channel> & <@U0OLAV|crew> @here"
NASTY_WORDS: Final = "Lights <https://evil.example|the way>, *pings* <!subteam^S0CREW> @everyone & more"


def descriptor(kind: str, name: str, spec: Mapping[str, Any], **metadata: Any) -> dict[str, Any]:
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name, **metadata},
        "spec": dict(spec),
    }


def group(name: str, title: str) -> dict[str, Any]:
    spec = {"type": "team", "children": [], "profile": {"displayName": title}}
    return descriptor("Group", name, spec, annotations={"reverb.dev/slack-channel": f"#{name}"})


def component(name: str, owner: str, **more: Any) -> dict[str, Any]:
    spec = {"type": "service", "lifecycle": "production", "owner": owner, **more.pop("spec", {})}
    return descriptor("Component", name, spec, **more)


def descriptors() -> list[dict[str, Any]]:
    return [
        group("tickets", "Tickets Team"),
        group("harbour", "Harbour Crew"),
        group("night-watch", NASTY_TEAM),
        descriptor(
            "User", "ines", {"memberOf": ["tickets"], "profile": {"displayName": "Inês Duarte"}}, title="Inês Duarte"
        ),
        descriptor("User", "olav", {"memberOf": ["harbour"], "profile": {"displayName": "Olav Berg"}}),
        component("ticket-shop", "tickets", spec={"dependsOn": ["component:seat-map"]}),
        component("seat-map", "harbour"),
        component("fog-lamp", "night-watch", description=NASTY_WORDS),
        component("berthing", "harbour"),
        descriptor("System", "berthing", {"owner": "tickets"}),
    ]
