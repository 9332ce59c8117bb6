"""The rollouts of the company in `tests.company`, built in code."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from handlers.audience import ALL_USERS, Audience, Rule, Segment, Share, Trait
from handlers.flags import Change, Environment, Flag, Parent, Rollout
from tests.company import NOW
from tests.fakes.rollouts import KnownRollouts

QUARTER: Final = Audience((Rule(percent=25, by="userId"), Rule(Segment("beta-testers"))))
PORTUGAL: Final = Audience((Rule(Trait("country", "is", ("PT", "ES"))),), ordered=True)
CHOICE: Final = Audience((Rule(variants=(Share("old", 60), Share("new", 40))),), ordered=True)


def live(name: str, audience: Audience, **more: Any) -> Environment:
    return Environment(name, "live", audience, production=name == "production", **more)


def off(name: str) -> Environment:
    return Environment(name, "off", production=name == "production")


def rollout(key: str, *environments: Environment, source: str = "unleash", **more: Any) -> Rollout:
    """More: fields of the flag, and of the rollout."""
    own = {name: more.pop(name) for name in ("switch", "parents", "partial") if name in more}
    return Rollout(Flag(source, key, **more), environments, NOW, **own)


SEAT_MAP: Final = rollout(
    "seat-map",
    live("development", ALL_USERS),
    live(
        "production",
        QUARTER,
        since=datetime(2026, 2, 12, 14, 20, tzinfo=UTC),
        changed=datetime(2026, 2, 27, 9, 5, tzinfo=UTC),
        changed_by="olav",
        before="on for 10 % of users (by userId)",
    ),
    off("staging"),
    components=("ticket-shop",),
    description="Travellers choose where they sit.",
    url="https://flags.north.example/projects/default/features/seat-map",
)
WALLET: Final = rollout(
    "wallet", live("production", PORTUGAL), components=("ticket-shop",), parents=(Parent("seat-map"),)
)
OLD_FARES: Final = rollout("old-fares", live("production", ALL_USERS), components=("fare-engine",), stale=True)
NEW_QUAY: Final = rollout("quay-lights", off("production"), owners=("group:default/harbour-crew",))
DECKS: Final = rollout("decks", live("production", CHOICE), components=("ticket-service",), switch=False)
PAUSED: Final = rollout("paused", Environment("production", "code", production=True), source="flagd")
GONE: Final = rollout("gone", off("production"), archived=True, components=("ticket-shop",))

HISTORY: Final = (
    Change(
        SEAT_MAP.ref,
        "seat-map",
        "production",
        datetime(2026, 3, 2, 9, 5, tzinfo=UTC),
        "olav",
        "on for 10 % of users (by userId)",
        "on for 25 % of users (by userId)",
    ),
    Change(
        SEAT_MAP.ref,
        "seat-map",
        "staging",
        datetime(2026, 2, 27, 9, 0, tzinfo=UTC),
        "",
        "on for everyone",
        "off",
        "off",
    ),
    Change(OLD_FARES.ref, "old-fares", "", datetime(2026, 2, 20, 9, 0, tzinfo=UTC), "priit", "", "stale"),
)

FERRY_FLAGS: Final = KnownRollouts((SEAT_MAP, WALLET, OLD_FARES, NEW_QUAY, DECKS, PAUSED, GONE), HISTORY)


def without_history() -> KnownRollouts:
    return replace(FERRY_FLAGS, history=(), missing=("flagd keeps no history",))
