"""Which rollouts belong to what, and how that is known."""

from dataclasses import replace

from catalog_client import EntityRef
from catalog_client.relation import CHILD_OF, HAS_PART, MEMBER_OF, OWNED_BY, PART_OF
from handlers.flag_index import FlagIndex
from handlers.flag_links import Link, flags_of, links_of
from handlers.flags import Flag
from tests.company import company, entity, ref, snapshot

SHOP = ref("ticket-shop")


def of(written: str, *flags: Flag, **annotations: str) -> dict[str, str]:
    """The rollouts of an entity of the company: key and how it is linked."""
    catalog = company()
    subject = catalog.entities[ref(written)]
    if annotations:
        subject = replace(subject, annotations={"reverb.dev/rollouts": annotations["rollouts"]})
        catalog = snapshot(*(subject if one.ref == subject.ref else one for one in catalog))
    index = FlagIndex(flags)
    found = flags_of(catalog, subject, index)
    return {flag.key: link.how for one, link in found.items() if (flag := index.get(one))}


def test_a_flag_names_its_component_by_name_namespace_or_ref() -> None:
    named = [
        Flag("unleash", f"f{n}", components=(text,))
        for n, text in enumerate(["ticket-shop", "default/ticket-shop", "component:default/Ticket-Shop"])
    ]
    assert of("ticket-shop", *named, Flag("unleash", "other", components=("not a ref at all",))) == {
        "f0": "names",
        "f1": "names",
        "f2": "names",
    }


def test_an_annotation_names_flags_by_key_and_glob_and_source() -> None:
    flags = [Flag(source, key) for source in ("unleash", "flagd") for key in ("new-seats", "new-meals", "Old")]
    found = flags_of(
        snapshot(entity("x", annotations={"reverb.dev/rollouts": "unleash:new-*, old, *-meals"})),
        entity("x", annotations={"reverb.dev/rollouts": "unleash:new-*, old, *-meals"}),
        FlagIndex(flags),
    )
    assert sorted(map(str, found)) == [
        "rollout:flagd/new-meals",
        "rollout:flagd/old",
        "rollout:unleash/new-meals",
        "rollout:unleash/new-seats",
        "rollout:unleash/old",
    ]


def test_what_a_flag_says_itself_comes_before_what_an_annotation_says() -> None:
    flag = Flag("unleash", "new", components=("ticket-shop",))
    assert of("ticket-shop", flag, rollouts="*") == {"new": "names"}


def test_a_project_counts_only_where_nothing_else_links() -> None:
    assert of("system:ticketing", Flag("unleash", "a", project="Ticketing")) == {"a": "project"}
    linked = Flag("unleash", "a", project="ticketing", components=("kiosk",))
    assert of("system:ticketing", linked) == {}
    assert of("system:ticketing", Flag("unleash", "a", project="default")) == {}


def test_a_system_has_the_rollouts_of_its_parts() -> None:
    assert of("system:ticketing", Flag("unleash", "a", components=("ticket-shop",))) == {"a": "names"}
    assert of("domain:travel", Flag("unleash", "a", components=("ticket-shop",))) == {"a": "names"}


def test_a_group_has_the_rollouts_of_what_it_owns_and_those_that_name_it() -> None:
    flags = (Flag("unleash", "a", components=("ticket-shop",)), Flag("unleash", "b", owners=("tickets-team",)))
    assert of("group:tickets-team", *flags) == {"a": "names", "b": "names"}
    assert of("group:harbour-crew", *flags) == {}


def test_a_person_has_the_rollouts_of_their_teams() -> None:
    assert of("user:ines.duarte", Flag("unleash", "a", components=("ticket-shop",))) == {"a": "names"}
    assert of("user:ines.duarte", Flag("unleash", "a", owners=("tickets-team",))) == {"a": "names"}
    assert of("user:ines.duarte", Flag("unleash", "a", owners=("user:default/ines.duarte",))) == {"a": "names"}


def test_a_flag_is_traced_back_to_what_it_belongs_to() -> None:
    catalog = snapshot(
        entity("x"),
        entity("System:y", annotations={"reverb.dev/rollouts": "flagd:pay-*"}),
        entity("System:z", annotations={"reverb.dev/rollouts": "other"}),
        entity("Group:money"),
    )
    assert links_of(catalog, Flag("flagd", "Pay-now", components=("x", "gone"))) == (
        Link(ref("x"), "names"),
        Link(ref("gone"), "names"),
        Link(ref("system:y"), "annotation"),
    )
    assert links_of(catalog, Flag("unleash", "pay-now", project="money")) == (Link(ref("group:money"), "project"),)
    assert links_of(catalog, Flag("unleash", "pay-now")) == ()


def test_keys_that_differ_only_in_case_are_one_rollout() -> None:
    index = FlagIndex([Flag("unleash", "New"), Flag("unleash", "new")])
    assert [flag.key for flag in index] == ["New"]
    assert index.get(EntityRef("rollout", "unleash", "new")) is not None


def test_groups_below_are_not_asked() -> None:
    catalog = snapshot(
        entity("Group:top"),
        entity("Group:low", {CHILD_OF: "group:top"}),
        entity("x", {OWNED_BY: "group:low", PART_OF: "system:s"}),
        entity("System:s", {OWNED_BY: "group:top"}),
        entity("User:u", {MEMBER_OF: "group:low"}),
    )
    index = FlagIndex([Flag("unleash", "a", components=("x",)), Flag("unleash", "b", owners=("low",))])
    assert [one.name for one in flags_of(catalog, catalog.entities[ref("group:top")], index)] == ["a"]
    assert catalog.related(ref("system:s"), HAS_PART)
