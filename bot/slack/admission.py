"""Whom we answer, and where: the catalog is for members of the workspace, and for channels only they read.

There is no single flag for "from outside"; the rule stands in `bot.people` for people and in `bot.slack.channels` for
channels. It is applied to every message and every press of a button, whatever the button says.
Source: Slack's "Understanding Slack Connect".
"""

from bot.slack.channels import Channel
from bot.slack.words import NO_GUESTS, NOT_ONE_OF_US, SHARED_CHANNEL, UNKNOWN_CHANNEL, WHO_ARE_YOU
from handlers.people import Person


def refused_person(asker: Person | None, guests: bool) -> str | None:
    """Why `asker` gets no answer, as a sentence for them; None when they do. `guests`: whether guests do."""
    if asker is None:
        return WHO_ARE_YOU
    match asker.standing:
        case "member":
            return None
        case "guest":
            return None if guests else NO_GUESTS
        case _:
            return NOT_ONE_OF_US


def refused_channel(is_shared: bool | None, channel: Channel | None) -> str | None:
    """Why nothing is posted for all to read in a channel; None when it is.

    is_shared: what the payload says. It does not know of invitations to outsiders that are pending.
    """
    if is_shared or (channel is not None and channel.is_shared):
        return SHARED_CHANNEL
    if is_shared is None and channel is None:
        return UNKNOWN_CHANNEL
    return None
