"""Every setting, with its unit, its default and what to do about it; read once, from the environment.

An empty variable counts as unset. Everything wrong is reported together, and no value is ever repeated in a report,
since it may be a secret. Other rooms receive plain values, never this module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from bot import setting_values as values

Needs = Sequence[Sequence[str]]
"""Settings a command cannot do without; of each element one is enough."""

NEEDED_BY: Final[Mapping[str, Mapping[str, Needs]]] = {
    "REVERB_ONCALL": {"pagerduty": (("REVERB_PAGERDUTY_TOKEN",),)},
    "REVERB_ROLLOUTS": {
        "unleash": (("REVERB_UNLEASH_URL",), ("REVERB_UNLEASH_TOKEN",)),
        "launchdarkly": (("REVERB_LAUNCHDARKLY_TOKEN",),),
    },
}
"""What a word in a setting, or before a colon in it, cannot do without."""

FOR_SLACK: Final[Needs] = (("SLACK_BOT_TOKEN",), ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"))


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, for people."""

    name: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do when a setting is missing or unusable: a clause that begins with a verb."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A setting that is missing or unusable, and what to do."""

    name: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.name} {self.what}: {self.advice}."


class UnusableSettings(Exception):
    """Settings are missing or unusable; all of them, in the order of the table."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__("\n".join(map(str, wrong)))
        self.wrong = tuple(wrong)


class Settings(BaseModel):
    """All settings, as plain values. The name of a setting is the alias of its field."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    catalog: Annotated[
        tuple[Annotated[str, AfterValidator(values.catalog_source)], ...],
        BeforeValidator(values.words),
        Advice(
            "give base URLs such as https://backstage.example.com, or paths, folders or globs of descriptor files, "
            "with blanks between them and no password in them"
        ),
    ] = Field(
        default=(),
        alias="REVERB_CATALOG",
        description="Where the catalog comes from: base URLs of Backstage, and paths, folders or globs of descriptor "
        "files, with blanks between them; merged in this order. Unset: the example company.",
    )
    catalog_token: Annotated[
        SecretStr | None, Advice("give the static external-access token that Backstage's app-config names for Reverb")
    ] = Field(
        default=None,
        alias="REVERB_CATALOG_TOKEN",
        description="Bearer token for Backstage: a static external-access token. Sent to every base URL in "
        "`REVERB_CATALOG`. Unset: requests carry none.",
    )
    catalog_interval: Annotated[float, Unit("seconds"), Advice("give seconds, from 1 to 86400, such as 60")] = Field(
        default=60,
        ge=1,
        le=86_400,
        alias="REVERB_CATALOG_INTERVAL",
        description="How long after one look at the catalog the next one follows.",
    )
    oncall: Annotated[
        tuple[Annotated[SecretStr, AfterValidator(values.oncall_source)], ...],
        BeforeValidator(values.words),
        Advice("give pagerduty, or ical:NAME= and the URL or path of a calendar, any number with blanks between"),
    ] = Field(
        default=(),
        alias="REVERB_ONCALL",
        description="Where on-call schedules come from, with blanks between them: `pagerduty`, and "
        "`ical:NAME=URL-or-path`, any number. Unset: none, but with the example company its own.",
    )
    pagerduty_token: Annotated[
        SecretStr | None,
        Advice("give a read-only API key of PagerDuty; for further accounts ACCOUNT=KEY, with blanks between"),
    ] = Field(
        default=None,
        alias="REVERB_PAGERDUTY_TOKEN",
        description="API key for the PagerDuty that `pagerduty` in `REVERB_ONCALL` means; a read-only one is enough. "
        "`ACCOUNT=KEY` for each further account.",
    )
    pagerduty_url: Annotated[
        tuple[Annotated[str, AfterValidator(values.account_url)], ...],
        BeforeValidator(values.words),
        Advice("give https://api.pagerduty.com or https://api.eu.pagerduty.com; ACCOUNT=URL for further accounts"),
    ] = Field(
        default=("https://api.pagerduty.com",),
        alias="REVERB_PAGERDUTY_URL",
        description="Base of PagerDuty's REST API. `ACCOUNT=URL` for an account that is elsewhere.",
    )
    rollouts: Annotated[
        tuple[Annotated[str, AfterValidator(values.rollout_source)], ...],
        BeforeValidator(values.words),
        Advice(
            "give unleash, flagd: and the path or URL of a flag file, or launchdarkly: and the key of a project, any "
            "number of them with blanks between"
        ),
    ] = Field(
        default=(),
        alias="REVERB_ROLLOUTS",
        description="Where rollouts (feature toggles) come from, with blanks between them: `unleash`, and any number "
        "of `flagd:PATH-or-URL` and `launchdarkly:PROJECT`. Unset: none, but with the example company its own.",
    )
    unleash_url: Annotated[
        Annotated[str, AfterValidator(values.base_url)],
        Advice("give the address of Unleash's pages, such as https://unleash.example.com, with no password in it"),
    ] = Field(
        default="",
        alias="REVERB_UNLEASH_URL",
        description="The Unleash that `unleash` in `REVERB_ROLLOUTS` means: the address of its pages.",
    )
    unleash_token: Annotated[
        SecretStr | None,
        Advice("give a personal access token of an Unleash user with the root role Viewer; it begins with user:"),
    ] = Field(
        default=None,
        alias="REVERB_UNLEASH_TOKEN",
        description="Personal access token for Unleash, `user:…`; that of a user with the root role Viewer is enough.",
    )
    launchdarkly_url: Annotated[
        Annotated[str, AfterValidator(values.base_url)],
        Advice("leave it unset, or give https://app.eu.launchdarkly.com where your account is in the EU"),
    ] = Field(
        default="https://app.launchdarkly.com",
        alias="REVERB_LAUNCHDARKLY_URL",
        description="The LaunchDarkly that `launchdarkly:PROJECT` in `REVERB_ROLLOUTS` means.",
    )
    launchdarkly_token: Annotated[
        SecretStr | None, Advice("give an access token of the role Reader; it begins with api-")
    ] = Field(
        default=None,
        alias="REVERB_LAUNCHDARKLY_TOKEN",
        description="Access token for LaunchDarkly, `api-…`; one of the role Reader is enough.",
    )
    redis_url: Annotated[
        Annotated[SecretStr, AfterValidator(values.redis_url)] | None,
        Advice("give a URL that begins with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://"),
    ] = Field(
        default=None,
        alias="REVERB_REDIS_URL",
        description="The Redis or Valkey that processes share: `redis://`, `rediss://`, `unix://`, "
        "`redis+sentinel://` or `redis+cluster://`. Unset: an embedded Valkey.",
    )
    state: Annotated[Path, Advice("give the path of a folder that may be written to")] = Field(
        default=Path(".reverb"),
        alias="REVERB_STATE",
        description="Folder for the data of the embedded Valkey.",
    )
    slack_bot_token: Annotated[
        Annotated[SecretStr, values.token("xoxb-", "xoxe.xoxb-")] | None,
        Advice(
            "copy the Bot User OAuth Token, which begins with xoxb-, from OAuth & Permissions in your Slack app's "
            "pages"
        ),
    ] = Field(
        default=None,
        alias="SLACK_BOT_TOKEN",
        description="The Slack app's bot token, `xoxb-…`. Needed to run in Slack.",
    )
    slack_app_token: Annotated[
        Annotated[SecretStr, values.token("xapp-")] | None,
        Advice(
            "make an App-Level Token with the scope connections:write under Basic Information in your Slack app's "
            "pages; it begins with xapp-"
        ),
    ] = Field(
        default=None,
        alias="SLACK_APP_TOKEN",
        description="The Slack app's app-level token, `xapp-…`: connects by Socket Mode, with no public address.",
    )
    slack_signing_secret: Annotated[
        SecretStr | None, Advice("copy the Signing Secret from Basic Information in your Slack app's pages")
    ] = Field(
        default=None,
        alias="SLACK_SIGNING_SECRET",
        description="The Slack app's signing secret: receives Slack's requests over HTTP when there is no app token.",
    )
    slack_api_url: Annotated[
        Annotated[str, AfterValidator(values.web_api)],
        Advice("leave it unset for Slack, or give the base URL of a stand-in, such as http://127.0.0.1:8765/api/"),
    ] = Field(
        default="https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Base of Slack's Web API; the playground and the tests point it at a local server.",
    )
    slack_users: Annotated[
        Path | None, Advice("give the path of a JSON file with an array shaped like the members of users.list")
    ] = Field(
        default=None,
        alias="REVERB_SLACK_USERS",
        description="JSON file with an array shaped like `members` of Slack's `users.list`: the people where there "
        "is no Slack to ask, as on the command line. Unset: nobody is known.",
    )
    pick_spares_on_call: Annotated[bool, Advice("say yes or no")] = Field(
        default=False,
        alias="REVERB_PICK_SPARES_ON_CALL",
        description="Whether who is on call for a team is left out when somebody of it is picked.",
    )
    pick_notes: Annotated[str, Advice("give a text or an address")] = Field(
        default="",
        alias="REVERB_PICK_NOTES",
        description="What a note-taker who agrees is shown, such as the address of a template; several lines are fine. "
        "Unset: nothing.",
    )
    pick_open_hours: Annotated[float, Unit("hours"), Advice("give hours, from 0.1 to 720, such as 12")] = Field(
        default=12,
        ge=0.1,
        le=720,
        alias="REVERB_PICK_OPEN_HOURS",
        description="How long a pick can still be taken, handed on or swapped. Then it stays with whoever was picked, "
        "whether they said so or not.",
    )
    allow_guests: Annotated[bool, Advice("say yes or no")] = Field(
        default=False,
        alias="REVERB_ALLOW_GUESTS",
        description="Whether guests of the workspace are answered. People of other workspaces never are.",
    )
    topic_hours: Annotated[float, Unit("hours"), Advice("give hours, from 0.1 to 720, such as 24")] = Field(
        default=24,
        ge=0.1,
        le=720,
        alias="REVERB_TOPIC_HOURS",
        description="How long after its last answer a thread is still about what that answer was about.",
    )
    http_host: Annotated[str, Advice("give an address of this machine, such as 127.0.0.1 or 0.0.0.0")] = Field(
        default="127.0.0.1",
        alias="REVERB_HTTP_HOST",
        description="Address to listen on for health checks and, without an app token, for Slack.",
    )
    http_port: Annotated[int, Advice("give a port from 0 to 65535, such as 3000; 0 takes any free one")] = Field(
        default=3000,
        ge=0,
        le=65_535,
        alias="REVERB_HTTP_PORT",
        description="Port for health checks (`/live`, `/ready`) and, without an app token, for Slack "
        "(`/slack/events`); 0 takes any free one.",
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        BeforeValidator(str.lower),
        Advice("say debug, info, warning or error"),
    ] = Field(
        default="info",
        alias="REVERB_LOG_LEVEL",
        description="The least important kind of line to log: `debug`, `info`, `warning` or `error`.",
    )


