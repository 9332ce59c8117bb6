"""Why a message was understood as it was: the rule, the slots, the candidates. It is also the bug report."""

from collections.abc import Sequence
from typing import Final

from bot.reply import Reply, Topic
from bot.resolve import Found, Resolution, Unclear
from bot.understand import Meant
from handlers.asked import Asked, SlotValue
from handlers.kit import Message, Mrkdwn, code, escape, section

EXPLAIN: Final = "explain"
_RANKS: Final = {1: "its name as it stands", 2: "a form derived from its name", 3: "a near name"}


def lines_of(meant: Sequence[Meant]) -> tuple[str, ...]:
    """One line for what was asked, one for each thing it was read to be about."""
    return tuple(line for each in meant for line in _lines(each))


def _lines(meant: Meant) -> list[str]:
    slots = ", ".join(f"{name} {_said(value)}" for name, value in meant.slots.items())
    asked = f"{meant.kind}: by the phrase “{meant.rule}” ({meant.score:.1f} points)"
    return [asked + (f", with {slots}" if slots else ""), *(_about(one, meant.words) for one in meant.subjects)]


def _said(value: SlotValue) -> str:
    return " and ".join(value) if isinstance(value, tuple) else str(value)


def _about(resolution: Resolution, words: str) -> str:
    said = f"“{words}”" if words else "what it is about"
    match resolution:
        case Found(ref, rank, how):
            return f"{said}: {ref}, {how or _RANKS[rank]}"
        case Unclear(candidates, how):
            return f"{said}: {', '.join(map(str, candidates))}; {how}"
        case _:
            near = ", ".join(map(str, resolution.near)) or "nothing near"
            return f"{said}: nobody's name; near are {near}"


def explained(meant: Meant, topic: Topic | None) -> Reply:
    """The answer to "why?" under an answer."""
    lines = topic.why if topic is not None else ()
    if not lines:
        nothing = escape("There is no answer here that I could explain; ask me something first.")
        return Reply("answered", (), message=Message(nothing, (section(nothing),)))
    shown = Mrkdwn("\n".join(["This is how I read it:", *(f"• {code(line)}" for line in lines)]))
    text = "\n".join(["This is how I read it:", *lines])
    entities = tuple(one.ref for one in meant.subjects if isinstance(one, Found))
    return Reply("answered", (Asked(EXPLAIN, entities),), message=Message(text, (section(shown),)), why=lines)
