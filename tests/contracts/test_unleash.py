"""Our source of rollouts reads a real Unleash and the fake one alike."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Protocol
from uuid import uuid4

import httpx
import pytest

from bot.clock import now
from bot.providers.unleash import Unleash
from bot.providers.unleash_client import UnleashClient
from bot.providers.unleash_watch import Watch
from catalog_client import EntityRef
from catalog_client.shelf import Alone, NoShelf
from handlers.flag_lines import standing_of
from handlers.flags import Environment, Rollout
from tests.contracts.unleash.flags import Flags, constraint, share, variant
from tests.contracts.unleash.server import RealUnleash, running_unleash
from tests.fakes.unleash import ADMIN_TOKEN, VIEWER_TOKEN, FakeUnleash, served
from tests.sentences import claim

pytestmark = pytest.mark.xdist_group("unleash")


class Server(Protocol):
    """An Unleash that can be stopped, started, and told to take a token no more."""

    @property
    def address(self) -> str: ...

    async def viewer(self) -> str: ...

    async def revoke(self, token: str) -> None: ...

    async def stop(self) -> None: ...

    async def start(self) -> None: ...


class Real:
    def __init__(self, unleash: RealUnleash) -> None:
        self._unleash = unleash
        self.address = unleash.address

    async def viewer(self) -> str:
        """One for all tests, as long as it is good: Unleash lets nobody make users fast."""
        return await asyncio.to_thread(self._unleash.viewer_token)

    async def revoke(self, token: str) -> None:
        await asyncio.to_thread(self._unleash.revoke, token)

    async def stop(self) -> None:
        await asyncio.to_thread(self._unleash.stop)

    async def start(self) -> None:
        await asyncio.to_thread(self._unleash.start)


class Fake:
    def __init__(self) -> None:
        self._fake = FakeUnleash()
        self._port = 0
        self._served = AsyncExitStack()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def viewer(self) -> str:
        return VIEWER_TOKEN

    async def revoke(self, token: str) -> None:
        self._fake.tokens.discard(token)

    async def stop(self) -> None:
        await self._served.aclose()

    async def start(self) -> None:
        address = await self._served.enter_async_context(served(self._fake, self._port))
        self._port = httpx.URL(address).port or 0


@pytest.fixture(scope="session")
def real_unleash() -> Iterator[RealUnleash]:
    with running_unleash() as unleash:
        yield unleash


@pytest.fixture(params=["fake", "real"])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[Server]:
    if request.param == "real":
        yield Real(request.getfixturevalue("real_unleash"))
        return
    fake = Fake()
    await fake.start()
    try:
        yield fake
    finally:
        await fake.stop()


@pytest.fixture
async def flags(server: Server) -> AsyncIterator[Flags]:
    async with httpx.AsyncClient(base_url=server.address, timeout=30) as client:
        yield Flags(client)


@pytest.fixture
def name() -> str:
    """Of a flag that no other test has made."""
    return f"flag-{uuid4().hex[:10]}"


class Seen:
    """Our side: the source, what it asked, and a clock that a test turns. seconds: by that clock."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        client.event_hooks = {"response": [self._note]}
        self.seconds = 0.0
        self.replies: list[tuple[str, int]] = []
        asking = UnleashClient(client, lambda: self.seconds)
        self.watch = Watch(asking, base, now=now, shelf=NoShelf(), lease=Alone())
        self.source = Unleash(asking, self.watch, now)

    async def _note(self, response: httpx.Response) -> None:
        self.replies.append((response.request.url.path.removeprefix("/api/admin/"), response.status_code))

    async def rollout(self, name: str) -> Rollout:
        """After a look at what is new."""
        await self.source.refresh()
        [found] = await self.source.read([ref(name)])
        return found

    async def production(self, name: str) -> Environment:
        return next(one for one in (await self.rollout(name)).environments if one.production)


def ref(name: str) -> EntityRef:
    return EntityRef.of("rollout", "unleash", name)


@asynccontextmanager
async def seeing(server: Server, token: str) -> AsyncIterator[Seen]:
    headers = {"authorization": token}
    async with httpx.AsyncClient(base_url=f"{server.address}/", headers=headers, timeout=10) as client:
        yield Seen(client, server.address)


@pytest.fixture
async def seen(server: Server) -> AsyncIterator[Seen]:
    async with seeing(server, await server.viewer()) as seen:
        yield seen


