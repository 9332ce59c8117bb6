"""LaunchDarkly's flags as rollouts, and its audit log as changes. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal
from urllib.parse import quote

from bot.providers.launchdarkly_targeting import Configuration, Unreadable, audience_of, off_audience
from bot.providers.launchdarkly_wire import Entry, FlagRep, moment, touched
from bot.providers.variants import Variants
from catalog_client import EntityRef
from handlers.audience import Audience, reaches_anybody
from handlers.flags import PRODUCTION, Change, Environment, Flag, Parent, Rollout, ref_of
from handlers.parents import with_parents

SOURCE: Final = "launchdarkly"


def ref_of_key(key: str) -> EntityRef:
    return ref_of(SOURCE, key)


def flag_of(rep: FlagRep, project: str, base: str) -> Flag:
    """A flag as answers know it. base: of the web pages. Custom properties `component` and `owner` say whose it is."""
    properties = {name: one.value for name, one in rep.custom_properties.items()}
    team = (rep.maintainer_team_key,) if rep.maintainer_team_key else ()
    stale = rep.stale is not None and bool(rep.stale.ready_to_archive or rep.stale.ready_for_code_removal)
    return Flag(
        source=SOURCE,
        key=rep.key,
        project=project,
        description=(rep.description or rep.name).strip(),
        owners=(*properties.get("owner", ()), *team),
        components=properties.get("component", ()),
        stale=stale,
        lifecycle="deprecated" if rep.deprecated else "",
        archived=rep.archived,
        url=f"{base}/projects/{quote(project, safe='')}/flags/{quote(rep.key, safe='')}",
        created=moment(rep.creation_date),
    )


def variants_of(rep: FlagRep) -> Variants:
    """Its variations, in their order, by name; by their place where a name is missing or taken."""
    named: dict[str, object] = {}
    for place, one in enumerate(rep.variations):
        written = one.name or (str(one.value).lower() if isinstance(one.value, bool) else f"{one.value}")
        named[written if written not in named else f"{written} ({place + 1})"] = one.value
    return Variants(named)


def rollout_of(flag: Flag, rep: FlagRep, as_of: datetime, others: Mapping[str, FlagRep]) -> Rollout:
    """A flag with its environments, each as far as what it depends on there lets it.

    others: the flags it may depend on, by key, as far as known.
    """
    if flag.archived:
        return Rollout(flag, (), as_of)
    variants = variants_of(rep)
    above = {key: one for key, one in others.items() if key != rep.key}
    known = {
        key: rollout_of(replace(flag, key=key), above[key], as_of, above) for key in parents_of(rep) & above.keys()
    }
    environments: list[Environment] = []
    parents: dict[Parent, None] = {}
    for name, one in (rep.environments or {}).items():
        needed = tuple(_parents(one, above))
        alone = Rollout(flag, (_environment(name, one, variants, above),), as_of, parents=needed)
        environments += with_parents(alone, known).environments
        parents.update(dict.fromkeys(needed))
    partial = () if rep.environments is not None else ("its environments",)
    return Rollout(flag, tuple(environments), as_of, variants.switch, tuple(parents), partial)


def parents_of(rep: FlagRep) -> frozenset[str]:
    """The keys of the flags it depends on anywhere."""
    configured = (rep.environments or {}).values()
    return frozenset(one.key for environment in configured for one in environment.prerequisites or ())


def _parents(written: Configuration, others: Mapping[str, FlagRep]) -> Iterator[Parent]:
    for one in written.prerequisites or ():
        variants = [*variants_of(others[one.key]).values.items()] if one.key in others else []
        name, value = (
            variants[one.variation] if one.variation < len(variants) else (f"variation {one.variation + 1}", "")
        )
        yield Parent(one.key, on=value) if isinstance(value, bool) else Parent(one.key, variants=(name,))


def _environment(name: str, written: Configuration, variants: Variants, others: Mapping[str, FlagRep]) -> Environment:
    plain = Environment(name, "off", production=name.lower() in PRODUCTION)
    try:
        otherwise = off_audience(written, variants)
        audience = audience_of(written, variants) if written.on else otherwise
    except Unreadable:
        return replace(plain, state="unknown")
    if audience is None:
        return replace(plain, state="code")
    live = replace(plain, state="live", audience=audience)
    if written.on and written.prerequisites:
        return _depending(live, plain, written, otherwise, others)
    return live if written.on or not variants.switch or live.enabled else plain


def _depending(
    live: Environment,
    plain: Environment,
    written: Configuration,
    otherwise: Audience | None,
    others: Mapping[str, FlagRep],
) -> Environment:
    """One that is on only where others are as needed: whoever they are not for gets what is given while it is off."""
    if otherwise is None or reaches_anybody(otherwise):
        return replace(plain, state="unknown")
    switched_off = (
        one.key in others and not (others[one.key].environments or {}).get(live.name, Configuration()).on
        for one in written.prerequisites or ()
    )
    return replace(plain, state="held") if any(switched_off) else live


def changes_of(entries: Iterable[Entry], project: str) -> Iterator[Change]:
    """What the audit log says was done to the flags of a project; it does not say what was before."""
    for entry in entries:
        at = moment(entry.date)
        for one in touched(entry):
            if one.project == project and at is not None:
                said = entry.title_verb or "changed"
                yield Change(ref_of_key(one.key), one.key, one.environment, at, entry.by, "", said, _turns(said))


def _turns(said: str) -> Literal["on", "off", ""]:
    return "on" if "turned on" in said else "off" if "turned off" in said else ""
