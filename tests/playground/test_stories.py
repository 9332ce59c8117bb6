"""Stories: how they are written, and how they are played."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay

from playground.server import LocalSlack
from playground.stories import BadStory, Step, Story, story_of
from playground.storyteller import Progress, Storyteller
from tests.playground.conftest import Connect
from tests.playground.workspaces import ADA, BEN, GENERAL

TOLD: dict[str, Any] = {
    "title": "A story",
    "about": "What it shows.",
    "who": "ada",
    "in": "general",
    "steps": [{"says": "@echo ben"}, {"presses": "Go", "by": "whoever is named"}, {"replies": "thanks"}],
}


def test_a_story_is_read_as_it_is_written() -> None:
    steps = [
        Step("says", "@echo ben", "ada"),
        Step("presses", "Go", "whoever is named"),
        Step("replies", "thanks", "ada"),
    ]
    assert story_of("one", TOLD) == Story("one", "A story", "What it shows.", "ada", "general", steps)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"steps": []}, "one: a story has steps."),
        ({"steps": [{"shouts": "hey"}]}, "one, step 1: a step is one of says, replies, presses, types"),
        ({"steps": [{"says": "a", "replies": "b"}]}, "one, step 1: a step is one of"),
        ({"steps": ["hello"]}, "one, step 1: a step is one of"),
        ({"steps": [{"says": 3}]}, "one, step 1: says is a text."),
        ({"title": ""}, "one: title is a text."),
        ({"moral": "none"}, "one: a story has no moral."),
    ],
)
def test_what_is_wrong_with_a_story_is_said_in_a_sentence(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(BadStory, match=why):
        story_of("one", {**TOLD, **wrong})


class Telling:
    """A playing without pauses, and what was told and typed."""

    def __init__(self, slack: LocalSlack, **told: Any) -> None:
        self.told: list[Progress] = []
        self.typed: list[tuple[str, str, str | None]] = []
        story = story_of("one", {**TOLD, **told})
        self.teller = Storyteller(
            story, slack.workspace, slack.driver, self.told.append, lambda *typing: self.typed.append(typing)
        )
        self.teller.hurry()

    async def end(self) -> Progress:
        await self.teller.play()
        return self.told[-1]


def names_somebody(app: AsyncApp) -> None:
    """An app that answers a mention with a button for Ben, who alone can press it."""
    go = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: AsyncSay) -> None:
        blocks = [{"type": "actions", "elements": [go]}]
        await say(text="Ben takes it, not Ada.", blocks=blocks, thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any], say: AsyncSay) -> None:
        if event["channel_type"] == "im" and not event.get("bot_id"):
            await say(text="heard", thread_ts=event.get("thread_ts") or event["ts"])

    @app.action("go")
    async def pressed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await respond(text=f"pressed by {body['user']['id']}", replace_original=True)

    @app.command("/echo")
    async def command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(f"you said {command['text']}")


async def test_a_story_is_played_by_its_people_to_its_end(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    names_somebody(bolt)
    await connect(bolt)
    telling = Telling(slack)

    end = await telling.end()
    thread = slack.workspace.channel(GENERAL).thread(str(end.thread_ts))
    assert [(each.user, each.text) for each in thread] == [
        (ADA, f"<@{slack.app.bot_user}> ben"),
        (slack.app.bot_user, f"pressed by {BEN}"),
        (ADA, "thanks"),
    ]
    assert (end.state, end.at, end.place) == ("over", 3, GENERAL)
    assert [each.at for each in telling.told] == [1, 1, 2, 3, 3, 3]
    assert telling.typed == [(ADA, GENERAL, None), (ADA, GENERAL, end.thread_ts)]


async def test_a_story_without_a_channel_is_told_to_the_app_itself(
    slack: LocalSlack, bolt: AsyncApp, connect: Connect
) -> None:
    names_somebody(bolt)
    await connect(bolt)
    told = {name: value for name, value in TOLD.items() if name != "in"} | {
        "steps": [{"says": "hi"}, {"replies": "and"}]
    }
    story = story_of("one", told)
    ends: list[Progress] = []
    teller = Storyteller(story, slack.workspace, slack.driver, ends.append, lambda *_: None)
    teller.hurry()
    await teller.play()

    chat = slack.workspace.direct_message(ADA)
    assert [each.text for each in chat.messages.values()] == ["hi", "heard", "and", "heard"]
    assert (ends[-1].state, ends[-1].place) == ("over", chat.id)


async def test_a_command_is_answered_to_whoever_typed_it(slack: LocalSlack, bolt: AsyncApp, connect: Connect) -> None:
    names_somebody(bolt)
    await connect(bolt)

    assert (await Telling(slack, steps=[{"types": "/echo some words"}]).end()).state == "over"
    assert [each.text for each in slack.driver.seen_only_by(ADA)] == ["you said some words"]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ({"presses": "Stop"}, "There is no button Stop to press."),
        ({"says": "hello", "by": "nobody"}, "Nobody here is called nobody."),
        ({"says": "hello", "by": "whoever is named"}, "The app named nobody."),
        ({"says": "hello", "by": "eve"}, "U0EVE is not in C0GENERAL"),
        ({"types": "/nothing here"}, "/nothing is not a command of this app"),
        ({"types": "/echo nobody listens"}, "The app did not answer (connection_failed)."),
    ],
)
async def test_a_story_that_cannot_go_on_says_why(slack: LocalSlack, step: dict[str, Any], why: str) -> None:
    end = await Telling(slack, steps=[step]).end()
    assert (end.state, end.why) == ("stuck", why)


def test_a_story_needs_its_channel(slack: LocalSlack) -> None:
    with pytest.raises(BadStory, match="There is no channel nowhere"):
        Telling(slack, **{"in": "nowhere"})
