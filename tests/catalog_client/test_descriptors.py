"""Descriptor files become entities, and whatever is wrong with them becomes a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_client import Entity, EntityRef, Link, Relation
from catalog_client.descriptors import MANAGED_BY, Parsed, Pointer, Reading
from catalog_client.documents import decoded
from tests.shared import shared_data


def parsed(text: str, managed_by: str = "") -> Parsed:
    return Reading().file(text, "catalog-info.yaml", managed_by)


def described(kind: str = "Component", name: str = "mixer", metadata: str = "", spec: str = "") -> Parsed:
    """One entity with these further lines in its metadata and spec."""
    lines = [
        f"kind: {kind}",
        "metadata:",
        f"  name: {name}",
        *(f"  {line}" for line in metadata.splitlines()),
        "spec:",
        "  type: service",
        "  lifecycle: production",
        *(f"  {line}" for line in spec.splitlines()),
    ]
    return parsed("\n".join(lines))


def kept(found: Parsed) -> tuple[Entity, list[str]]:
    """The only entity there is, and what is said of it."""
    (entity,) = found.entities
    assert {problem.position for problem in found.problems} <= {str(entity.ref)}
    return entity, [problem.reason for problem in found.problems]


def passed_over(found: Parsed) -> str:
    assert found.entities == ()
    (problem,) = found.problems
    assert (problem.source, problem.position) == ("catalog-info.yaml", "document 1")
    return problem.reason


def stated(found: Parsed) -> list[str]:
    (entity,) = found.entities
    return [f"{relation.type} {relation.target}" for relation in entity.relations]


def test_everything_that_questions_use_is_read() -> None:
    found = parsed(
        """
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: MixRender
  namespace: studio
  title: " Mix renderer "
  description: |
    Renders mixes.
  tags: [python, audio]
  labels: {tier: "1"}
  annotations:
    github.com/project-slug: tunes/mix-render
  links:
    - url: https://runbooks.example.com/mix
      title: Runbook
      type: runbook
      icon: alert
    - url: https://mix.example.com
spec:
  type: service
  lifecycle: production
  owner: team-mix
