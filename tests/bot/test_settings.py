"""Settings are read once, and everything wrong with them is said at once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import DESCRIBED, FOR_SLACK, UnusableSettings, assumptions, from_environ, strangers

_SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def _wrong(environ: dict[str, str]) -> UnusableSettings:
    with pytest.raises(UnusableSettings) as caught:
        from_environ(environ, FOR_SLACK)
    return caught.value


def test_nothing_need_be_set_to_ask_on_the_command_line() -> None:
    settings = from_environ({})
    assert (settings.catalog, settings.redis_url, settings.slack_bot_token) == ((), None, None)
    assert settings.state == Path(".reverb")


def test_what_is_assumed_for_want_of_a_setting_is_said() -> None:
    assert [line.split(" ")[0] for line in assumptions(from_environ({}))] == ["REVERB_CATALOG", "REVERB_REDIS_URL"]
    chosen = from_environ({"REVERB_CATALOG": "catalog/", "REVERB_REDIS_URL": "redis://127.0.0.1"})
    assert assumptions(chosen) == ()


def test_several_sources_of_the_catalog_are_kept_in_order() -> None:
    settings = from_environ({"REVERB_CATALOG": " https://backstage.example.com/  teams/*.yaml\n"})
    assert settings.catalog == ("https://backstage.example.com", "teams/*.yaml")


def test_an_empty_variable_counts_as_unset() -> None:
    assert from_environ({"REVERB_REDIS_URL": " ", "REVERB_TOPIC_HOURS": ""}) == from_environ({})


def test_an_app_token_or_a_signing_secret_is_enough_for_slack() -> None:
    assert from_environ(_SLACK, FOR_SLACK).slack_app_token is not None
    assert from_environ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, FOR_SLACK).slack_app_token is None


def test_everything_missing_and_unusable_is_reported_together_with_what_to_do() -> None:
    error = _wrong({"REVERB_CATALOG_INTERVAL": "soon", "REVERB_REDIS_URL": "http://redis"})
    assert [(one.name, one.what) for one in error.wrong] == [
        ("REVERB_CATALOG_INTERVAL", "cannot be used"),
        ("REVERB_REDIS_URL", "cannot be used"),
        ("SLACK_BOT_TOKEN", "is not set"),
        ("SLACK_APP_TOKEN", "is not set (nor is SLACK_SIGNING_SECRET)"),
    ]
    assert "such as 60" in str(error)
    assert "begins with xoxb-" in str(error)


def test_two_tokens_in_each_others_place_are_noticed() -> None:
    error = _wrong({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"})
    assert [one.name for one in error.wrong] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REVERB_CATALOG", "https://robot:hunter2@backstage.example.com"),
        ("REVERB_CATALOG", "https://backstage.example.com?token=hunter2"),
        ("REVERB_REDIS_URL", "postgres://:hunter2@db"),
        ("SLACK_BOT_TOKEN", "hunter2"),
        ("SLACK_APP_TOKEN", "hunter2"),
        ("SLACK_API_URL", "slack:hunter2"),
    ],
)
def test_no_report_repeats_a_value(name: str, value: str) -> None:
    error = _wrong(_SLACK | {name: value})
    assert [one.name for one in error.wrong] == [name]
    assert "hunter2" not in f"{error!r} {error} {error.__cause__} {error.__context__}"


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    secrets = {
        "REVERB_CATALOG_TOKEN": "hunter2",
        "REVERB_REDIS_URL": "redis://:hunter2@redis",
        "SLACK_BOT_TOKEN": "xoxb-hunter2",
        "SLACK_APP_TOKEN": "xapp-hunter2",
        "SLACK_SIGNING_SECRET": "hunter2",
        "REVERB_UNLEASH_TOKEN": "hunter2",
        "REVERB_LAUNCHDARKLY_TOKEN": "hunter2",
    }
    settings = from_environ(secrets)
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@given(st.dictionaries(st.sampled_from(sorted(DESCRIBED)), st.text()))
def test_any_values_are_read_or_refused(environ: dict[str, str]) -> None:
    try:
        from_environ(environ)
    except UnusableSettings as error:
        assert {one.name for one in error.wrong} <= environ.keys()


def test_what_a_source_of_rollouts_needs_is_asked_for() -> None:
    error = _wrong(_SLACK | {"REVERB_ROLLOUTS": "unleash launchdarkly:default flagd:a.json"})
    assert [one.name for one in error.wrong] == [
        "REVERB_UNLEASH_URL",
        "REVERB_UNLEASH_TOKEN",
        "REVERB_LAUNCHDARKLY_TOKEN",
    ]
    assert [one.name for one in _wrong(_SLACK | {"REVERB_ROLLOUTS": "flagd:"}).wrong] == ["REVERB_ROLLOUTS"]


def test_a_misspelt_setting_is_pointed_out() -> None:
    assert strangers(["PATH", "REVERB_STATE", "REVERB_CATALOGS", "REVERB_MOOD"]) == (
        "REVERB_CATALOGS is not a setting of this version: rename it if REVERB_CATALOG is meant.",
        "REVERB_MOOD is not a setting of this version: it changes nothing.",
    )


def test_every_setting_says_what_it_is_and_what_to_do() -> None:
    for one in DESCRIBED.values():
        assert one.description.endswith((".", ")"))
        assert one.advice[0].islower()
        assert not one.advice.endswith(".")
