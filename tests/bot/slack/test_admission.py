"""The catalog is for members of the workspace, in channels only they read."""

import pytest

from bot.slack.admission import refused_channel, refused_person
from bot.slack.channels import Channel
from bot.slack.words import NO_GUESTS, NOT_ONE_OF_US, SHARED_CHANNEL, UNKNOWN_CHANNEL, WHO_ARE_YOU
from handlers.people import Person

OURS, SHARED = Channel("tickets", is_shared=False), Channel("partners", is_shared=True)


@pytest.mark.parametrize(
    ("person", "guests", "refused"),
    [
        (Person("U1", "Ana"), False, None),
        (Person("U1", "Gail", standing="guest"), False, NO_GUESTS),
        (Person("U1", "Gail", standing="guest"), True, None),
        (Person("U1", "Oda", standing="external"), True, NOT_ONE_OF_US),
        (Person("U1", "Bot", standing="bot"), True, NOT_ONE_OF_US),
        (Person("U1", "Gone", standing="deactivated"), True, NOT_ONE_OF_US),
        (None, True, WHO_ARE_YOU),
    ],
)
def test_people_are_answered_by_their_standing(person: Person | None, guests: bool, refused: str | None) -> None:
    assert refused_person(person, guests) == refused


@pytest.mark.parametrize(
    ("said", "channel", "refused"),
    [
        (False, OURS, None),
        (None, OURS, None),
        (False, None, None),
        (None, None, UNKNOWN_CHANNEL),
        (True, OURS, SHARED_CHANNEL),
        (True, None, SHARED_CHANNEL),
        (False, SHARED, SHARED_CHANNEL),
        (None, SHARED, SHARED_CHANNEL),
    ],
)
def test_a_channel_is_posted_to_only_when_no_outsider_reads_it(
    said: bool | None, channel: Channel | None, refused: str | None
) -> None:
    assert refused_channel(said, channel) == refused