""",
        managed_by="file:/catalog-info.yaml",
    )
    assert kept(found) == (
        Entity(
            ref=EntityRef("component", "studio", "mixrender"),
            kind="Component",
            name="MixRender",
            title="Mix renderer",
            description="Renders mixes.",
            type="service",
            lifecycle="production",
            tags=("python", "audio"),
            labels={"tier": "1"},
            annotations={MANAGED_BY: "file:/catalog-info.yaml", "github.com/project-slug": "tunes/mix-render"},
            links=(
                Link("https://runbooks.example.com/mix", "Runbook", "runbook", "alert"),
                Link("https://mix.example.com"),
            ),
            relations=(Relation("ownedBy", EntityRef("group", "studio", "team-mix")),),
        ),
        [],
    )


def test_a_person_is_read_with_profile() -> None:
    ana, said = kept(
        parsed(
            "{kind: User, metadata: {name: ana}, spec: {profile: {displayName: Ana Lima, email: ana@tunes.example}}}"
        )
    )
    assert (ana.shown_name, ana.email, said) == ("Ana Lima", "ana@tunes.example", [])


def test_a_location_of_its_own_is_kept() -> None:
    entity, _said = kept(
        parsed(f"{{kind: Widget, metadata: {{name: w, annotations: {{{MANAGED_BY}: 'url:x'}}}}}}", "file:/a.yaml")
    )
    assert entity.annotations == {MANAGED_BY: "url:x"}


@pytest.mark.parametrize(
    ("kind", "spec", "relations"),
    [
        ("Component", "owner: mix", ["ownedBy group:studio/mix"]),
        ("Component", "owner: user:default/Ana", ["ownedBy user:default/ana"]),
        ("Component", "owner: {kind: User, name: ana}", ["ownedBy user:studio/ana"]),
        ("Component", "owner: {namespace: people, name: ana}", ["ownedBy group:people/ana"]),
        (
            "Component",
            "system: play\nsubcomponentOf: player",
            ["partOf component:studio/player", "partOf system:studio/play"],
        ),
        ("Component", "providesApis: [a, b]", ["providesApi api:studio/a", "providesApi api:studio/b"]),
        ("Component", "consumesApis: a", ["consumesApi api:studio/a"]),
        ("Component", "dependsOn: [resource:db, resource:db]", ["dependsOn resource:studio/db"]),
        ("Component", "dependencyOf: ['component:default/x']", ["dependencyOf component:default/x"]),
        (
            "API",
            "owner: mix\nsystem: play\ndependsOn: [resource:db]",
            ["ownedBy group:studio/mix", "partOf system:studio/play"],
        ),
        (
            "Resource",
            "system: play\ndependsOn: [resource:db]",
            ["dependsOn resource:studio/db", "partOf system:studio/play"],
        ),
        ("System", "domain: audio", ["partOf domain:studio/audio"]),
        ("Domain", "subdomainOf: music", ["partOf domain:studio/music"]),
        ("Group", "parent: all\nchildren: [mix]", ["childOf group:studio/all", "parentOf group:studio/mix"]),
        ("Group", "members: [ana]\nowner: all", ["hasMember user:studio/ana"]),
        ("User", "memberOf: [mix]", ["memberOf group:studio/mix"]),
        ("Template", "owner: mix", ["ownedBy group:studio/mix"]),
        ("Widget", "owner: mix\nsystem: play", ["ownedBy group:studio/mix", "partOf system:studio/play"]),
        ("ComponentAugmentation", "owner: mix", []),
    ],
)
def test_relations_take_kinds_and_namespaces_as_backstage_completes_them(
    kind: str, spec: str, relations: list[str]
) -> None:
    assert stated(described(kind, metadata="namespace: studio", spec=spec)) == relations


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("dependsOn: [db]", "spec.dependsOn “db” is passed over: it does not say a kind, such as component:db"),
        ("owner: a/b/c", "spec.owner “a/b/c” is passed over: it is not written as kind:namespace/name"),
        (
            "owner: ${{ values.owner }}",
            "spec.owner “${{ values.owner }}” is passed over: it is a placeholder still to be filled in",
        ),
        ("owner: ''", "spec.owner “” is passed over: it is empty"),
        ("owner: [[a]]", "spec.owner “” is passed over: it is empty"),
    ],
)
def test_a_reference_that_names_nothing_is_passed_over(spec: str, reason: str) -> None:
    entity, said = kept(described("Widget", spec=spec))
    assert entity.relations == ()
    assert said == [reason]


def test_a_title_in_the_place_of_a_name_still_leads_to_its_group() -> None:
    entity, said = kept(described("Domain", spec="owner: Human Resources"))
    assert [str(ref) for ref in entity.related("ownedBy")] == ["group:default/human-resources"]
    assert said == [
        "spec.owner “Human Resources” is read as group:default/human-resources: Backstage accepts no blanks in it"
    ]


def test_a_component_nobody_owns_is_kept_and_said() -> None:
    entity, said = kept(described())
    assert entity.relations == ()
    assert said == ["spec.owner is missing, which Backstage does not accept"]


def test_an_entity_without_a_spec_is_kept_and_said() -> None:
    entity, said = kept(parsed("kind: API\nmetadata:\n  name: orders\n"))
    assert str(entity.ref) == "api:default/orders"
    assert said == [
        "spec.type, spec.lifecycle, spec.owner and spec.definition are missing, which Backstage does not accept"
    ]


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ("annotations: {a: true}", "metadata.annotations.a is true or false, not text; it is read as “true”"),
        ("annotations: {a: }", "metadata.annotations.a has no value"),
        ("annotations:", "metadata.annotations has no value"),
        ("annotations: [a]", "metadata.annotations is a list, not a mapping"),
        ("title: 1.10", "metadata.title is a number, not text; it is read as “1.10”"),
        ("title: [a]", "metadata.title is a list, not text"),
        ("description: {$text: ./about.md}", "metadata.description stands in another file, which is not read"),
        ("tags: a, b", "metadata.tags is text, not a list"),
        (
            "tags: [Java, c++, a_b]",
            "Backstage accepts only small letters, digits, +, #, : and dashes in a tag: Java, a_b",
        ),
        ("links: [https://a.example]", "metadata.links[0] has no url"),
        ("namespace: Team A", "Backstage accepts only small letters, digits and dashes in a namespace: “Team A”"),
        ("title: a\ntitle: b", "keys stand twice, the last one counts: title (line 5)"),
    ],
)
def test_what_backstage_refuses_but_people_can_ask_about_is_kept_and_said(metadata: str, reason: str) -> None:
    _entity, said = kept(described("Widget", metadata=metadata))
    assert said == [reason]


def test_odd_values_are_read_as_far_as_they_go() -> None:
    entity, _said = kept(
        described("Widget", metadata="annotations: {a: true, b: , c: ''}\ntags: [Java, 1.0]\ntitle: 010")
    )
    assert entity.annotations == {"a": "true", "c": ""}
    assert entity.tags == ("Java", "1.0")
    assert entity.title == "010"


@pytest.mark.parametrize(
    ("name", "ref", "reason"),
    [
        ("opaque  keys", "widget:default/opaque-keys", "is read as opaque-keys"),
        ("web/player", "widget:default/web-player", "is read as web-player"),
        ("-café-", "widget:default/-café-", "has characters that Backstage does not accept"),
        ("a" * 64, f"widget:default/{'a' * 64}", "has 64 characters, Backstage accepts 63"),
        ("0815", "widget:default/0815", "is a number, not text; it is read as “0815”"),
    ],
)
def test_a_name_that_backstage_refuses_can_be_asked_for(name: str, ref: str, reason: str) -> None:
    entity, said = kept(described("Widget", name=name))
    assert str(entity.ref) == ref
    assert EntityRef.parse(ref) == entity.ref
    assert entity.name == " ".join(name.split())
    (only,) = said
    assert reason in only


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("kind: Component\nmetadata: {}", "it has no name"),
        ("kind: Component", "it has no name"),
        ("metadata: {name: a}", "it has no kind"),
        ("kind: My Kind\nmetadata: {name: a}", "its kind “My Kind” cannot be used"),
        ("kind: Component\nmetadata: {name: }", "metadata.name has no value"),
        ("kind: Component\nmetadata:\n  name: {{ name }}", "metadata.name is a mapping, not text"),
        (
            "kind: Component\nmetadata:\n  name: ${{ values.name }}",
            "its name “${{ values.name }}” is a placeholder still to be filled in",
        ),
        (
            'kind: Component\nmetadata: {name: "a\\u202eb"}',
            "its name cannot be used: it is too long or has invisible characters",
        ),
        (
            f"kind: Component\nmetadata: {{name: {'a' * 300}}}",
            "its name cannot be used: it is too long or has invisible characters",
        ),
        ("kind: Component\nmetadata: [a]", "metadata is a list, not a mapping"),
        ("- kind: Component", "it is a list, not an entity"),
        ("kind: Component: a", "line 1: mapping values are not allowed in this context"),
    ],
)
def test_what_nobody_can_ask_about_is_passed_over_with_a_reason(text: str, reason: str) -> None:
    assert passed_over(parsed(text)) == reason


@pytest.mark.parametrize(
    "text",
    [
        "site_name: docs\nnav: []",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}",
        "kind: Ingress\napiVersion: networking.k8s.io/v1",
    ],
)
def test_other_yaml_of_a_repository_is_left_alone(text: str) -> None:
    assert parsed(text) == Parsed()


def test_a_location_points_to_files_and_is_no_entity() -> None:
    found = parsed(
        "---\nkind: Location\nmetadata: {name: all}\nspec: {target: ./a.yaml, targets: [./b.yaml, ./c/*.yaml]}\n"
    )
    assert found == Parsed(pointers=(Pointer("document 1", ("./a.yaml", "./b.yaml", "./c/*.yaml")),))


def test_one_broken_document_costs_only_itself() -> None:
    found = parsed("---\nkind: Widget\nmetadata: {name: a}\n---\nkind: [\n---\nkind: Widget\nmetadata: {name: b}\n")
    assert [entity.name for entity in found.entities] == ["a", "b"]
    assert [str(problem) for problem in found.problems] == [
        "catalog-info.yaml, document 2: line 6: did not find expected node content"
    ]


def test_what_many_entities_share_is_kept_once() -> None:
    reading = Reading()
    one, other = (
        reading.file(f"kind: Widget\nmetadata: {{name: {name}}}\nspec: {{owner: mix}}", "a.yaml").entities[0]
        for name in ("one", "other")
    )
    assert one.relations[0] is other.relations[0]
    assert one.kind is other.kind


def test_every_malformed_file_is_kept_or_reported() -> None:
    folder = shared_data("malformed")
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        name = json.loads(line)["file"]
        found = Reading().file(decoded((folder / name).read_bytes()), name)
        assert found.entities or found.problems, name
        assert all(problem.reason and problem.source == name for problem in found.problems)


@given(st.binary())
def test_any_bytes_are_survived(data: bytes) -> None:
    Reading().file(decoded(data), "a.yaml")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
FIELDS = (
    "name",
    "namespace",
    "title",
    "tags",
    "links",
    "annotations",
    "owner",
    "dependsOn",
    "memberOf",
    "target",
    "profile",
)


@given(
    st.sampled_from(["Component", "User", "Group", "Location", "Widget", ""]) | VALUES,
    st.dictionaries(st.sampled_from(FIELDS), VALUES),
)
def test_any_shape_of_descriptor_is_survived_and_kept_entities_have_readable_refs(
    kind: object, values: object
) -> None:
    text = json.dumps({"kind": kind, "metadata": values, "spec": values})
    for entity in Reading().file(text, "a.yaml").entities:
        assert EntityRef.parse(str(entity.ref)) == entity.ref
        for relation in entity.relations:
            assert EntityRef.parse(str(relation.target)) == relation.target
