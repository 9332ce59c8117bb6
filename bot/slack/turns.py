"""A turn from beginning to end: taken once, by one process; admitted; answered; posted. The listener's edge is here.

Whatever goes wrong on the way is caught in one place, logged under a reference, and told to the person.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol

from msgspec.structs import replace

from bot.reply import Reply
from bot.slack.admission import refused_channel, refused_person
from bot.slack.channels import Channel, Channels
from bot.slack.markup import mentioned, read_aloud
from bot.slack.people import People
from bot.slack.place import InPlaceOf, InThread, Place, after, aside, is_private
from bot.slack.post import Post
from bot.slack.turn import Asks, Note, Share, Turn, Words
from bot.slack.utterance import thread_key, utterance
from bot.slack.web import SlackError, SlackRefused
from bot.slack.words import (
    ASKING,
    INVITE_ME,
    INVITE_TO_PICK,
    NO_PICK_HERE,
    SHARED_CHANNEL,
    WHO_ARE_YOU,
    asked_aloud,
    question_block,
    sentence,
    with_share_button,
)
from bot.utterance import Utterance
from handlers.asked import Asked
from handlers.kit import Message
from handlers.people import Person
from handlers.type_ahead import Offer

_log = logging.getLogger(__name__)

_NOT_INSIDE: Final = frozenset({"not_in_channel", "channel_not_found"})


Replying = Callable[[], Coroutine[Any, Any, Reply]]
"""Answers what is understood already."""
_Answering = Callable[[], Coroutine[Any, Any, None]]


class Conversation(Protocol):
    """What answers."""

    async def understood(self, said: Utterance) -> Replying:
        """What answers `said`. Until that is called nothing is changed anywhere."""
        ...

    async def press(self, asks: Sequence[Asked], said: Utterance) -> Reply: ...

    def is_for_all(self, said: Utterance, asks: Sequence[Asked] = ()) -> bool: ...

    async def suggest(self, asked: Asked, typed: str) -> tuple[Offer, ...]: ...


class Answered(Protocol):
    """What was answered already, by any of the processes that share the work."""

    async def first(self, event_id: str) -> bool:
        """Whether nobody has asked about `event_id` before."""
        ...


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave.

    apology: an error, and the reference it is logged under, as a message for people.
    guests: whether guests of the workspace are answered.
    slow: how long a public answer may take before we say that we are on it.
    """

    apology: Callable[[BaseException, str], Message]
    new_reference: Callable[[], str]
    now: Callable[[], datetime]
    guests: bool = False
    slow: timedelta = timedelta(seconds=2.5)


