"""The people of a workspace whose members were read from a file, joined with the catalog. Pure."""

from collections.abc import Callable, Mapping, Sequence

from bot.users import Users
from catalog_client import EntityRef
from handlers.people import Person


class Acquaintances:
    """Knows everybody at once. users: how people are joined to the catalog right now."""

    def __init__(self, people: Sequence[Person], users: Callable[[], Users]) -> None:
        self._people = tuple(people)
        self._users = users
        self._joined: tuple[Users, dict[EntityRef, Person]] | None = None

    def user_of(self, email: str, name: str, slack_id: str = "") -> EntityRef | None:
        """The User in the catalog, by whichever of these is known."""
        return self._users().ref_of(Person(slack_id, name, email=email))

    async def person(self, user: EntityRef | None, email: str = "", slack_id: str = "") -> Person | None:
        """The person in Slack; where a User could be several, the one who is still there."""
        if slack_id:
            return next((one for one in self._people if one.slack_id == slack_id), None)
        if user is not None and (found := self._by_user().get(user)) is not None:
            return found
        return next((one for one in self._people if email and one.email.lower() == email.lower()), None)

    async def people(self, users: Sequence[EntityRef]) -> Mapping[EntityRef, Person | None]:
        """The people in Slack that these Users are."""
        return {user: self._by_user().get(user) for user in users}

    def _by_user(self) -> dict[EntityRef, Person]:
        users = self._users()
        if self._joined is None or self._joined[0] is not users:
            gone_first = sorted(self._people, key=lambda one: one.standing != "deactivated")
            pairs = ((users.ref_of(person), person) for person in gone_first)
            self._joined = users, {ref: person for ref, person in pairs if ref is not None}
        return self._joined[1]
