"""A turn is answered once, where it was said, to those who may know; and whatever goes wrong is told."""

import asyncio
from datetime import timedelta

import pytest

from bot.slack.words import (
    ASKING,
    INVITE_ME,
    INVITE_TO_PICK,
    NO_GUESTS,
    NO_PICK_HERE,
    NONE_OF_THESE,
    NOT_ONE_OF_US,
    OLD_BUTTON,
    SHARE,
    SHARED_CHANNEL,
    WHO_ARE_YOU,
)
from handlers.asked import Asked
from playground.faults import Fault
from playground.message import Message
from playground.server import LocalSlack, local_slack
from tests.bot.slack.parrot import Buttons, Memory, Parrot, bot_at_work
from tests.bot.slack.workspace import (
    GUEST,
    HARBOUR,
    INES,
    OLAV,
    OTHER_BOT,
    OUTSIDER,
    PARTNERS,
    QUIET,
    TICKETS,
    northline,
)

ASKED = "owner component:default/ticket-shop"


async def quiet(slack: LocalSlack) -> None:
    """Until every event so far is taken, and one more was answered after it."""
    await slack.driver.settled()
    last = await slack.driver.dm(INES, "are you done?")
    await slack.driver.wait_for_reply(last)


def answered_in(slack: LocalSlack, channel: str) -> Message | None:
    """The first message of ours in a channel that is an answer."""
    every = slack.workspace.channel(channel).messages.values()
    return next((one for one in every if one.app_id and one.text.startswith("You ")), None)


def replies(slack: LocalSlack, message: Message) -> list[str]:
    return [each.text for each in slack.driver.thread(message) if each.app_id]


