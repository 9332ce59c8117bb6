"""The people of the workspace by their User in the catalog, with how present each is today.

Who is who is read from the whole list of members, seldom, which also says how present each was then; later the status
and do-not-disturb of whoever is asked about, do-not-disturb of many in one call. Source: Slack's "users.list",
"dnd.info", "dnd.teamInfo", "Rate limits".
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from bot.people import person_of
from bot.slack.identity import Identity
from bot.slack.lately import Lately
from bot.slack.people import People
from bot.slack.web import SlackError, SlackUnreachable, Web
from bot.users import Users
from catalog_client import EntityRef
from handlers.people import Person

_log = logging.getLogger(__name__)

_PAGE: Final = 500
_MOST_PAGES: Final = 200
_LISTED_FOR: Final = 3600.0
"""Seconds; who is new or gone is seen after this."""
_REST: Final = 30.0
"""Seconds until a list that could not be read is asked for again."""
_QUIET_FOR: Final = timedelta(minutes=5)
_QUIET_AT_ONCE: Final = 50
"""Source: Slack's "dnd.teamInfo": users a call."""
_MOST: Final = 5_000


@dataclass(frozen=True, slots=True)
class _Workspace:
    web: Web
    us: Identity
    people: People
    clock: Callable[[], float]
    quiet: Lately[Person]


@dataclass(frozen=True, slots=True)
class _Listed:
    members: tuple[Person, ...]


class Roster:
    """Joins Users with the workspace, once it has met it. users: how people are joined to the catalog right now."""

    def __init__(self, users: Callable[[], Users]) -> None:
        self._users = users
        self._workspace: _Workspace | None = None
        self._listed: _Listed | None = None
        self._reads_at = float("-inf")
        self._failed: SlackError | None = None
        self._joined: tuple[Users, _Listed, Mapping[EntityRef, Person]] | None = None
        self._reading = asyncio.Lock()

    def meet(self, web: Web, us: Identity, people: People, clock: Callable[[], float]) -> None:
        """From now on, ask Slack. clock: seconds, monotonic."""
        self._workspace = _Workspace(web, us, people, clock, Lately(_MOST, _QUIET_FOR, clock))

    def user_of(self, email: str, name: str, slack_id: str = "") -> EntityRef | None:
        """The User in the catalog, by whichever of these is known."""
        return self._users().ref_of(Person(slack_id, name, email=email))

    async def person(self, user: EntityRef | None, email: str = "", slack_id: str = "") -> Person | None:
        """The person in Slack; None when Slack has nobody for them. Whom Slack does not tell of now is a bare name."""
        if self._workspace is None:
            return None
        try:
            found = slack_id or await self._id_of(self._workspace, user, email)
        except SlackError as error:
            _log.warning("Slack does not list its members: %s", error)
            return Person("", user.name if user is not None else email)
        return await self._present(self._workspace, found) if found else None

    async def people(self, users: Sequence[EntityRef]) -> Mapping[EntityRef, Person | None]:
        """The same for each of several, in as few calls as it takes."""
        if self._workspace is None:
            return dict.fromkeys(users)
        slack = self._workspace
        try:
            listed = self._by_user(await self._members(slack))
        except SlackError as error:
            _log.warning("Slack does not list its members: %s", error)
            return {user: Person("", user.name) for user in users}
        known = await slack.people.among(listed[user].slack_id for user in users if user in listed)
        quiet = await _quiet_of(slack, [one.slack_id for one in known.values() if one.standing == "member"])
        return {user: _with(known.get(listed[user].slack_id), quiet) if user in listed else None for user in users}

    async def _id_of(self, slack: _Workspace, user: EntityRef | None, email: str) -> str:
        listed = await self._members(slack)
        if user is not None and (known := self._by_user(listed).get(user)) is not None:
            return known.slack_id
        same = (one.slack_id for one in listed.members if email and one.email.lower() == email.lower())
        return next(same, "")

    async def _members(self, slack: _Workspace) -> _Listed:
        """The list, read again now and then; while Slack does not give it, the last one. Raises: SlackError."""
        async with self._reading:
            if slack.clock() >= self._reads_at:
                self._reads_at = slack.clock() + _REST
                self._failed = await self._read(slack)
            if self._listed is None:
                raise self._failed or SlackUnreachable("users.list")
            return self._listed

    async def _read(self, slack: _Workspace) -> SlackError | None:
        """Read the list; what went wrong, if it did."""
        try:
            self._listed = _Listed(await _everybody(slack))
            slack.people.listed(self._listed.members)
        except SlackError as error:
            return error
        self._reads_at = slack.clock() + _LISTED_FOR
        return None

    def _by_user(self, listed: _Listed) -> Mapping[EntityRef, Person]:
        users = self._users()
        if self._joined is None or self._joined[0] is not users or self._joined[1] is not listed:
            gone_first = sorted(listed.members, key=lambda one: one.standing != "deactivated")
            pairs = ((users.ref_of(person), person) for person in gone_first)
            self._joined = users, listed, {ref: person for ref, person in pairs if ref is not None}
        return self._joined[2]

    async def _present(self, slack: _Workspace, slack_id: str) -> Person | None:
        person = await slack.people.person(slack_id)
        if person is None or person.standing != "member":
            return person
        return _with(person, {slack_id: slack.quiet.get(slack_id) or await _quiet(slack, slack_id)})


