"""The workspace: who and what is in it, and the only ways it changes. Every change is told in `feed`. Pure.

The rules of the Web API (tokens, scopes, who may post where) are in `playground.methods`; here things merely happen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from playground.channel import Channel, kind_of, listed_channel
from playground.clock import Ids, Now, Timestamps
from playground.feed import Feed
from playground.happenings import (
    ChannelShared,
    Deleted,
    Edited,
    GroupMembersChanged,
    Happening,
    HomeOpened,
    Joined,
    Posted,
    ProfileChanged,
    PromptsSuggested,
    Reacted,
    StatusSet,
    Unreacted,
)
from playground.message import Block, Message
from playground.people import People
from playground.pings import NOBODY, Pings, pings_of
from playground.refusal import Refused
from playground.seed import Json, Seed
from playground.views import Views
from playground.wording import rich_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is posted. links_names: whether bare `@names` in its text notify."""

    text: str
    blocks: Sequence[Block] = ()
    attachments: Sequence[Json] = ()
    thread_ts: str | None = None
    metadata: Json = field(default_factory=dict)
    links_names: bool = False
    unfurls: bool = True


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A message of the app that is posted later. Unit of post_at: seconds since the epoch."""

    id: str
    channel: str
    draft: Draft
    post_at: int


class Workspace:
    """One team's Slack."""

    def __init__(self, seed: Seed, now: Now) -> None:
        self.team = seed.team
        self.app = seed.app
        self.now = now
        self.ids = Ids(now())
        self.stamps = Timestamps(now)
        self.feed: Feed[Happening] = Feed()
        self.people = People(seed)
        self.channels: dict[str, Channel] = {each["id"]: self._seeded(each) for each in seed.channels}
        self.views = Views(self.team.id, self.app, self.ids, self.stamps, self.feed.tell)
        self.ephemerals: dict[str, Message] = {}
        self.scheduled: dict[str, Scheduled] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self.prompts: dict[tuple[str, str | None], PromptsSuggested] = {}

    def _seeded(self, fields: Json) -> Channel:
        members = set(fields["members"]) if "members" in fields else self._usual_members(fields)
        if fields.get("is_member"):
            members.add(self.app.bot_user)
        return Channel(fields["id"], kind_of(fields), listed_channel(fields), members)

    def _usual_members(self, fields: Json) -> set[str]:
        return {
            user
            for user, known in self.people.users.items()
            if not known["deleted"] and not known["is_bot"]
            if fields.get("is_ext_shared") or not self.people.is_outsider(user)
        }

    def channel(self, channel: str) -> Channel:
        """A conversation by its id. Raises: Refused, `channel_not_found`."""
        if channel not in self.channels:
            raise Refused("channel_not_found")
        return self.channels[channel]

    def direct_message(self, user: str) -> Channel:
        """The conversation of somebody with the app, there from the first time it is asked for.

        Raises: Refused, `user_not_found`.
        """
        known = self.people.user(user)
        channel = "D" + user[1:]
        if channel not in self.channels:
            fields = {
                "id": channel,
                "created": int(self.now()),
                "is_archived": False,
                "is_im": True,
                "is_org_shared": False,
                "context_team_id": self.team.id,
                "user": user,
                "is_user_deleted": known["deleted"],
                "priority": 0,
            }
            self.channels[channel] = Channel(channel, "im", fields, {user, self.app.bot_user})
        return self.channels[channel]

    def conversation_between(self, one: str, other: str) -> Channel:
        """The direct message of two people, there from the first time it is asked for. The app is not in it.

        Raises: Refused, `user_not_found`.
        """
        members = {self.people.user(one)["id"], self.people.user(other)["id"]}
        known = (each for each in self.channels.values() if each.kind == "im" and each.members == members)
        place = next(known, None)
        if place is None:
            channel = self.ids.next("D")
            fields = {"id": channel, "created": int(self.now()), "is_archived": False, "is_im": True, "user": other}
            place = self.channels[channel] = Channel(channel, "im", fields, members)
            for each in sorted(members):
                self.feed.tell(Joined(each, channel))
        return place

    def message(self, channel: str, ts: str) -> Message:
        """A message everybody sees. Raises: Refused, `channel_not_found` or `message_not_found`."""
        messages = self.channel(channel).messages
        if ts not in messages:
            raise Refused("message_not_found")
        return messages[ts]

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """A person writes; other bots too."""
        bot = self.people.is_bot(user)
        blocks = () if bot else (rich_text(text),)
        draft = Draft(text, blocks, thread_ts=thread_ts)
        profile = self.people.user(user).get("profile", {})
        return self._post(user, channel, draft, bot_id=profile.get("bot_id", f"B{user[1:]}") if bot else None)

    def post(self, channel: str, draft: Draft) -> Message:
        """The app writes."""
        return self._post(self.app.bot_user, channel, draft, bot_id=self.app.bot_id, app_id=self.app.id)

    def _post(
        self, user: str, channel: str, draft: Draft, bot_id: str | None = None, app_id: str | None = None
    ) -> Message:
        place = self.channel(channel)
        message = Message(
            channel,
            self.stamps.next(),
            user,
            self.people.team_of(user),
            draft.text,
            self._numbered(draft.blocks),
            tuple(draft.attachments),
            thread_ts=draft.thread_ts,
            bot_id=bot_id,
            app_id=app_id,
            client_msg_id=None if bot_id else self.ids.next("msg-"),
            metadata=draft.metadata,
            pings=self._pings(draft),
        )
        place.messages[message.ts] = message
        if message.thread_ts in place.messages:
            first = place.messages[message.thread_ts]
            place.messages[first.ts] = replace(first, thread_ts=first.ts)
        self.feed.tell(Posted(message, draft.unfurls))
        return message

    def schedule(self, channel: str, draft: Draft, post_at: int) -> Scheduled:
        """The app writes what is posted later."""
        known = Scheduled(self.ids.next("Q"), channel, draft, post_at)
        self.scheduled[known.id] = known
        return known

    def post_due(self) -> None:
        """Post what was scheduled and is due."""
        for known in [one for one in self.scheduled.values() if one.post_at <= self.now()]:
            del self.scheduled[known.id]
            self.post(known.channel, known.draft)

    def whisper(self, channel: str, to: str, draft: Draft) -> Message:
        """The app writes what one person alone sees. It notifies nobody else, whatever is in it."""
        message = Message(
            channel,
            self.stamps.next(),
            self.app.bot_user,
            self.team.id,
            draft.text,
            self._numbered(draft.blocks),
            tuple(draft.attachments),
            thread_ts=draft.thread_ts,
            bot_id=self.app.bot_id,
            app_id=self.app.id,
            visible_to=to,
            pings=Pings(self._pings(draft).users & {to}),
        )
        self.ephemerals[message.ts] = message
        self.feed.tell(Posted(message, unfurls=False))
        return message

    def notice(self, channel: str, to: str, text: str, thread_ts: str | None = None) -> Message:
        """Slackbot tells one person something."""
        ts = self.stamps.next()
        message = Message(channel, ts, "USLACKBOT", self.team.id, text, thread_ts=thread_ts, visible_to=to)
        self.ephemerals[ts] = message
        self.feed.tell(Posted(message, unfurls=False))
        return message

    def edit(self, before: Message, draft: Draft) -> Message:
        """A message, an ephemeral one too, gets another content."""
        after = replace(
            before,
            text=draft.text,
            blocks=self._numbered(draft.blocks),
            attachments=tuple(draft.attachments),
            metadata=draft.metadata or before.metadata,
            edited_ts=self.stamps.next(),
            pings=NOBODY if before.visible_to else self._pings(draft),
        )
        self._keep(after)
        self.feed.tell(Edited(before, after))
        return after

    def delete(self, message: Message) -> None:
        if message.visible_to:
            del self.ephemerals[message.ts]
        else:
            del self.channels[message.channel].messages[message.ts]
        self.feed.tell(Deleted(message))

    def unfurl(self, message: Message, attachments: Sequence[Json]) -> Message:
        """The app adds previews below a message. Previews notify nobody."""
        after = replace(message, attachments=(*message.attachments, *attachments))
        self._keep(after)
        self.feed.tell(Edited(message, after))
        return after

    def react(self, user: str, message: Message, name: str) -> Message:
        """Raises: Refused, `already_reacted`."""
        users = message.reactions.get(name, ())
        if user in users:
            raise Refused("already_reacted")
        after = replace(message, reactions={**message.reactions, name: (*users, user)})
        self._keep(after)
        self.feed.tell(Reacted(user, name, after))
        return after

    def unreact(self, user: str, message: Message, name: str) -> Message:
        """Raises: Refused, `no_reaction`."""
        users = tuple(each for each in message.reactions.get(name, ()) if each != user)
        if users == message.reactions.get(name, ()):
            raise Refused("no_reaction")
        kept = {**message.reactions, name: users}
        after = replace(message, reactions={each: by for each, by in kept.items() if by})
        self._keep(after)
        self.feed.tell(Unreacted(user, name, after))
        return after

    def join(self, user: str, channel: str) -> None:
        self.channel(channel).members.add(user)
        self.feed.tell(Joined(user, channel))

    def share(self, channel: str, with_team: str, *, shared: bool = True) -> None:
        """Share a channel with another organisation, or stop sharing it."""
        self.channel(channel).fields.update(is_ext_shared=shared, is_shared=shared)
        self.feed.tell(ChannelShared(channel, shared, with_team))

    def change_user(self, user: str, changes: Mapping[str, Any]) -> None:
        """Change what Slack says of somebody; a `profile` in `changes` is merged into theirs."""
        known = self.people.user(user)
        profile = {**known.get("profile", {}), **changes.get("profile", {})}
        known.update({**changes, "profile": profile, "updated": int(self.now())})
        self.feed.tell(ProfileChanged(user))

    def change_group(self, group: str, users: Sequence[str]) -> None:
        """Set who is in a user group."""
        known = self.people.groups[group]
        before = known.get("users", ())
        known["users"] = list(users)
        added = tuple(user for user in users if user not in before)
        self.feed.tell(GroupMembersChanged(group, added, tuple(user for user in before if user not in users)))

    def open_home(self, user: str, tab: str) -> None:
        self.direct_message(user)
        self.feed.tell(HomeOpened(user, tab))

    def set_status(self, channel: str, thread_ts: str, status: str) -> None:
        self.statuses[channel, thread_ts] = status
        self.feed.tell(StatusSet(channel, thread_ts, status))

    def suggest(self, channel: str, thread_ts: str | None, prompts: Sequence[Mapping[str, str]]) -> None:
        suggested = self.prompts[channel, thread_ts] = PromptsSuggested(channel, thread_ts, tuple(prompts))
        self.feed.tell(suggested)

    def _keep(self, message: Message) -> None:
        place = self.ephemerals if message.visible_to else self.channels[message.channel].messages
        place[message.ts] = message

    def _numbered(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple({**block, "block_id": block.get("block_id") or self.ids.next("b")} for block in blocks)

    def _pings(self, draft: Draft) -> Pings:
        parts = [*draft.blocks, *draft.attachments]
        return pings_of(draft.text, parts, self.people.handles(), links_names=draft.links_names)