async def test_a_mention_is_answered_in_its_thread(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        message = await slack.driver.mention(INES, TICKETS, "who is <@U0OLAV>?")
        reply = await slack.driver.wait_for_reply(message)
    assert (reply.text, reply.thread_ts) == ("You said: who is &lt;@U0OLAV&gt;?", message.ts)
    assert parrot.said[0].people["U0OLAV"].name == "Olav Berg"
    assert (parrot.said[0].channel, parrot.said[0].channel_name) == (TICKETS, "tickets")
    assert str(parrot.said[0].zone) == "Europe/Lisbon"


async def test_a_direct_message_is_answered_in_its_thread(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        message = await slack.driver.dm(INES, "hello")
        assert (await slack.driver.wait_for_reply(message)).thread_ts == message.ts


async def test_an_event_that_comes_twice_is_answered_once(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        slack.faults.switch_on(Fault("duplicate", times=1))
        message = await slack.driver.mention(INES, TICKETS, "hello")
        await slack.driver.wait_for_reply(message)
        await quiet(slack)
    assert replies(slack, message) == ["You said: hello"]


async def test_of_two_bots_that_share_a_memory_one_answers() -> None:
    async with local_slack(northline(reads_channels=True)) as slack:
        memory = Memory()
        async with bot_at_work(slack, Parrot(), memory), bot_at_work(slack, Parrot(), memory):
            slack.faults.switch_on(Fault("duplicate"))
            messages = [await slack.driver.mention(INES, TICKETS, f"hello {number}") for number in range(3)]
            for message in messages:
                await slack.driver.wait_for_reply(message)
            await quiet(slack)
        assert [len(replies(slack, message)) for message in messages] == [1, 1, 1]


class Deciding:
    """Knows who answers when it is told."""

    def __init__(self) -> None:
        self.asked, self.ours = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def first(self, event_id: str) -> bool:
        self.asked.set()
        ours: bool = await self.ours
        return ours


@pytest.mark.parametrize(("ours", "said"), [(True, ["You said: hello"]), (False, [])])
async def test_a_message_is_understood_while_it_is_asked_whose_it_is_and_answered_only_where_it_is_ours(
    slack: LocalSlack, ours: bool, said: list[str]
) -> None:
    deciding = Deciding()
    async with bot_at_work(slack, parrot := Parrot(), deciding):
        message = await slack.driver.mention(INES, TICKETS, "hello")
        await asyncio.wait_for(parrot.heard_any.wait(), 10)
        assert deciding.asked.is_set()
        assert (parrot.heard, parrot.said) == (["hello"], [])
        deciding.ours.set_result(ours)
    assert replies(slack, message) == said


@pytest.mark.parametrize("ours", [True, False])
async def test_a_message_that_can_not_be_understood_is_apologised_for_by_whose_it_is(
    slack: LocalSlack, ours: bool
) -> None:
    deciding = Deciding()
    deciding.ours.set_result(ours)
    async with bot_at_work(slack, Parrot(), deciding):
        message = await slack.driver.mention(INES, TICKETS, "babble")
        await slack.driver.settled()
    assert len(replies(slack, message)) == ours


async def test_people_talking_in_a_thread_are_left_alone_until_they_ask() -> None:
    async with local_slack(northline(reads_channels=True)) as slack:
        async with bot_at_work(slack, parrot := Parrot()):
            message = await slack.driver.mention(INES, TICKETS, "hello")
            await slack.driver.wait_for_reply(message)
            await slack.driver.say(OLAV, TICKETS, "parrot, but not in a thread")
            for words in ("lunch?", "fail", "and you, parrot"):
                await slack.driver.say(OLAV, TICKETS, words, message.ts)
                await slack.driver.settled()
            await slack.driver.until(lambda: len(replies(slack, message)) > 1 or None)
            await quiet(slack)
        assert replies(slack, message) == ["You said: hello", "You said: and you, parrot"]
        assert [said.text for said in parrot.said if not said.addressed] == ["lunch?", "fail", "and you, parrot"]
        assert len({said.thread for said in parrot.said[:-1]}) == 1


async def test_other_bots_are_not_answered(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        await slack.driver.mention(OTHER_BOT, TICKETS, "hello")
        await quiet(slack)
    assert [said.text for said in parrot.said] == ["are you done?"]


@pytest.mark.parametrize(
    ("user", "channel", "why"),
    [(OUTSIDER, PARTNERS, NOT_ONE_OF_US), (INES, PARTNERS, SHARED_CHANNEL), (GUEST, TICKETS, NO_GUESTS)],
)
async def test_who_may_not_know_is_told_so_once_and_alone(
    slack: LocalSlack, user: str, channel: str, why: str
) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        message = await slack.driver.mention(user, channel, "hello")
        told = await slack.driver.wait_for_ephemeral(user)
        await quiet(slack)
    assert (told.text, told.thread_ts) == (why, message.ts)
    assert len(slack.driver.seen_only_by(user)) == 1
    assert replies(slack, message) == []
    assert [said.text for said in parrot.said] == ["are you done?"]


async def test_an_outsider_is_refused_in_a_direct_message_too(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        reply = await slack.driver.wait_for_reply(await slack.driver.dm(OUTSIDER, "hello"))
    assert (reply.text, parrot.said) == (NOT_ONE_OF_US, [])


async def test_guests_are_answered_where_the_setting_says_so(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot(), guests=True):
        message = await slack.driver.mention(GUEST, TICKETS, "hello")
        assert (await slack.driver.wait_for_reply(message)).text == "You said: hello"


async def test_whom_slack_does_not_tell_gets_nothing_yet(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        slack.faults.switch_on(Fault("error", "users.info"))
        await slack.driver.mention(INES, TICKETS, "hello")
        assert (await slack.driver.wait_for_ephemeral(INES)).text == WHO_ARE_YOU


async def test_a_failure_is_told_in_the_thread_with_a_reference(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot_at_work(slack, Parrot()):
        reply = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "please fail"))
    assert "ref-1" in reply.text
    assert "perch" not in reply.text
    assert any("ref-1" in record.getMessage() and record.exc_info for record in caplog.records)


async def test_a_failure_that_cannot_be_told_is_logged(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    async with bot_at_work(slack, Parrot()):
        slack.faults.switch_on(Fault("error", "chat.postMessage"))
        await slack.driver.mention(INES, TICKETS, "hello")
        await slack.driver.until(lambda: len(slack.driver.calls("chat.postMessage")) > 1 or None)
    assert any("could not be posted either" in record.getMessage() for record in caplog.records)


async def test_a_slow_answer_is_announced_and_then_takes_the_place_of_the_word(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot(), slow=timedelta(milliseconds=1)):
        message = await slack.driver.mention(INES, TICKETS, "slowly now")
        word = await slack.driver.wait_for_reply(message)
        assert word.text == ASKING
        parrot.may_answer.set()
        assert (await slack.driver.wait_for_change(word)).text == "You said: slowly now"
    assert len(replies(slack, message)) == 1


async def test_a_slow_failure_takes_the_place_of_the_word_too(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot(), slow=timedelta(milliseconds=1)):
        word = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "slowly fail"))
        parrot.may_answer.set()
        assert "ref-1" in (await slack.driver.wait_for_change(word)).text


async def test_a_button_asks_in_the_thread(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Buttons(("ask:0", ASKED))):
        message = await slack.driver.mention(INES, TICKETS, "hello")
        answer = await slack.driver.wait_for_reply(message)
        await slack.driver.press(OLAV, answer, "ask:0")
        assert (await slack.driver.wait_for_reply(message, after=answer)).text == f"You asked: {ASKED}"
    (asks, said) = parrot.pressed[0]
    assert asks == (Asked.parse(ASKED),)
    assert said.asker is not None
    assert (said.asker.slack_id, said.thread) == (OLAV, parrot.said[0].thread)


async def test_a_button_that_corrects_replaces_the_answer(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Buttons(("instead:0", f"{ASKED}\n{ASKED}"))):
        message = await slack.driver.mention(INES, TICKETS, "hello")
        answer = await slack.driver.wait_for_reply(message)
        await slack.driver.press(INES, answer, "instead:0")
        assert (await slack.driver.wait_for_change(answer)).text == f"You asked: {ASKED}; {ASKED}"
    assert len(replies(slack, message)) == 1


@pytest.mark.parametrize(("button", "said"), [(("neither", "-"), NONE_OF_THESE)])
async def test_none_of_these_is_noted_in_place(slack: LocalSlack, button: tuple[str, str], said: str) -> None:
    async with bot_at_work(slack, Buttons(button)):
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "hello"))
        await slack.driver.press(INES, answer, button[0])
        assert (await slack.driver.wait_for_change(answer)).text == said


async def test_an_old_button_says_so_to_who_pressed_it(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Buttons(("ask:0", "???"), ("of-last-year", "x"))):
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "hello"))
        await slack.driver.press(OLAV, answer, "of-last-year")
        await slack.driver.press(OLAV, answer, "ask:0")
        assert (await slack.driver.wait_for_ephemeral(OLAV)).text == OLD_BUTTON