@pytest.mark.parametrize(
    ("strategies", "words", "percentage"),
    [
        ([], "on for everyone", 100),
        ([{"name": "default"}], "on for everyone", 100),
        ([share(25)], "on for 25 % of users (by userId)", 25),
        ([share(25), share(100, "default", disabled=True)], "on for 25 % of users (by userId)", 25),
        ([share(100, "companyId")], "on for everyone with a companyId", 100),
        ([share(30, "random")], "on for 30 % of users (drawn anew each time)", 30),
        (
            [share(25), share(100, "default", constraints=[constraint("country", "IN", "DE", "AT")])],
            "on for 25 % of users (by userId), and for everyone where country is DE or AT",
            None,
        ),
        (
            [share(100, "default", constraints=[constraint("plan", "STR_STARTS_WITH", "pro", inverted=True)])],
            "on for everyone where plan does not begin with pro",
            None,
        ),
        (
            [share(50, "default", variants=[variant("blue")])],
            "on for 50 % of users, who get blue",
            50,
        ),
        ([share(50), share(100, "default")], "on for everyone", 100),
    ],
)
async def test_for_whom_a_flag_is_on_is_told(
    seen: Seen, flags: Flags, name: str, strategies: list[Any], words: str, percentage: float | None
) -> None:
    await flags.on(name, *strategies)
    environment = await seen.production(name)
    assert (standing_of(environment), environment.percentage) == (words, percentage)
    assert (environment.enabled, environment.changed_by) == (True, "admin")
    assert environment.since is not None
    [development] = [one for one in (await seen.rollout(name)).environments if one.name == "development"]
    assert (standing_of(development), development.percentage) == ("off", 0)


async def test_a_segment_is_told_by_its_name(seen: Seen, flags: Flags, name: str) -> None:
    segment = f"beta-{name}"
    number = await flags.segment(segment, constraint("userId", "IN", "u1"))
    await flags.on(name, share(25), share(100, "default", segments=[number]))
    words = f"on for 25 % of users (by userId), and for everyone in {segment}"
    assert standing_of(await seen.production(name)) == words
    assert (
        (await seen.source.changes([ref(name)], None))
        .notes[0]
        .startswith(f"who is in the segment {segment} may have")
    )


async def test_stale_description_tags_and_page_are_told(seen: Seen, flags: Flags, name: str) -> None:
    await flags.make(name, "Seats")
    await flags.tag(name, "component", "default/ticket-shop")
    await flags.stale(name)
    flag = (await seen.rollout(name)).flag
    assert (flag.stale, flag.description, flag.components) == (True, "Seats", ("default/ticket-shop",))
    assert flag.url.endswith(f"/projects/default/features/{name}")


async def test_an_archived_flag_is_known_as_archived(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name)
    assert not (await seen.rollout(name)).flag.archived
    await flags.archive(name)
    rollout = await seen.rollout(name)
    assert (rollout.flag.archived, rollout.environments) == (True, ())
    assert (await seen.source.changes([ref(name)], None)).found[0].after == "archived"


async def test_a_child_is_only_as_far_as_its_parent(seen: Seen, flags: Flags, name: str) -> None:
    parent = f"{name}-parent"
    await flags.make(parent)
    await flags.on(name, share(100, "default"))
    await flags.depend(name, parent)
    environment = await seen.production(name)
    assert (environment.state, environment.percentage) == ("held", 0)
    id_ = await flags.strategy(parent, share(25))
    await flags.turn(parent, "on")
    environment = await seen.production(name)
    assert (standing_of(environment), environment.percentage) == (f"on for everyone for whom {parent} is on", None)
    await flags.change(parent, id_, share(100, "default"))
    assert (await seen.production(name)).percentage == 100


async def test_what_changed_while_we_had_it_is_seen_at_the_next_look(seen: Seen, flags: Flags, name: str) -> None:
    await flags.make(name)
    id_ = await flags.strategy(name, share(10))
    await flags.turn(name, "on")
    before = await seen.production(name)
    assert before.percentage == 10
    await flags.change(name, id_, share(25))
    after = await seen.production(name)
    assert (after.percentage, after.since) == (25, before.since)
    assert (after.changed_by, after.before) == ("admin", "for 10 % of users (by userId)")
    await flags.turn(name, "off")
    off = await seen.production(name)
    assert (off.enabled, off.since, off.before) == (False, None, "on")
    changes = (await seen.source.changes([ref(name)], None)).found
    assert [(one.environment, one.before, one.after) for one in changes] == [
        ("production", "on", "off"),
        ("production", "for 10 % of users (by userId)", "for 25 % of users (by userId)"),
        ("production", "off", "on"),
        ("production", "", "for 10 % of users (by userId)"),
        ("", "", "made"),
    ]
    assert (await seen.source.changes([ref(name)], changes[0].at)).found == changes[:1]


