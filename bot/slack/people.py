"""The people who talk to us, as Slack knows them."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from bot.people import person_of
from bot.slack.identity import Identity
from bot.slack.lately import Lately
from bot.slack.web import SlackError, Web
from handlers.people import Person

_log = logging.getLogger(__name__)

_MOST: Final = 5_000
_KNOWN_FOR: Final = timedelta(minutes=10)
_AT_ONCE: Final = 8


class People:
    """Looks people up, and remembers them until Slack says that they changed.

    clock: seconds, monotonic.
    """

    def __init__(self, web: Web, us: Identity, clock: Callable[[], float]) -> None:
        self._web = web
        self._us = us
        self._known: Lately[Person] = Lately(_MOST, _KNOWN_FOR, clock)

    async def person(self, user: str) -> Person | None:
        """The person with this Slack id; None when Slack does not say who that is."""
        if (known := self._known.get(user)) is not None:
            return known
        try:
            answer = await self._web.read("users.info", user=user)
        except SlackError as error:
            _log.warning("Slack does not say who %s is: %s", user, error)
            return None
        member = answer.get("user")
        if not isinstance(member, Mapping):
            return None
        found = person_of(member, self._us.team_id, self._us.enterprise_id)
        self._known.keep(user, found)
        return found

    async def among(self, users: Iterable[str]) -> Mapping[str, Person]:
        """Those of `users` of whom Slack says who they are, by id."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def look(user: str) -> Person | None:
            async with places:
                return await self.person(user)

        ids = tuple(dict.fromkeys(users))
        if not ids:
            return {}
        found = zip(ids, await asyncio.gather(*map(look, ids)), strict=True)
        return {user: person for user, person in found if person is not None}

    def changed(self, member: Mapping[str, Any]) -> None:
        """Know somebody by what Slack says of them by itself; ask about them again where that is not all."""
        found = person_of(member, self._us.team_id, self._us.enterprise_id)
        if isinstance(member.get("profile"), Mapping):
            self._known.keep(found.slack_id, found)
        else:
            self._known.forget(found.slack_id)

    def listed(self, people: Iterable[Person]) -> None:
        """Know these by the list of all members, where there is room for them all."""
        every = tuple(people)
        for one in every if len(every) <= _MOST else ():
            self._known.keep(one.slack_id, one)