async def test_a_button_pressed_by_an_outsider_tells_them_nothing(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Buttons(("ask:0", ASKED))):
        answer = await slack.driver.wait_for_reply(await slack.driver.mention(INES, TICKETS, "hello"))
        slack.workspace.channel(TICKETS).members.add(OUTSIDER)
        await slack.driver.press(OUTSIDER, answer, "ask:0")
        assert (await slack.driver.wait_for_ephemeral(OUTSIDER)).text == NOT_ONE_OF_US
    assert parrot.pressed == []


async def test_a_message_that_is_gone_is_answered_beside_where_it_was(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Buttons(("instead:0", ASKED))):
        message = await slack.driver.mention(INES, TICKETS, "hello")
        answer = await slack.driver.wait_for_reply(message)
        slack.faults.switch_on(Fault("error", "chat.update", times=1, code="message_not_found"))
        await slack.driver.press(INES, answer, "instead:0")
        assert (await slack.driver.wait_for_reply(message, after=answer)).text == f"You asked: {ASKED}"


async def test_a_command_is_answered_privately_and_shared_with_its_question(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        await slack.driver.slash(INES, TICKETS, "/reverb", "where is @olav & co")
        private = await slack.driver.wait_for_ephemeral(INES)
        assert private.text == "You said: where is &lt;@U0OLAV|olav&gt; &amp; co"
        await slack.driver.press(INES, private, SHARE)
        await slack.driver.until(lambda: private.ts not in slack.workspace.ephemerals or None)
        shared = list(slack.workspace.channel(TICKETS).messages.values())
        assert [(each.thread_ts, each.app_id) for each in shared] == [(None, slack.app.id)]
        assert "Inês Duarte asked: where is @olav & co" in str(shared[0].blocks[0])
        assert "You said" in str(shared[0].blocks[1])
        assert parrot.said[-1].thread == f"{TICKETS}:{shared[0].ts}"


async def test_a_command_shared_where_we_are_not_says_how_to_invite_us(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        await slack.driver.slash(INES, QUIET, "/reverb", "hello")
        private = await slack.driver.wait_for_ephemeral(INES)
        await slack.driver.press(INES, private, SHARE)
        assert (await slack.driver.wait_for_ephemeral(INES, after=private)).text == INVITE_ME


async def test_a_command_in_a_channel_outsiders_read_is_private_and_stays_so(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        await slack.driver.slash(INES, PARTNERS, "/reverb", "hello")
        private = await slack.driver.wait_for_ephemeral(INES)
    assert private.text == "You said: hello"
    assert SHARE not in str(private.blocks)


async def test_a_private_answer_is_not_shared_once_outsiders_read_the_channel(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        await slack.driver.slash(INES, TICKETS, "/reverb", "hello")
        private = await slack.driver.wait_for_ephemeral(INES)
        slack.workspace.share(TICKETS, "T0PARTNER")
        await slack.driver.settled()
        await slack.driver.press(INES, private, SHARE)
        assert (await slack.driver.wait_for_ephemeral(INES, after=private)).text == SHARED_CHANNEL
    assert list(slack.workspace.channel(TICKETS).messages.values()) == []


async def test_buttons_under_a_private_answer_stay_private(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Buttons(("ask:0", ASKED), ("instead:1", ASKED))):
        await slack.driver.slash(INES, HARBOUR, "/reverb", "hello")
        private = await slack.driver.wait_for_ephemeral(INES)
        await slack.driver.press(INES, private, "ask:0")
        second = await slack.driver.wait_for_ephemeral(INES, after=private)
        await slack.driver.press(INES, private, "instead:1")
        first = await slack.driver.wait_for_change(private)
    assert first.text == second.text == f"You asked: {ASKED}"
    assert list(slack.workspace.channel(HARBOUR).messages.values()) == []


async def test_what_is_for_all_is_answered_for_all_with_its_question(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        await slack.driver.slash(INES, TICKETS, "/reverb", "aloud please")
        answered = await slack.driver.until(lambda: answered_in(slack, TICKETS))
        await slack.driver.settled()
        assert slack.driver.seen_only_by(INES) == []
    assert "Inês Duarte asked: aloud please" in str(answered.blocks[0])
    assert "You said: aloud please" in str(answered.blocks[1])
    assert SHARE not in str(answered.blocks)
    assert parrot.said[-1].thread == f"{TICKETS}:{answered.ts}"


async def test_a_button_for_all_under_a_private_answer_is_answered_for_all(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Buttons(("ask:0", "aloud group:default/tickets"))):
        await slack.driver.slash(INES, TICKETS, "/reverb", "hello")
        private = await slack.driver.wait_for_ephemeral(INES)
        await slack.driver.press(INES, private, "ask:0")
        answered = await slack.driver.until(lambda: answered_in(slack, TICKETS))
    assert "You asked: aloud group:default/tickets" in str(answered.blocks)
    assert parrot.pressed[-1][1].thread == f"{TICKETS}:{answered.ts}"


@pytest.mark.parametrize(("channel", "said"), [(QUIET, INVITE_TO_PICK), (PARTNERS, NO_PICK_HERE)])
async def test_what_is_for_all_is_not_answered_where_it_can_not_be(
    slack: LocalSlack, channel: str, said: str
) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        await slack.driver.slash(INES, channel, "/reverb", "aloud please")
        assert (await slack.driver.wait_for_ephemeral(INES)).text == said
    assert parrot.said == []
    assert list(slack.workspace.channel(channel).messages.values()) == []


async def test_the_shortcut_looks_privately_for_an_owner(slack: LocalSlack) -> None:
    async with bot_at_work(slack, Parrot()):
        message = await slack.driver.say(OLAV, TICKETS, "ticket-shop is slow")
        await slack.driver.shortcut(INES, "find_owner", message)
        assert (await slack.driver.wait_for_ephemeral(INES)).text == "You said: who owns ticket-shop is slow"


async def test_what_is_left_to_answer_when_we_go_is_answered(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        message = await slack.driver.mention(INES, TICKETS, "slowly now")
        await slack.driver.settled()
        asyncio.get_running_loop().call_later(0.05, parrot.may_answer.set)
    assert replies(slack, message) == ["You said: slowly now"]


async def test_whoever_changed_is_known_anew(slack: LocalSlack) -> None:
    async with bot_at_work(slack, parrot := Parrot()):
        await quiet(slack)
        slack.workspace.change_user(INES, {"tz": "Asia/Tokyo"})
        await slack.driver.settled()
        await quiet(slack)
    assert [str(said.zone) for said in parrot.said] == ["Europe/Lisbon", "Asia/Tokyo"]