async def test_a_history_longer_than_what_was_watched_is_asked_for(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name, share(10))
    await seen.source.refresh()
    seen.watch.known.histories.clear()
    seen.watch.known.watched_from = now()
    assert [one.after for one in (await seen.source.changes([ref(name)], None)).found][:2] == [
        "on",
        "for 10 % of users (by userId)",
    ]
    assert ("search/events", 200) in seen.replies


async def test_where_nothing_happened_only_two_small_questions_are_asked(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name, share(10))
    await seen.rollout(name)
    await seen.source.refresh()
    seen.replies.clear()
    await seen.rollout(name)
    assert seen.replies == [("search/events", 304), ("segments", 304)]
    assert seen.source.freshness().state == "fresh"


async def test_details_of_linked_flags_are_read_ahead(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name, share(10))
    await flags.on(f"{name}-other", share(10))
    await flags.tag(name, "component", "ticket-shop")
    await seen.source.refresh()
    seen.source.expect([ref(f"{name}-other")])
    await seen.source.refresh()
    seen.replies.clear()
    for key in (name, f"{name}-other"):
        [found] = await seen.source.read([ref(key)])
        assert found.environments[-1].percentage == 10
    assert seen.replies == []


async def test_for_one_user_unleash_itself_decides(seen: Seen, flags: Flags, name: str) -> None:
    vip = share(100, "default", constraints=[constraint("userId", "IN", "u1"), constraint("plan", "NOT_IN", "free")])
    await flags.on(name, vip)
    await seen.source.refresh()
    verdicts = {one.environment: one for one in await seen.source.is_on(ref(name), "u1")}
    assert (verdicts["production"].on, verdicts["production"].unknown) == (True, ("plan",))
    assert verdicts["development"].on is False
    [other] = await seen.source.is_on(ref(name), "u2", "prod")
    assert (other.environment, other.on) == ("production", False)


async def test_shares_by_another_attribute_are_evaluated_with_it(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name, share(50, "companyId", variants=[variant("blue")]))
    await seen.source.refresh()
    found = [(await seen.source.is_on(ref(name), f"c{number}", "production"))[0] for number in range(20)]
    assert {(one.on, one.variant) for one in found} == {(True, "blue"), (False, "")}


async def test_a_revoked_token_leaves_what_was_known_and_says_what_to_do(
    server: Server, flags: Flags, name: str
) -> None:
    token = await server.viewer()
    async with seeing(server, token) as seen:
        await flags.on(name, share(25))
        await seen.rollout(name)
        await server.revoke(token)
        environment = await seen.production(name)
        assert environment.percentage == 25
        freshness = seen.source.freshness()
        assert (freshness.state, freshness.as_of is not None) == ("down", True)
        assert freshness.note.startswith("Unleash does not take the token in REVERB_UNLEASH_TOKEN")
        asked = len(seen.replies)
        await seen.source.refresh()
        assert len(seen.replies) == asked, "who was refused does not ask again at once"


async def test_the_small_quota_of_the_search_is_nobodys_obstacle(seen: Seen, flags: Flags, name: str) -> None:
    await flags.on(name, share(25))
    while await flags.search() != 429:
        pass
    assert (await seen.production(name)).percentage == 25
    assert ("search/features", 429) in seen.replies
    assert seen.source.freshness().state == "fresh"


async def test_a_server_that_is_away_is_waited_for_by_nobody_and_found_when_it_is_back(
    server: Server, seen: Seen, flags: Flags, name: str
) -> None:
    await flags.on(name, share(25))
    await seen.rollout(name)
    await server.stop()
    try:
        assert (await seen.production(name)).percentage == 25
        assert (seen.source.freshness().state, seen.source.freshness().note) == ("down", "Unleash does not answer")
        [unread] = await seen.source.read([ref(name)])
        assert unread.partial == ()
        assert await seen.source.is_on(ref(name), "42") == ()
    finally:
        await server.start()
    seen.seconds += 300
    await seen.source.refresh()
    assert seen.source.freshness().state == "fresh"


async def test_what_nobody_has_read_yet_is_told_in_part_while_the_server_is_away(
    server: Server, seen: Seen, flags: Flags, name: str
) -> None:
    await flags.on(name, share(25))
    await seen.source.refresh()
    await server.stop()
    try:
        [rollout] = await seen.source.read([ref(name)])
        [production] = [one for one in rollout.environments if one.production]
        assert (standing_of(production), production.percentage) == ("on, but I could not read for whom", None)
        assert rollout.partial == ("for whom it is on",)
    finally:
        await server.start()


