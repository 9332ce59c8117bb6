"""flagd's flag definitions, one JSON document, as rollouts, and the changes between two of them. Pure.

Shape: `{"metadata": {"environment", …}, "$evaluators": {name: logic}, "flags": {key: {"state", "variants",
"defaultVariant", "targeting", "metadata": {"component", "owner", "description", "stale", "created", …}}}}`.
Source: flagd's flag definition schema, https://flagd.dev/schema/v0/flags.json.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from bot.providers.flagd_targeting import Unreadable, audience_of
from bot.providers.variants import Variants
from handlers.audience import Audience
from handlers.flag_lines import standing_of
from handlers.flags import PRODUCTION, Change, Environment, Flag, ref_of

SOURCE: Final = "flagd"

Json = Any
Object = Mapping[str, Json]


class UnreadableFlags(ValueError):
    """A document that is no set of flag definitions; the message says why, in one clause."""


@dataclass(frozen=True, slots=True)
class Document:
    """One set of flag definitions, which is one environment. text: as it was read, for the evaluator."""

    text: bytes
    environment: str
    flags: Mapping[str, Object]
    evaluators: Object = field(default_factory=dict)

    @classmethod
    def of(cls, text: bytes) -> "Document":
        """Raises: UnreadableFlags."""
        try:
            document = msgspec.json.decode(text)
        except msgspec.DecodeError:
            raise UnreadableFlags("it is not JSON") from None
        flags = _object(document).get("flags")
        if not isinstance(flags, dict):
            raise UnreadableFlags('it has no "flags"')
        metadata = _object(document.get("metadata"))
        environment = metadata.get("environment")
        known = {key: flag for key, flag in flags.items() if key and isinstance(flag, dict)}
        name = environment if isinstance(environment, str) and environment else "default"
        return cls(text, name, known, _object(document.get("$evaluators")))


def _object(value: Json) -> Object:
    return value if isinstance(value, dict) else {}


def flags_in(document: Document) -> Iterator[Flag]:
    yield from (flag_of(key, definition) for key, definition in document.flags.items())


def flag_of(key: str, definition: Object) -> Flag:
    metadata = _object(definition.get("metadata"))
    return Flag(
        source=SOURCE,
        key=key,
        description=_text(metadata, "description"),
        owners=_texts(metadata, "owner"),
        components=_texts(metadata, "component"),
        stale=metadata.get("stale") in (True, "true"),
        url=_text(metadata, "url"),
        created=_moment(_text(metadata, "created")),
    )


def _text(metadata: Object, name: str) -> str:
    value = metadata.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(metadata: Object, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(metadata, name).split(",") if part.strip())


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Defined:
    """One flag's definition, read. switch: whether it is on or off, rather than one of several variants."""

    state: Literal["live", "off", "code", "unknown"]
    audience: Audience | None = None
    switch: bool = True


def defined(document: Document, key: str) -> Defined:
    """What a flag's definition means."""
    definition = document.flags[key]
    variants = variants_of(definition)
    if definition.get("state") == "DISABLED":
        return Defined("code", switch=variants.switch)
    try:
        audience = audience_of(definition.get("targeting"), variants, document.evaluators)
    except Unreadable:
        return Defined("unknown", switch=variants.switch)
    if not audience.rules and audience.otherwise == "code":
        return Defined("code", switch=variants.switch)
    return Defined("live", audience, variants.switch)


def variants_of(definition: Object) -> Variants:
    """What a flag can be, and is by default."""
    default = definition.get("defaultVariant")
    name = str(default).lower() if isinstance(default, bool) else default
    return Variants(_object(definition.get("variants")), name if isinstance(name, str) and name else None)


def environment_of(document: Document, key: str) -> Environment:
    """A flag in the one environment that its document stands for."""
    one = defined(document, key)
    name = document.environment
    return Environment(name, one.state, one.audience, production=name.lower() in PRODUCTION)


def changes_between(before: Document, after: Document, at: datetime, by: str) -> Iterator[Change]:
    """What one version of a document changed of the one before."""
    for key in dict.fromkeys((*before.flags, *after.flags)):
        if before.flags.get(key) != after.flags.get(key) or before.evaluators != after.evaluators:
            was, now = _said(before, key), _said(after, key)
            if was != now:
                turns = _turns(before, after, key)
                yield Change(ref_of(SOURCE, key), key, after.environment, at, by, was, now, turns)


def _said(document: Document, key: str) -> str:
    known = key in document.flags
    return standing_of(environment_of(document, key), is_switch(document, key)) if known else ""


def _turns(before: Document, after: Document, key: str) -> Literal["on", "off", ""]:
    was, now = (key in one.flags and environment_of(one, key).enabled is True for one in (before, after))
    return "" if was == now else "on" if now else "off"


def is_switch(document: Document, key: str) -> bool:
    """Whether a flag is on or off, rather than one of several variants."""
    return variants_of(document.flags[key]).switch
