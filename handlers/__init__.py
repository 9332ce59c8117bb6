"""The questions, one file per kind, and their table of contents: what exists is what is listed here."""

from typing import Final

from handlers.about import ABOUT
from handlers.apis import APIS, CONSUMERS
from handlers.belongings import OWNED
from handlers.contact import CONTACT
from handlers.dependencies import DEPENDENCIES, DEPENDENTS
from handlers.help import help_question
from handlers.links import LINKS
from handlers.ownership import OWNER
from handlers.question import AnyQuestion
from handlers.search import SEARCH
from handlers.status import STATUS
from handlers.teams import MEMBERS, MEMBERSHIPS

_OF_THE_CATALOG: Final[tuple[AnyQuestion, ...]] = (
    OWNER,
    OWNED,
    MEMBERS,
    MEMBERSHIPS,
    CONTACT,
    LINKS,
    DEPENDENCIES,
    DEPENDENTS,
    APIS,
    CONSUMERS,
    SEARCH,
    ABOUT,
    STATUS,
)

QUESTIONS: Final[tuple[AnyQuestion, ...]] = (*_OF_THE_CATALOG, help_question(_OF_THE_CATALOG))
"""Every kind of question, in order of precedence."""
