"""The words around a name: those that stand at its ends, end it, or say what is going on with it."""

from typing import Final

from bot.vocabulary import FILLERS, NOISE, PRONOUNS, STOP_WORDS

EDGES: Final = (
    STOP_WORDS
    | NOISE
    | FILLERS
    | PRONOUNS
    | frozenset(
        "and or plus also 's about regarding s re do does did has have own if when behind who what each other others "
        "lately recently before previously ever often nothing everything something anything nobody everybody "
        "two three both following below above would should could can will shall "
        "too also well no nope nah rather instead problem problems issue issues question questions trouble bug "
        "bugs itself themselves himself herself".split()
    )
)
REQUESTS: Final = frozenset(
    "owning owns maintaining running whoever list show throw toss give find tell get need want fetch search look "
    "see".split()
)
MEETINGS: Final = frozenset(
    "retro retros retrospective previous latest meeting standup today todays daily sync weekly planning demo review "
    "call session take being becoming getting scribe scribes notetaker again picked chosen "
    "notes note minutes write next time times few taking round around".split()
)
"""Words for the occasion, beside the name of a group."""
LINKS: Final = frozenset({"and", "or", "plus", "nor"})
ENDS: Final = frozenset(
    "it its everyone everybody is are was because but so while when if that which who whom i we he she they "
    "they're there has have since "
    "being lives lies as than need needs want wants cant can will would should asking where what why how not please "
    "for".split()
)
ATTRIBUTES: Final = frozenset(
    "oncall pager rota shift schedule channel runbook dashboard docs repo logs owner owners flags "
    "toggles rollouts retro odds chances".split()
)
"""What a thing has; beside its name it makes no other name."""
OF: Final = frozenset({"of", "for", "on", "in"})
PRESENT: Final = frozenset({"current", "present", "usual", "right", "latest"})
HAPPENINGS: Final = frozenset(
    "alert alerts alerting alarm alarms error errors timeout timeouts outage incident page pages ticket tickets trouble "
    "problem problems issue issues failure failures spike spikes warning warnings flapping".split()
)
"""What is reported of a thing."""
HAPPENS: Final = frozenset(
    "goes went dies died fails failed breaks broke crashes crashed returns throws gives keeps stopped stops "
    "down broken "
    "after before during burning failing dead says looks seems became gone".split()
)