@dataclass(frozen=True, slots=True)
class Described:
    """One setting for people. default: as one would write it in the environment; empty when unset."""

    name: str
    default: str
    unit: str
    description: str
    advice: str


def _described(name: str, default: Any, description: str, notes: Iterable[object]) -> Described:
    return Described(
        name=name,
        default=_written(default),
        unit=next((note.name for note in notes if isinstance(note, Unit)), ""),
        description=description,
        advice=next(note.text for note in notes if isinstance(note, Advice)),
    )


def _written(default: Any) -> str:
    match default:
        case None | ():
            return ""
        case bool():
            return "yes" if default else "no"
        case tuple():
            return " ".join(map(str, default))
        case _:
            return str(default)


DESCRIBED: Final[Mapping[str, Described]] = {
    str(field.alias): _described(str(field.alias), field.default, field.description or "", field.metadata)
    for field in Settings.model_fields.values()
}
"""Every setting by its name, in the order of the documentation."""


def from_environ(environ: Mapping[str, str], needs: Needs = ()) -> Settings:
    """Read the settings.

    Raises: UnusableSettings, naming everything missing or unusable at once.
    """
    given = {name: value.strip() for name, value in environ.items() if name in DESCRIBED and value.strip()}
    absent = {one.name: one.what for one in missing(environ, (*needs, *_needed(given)))}
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        unusable = {str(one["loc"][0]) for one in error.errors(include_input=False, include_context=False)}
        wrong = absent | dict.fromkeys(unusable, "cannot be used")
    else:
        wrong = absent
    if wrong:
        raise UnusableSettings(
            [Wrong(name, wrong[name], one.advice) for name, one in DESCRIBED.items() if name in wrong]
        )
    return settings


