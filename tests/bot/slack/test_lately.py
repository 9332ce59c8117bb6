"""What Slack told us is kept for a while, and not for ever."""

from datetime import timedelta

from bot.slack.lately import Lately


def test_what_was_told_is_known_until_it_is_too_old() -> None:
    now = 0.0
    lately: Lately[str] = Lately(10, timedelta(minutes=1), lambda: now)
    lately.keep("U1", "Ana")
    now = 59.0
    assert lately.get("U1") == "Ana"
    now = 60.0
    assert lately.get("U1") is None


def test_the_oldest_goes_when_there_are_too_many() -> None:
    lately: Lately[int] = Lately(2, timedelta(minutes=1), lambda: 0.0)
    for number in range(3):
        lately.keep(f"U{number}", number)
    lately.keep("U1", 11)
    lately.keep("U3", 3)
    assert [lately.get(f"U{number}") for number in range(4)] == [None, 11, None, 3]


def test_what_changed_is_forgotten() -> None:
    lately: Lately[str] = Lately(10, timedelta(minutes=1), lambda: 0.0)
    lately.keep("U1", "Ana")
    lately.keep("U2", "Bo")
    lately.forget("U1")
    lately.forget("U9")
    assert (lately.get("U1"), lately.get("U2")) == (None, "Bo")
    lately.forget_all()
    assert lately.get("U2") is None
