"""Stories: ready conversations that play in a workspace, to show what an app does. Pure.

Shape: one object a story, kept as a file that people read and write:

    title: A question in the night
    about: what it shows, in a sentence
    who: leila                  # the main person, by name; a page shows the story as they see it
    in: engineering             # the channel, by name; left out for a direct message with the app
    steps:
      - says: "@app who is on call"           # a new message
      - presses: Ping on-call                 # a button of the app's, in what the story has shown so far
      - replies: "Thanks!"                    # in the thread under way
        by: theo                              # another than the main person
      - presses: I'll do it
        by: whoever is named                  # whom the app's last message names first
      - types: /app who owns it               # a command
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

NAMED: Final = "whoever is named"
VERBS: Final = ("says", "replies", "presses", "types")


class BadStory(ValueError):
    """A story that cannot be played, and why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does. verb: one of `VERBS`. by: a person's name, or `NAMED`."""

    verb: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Story:
    """place: a channel's name, or empty for the direct message of `who` with the app."""

    id: str
    title: str
    about: str
    who: str
    place: str
    steps: Sequence[Step]


def story_of(id_: str, told: Mapping[str, Any]) -> Story:
    """The story that an object of the above shape tells. Raises: BadStory."""
    if unknown := set(told) - {"title", "about", "who", "in", "steps"}:
        raise BadStory(f"{id_}: a story has no {sorted(unknown)[0]}.")
    steps = told.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadStory(f"{id_}: a story has steps.")
    who = _text(id_, told, "who")
    return Story(
        id_,
        _text(id_, told, "title"),
        _text(id_, told, "about"),
        who,
        _text(id_, told, "in") if "in" in told else "",
        [_step(f"{id_}, step {number}", each, who) for number, each in enumerate(steps, 1)],
    )


def _step(where: str, told: Any, who: str) -> Step:
    verbs = [verb for verb in VERBS if isinstance(told, Mapping) and verb in told]
    if len(verbs) != 1 or set(told) - {verbs[0], "by"}:
        raise BadStory(f"{where}: a step is one of {', '.join(VERBS)}, and may say by whom.")
    return Step(verbs[0], _text(where, told, verbs[0]), _text(where, told, "by") if "by" in told else who)


def _text(where: str, told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadStory(f"{where}: {name} is a text.")
    return value.strip()
