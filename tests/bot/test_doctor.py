"""The doctor finds what is wrong before people do, and says what to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from bot.doctor import Finding, of_catalog, of_memory, of_oncall, of_people, of_rollouts, of_settings, of_slack
from bot.example import CATALOG, FLAGS, ONCALL, USERS
from bot.oncall_sources import rotas_of
from bot.rollouts import FlagFileAt, rollouts_of
from bot.settings import from_environ
from bot.slack.line import Access
from bot.stores.opened import Terms
from catalog_client.files import Files
from playground.seed import App, Seed
from playground.server import LocalSlack, local_slack
from tests.bot.slack.workspace import northline
from tests.company import NOW, entity, snapshot

_UNMEANT = "component:default/kiosk names {} in its annotation reverb.dev/rollouts, and no rollout is called so."
_TERMS = Terms((), timedelta(hours=1), timedelta(minutes=1), "test", lambda: NOW, monotonic)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


async def _all(findings: AsyncIterator[Finding]) -> list[Finding]:
    return [finding async for finding in findings]


def _states(findings: list[Finding]) -> list[str]:
    return [finding.state for finding in findings]


def test_missing_tokens_assumptions_and_strangers_are_told() -> None:
    environ = {"REVERB_CATALOG": "x", "REVERB_MOOD": "good"}
    texts = [f"{one.state} {one.text.split(' ')[0]}" for one in of_settings(from_environ(environ), environ)]
    expected = ["wrong SLACK_BOT_TOKEN", "wrong SLACK_APP_TOKEN", "note REVERB_REDIS_URL", "note REVERB_MOOD"]
    assert texts == ["well 1", *expected]


async def test_everything_in_the_catalog_that_was_passed_over_is_named() -> None:
    well, problem = await _all(of_catalog([Files(str(CATALOG), lambda: NOW)], NOW))
    assert well.state == "well"
    assert problem == Finding("note", "catalog", problem.text)
    assert "lyrics-svc" in problem.text


async def test_one_unreadable_source_does_not_hide_the_others(tmp_path: Path) -> None:
    origins = [Files(str(tmp_path / "nothing"), lambda: NOW), Files(str(CATALOG), lambda: NOW)]
    assert _states(await _all(of_catalog(origins, NOW))) == ["wrong", "well", "note"]


async def test_every_schedule_the_catalog_names_is_tried(tmp_path: Path) -> None:
    settings = from_environ({"REVERB_CATALOG": "x", "REVERB_ONCALL": f"ical:playback={ONCALL / 'playback.ics'}"})
    async with rotas_of(settings, now=lambda: NOW, clock=monotonic, catalog=lambda: None) as rotas:
        assert rotas is not None
        well, wrong = await _all(of_oncall(rotas, ["ical:playback", "ical:gone"], NOW))
        [note] = await _all(of_oncall(rotas, [], NOW))
    assert well == Finding("well", "on-call", "ical:playback can be read: 4 shifts within a week.")
    assert wrong.text == "ical:gone cannot be read: REVERB_ONCALL names no calendar called gone."
    assert (wrong.state, note.state) == ("wrong", "note")


def _access(slack: LocalSlack) -> Access:
    return Access(slack.app.bot_token, slack.api_url, slack.app.app_token)


async def test_rollouts_are_counted_and_names_that_mean_none_are_told(tmp_path: Path) -> None:
    places = [FlagFileAt(str(FLAGS))]
    kiosk = entity("kiosk", annotations={"reverb.dev/rollouts": "flagd:mood-*, flagd:gone, other:mood-radio"})
    async with rollouts_of(places, lambda: NOW) as rollouts:
        assert rollouts is not None
        assert [(one.state, one.text) for one in of_rollouts(rollouts, snapshot(kiosk))] == [
            ("well", "flagd can be read: 8 rollouts."),
            ("note", _UNMEANT.format("flagd:gone")),
            ("note", _UNMEANT.format("other:mood-radio")),
        ]
    async with rollouts_of([FlagFileAt(str(tmp_path / "none.json"))], lambda: NOW) as rollouts:
        assert rollouts is not None
        [finding] = of_rollouts(rollouts, snapshot())
        assert finding.state == "wrong"
        assert finding.text.startswith("flagd cannot be read: none.json: it can not be read")


async def test_tokens_that_slack_takes_are_well() -> None:
    async with local_slack(northline()) as slack:
        assert _states(await _all(of_slack(_access(slack)))) == ["well", "well"]


async def test_a_refused_bot_token_is_named_with_slacks_word_for_it() -> None:
    async with local_slack(northline()) as slack:
        [finding] = await _all(of_slack(replace(_access(slack), bot_token="xoxb-other")))
    assert finding.state == "wrong"
    assert finding.text.startswith("Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy it")


async def test_a_refused_app_token_is_told_apart() -> None:
    async with local_slack(northline()) as slack:
        findings = await _all(of_slack(replace(_access(slack), app_token="xapp-other")))
    assert _states(findings) == ["well", "wrong"]
    assert "SLACK_APP_TOKEN" in findings[1].text


def _lacking(seed: Seed, scope: str) -> Seed:
    app: App = seed.app
    return replace(seed, app=replace(app, scopes=app.scopes - {scope}))


async def test_each_scope_the_app_lacks_is_named() -> None:
    async with local_slack(_lacking(northline(), "users:read.email")) as slack:
        findings = await _all(of_slack(_access(slack)))
    assert [one.text for one in findings if one.state == "wrong"] == [
        "The app lacks the scope users:read.email: paste manifest.yml again on your app's page at "
        "api.slack.com/apps and install it anew."
    ]


async def test_without_an_app_token_the_request_url_is_recalled() -> None:
    async with local_slack(northline()) as slack:
        findings = await _all(of_slack(replace(_access(slack), app_token="", signing_secret="s")))
    assert _states(findings) == ["well", "note"]


async def test_a_redis_that_answers_is_well(redis_url: str, tmp_path: Path) -> None:
    assert _states(await _all(of_memory(redis_url, tmp_path, _TERMS))) == ["well"]


async def test_a_redis_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    [finding] = await _all(of_memory("redis://:hunter2@127.0.0.1:1", tmp_path, _TERMS))
    assert finding.state == "wrong"
    assert "cannot be reached" in finding.text
    assert "hunter2" not in finding.text


async def test_a_state_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    [finding] = await _all(of_memory(None, tmp_path / "file", _TERMS))
    assert finding.state == "wrong"
    assert "REVERB_STATE" in finding.text


def test_people_are_counted_and_a_broken_file_of_them_is_told(tmp_path: Path) -> None:
    (tmp_path / "users.json").write_text("{}")
    assert [*of_people(None)] == []
    assert _states([*of_people(USERS), *of_people(tmp_path / "users.json"), *of_people(tmp_path)]) == [
        "well",
        "wrong",
        "wrong",
    ]
