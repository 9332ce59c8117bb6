"""Names: exact before fuzzy, slips taken, near twins asked back, and an index that renews itself."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.names import Names
from bot.naming import DERIVED, EXACT, Called
from bot.nearness import Nearness
from bot.resolve import FUZZY, Found, Unclear, Unknown, resolve
from catalog_client import Entity, EntityRef, Link, Snapshot
from handlers.question import Subject
from tests.bot.asking import names
from tests.company import entity, snapshot
from tests.properties import tried

AT = datetime(2026, 3, 4, tzinfo=UTC)


def called(*written: str) -> Names:
    """Names of components called like this; `kind:name` for another kind."""
    entities = []
    for one in written:
        kind, _, name = one.rpartition(":")
        entities.append(Entity(EntityRef.of(kind or "component", "default", name), kind or "Component", name))
    return Names.of(Snapshot.of(entities, AT))


def test_what_words_meant_in_one_channel_or_before_is_not_what_they_mean_elsewhere_or_now() -> None:
    index, shop = called("ticket-shop", "kiosk"), EntityRef.parse("component:default/ticket-shop")
    assert isinstance(resolve(["abacus"], index), Unknown)
    assert resolve(["abacus"], index.here({"abacus": shop})) == Found(shop, EXACT, "a name learned in this channel")
    assert isinstance(resolve(["abacus"], index), Unknown)
    later = index.renewed(
        Snapshot.of([Entity(EntityRef.of("component", "default", "abacus"), "Component", "abacus")], AT)
    )
    assert isinstance(resolve(["abacus"], later), Found)
    assert isinstance(resolve(["kiosk"], later), Unknown)
    assert isinstance(resolve(["kiosk"], index), Found)


@pytest.mark.parametrize(
    "typed", ["ticket-shop", "ticket shop", "ticket_shop", "ticketShop", "TICKET.SHOP", "ticketshop", "Ticket Shop"]
)
def test_case_dashes_dots_blanks_and_camel_case_never_matter(typed: str) -> None:
    assert resolve(typed.split(), names()) == Found(EntityRef.parse("component:default/ticket-shop"), EXACT)


@pytest.mark.parametrize(
    ("typed", "wanted", "rank"),
    [
        ("tickets/shop", "component:default/ticket-shop", DERIVED),
        ("ticketing", "system:default/ticketing", EXACT),
        ("beacon v2", "component:radar/beacon_v2", EXACT),
        ("beacon vee two", "component:radar/beacon_v2", EXACT),
        ("harbour operations", "system:default/harbour-ops", EXACT),
        ("the old fog horn thing", "component:default/fog-horn", EXACT),
        ("crew rostre", "component:default/crew-roster", FUZZY),
        ("berth", "component:default/berth-planner", FUZZY),
    ],
)
def test_a_thing_goes_by_many_names(typed: str, wanted: str, rank: int) -> None:
    found = resolve(typed.split(), names())
    assert isinstance(found, Found)
    assert (str(found.ref), found.rank) == (wanted, rank)


def test_what_stands_in_brackets_in_a_title_may_be_left_out() -> None:
    hub = snapshot(
        entity("Resource:spine", title="Event Hub (Kafka)"), entity("API:hub-events-api", title="Hub Events")
    )
    found = resolve(["event", "hub"], Names.of(hub))
    assert isinstance(found, Found)
    assert (found.ref.name, found.rank) == ("spine", DERIVED)


def test_a_lower_rank_never_beats_a_higher_one() -> None:
    found = resolve(["grafana"], called("grafana", "grafana-api", "grafana-service"))
    assert isinstance(found, Found)
    assert found.ref.name == "grafana"


def test_one_name_of_two_kinds_is_asked_back_unless_the_question_prefers_one() -> None:
    both = called("system:podcasts", "component:podcasts", "group:podcasts")
    assert isinstance(resolve(["podcasts"], both), Unclear)
    groups = Subject((frozenset({"group"}),))
    assert resolve(["podcasts"], both, groups) == Found(EntityRef.of("group", "default", "podcasts"), EXACT)


def test_the_word_for_a_kind_decides_over_everything() -> None:
    both = called("system:podcasts", "component:podcasts")
    for typed in ("podcasts system", "system podcasts", "the podcasts system"):
        found = resolve(typed.split(), both)
        assert isinstance(found, Found)
        assert found.ref.kind == "system"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("aws-ecr", "aws-ecs"),
        ("label-painter", "label-printer"),
        ("billing-v3", "billing-v2"),
        ("team-a", "team-d"),
        ("plugin-adr-backend", "plugin-app-backend"),
    ],
)
def test_a_near_twin_is_asked_back_and_not_taken(typed: str, known: str) -> None:
    assert not isinstance(resolve([typed], called(known)), Found)


def test_a_slip_between_two_twins_offers_both() -> None:
    found = resolve(["netjs"], called("nestjs", "nextjs"))
    assert isinstance(found, Unclear)
    assert {ref.name for ref in found.candidates} == {"nestjs", "nextjs"}


def test_a_name_with_a_word_of_its_own_is_unknown_and_near_names_are_told() -> None:
    found = resolve(["ticket-archive"], names())
    assert isinstance(found, Unknown)
    assert EntityRef.parse("component:default/ticket-shop") in found.near


def test_the_default_namespace_stands_for_a_bare_name_and_the_other_is_told() -> None:
    two = Names.of(
        Snapshot.of(
            [
                Entity(EntityRef.of("component", space, "radar"), "Component", "radar")
                for space in ("labs", "default")
            ],
            AT,
        )
    )
    found = resolve(["radar"], two)
    assert isinstance(found, Found)
    assert (found.ref.namespace, [ref.namespace for ref in found.also]) == ("default", ["labs"])


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=20))
def test_no_words_make_resolving_fail(words: list[str]) -> None:
    resolve(words, names())


_NAME = st.text("abcdefgh", min_size=6, max_size=14)


@tried(300)
@given(_NAME, st.lists(_NAME, max_size=20), st.integers(0, 3), st.integers(1, 12))
def test_one_error_is_always_found(name: str, others: list[str], how: int, at: int) -> None:
    at = min(at, len(name) - 1)
    slips = (name[:at] + name[at + 1 :], name[:at] + "z" + name[at:], name[:at] + "z" + name[at + 1 :])
    swapped = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    near = Nearness([*others, name])
    assert len(others) in {number for _, number in near.near((*slips, swapped)[how], 1)}


def test_a_renewed_index_answers_as_one_made_anew() -> None:
    many = [Entity(EntityRef.of("component", "default", f"part-{n}"), "Component", f"part-{n}") for n in range(200)]
    before = Names.of(Snapshot.of(many, AT))
    changed = Entity(many[3].ref, "Component", "part-3", title="Third Wheel")
    later = Snapshot.of(
        [*many[:3], changed, *many[5:], Entity(EntityRef.of("api", "default", "new"), "API", "new-api")], AT
    )
    renewed, anew = before.renewed(later), Names.of(later)
    for typed in ("third wheel", "thrid wheel", "part-3", "part-4", "new-api", "part-100"):
        assert type(resolve(typed.split(), renewed)) is type(resolve(typed.split(), anew))
    assert isinstance(resolve(["third", "wheel"], renewed), Found)
    assert not isinstance(resolve(["part-4"], renewed), Found)
    assert isinstance(resolve(["part-4"], before), Found)


def test_an_index_that_is_renewed_for_years_does_not_grow() -> None:
    many = [Entity(EntityRef.of("component", "default", f"part-{n}"), "Component", f"part-{n}") for n in range(20)]
    index = Names.of(Snapshot.of(many, AT))
    for version in range(200):
        many[version % 20] = Entity(many[version % 20].ref, "Component", f"part-{version % 20}", title=f"v{version}")
        index = index.renewed(Snapshot.of(many, AT))
        assert len(index.with_word("part")) == 20
        assert max(index.with_word("part")) < 3 * 20
    assert isinstance(resolve(["v199"], index), Found)


def test_an_address_leads_to_what_has_it_now() -> None:
    def linked(name: str, address: str) -> Entity:
        return Entity(EntityRef.of("component", "default", name), "Component", name, links=(Link(address),))

    others = [linked(f"part-{n}", f"https://wiki.example/{n}") for n in range(40)]
    index = Names.of(Snapshot.of([*others, linked("a", "https://wiki.example/x/y")], AT))
    assert [one.name for one in index.at("wiki.example/x/y/z")] == ["a"]
    index = index.renewed(Snapshot.of([*others, linked("a", "https://wiki.example/moved")], AT))
    assert index.at("wiki.example/x/y") == ()
    assert [one.name for one in index.at("wiki.example/moved")] == ["a"]


def test_what_is_outside_the_catalog_can_be_called_by_its_name() -> None:
    flag = EntityRef("rollout", "flagd", "night-fares")
    index = Names.of(Snapshot.of([], AT), [Called(flag, "night-fares")])
    assert resolve(["nightFares"], index) == Found(flag, EXACT)
