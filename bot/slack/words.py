"""What we say about Slack itself: to whom we may not answer, what a button no longer does. All written by us."""

from typing import Any, Final

from handlers.kit import MOST_BLOCKS, MOST_VALUE, Block, Message, escape, label, section
from handlers.people import Person

SHARE: Final = "share"
"""Action id of the button under a private answer that posts question and answer in the channel."""
QUESTION: Final = "question"
"""Block id of the line that says who asked what."""

NONE_OF_THESE: Final = "None of these, then. Write more of the name, or paste a link to it, and I will look again."
OLD_BUTTON: Final = "I no longer know what this button asks. Please ask me in words."
NOTHING_TO_READ: Final = "There is no text in that message for me to look through."
NOT_ONE_OF_US: Final = "I answer members of this workspace only. Please ask somebody in it to look this up for you."
NO_GUESTS: Final = "I do not answer guests of this workspace. Please ask a full member to look this up for you."
WHO_ARE_YOU: Final = (
    "I could not check with Slack who you are, so I kept the answer back. Please ask again in a minute."
)
SHARED_CHANNEL: Final = (
    "People from outside can read this channel, so I keep the catalog out of it. "
    "Please ask me in a direct message, or with /reverb."
)
UNKNOWN_CHANNEL: Final = (
    "I could not check who reads this channel, so I kept the answer back. "
    "Please invite me to it with /invite, and try again."
)
INVITE_ME: Final = "I am not in this channel yet. Please invite me to it with /invite, and share again."
INVITE_TO_PICK: Final = (
    "Who is picked is for all to see, and I am not in this channel yet. "
    "Please invite me to it with /invite, and ask again."
)
NO_PICK_HERE: Final = (
    "Who is picked is for all to see, and people from outside can read this channel. Please ask in another one."
)
PING_IN_PUBLIC: Final = (
    "Only you see this answer, so a ping in it would reach nobody. Please ask again in the channel, and ping there."
)
ASKING: Final = "One moment, I am still asking…"

_MOST_QUESTION: Final = 300


def sentence(text: str) -> Message:
    """One sentence of ours as a message."""
    return Message(text, (section(escape(text)),))


def with_share_button(message: Message, question: str) -> Message:
    """A private answer with the button that shares it, where question and button fit."""
    if len(question) > MOST_VALUE or len(message.blocks) >= MOST_BLOCKS:
        return message
    button = {"type": "button", "action_id": SHARE, "text": label("Share in channel"), "value": question}
    return Message(message.text, (*message.blocks, {"type": "actions", "block_id": SHARE, "elements": [button]}))


def question_block(asker: Person, question: str) -> Block:
    """The line that says who asked what; as plain text, in which nothing can ping or link."""
    return {
        "type": "context",
        "block_id": QUESTION,
        "elements": [{"type": "plain_text", "text": asked_aloud(asker, question), "emoji": False}],
    }


def asked_aloud(asker: Person, question: str) -> str:
    shown = question if len(question) <= _MOST_QUESTION else question[: _MOST_QUESTION - 1] + "…"
    return f"{asker.name or 'Somebody'} asked: {shown}"


def questions_of(message: Any) -> tuple[Block, ...]:
    """The line that says who asked what, in a message as Slack sends it back; empty where there is none."""
    blocks = message.get("blocks") if isinstance(message, dict) else None
    return tuple(block for block in blocks or () if isinstance(block, dict) and block.get("block_id") == QUESTION)
