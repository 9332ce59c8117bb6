"""The questions, one file per kind, and their table of contents: what exists is what is listed here."""

from typing import Final

from handlers.about import ABOUT
from handlers.aliases import ALIASES, FORGET, REMEMBER
from handlers.apis import APIS, CONSUMERS
from handlers.belongings import OWNED
from handlers.contact import CONTACT
from handlers.dependencies import DEPENDENCIES, DEPENDENTS
from handlers.help import help_question
from handlers.links import LINKS
from handlers.my_oncall import MY_ONCALL
from handlers.notetaker import PICK
from handlers.oncall import ONCALL
from handlers.oncall_next import ONCALL_NEXT
from handlers.ownership import OWNER
from handlers.pick_buttons import PICK_BUTTONS
from handlers.pick_history import PICK_HISTORY
from handlers.pick_notes import PICK_NOTES
from handlers.pick_odds import PICK_ODDS
from handlers.ping import PING
from handlers.question import AnyQuestion
from handlers.rollout import ROLLOUT
from handlers.rollout_changes import ROLLOUT_CHANGES
from handlers.rollouts import ROLLOUTS
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
    ALIASES,
    STATUS,
)
_OF_OTHER_SOURCES: Final[tuple[AnyQuestion, ...]] = (
    ONCALL,
    ONCALL_NEXT,
    MY_ONCALL,
    ROLLOUT,
    ROLLOUTS,
    ROLLOUT_CHANGES,
    PICK,
    PICK_HISTORY,
    PICK_ODDS,
)
_ABOUT_THINGS: Final = (*_OF_THE_CATALOG, *_OF_OTHER_SOURCES)

QUESTIONS: Final[tuple[AnyQuestion, ...]] = (*_ABOUT_THINGS, help_question(_ABOUT_THINGS))
"""Every kind of question, in order of precedence."""

BUTTONS: Final[tuple[AnyQuestion, ...]] = (PING, REMEMBER, FORGET, *PICK_BUTTONS, PICK_NOTES)
"""What only buttons ask; nobody says these in words, so they have no phrases."""