class Turns:
    """Answers turns."""

    def __init__(
        self,
        conversation: Conversation,
        answered: Answered,
        people: People,
        channels: Channels,
        post: Post,
        manners: Manners,
    ) -> None:
        self._conversation = conversation
        self._answered = answered
        self._people = people
        self._channels = channels
        self._post = post
        self._manners = manners

    async def take(self, turn: Turn) -> None:
        """Answer `turn`, unless it was answered before. Raises nothing."""
        await self._at_the_edge(self._once(turn), after(turn.place) if turn.addressed else None)

    async def _at_the_edge(self, work: Awaitable[None], place: Place | None) -> None:
        """Do `work`; if it fails, say so at `place`. Where people talk among themselves, at none."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the one place where everything unexpected ends
            reference = self._manners.new_reference()
            _log.error("A turn failed, reference %s", reference, exc_info=error)
            if place is not None:
                await self._apologise(self._manners.apology(error, reference), place)

    async def _apologise(self, apology: Message, place: Place) -> None:
        try:
            await self._post.put(apology, place)
        except SlackError as error:
            _log.error("The apology could not be posted either: %s", error)

    async def _once(self, turn: Turn) -> None:
        """Answer `turn`, if nobody did before; while that is being asked, it is admitted and understood."""
        claiming = asyncio.create_task(self._claimed(turn.keys))
        try:
            await asyncio.sleep(0)  # it sets out now, and what this process answered itself is known at once
            if claiming.done() and not claiming.result():
                return
            try:
                answering = await self._admitted(turn)
            except Exception:
                if await claiming:
                    raise
                return
            if await claiming:
                await answering()
        finally:
            claiming.cancel()

    async def _claimed(self, keys: Sequence[str]) -> bool:
        """Whether what these keys identify is ours to answer."""
        for key in keys:
            # Who lost one key must not take the next, or two deliveries of one message would each stop the other.
            if not await self._answered.first(key):
                return False
        return True

    async def _admitted(self, turn: Turn) -> _Answering:
        """What answers `turn`, or says why nothing does. Until that is called nothing is changed anywhere."""
        asker, channel = await self._people.person(turn.user), await self._channels.channel(turn.channel)
        refused = refused_person(asker, self._manners.guests)
        if refused is None and (isinstance(turn.move, Share) or not is_private(turn.place)):
            refused = refused_channel(turn.is_shared, channel)
        if asker is None or refused is not None:
            return partial(self._refuse, turn, refused or WHO_ARE_YOU)
        if isinstance(turn.move, Words) and not is_private(turn.place):
            replying = await self._conversation.understood(
                await self._utterance(turn, turn.move.text, asker, channel)
            )
            return lambda: self._say(turn, replying(), channel)
        return partial(self._answer, turn, asker, channel)

    async def _refuse(self, turn: Turn, why: str) -> None:
        if turn.addressed:
            await self._post.put(sentence(why), aside(turn.place, turn.user))

    async def _answer(self, turn: Turn, asker: Person, channel: Channel | None) -> None:
        match turn.move:
            case Note(text):
                await self._post.put(sentence(text), turn.place)
            case Words(text):
                said = await self._utterance(turn, text, asker, channel)
                if self._conversation.is_for_all(said):
                    await self._aloud(turn, text, asker, channel)
                    return
                replying = await self._conversation.understood(said)
                await self._say(turn, replying(), channel)
            case Asks(asks, label):
                said = await self._utterance(turn, "", asker, channel)
                if is_private(turn.place) and self._conversation.is_for_all(said, asks):
                    await self._aloud(turn, label, asker, channel, asks)
                    return
                await self._say(turn, self._conversation.press(asks, said), channel)
            case Share(question):
                if await self._publish(turn, question, asker, channel, invite=INVITE_ME):
                    await self._post.withdraw(turn.place)

    async def _utterance(self, turn: Turn, text: str, asker: Person, channel: Channel | None) -> Utterance:
        people = await self._people.among(mentioned(text))
        return utterance(turn, text, asker, people, channel.name if channel else "", self._manners.now())

    async def _say(self, turn: Turn, replying: Coroutine[Any, Any, Reply], channel: Channel | None) -> None:
        """Post the reply; while it takes long, a word that it is on its way, which the reply then replaces."""
        task = asyncio.get_running_loop().create_task(replying)
        try:
            await asyncio.sleep(0)  # what waits for nobody is answered now
            if task.done() or not isinstance(turn.place, InThread) or not turn.addressed:
                await self._finish(task, turn, channel)
                return
            done, _ = await asyncio.wait({task}, timeout=self._manners.slow.total_seconds())
            if done:
                await self._finish(task, turn, channel)
                return
            ts = await self._post.put(sentence(ASKING), turn.place)
            place = InPlaceOf(turn.place.channel, ts, turn.place.thread_ts)
            await self._at_the_edge(self._finish(task, replace(turn, place=place), channel, to_all=True), place)
        finally:
            task.cancel()

    async def _finish(
        self, replying: Awaitable[Reply], turn: Turn, channel: Channel | None, *, to_all: bool = False
    ) -> None:
        """Post the reply. to_all: whether it takes the place of a word of ours, which must not stay."""
        reply = await replying
        message = reply.message
        if message is None:
            return
        if turn.shareable and reply.status == "answered" and not (channel and channel.is_shared):
            message = with_share_button(message, turn.shareable)
        place = aside(turn.place, turn.user) if reply.aside and not to_all else turn.place
        await self._post.put(message, place)
        if reply.call is not None and not is_private(turn.place):
            await self._post.put(reply.call, after(turn.place))

    async def _aloud(
        self, turn: Turn, question: str, asker: Person, channel: Channel | None, asks: Sequence[Asked] = ()
    ) -> None:
        """Answer for all to see what was asked privately; where that can not be, not at all."""
        if refused := refused_channel(turn.is_shared, channel):
            known = NO_PICK_HERE if refused == SHARED_CHANNEL else refused
            await self._post.put(sentence(known), after(turn.place))
            return
        await self._publish(turn, question, asker, channel, asks, invite=INVITE_TO_PICK)

    async def _publish(
        self,
        turn: Turn,
        question: str,
        asker: Person,
        channel: Channel | None,
        asks: Sequence[Asked] = (),
        *,
        invite: str,
    ) -> bool:
        """Post question and answer as one message, with a thread that is ready for follow-ups; whether that was done.

        A thread is known by the time of its first message, so the question is posted first and the answer joins it.
        asks: what is asked, where that was understood already. invite: what is said where we are no member.
        """
        aloud = read_aloud(question, await self._people.among(mentioned(question)))
        asked = Message(asked_aloud(asker, aloud), (question_block(asker, aloud),))
        try:
            ts = await self._post.put(asked, InThread(turn.channel, ""))
        except SlackRefused as refused:
            if refused.error not in _NOT_INSIDE:
                raise
            await self._post.put(sentence(invite), after(turn.place))
            return False
        place = InPlaceOf(turn.channel, ts, ts, asked.blocks)
        public = replace(turn, place=place, thread=thread_key(turn.channel, ts), begins=True, shareable="")
        said = await self._utterance(public, "" if asks else question, asker, channel)
        replying = self._conversation.press(asks, said) if asks else self._replied(said)
        await self._at_the_edge(self._finish(replying, public, channel), place)
        return True

    async def _replied(self, said: Utterance) -> Reply:
        return await (await self._conversation.understood(said))()