def _with(person: Person | None, quiet: Mapping[str, Person]) -> Person | None:
    """A person with when they are not to be disturbed, where that is known."""
    if person is None or person.slack_id not in quiet:
        return person
    known = quiet[person.slack_id]
    return replace(person, quiet_from=known.quiet_from, quiet_until=known.quiet_until)


async def _everybody(slack: _Workspace) -> tuple[Person, ...]:
    """All members. Raises: SlackError."""
    found: list[Person] = []
    cursor = ""
    for _ in range(_MOST_PAGES):
        answer = await slack.web.read("users.list", limit=str(_PAGE), **({"cursor": cursor} if cursor else {}))
        members = answer.get("members")
        read = [one for one in members if isinstance(one, Mapping)] if isinstance(members, list) else []
        found += [person_of(one, slack.us.team_id, slack.us.enterprise_id) for one in read]
        cursor = _cursor(answer)
        if not cursor:
            break
    return tuple(found)


def _cursor(answer: Mapping[str, Any]) -> str:
    more = answer.get("response_metadata")
    return str(more.get("next_cursor") or "") if isinstance(more, Mapping) else ""


async def _quiet_of(slack: _Workspace, ids: Sequence[str]) -> Mapping[str, Person]:
    """When each of these is not to be disturbed, as far as Slack tells."""
    known = {one: quiet for one in ids if (quiet := slack.quiet.get(one)) is not None}
    unknown = [one for one in ids if one not in known]
    for start in range(0, len(unknown), _QUIET_AT_ONCE):
        asked = unknown[start : start + _QUIET_AT_ONCE]
        try:
            answer = await slack.web.read("dnd.teamInfo", users=",".join(asked))
        except SlackError as error:
            _log.warning("Slack does not say who is not to be disturbed: %s", error)
            break
        told = answer.get("users")
        for one, dnd in told.items() if isinstance(told, Mapping) else ():
            known[one] = person_of({"id": one, "dnd": dnd})
            slack.quiet.keep(one, known[one])
    return known


async def _quiet(slack: _Workspace, slack_id: str) -> Person:
    """Somebody's do-not-disturb, as far as Slack tells."""
    try:
        dnd = await slack.web.read("dnd.info", user=slack_id)
    except SlackError as error:
        _log.warning("Slack does not say whether %s is not to be disturbed: %s", slack_id, error)
        return Person(slack_id, "")
    quiet = person_of({"id": slack_id, "dnd": dnd})
    slack.quiet.keep(slack_id, quiet)
    return quiet
