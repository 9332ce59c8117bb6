"""How each kind of question is put in English.

What separates two kinds is decided between them (`who is on call for X`, `who is next on call for X`), so all built-in
phrasings stand here side by side. A question that another package brings has its own `phrases`, in the same
notation: `{entity}` what it is about, `[may be left out]`, `(this|or that)`, `<class>` any word of a class, `^` only at the beginning of a clause, `_` up to
three words. Articles, courtesies and greetings are taken out before. The longest match counts; a phrase whose first
word opens no question or request only counts where what it is about is sure.
"""

from collections.abc import Mapping
from typing import Final

from bot.phrasing.classes import CLASSES
from bot.phrasing.oncall import ONCALL
from bot.phrasing.ourselves import OURSELVES
from bot.phrasing.people import PEOPLE
from bot.phrasing.picks import PICKS
from bot.phrasing.relations import RELATIONS
from bot.phrasing.rollouts import ROLLOUTS
from bot.phrasing.subjects import SUBJECTS
from bot.phrasing.things import THINGS

__all__ = ["CLASSES", "PHRASES", "SUBJECTS"]

_ALL: Final = THINGS | RELATIONS | PEOPLE | ONCALL | ROLLOUTS | PICKS | OURSELVES
_ORDER: Final = (
    "owner",
    "owned",
    "members",
    "memberships",
    "contact",
    "about",
    "links",
    "dependencies",
    "apis",
    "consumers",
    "dependents",
    "search",
    "oncall",
    "oncall_next",
    "my_oncall",
    "rollout",
    "rollouts",
    "rollout_changes",
    "pick",
    "pick_history",
    "pick_odds",
    "help",
    "status",
    "aliases",
)

PHRASES: Final[Mapping[str, tuple[str, ...]]] = {kind: _ALL[kind] for kind in _ORDER}
"""Kind of question -> its phrases. Where phrases of two kinds match as well, the earlier kind counts."""
