"""The drawings kept as snapshots, a row each. After a wanted change: `python -m tests.handlers.drawings`."""

import asyncio
import json
from pathlib import Path
from typing import Final

from tests.company import ref
from tests.handlers.asking import message

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"

ROWS: Final = {
    "about-a-component": "about component:default/ticket-shop",
    "about-a-custom-kind": "about vessel:default/ms-aurora",
    "about-a-person": "about user:default/olav",
    "about-a-system": "about system:default/ticketing",
    "about-a-team": "about group:default/tickets-team",
    "about-a-thing-without-owner": "about component:default/tide-feed",
    "aliases": "aliases",
    "apis": "apis component:default/ticket-service",
    "apis-consumed": "apis component:default/ticket-shop ?direction=consumes",
    "apis-provided-by-none": "apis component:default/ticket-shop ?direction=provides",
    "consumers": "consumers api:default/tickets-api",
    "consumers-of-a-component": "consumers component:default/ticket-service",
    "contact": "contact component:default/ticket-shop",
    "contact-by-channel-id": "contact component:default/kiosk",
    "contact-nowhere": "contact group:default/night-watch",
    "contact-with-own-channel": "contact component:default/fare-engine",
    "dependencies": "dependencies component:default/ticket-shop",
    "dependencies-all": "dependencies component:default/ticket-shop ?transitive=yes",
    "dependencies-by-api-only": "dependencies component:default/refund-desk",
    "dependents": "dependents component:default/fare-engine",
    "dependents-all": "dependents component:default/fare-engine ?transitive=yes",
    "dependents-none": "dependents component:default/fog-horn",
    "dependents-of-a-team": "dependents group:default/tickets-team",
    "gone": "owner component:default/was-here",
    "help": "help",
    "links": "links component:default/ticket-shop",
    "links-fallback-to-the-team": "links component:default/ticket-service ?link=runbook",
    "links-none": "links component:default/fog-horn ?link=runbook",
    "links-runbook": "links component:default/ticket-shop ?link=runbook",
    "my-oncall": "my_oncall user:default/ines.duarte",
    "my-oncall-never": "my_oncall user:default/sana",
    "oncall": "oncall component:default/ticket-shop",
    "oncall-at": "oncall component:default/ticket-shop ?when=2026-03-04T12:00:00Z",
    "oncall-next": "oncall_next component:default/ticket-shop",
    "oncall-nobody": "oncall group:default/night-watch",
    "oncall-of-a-day": "oncall component:default/ticket-shop ?when=2026-03-03",
    "oncall-second": "oncall component:default/ticket-shop ?level=2",
    "oncall-unmapped": "oncall component:default/kiosk",
    "oncall-unreadable": "oncall component:default/tide-feed",
    "members": "members group:default/tickets-team",
    "members-below": "members group:default/engineering",
    "members-none": "members group:default/night-watch",
    "memberships": "memberships user:default/ines.duarte",
    "memberships-none": "memberships user:default/sana",
    "owned": "owned group:default/tickets-team",
    "owned-below": "owned group:default/engineering",
    "owned-of-a-kind": "owned group:default/tickets-team ?kind=api",
    "owner": "owner component:default/ticket-shop",
    "owner-inferred": "owner component:default/tide-feed",
    "owner-is-a-person": "owner component:default/crew-roster",
    "owner-names-nobody": "owner component:default/berth-planner",
    "owner-nowhere": "owner component:default/fog-horn",
    "owner-of-a-team": "owner group:default/tickets-team",
    "owner-several": "owner component:radar/beacon_v2",
    "pick": "pick group:default/tickets-team ?task=note-taker",
    "pick-for-another-task": "pick group:default/tickets-team ?task=facilitator",
    "pick-from-the-teams-below": "pick group:default/engineering ?task=note-taker",
    "pick-nobody": "pick group:default/tickets-team ?exclude=user:default/olav&exclude=user:default/ines.duarte",
    "pick-without-members": "pick group:default/night-watch",
    "pick-history": "pick_history group:default/tickets-team",
    "pick-history-none": "pick_history group:default/harbour-crew",
    "pick-odds": "pick_odds group:default/tickets-team ?task=facilitator",
    "rollout": "rollout rollout:unleash/seat-map",
    "rollout-disabled": "rollout rollout:flagd/paused",
    "rollout-of-variants": "rollout rollout:unleash/decks",
    "rollout-in-another-environment": "rollout rollout:unleash/seat-map ?environment=staging",
    "rollout-with-a-parent": "rollout rollout:unleash/wallet",
    "rollout-changes": "rollout_changes component:default/ticket-shop ?since=2026-02-23",
    "rollout-changes-none": "rollout_changes rollout:unleash/wallet",
    "rollouts": "rollouts group:default/tickets-team",
    "rollouts-half-way": "rollouts group:default/tickets-team ?state=partial",
    "rollouts-none": "rollouts component:default/fog-horn",
    "search": "search ?kind=component&tag=python",
    "search-nothing": "search ?kind=component&lifecycle=retired",
    "status": "status",
}


async def drawn(row: str) -> str:
    """The blocks of one row as JSON that Block Kit Builder takes."""
    blocks = (await message(ROWS[row], asker=ref("user:olav"))).blocks
    return json.dumps({"blocks": blocks}, ensure_ascii=False, indent=2) + "\n"


def snapshot_of(row: str) -> Path:
    return SNAPSHOTS / f"{row}.json"


async def _redraw() -> None:
    SNAPSHOTS.mkdir(exist_ok=True)
    for row in ROWS:
        snapshot_of(row).write_text(await drawn(row), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_redraw())
