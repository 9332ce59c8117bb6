"""Who is out of office by their Slack, in several languages, and who only seems to be."""

from datetime import UTC, timedelta

import pytest

from handlers.absence import away
from handlers.people import Person
from tests.company import NOW


def says(text: str = "", emoji: str = "", days: float | None = None) -> str:
    until = NOW + timedelta(days=days) if days is not None else None
    return away(Person("U1", "Ana", status_text=text, status_emoji=emoji, status_until=until), NOW, UTC)


@pytest.mark.parametrize(
    "text",
    [
        "On holiday", "OOO", "ooo till Thursday", "Out sick", "out of the office", "Parental leave, back in March",
        "On vacation until next week", "Not working today", "day off 🎉", "Vacationing :palm_tree:", "PTO!", "on leave",
        "Im Urlaub bis 3.1.", "krank", "Elternzeit", "Urlaub, zurück am Montag", "En congés", "arrêt maladie",
        "De vacaciones", "de baja", "De férias", "Em licença", "in ferie", "malattia", "op vakantie", "ziek",
        "föräldraledig", "på semester", "sykemeldt", "na urlopie", "в отпуске", "休暇中", "年假休假", "휴가",
        "Szabadságon", "în concediu", "na dopustu", "Yıllık izin", "σε άδεια", "у відпустці", "في إجازة", "בחופשה",
        "nghỉ phép", "ลาพักร้อน", "cuti sampai Senin",
    ],
)  # fmt: skip
def test_words_for_an_absence_are_understood(text: str) -> None:
    assert says(text) == "away"


@pytest.mark.parametrize(
    "text",
    [
        "", "In a meeting", "Working remotely", "WFH", "Commuting", "Focus time", "Lunch", "Leave me alone",
        "I'll be there", "Not on holiday any more", "Back from vacation", "Conference next week", "Holiday planning",
        "Vacation soon",
        "Off tomorrow", "Nicht mehr im Urlaub", "zurück aus dem Urlaub", "Happy holidays!", "de retour de vacances",
        "working, even if :palm_tree:", "no longer sick", "Urlaub ab Montag",
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_absence_is_none(text: str) -> None:
    assert says(text, ":coffee:") == ""


@pytest.mark.parametrize("emoji", [":palm_tree:", ":face_with_thermometer:", ":ooo:", ":pto-beach:", ":team_urlaub:"])
def test_an_emoji_without_words_may_be_an_absence(emoji: str) -> None:
    assert says("", emoji) == "away"
    assert says("writing docs", emoji) == ""


def test_a_snowboard_without_words_is_none() -> None:
    assert says("", ":snowboarder:") == ""


@pytest.mark.parametrize("text", ["back 3 Dec", "until Monday", "back on Monday!", "bis 3.1.", "🏖", "till 12/01"])
def test_an_emoji_with_no_more_than_a_date_is_an_absence(text: str) -> None:
    assert says(text, ":palm_tree:") == "away"


@pytest.mark.parametrize(("minutes", "counts"), [(5, False), (30, False), (31, True), (240, True)])
def test_a_status_that_clears_in_a_moment_is_none(minutes: int, counts: bool) -> None:
    assert bool(says("OOO", ":palm_tree:", days=minutes / 1440)) is counts


def test_a_status_that_has_ended_counts_no_more_and_one_that_ends_says_when() -> None:
    assert says("On holiday", days=-1) == ""
    assert says("On holiday", days=0.2) == "away until 14:48"
    assert says("On holiday", days=3) == "away until Thu"
    assert says("On holiday", days=30) == "away until 1 Apr"


@pytest.mark.parametrize(("hours", "reason"), [(24, "do not disturb, all day"), (2, ""), (10, "")])
def test_do_not_disturb_counts_when_it_lasts_all_day(hours: int, reason: str) -> None:
    quiet = Person("U1", "Ana", quiet_from=NOW - timedelta(hours=1), quiet_until=NOW + timedelta(hours=hours - 1))
    assert away(quiet, NOW, UTC) == reason
    assert away(quiet, NOW + timedelta(days=2), UTC) == ""
