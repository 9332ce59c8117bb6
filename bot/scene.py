"""What surrounds a message: who asks, in which team and channel, and whom it mentions."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

import msgspec

from bot.names import Names
from bot.reply import Topic
from catalog_client import EntityRef

_NOBODY: Mapping[str, EntityRef] = MappingProxyType({})


class Scene(msgspec.Struct, frozen=True):
    """Everything besides the words that a message may lean on.

    asker: the asker's User; teams: the groups that User is a direct member of.
    here: whose channel this is: groups or components.
    people: mentioned people's Users, by Slack id.
    topic: what the thread was last about; topic_teams: the groups that belong to that (its owners, a person's teams).
    addressed: whether the message is meant for us.
    goes_on: whether we only take it for that because whoever we answered last says more, before anybody else spoke.
    returns: whether whoever we answered last says more after others spoke; it may be meant for them, or for us.
    """

    names: Names
    now: datetime
    zone: tzinfo
    asker: EntityRef | None = None
    teams: tuple[EntityRef, ...] = ()
    here: tuple[EntityRef, ...] = ()
    people: Mapping[str, EntityRef] = _NOBODY
    topic: Topic | None = None
    topic_teams: tuple[EntityRef, ...] = ()
    addressed: bool = True
    goes_on: bool = False
    returns: bool = False