def _needed(given: Mapping[str, str]) -> Needs:
    """What the words of the settings need."""
    return [
        names
        for setting, by_word in NEEDED_BY.items()
        for word, needs in by_word.items()
        if any(one.partition(":")[0] == word for one in given.get(setting, "").split())
        for names in needs
    ]


def missing(environ: Mapping[str, str], needs: Needs) -> tuple[Wrong, ...]:
    """What a command that `needs` some settings cannot do without, and is not set."""
    unmet = [names for names in needs if not any(environ.get(name, "").strip() for name in names)]
    return tuple(_unset(first, others) for first, *others in unmet)


def _unset(name: str, others: Sequence[str]) -> Wrong:
    also = " ".join(f"(nor is {other})" for other in others)
    return Wrong(name, f"is not set {also}".rstrip(), DESCRIBED[name].advice)


def secret(value: SecretStr | None) -> str:
    """The secret itself; empty where there is none."""
    return value.get_secret_value() if value is not None else ""


def assumptions(settings: Settings) -> tuple[str, ...]:
    """What is taken for granted because nothing was set; to be said loudly at start."""
    said = []
    if not settings.catalog:
        said.append("REVERB_CATALOG is not set: answering about the example company, not yours.")
    if settings.redis_url is None:
        said.append(f"REVERB_REDIS_URL is not set: keeping state in an embedded Valkey under {settings.state}.")
    return tuple(said)


def strangers(environ: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each `REVERB_…` variable that is no setting of this version."""
    unknown = (name for name in environ if name.startswith("REVERB_") and name not in DESCRIBED)
    return tuple(f"{name} is not a setting of this version: {_hint(name)}." for name in sorted(unknown))


def _hint(name: str) -> str:
    near = get_close_matches(name, DESCRIBED, n=1, cutoff=0.85)
    return f"rename it if {near[0]} is meant" if near else "it changes nothing"
