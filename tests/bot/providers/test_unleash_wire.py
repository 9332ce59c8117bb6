"""What is asked of Unleash, and what its replies mean, without a server."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.providers import unleash_requests as requests
from bot.providers import unleash_wire as wire
from bot.providers.unleash_events import changes_of
from bot.providers.unleash_flags import flag_of
from bot.providers.unleash_wire import Event, IndexFlag, NoSuchFlag, Reply, Tag, UnleashFailed, Unusable
from tests.contracts.unleash.flags import share

SQL = b'{"name":"UnknownError","message":"select secret from users"}'


def reply(body: Any, status: int = 200) -> Reply:
    return Reply(status, {}, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "REVERB_UNLEASH_TOKEN"),
        (403, "may not read flags"),
        (404, "REVERB_UNLEASH_URL"),
        (429, "asked less often"),
        (500, "trouble of its own (status 500)"),
        (503, "trouble of its own (status 503)"),
        (418, "status 418"),
    ],
)
def test_a_refusal_is_one_sentence_and_never_unleashs_own_words(status: int, words: str) -> None:
    with pytest.raises(UnleashFailed) as raised:
        wire.read_projects(Reply(status, {}, SQL))
    assert words in str(raised.value)
    assert "select" not in str(raised.value)
    assert isinstance(raised.value, Unusable) == (status in {404, 418, 500})


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"projects": 1}'])
def test_what_is_no_unleash_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unusable, match="check REVERB_UNLEASH_URL"):
        wire.read_projects(Reply(200, {}, body))


def test_a_flag_that_is_gone_is_told_from_a_failure() -> None:
    with pytest.raises(NoSuchFlag):
        wire.read_detail(reply({"name": "NotFoundError"}, 404))


def test_names_are_quoted_in_paths() -> None:
    assert requests.detail("a/b", "c?d e").path == "api/admin/projects/a%2Fb/features/c%3Fd%20e"
    assert "feature=IS_ANY_OF%3Aa%2Cb" in requests.events_of(["a", "b"]).path


def test_only_the_search_has_a_quota_of_its_own() -> None:
    assert requests.quota_of(requests.archived()) == "search"
    assert requests.quota_of(requests.events()) == requests.quota_of(requests.projects()) == "all"


def test_a_flag_names_its_component_by_tag_and_by_a_link_to_its_page() -> None:
    known = IndexFlag("seats", tags=(Tag("component", "ticket-shop"), Tag("owner", "crew"), Tag("simple", "x")))
    links = ["https://backstage.example/catalog/default/Component/kiosk?x=1", "https://wiki.example/catalog", "::"]
    flag = flag_of(known, "default", "https://unleash.example", links)
    assert flag.components == ("ticket-shop", "component:default/kiosk")
    assert flag.owners == ("crew",)
    assert flag.url == "https://unleash.example/projects/default/features/seats"


def test_the_playground_is_asked_for_one_person_and_several_answers_are_none() -> None:
    said = json.loads(requests.playground("default", ["production"], "42", ["companyId"]).body or b"")
    assert said["context"]["userId"] == "42"
    assert said["context"]["properties"] == {"companyId": "42"}
    one = {"isEnabled": True, "variant": {"name": "blue", "enabled": True}}
    played = {"features": [{"name": "seats", "environments": {"production": [one], "staging": [one, one]}}]}
    assert wire.read_playground(reply(played), "seats") == {"production": (True, "blue")}
    assert wire.read_playground(reply(played), "other") == {}


def event(type_: str, **more: Any) -> Event:
    return Event(1, type_, "2026-03-01T09:00:00.000Z", "boris", "seats", "default", "production", **more)


def test_events_become_changes_before_and_after() -> None:
    [update] = changes_of([event("feature-strategy-update", data=share(50), pre_data=share(25))], {})
    assert (update.before, update.after) == ("for 25 % of users (by userId)", "for 50 % of users (by userId)")
    assert (update.at, update.by, update.turns) == (datetime(2026, 3, 1, 9, tzinfo=UTC), "boris", "")
    [on] = changes_of([event("feature-environment-enabled")], {})
    assert (on.before, on.after, on.turns) == ("off", "on", "on")
    [removed] = changes_of([event("feature-strategy-remove", pre_data={**share(25), "disabled": True})], {})
    assert (removed.before, removed.after) == ("for 25 % of users (by userId), but this rule is disabled", "")
    [odd] = changes_of([event("feature-strategy-add", data={"name": 7})], {})
    assert odd.after == "a strategy that I can not read"


def test_events_that_change_no_rollout_are_none() -> None:
    assert [*changes_of([event("feature-tagged"), event("feature-link-added")], {})] == []
