"""The people who talk to us, as Slack knows them."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final

from bot.people import person_of
from bot.slack.identity import Identity
from bot.slack.lately import Lately
from bot.slack.web import SlackError, Web
from handlers.people import Person

_log = logging.getLogger(__name__)

_MOST: Final = 5_000
_KNOWN_FOR: Final = timedelta(minutes=10)


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
        found = [(user, await self.person(user)) for user in users]
        return {user: person for user, person in found if person is not None}

    def forget(self, user: str) -> None:
        """Ask Slack about `user` again next time."""
        self._known.forget(user)
