"""Whether somebody is out of office today, by what their Slack says. Pure.

A status is an absence when it has words for one and none that take them back ("not on holiday any more", "conference
next week"), or when it has no words of its own and an emoji that stands for nothing else. A status that has ended
counts no more, nor does one that ends in a moment: who is back before a meeting is over can take its notes.
Do-not-disturb counts when it lasts all day; one of a few hours, or of a night, does not.
"""

import re
import unicodedata
from datetime import datetime, timedelta, tzinfo
from typing import Final

from handlers.people import Person

_INSTANT: Final = timedelta(seconds=1)
ALL_DAY: Final = timedelta(hours=16)
"""Do-not-disturb this long is more than an evening and a night."""
A_MOMENT: Final = timedelta(minutes=30)
QUIET: Final = "do not disturb, all day"


def _any_of(phrases: str) -> re.Pattern[str]:
    """Any of these as whole words. phrases: patterns, separated by bars and line breaks."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(one.strip() for one in phrases.split('|'))})(?!\w)")


def _plain(text: str) -> str:
    """In lower case, without accents and emoji."""
    bare = re.sub(r":[\w+'-]+:", " ", text.replace("’", "'").lower())
    spread = unicodedata.normalize("NFKD", bare)
    kept = "".join(one for one in spread if not unicodedata.combining(one) and unicodedata.category(one) != "So")
    return " ".join(unicodedata.normalize("NFC", kept).split())


# Without accents, in English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic and Slavic languages.
_AWAY: Final = _any_of(
    r"""ooo|o\.o\.o\.?|pto|out of (?:the )?office|out sick|off sick|sick(?: day| leave)?|ill|unwell|
    on leave|(?:annual|parental|maternity|paternity|medical|family|compassionate|study|bereavement) leave|
    (?:on )?(?:holidays?|hols|vacation|vacay|sabbatical|honeymoon|jury duty|bereavement)|vacationing|holidaying|
    day off|days off|week off|off today|off work|not working|out today|out all day|out until|out till|
    away until|away till|away today|afk all day|off until|off till|time off|
    urlaub|im urlaub|krank|krankgeschrieben|elternzeit|mutterschutz|abwesend|nicht im buro|feiertag|freier tag|
    conges?|en conges?|vacances|arret maladie|malade|absente?|conge (?:maternite|paternite|parental)|rtt|
    vacaciones|de vacaciones|de baja|baja (?:medica|maternal|paternal)|enferm[oa]|fuera de la oficina|ausente|
    ferias|de ferias|doente|licenca|de licenca|folga|de folga|fora do escritorio|atestado|
    ferie|in ferie|malattia|in malattia|malat[oa]|fuori ufficio|congedo|assente|
    vakantie|op vakantie|ziek|ouderschapsverlof|verlof|met verlof|afwezig|
    pa semester|sjuk|foraldraledig|vabb?ar|pa ferie|syg|sygemeldt|syk|sykemeldt|barsel|pappaperm|
    lomalla|sairaana|urlop|na urlopie|chor[ya]|zwolnienie|na l4|dovolena|na dovolene|nemocny|
    szabadsagon|beteg|betegszabadsag|concediu|in concediu|dopust|na dopustu|bolniska|godisnji|na godisnjem|
    bolovanje|tatilde|izinde|izinli|yıllık izin|raporlu|hasta|cuti|sakit|nghi phep|nghi om|
    αδεια|σε αδεια|αρρωστ\w+|
    отпуск|в отпуске|болею|больничныи|на больничном|отгул|відпустк\w*|у відпустці|лікарняни\w|
    اجازة|في اجازة|חופשה|בחופשה|מחלה"""
)
_BESIDES: Final = re.compile(
    "|".join(map(_plain, "休暇 休み 病欠 有給 不在 休假 请假 病假 度假 請假 휴가 병가 부재 ลาพักร้อน ลาป่วย".split()))
)
"""Words for absences in languages that do not set words apart."""
_TAKEN_BACK: Final = _any_of(
    r"""not (?:on|sick|ill|away|out|off|ooo)|isn't|no longer|any ?more|happy|next (?:week|month|year)|
    after|before|soon|starting|from monday|planning|booking|dreaming|need(?:ing)? an?|wish|countdown|tomorrow|
    working|wfh|remote|remotely|nicht (?:mehr|im urlaub|krank)|zuruck (?:aus|vom|von|seit)|nachste woche|ab montag|
    kein|plus en|pas en|de retour (?:de|des|du)|semaine prochaine|bientot|ya no|de vuelta de|proxima semana|
    semana que vem|de volta d[aeo]s?|non piu|tornat[oa]|prossima settimana|
    niet meer|terug van|volgende week|inte|tillbaka fran|ikke|tilbake fra"""
)
_UNTIL: Final = re.compile(r"\b(until|till?|bis|hasta|fino al?|tot) \w+(?: \w+)?")
_BACK: Final = re.compile(r"\b(?:back|return(?:s|ing)?|zuruck am|de retour) \w+(?: \w+)?")
"""When they will be back, or from what they are, says nothing on whether they are away."""
_CERTAINLY: Final = _any_of(r"not in(?: the)? office|not working|nicht im buro")
_EMOJI: Final = frozenset(
    """palm_tree desert_island beach_with_umbrella face_with_thermometer mask nauseated_face sneezing_face
    face_with_head_bandage ooo out-of-office out_of_office pto vacation holiday sick hospital thermometer
    baby_bottle umbrella_on_ground island beach""".split()
)
_EMOJI_WORDS: Final = frozenset(
    """ooo pto vacation vacay holiday holidays sick urlaub krank ferie ferias vacaciones conge conges vacances vakantie
    semester parental""".split()
)
"""Words in the names of emoji that people made themselves: `:pto-beach:`."""
_ONLY_UNTIL: Final = re.compile(r"[\W\d_]*(?:(?:until|till?|bis|hasta|fino al?|tot)[\W\d_]*)?")


def away(person: Person, now: datetime, zone: tzinfo) -> str:
    """Why somebody is out of office, as it is told to a reader in `zone`; empty when they are not.

    Only the fact and until when are told, not what the status says.
    """
    if _status_says_so(person, now):
        return f"away until {_day(person.status_until, now, zone)}" if person.status_until else "away"
    start, end = person.quiet_from, person.quiet_until
    if start is not None and end is not None and start <= now < end and end - start >= ALL_DAY:
        return QUIET
    return ""


def _status_says_so(person: Person, now: datetime) -> bool:
    if person.status_until is not None and person.status_until <= now + A_MOMENT:
        return False
    words = _BACK.sub("", _UNTIL.sub(r"\1", _plain(person.status_text)))
    if _CERTAINLY.search(words):
        return True
    if _TAKEN_BACK.search(words):
        return False
    says_nothing = _ONLY_UNTIL.fullmatch(words) is not None
    return bool(_AWAY.search(words) or _BESIDES.search(words)) or (says_nothing and _stands_for_it(person))


def _stands_for_it(person: Person) -> bool:
    """Whether the emoji of a status is one for an absence."""
    emoji = person.status_emoji.strip(":").partition("::")[0].lower()
    return emoji in _EMOJI or not _EMOJI_WORDS.isdisjoint(re.split(r"[^a-z]+", emoji))


def _day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`18:00` today, `Fri` within a week, `4 Dec`; of a status that ends at midnight, the day before."""
    there, here = (at - _INSTANT).astimezone(zone), now.astimezone(zone)
    if there.date() == here.date():
        return f"{at.astimezone(zone):%H:%M}"
    return f"{there:%a}" if there - here < timedelta(days=6) else f"{there.day} {there:%b}"