async def test_a_viewer_may_change_nothing(server: Server) -> None:
    headers = {"authorization": await server.viewer()}
    async with httpx.AsyncClient(base_url=server.address, headers=headers) as client:
        reply = await client.post("/api/admin/projects/default/features", json={"name": "never", "type": "release"})
    assert reply.status_code == 403


# The sentence and Unleash's own evaluation

_COUNTRIES = ("DE", "AT", "FR", "PT")
_ATTRIBUTES = {
    "userId": [f"u{number}" for number in range(40)],
    "companyId": [f"c{number}" for number in range(20)],
    "country": [*_COUNTRIES, "de"],
    "plan": ["free", "pro", "proplus"],
    "age": ["-1", "0", "3", "18", "nonsense"],
    "version": ["1.2.0", "1.2.9", "2.0.1", "3.0.0"],
}
_NUMBERS = ("NUM_EQ", "NUM_GT", "NUM_GTE", "NUM_LT", "NUM_LTE")
_VERSIONS = ("SEMVER_EQ", "SEMVER_GT", "SEMVER_GTE", "SEMVER_LT", "SEMVER_LTE")


def _random_constraint(chance: random.Random) -> dict[str, Any]:
    inverted = chance.random() < 0.3
    match chance.randrange(4):
        case 0:
            values = chance.sample(_COUNTRIES, chance.randrange(1, 4))
            return constraint("country", chance.choice(["IN", "NOT_IN"]), *values, inverted=inverted)
        case 1:
            how = chance.choice(["STR_CONTAINS", "STR_STARTS_WITH", "STR_ENDS_WITH"])
            return constraint("plan", how, *chance.sample(["pro", "free", "plus"], 2), inverted=inverted)
        case 2:
            value = chance.choice(["0", "3", "17"])
            return constraint("age", chance.choice(_NUMBERS), inverted=inverted, value=value)
        case _:
            return constraint("version", chance.choice(_VERSIONS), inverted=inverted, value="2.0.1")


def _random_strategy(chance: random.Random, segments: dict[int, str]) -> dict[str, Any]:
    percent = chance.choice([0, 1, 25, 60, 100, 100])
    by = chance.choice(["default", "userId", "companyId", "random" if percent in {0, 100} else "userId"])
    return share(
        percent,
        by,
        constraints=[_random_constraint(chance) for _ in range(chance.randrange(3))],
        segments=chance.sample([*segments], chance.choice([0, 0, 1])),
        disabled=chance.random() < 0.15,
    )


def _random_context(chance: random.Random) -> dict[str, str]:
    return {one: chance.choice(values) for one, values in _ATTRIBUTES.items() if chance.random() < 0.8}


async def test_the_sentence_is_true_of_two_hundred_people(
    server: Server, seen: Seen, flags: Flags, name: str
) -> None:
    chance = random.Random(11)
    rule = constraint("country", "IN", "DE", "FR")
    segments = {await flags.segment(f"s-{name}", rule): f"s-{name}"}
    keys = [f"{name}-{number}" for number in range(25)]
    for key in keys:
        live = {**_random_strategy(chance, segments), "disabled": False}
        await flags.on(key, live, *(_random_strategy(chance, segments) for _ in range(chance.randrange(3))))
    await seen.source.refresh()
    sentences = {
        one.flag.key: standing_of(one.environments[-1]) for one in await seen.source.read([ref(key) for key in keys])
    }
    in_segment = {f"s-{name}": lambda context: context.get("country") in {"DE", "FR"}}
    async with httpx.AsyncClient(
        base_url=server.address, headers={"authorization": ADMIN_TOKEN}, timeout=30
    ) as client:
        for _ in range(200):
            context = _random_context(chance)
            for key, on in (await _evaluated(client, context)).items():
                if key in sentences:
                    claimed = claim(sentences[key], context, in_segment)
                    assert claimed in {"maybe", "on" if on else "off"}, f"{sentences[key]}: {context}"


async def _evaluated(client: httpx.AsyncClient, context: dict[str, str]) -> dict[str, bool]:
    """Which flags Unleash says are on for somebody in production."""
    properties = {name: value for name, value in context.items() if name != "userId"}
    own = {name: value for name, value in context.items() if name == "userId"}
    asked = {"environments": ["production"], "projects": ["default"]}
    said = {**asked, "context": {"appName": "contract", **own, "properties": properties}}
    reply = await client.post("/api/admin/playground/advanced", json=said)
    return {one["name"]: one["environments"]["production"][0]["isEnabled"] for one in reply.json()["features"]}
