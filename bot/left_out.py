"""Joins what is said of people beside a question about a pick with the people of the team it is from. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from bot.absentees import Remark, absentees, remarks
from bot.folding import key_of, words_of
from bot.heard import PICKS
from bot.hearing import USER, Token, hear
from bot.meant import Meant
from bot.naming import EXACT
from bot.resolution import offered
from bot.resolve import Found, Unclear
from bot.scene import Scene
from bot.users import teams_of
from catalog_client import EntityRef, Snapshot
from handlers.roster import team_of

_OF_PEOPLE: Final = frozenset({"pick_odds", "pick_history"})


def leaving_out(meant: Iterable[Meant], said: Iterable[Remark], scene: Scene) -> tuple[Meant, ...]:
    """Picks leave out whoever is surely named, whatever the team."""
    named = [ref for remark in said for name in remark.names if (ref := _surely(name, scene)) is not None]
    return tuple(_with(one, named) if named and one.kind == "pick" else one for one in meant)


def _surely(name: Sequence[Token], scene: Scene) -> EntityRef | None:
    if name[0].kind == USER:
        return scene.people.get(name[0].text)
    words = tuple(word for token in name for word in words_of(token.word))
    if words in {("me",), ("i",), ("myself",)}:
        return scene.asker
    people = {hit.ref for hit in scene.names.exactly(key_of(words)) if hit.ref.kind == "user"}
    return people.pop() if len(people) == 1 else None


def _with(meant: Meant, named: Iterable[EntityRef]) -> Meant:
    excluded = dict.fromkeys([*_excluded(meant), *map(str, named)])
    return replace(meant, slots={**meant.slots, "exclude": tuple(excluded)})


def _excluded(meant: Meant) -> tuple[str, ...]:
    known = meant.slots.get("exclude", ())
    return known if isinstance(known, tuple) else (str(known),)


def with_left_out(meant: tuple[Meant, ...], text: str, scene: Scene, catalog: Snapshot) -> tuple[Meant, ...]:
    """Picks leave out whoever is named so; a name that nobody of the team has is kept to be told of.

    A swap gets the person it is with, and what is asked of a person is asked of their team.
    """
    meant = tuple(_swapping(one, scene, catalog) if one.kind == "pick_swap" else one for one in meant)
    meant = tuple(_in_their_team(one, scene, catalog) if one.kind in _OF_PEOPLE else one for one in meant)
    if all(one.kind != "pick" for one in meant):
        return meant
    names = [name for remark in remarks(hear(text)) for name in remark.names]
    return tuple(_without(one, names, scene, catalog) if names and one.kind == "pick" else one for one in meant)


def _in_their_team(meant: Meant, scene: Scene, catalog: Snapshot) -> Meant:
    """What is asked of a person, asked of the team they take turns in: that of the thread, else the one they are in."""
    match meant.subjects:
        case (Found(ref),) if ref.kind == "user":
            teams, topic = teams_of(ref, catalog), scene.topic
            picked = {one for asked in (topic.asks if topic else ()) if asked.kind in PICKS for one in asked.entities}
            fitting = [one for one in teams if one in picked] or teams
            slots = {**meant.slots, "of": str(ref)}
            team = Found(fitting[0], EXACT, "the team they are in") if len(fitting) == 1 else None
            if fitting:
                subjects = (team or Unclear(offered(fitting), "the teams they are in"),)
                return replace(meant, subjects=subjects, slots=slots, words="")
    return meant


def _swapping(meant: Meant, scene: Scene, catalog: Snapshot) -> Meant:
    """With whom somebody wants to swap, where one of the team is meant."""
    name = hear(str(meant.slots.get("named", "")))
    others = _members(meant, scene, catalog)
    found = absentees([name] if name else [], others, scene.people, scene.asker).refs
    return replace(meant, slots={**meant.slots, "with": str(found[0])}) if len(found) == 1 else meant


def _members(meant: Meant, scene: Scene, catalog: Snapshot) -> dict[EntityRef, tuple[tuple[str, ...], ...]]:
    """The people of the team a question is about, with the words of their names."""
    teams = (team_of(catalog, one.ref) for one in meant.subjects if isinstance(one, Found))
    return {ref: scene.names.forms_of(ref) for team in teams if team is not None for ref in team.members}


def _without(meant: Meant, names: Iterable[tuple[Token, ...]], scene: Scene, catalog: Snapshot) -> Meant:
    before = tuple(map(EntityRef.parse, _excluded(meant)))
    members = _members(meant, scene, catalog)
    found = absentees(names, members | {ref: scene.names.forms_of(ref) for ref in before}, scene.people, scene.asker)
    with_refs = _with(meant, found.refs) if found.refs else meant
    if not (found.unknown and members):
        return with_refs
    return replace(with_refs, slots={**with_refs.slots, "unknown": ", ".join(found.unknown)})
