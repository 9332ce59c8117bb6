"""A pick as it is written down, in Redis and in exports. Pure.

Shape: one line of JSON, `{"number", "thread", "receipt", "among", "holder", "accepted", "swap_with", "until", "notes",
"reminder"}`; the receipt is an object as `handlers.receipt` writes it, and says of which team, task and time the pick
is.
"""

from datetime import datetime

import msgspec

from catalog_client import EntityRef
from handlers import receipt
from handlers.picks import Pick, Reminder


class _Reminder(msgspec.Struct):
    id: str
    at: datetime
    whoever: bool = False


class _Written(msgspec.Struct):
    number: int
    thread: str
    receipt: msgspec.Raw
    among: list[str]
    holder: str | None
    accepted: bool = False
    swap_with: str | None = None
    until: datetime | None = None
    notes: str = ""
    reminder: _Reminder | None = None


def write(pick: Pick) -> bytes:
    return msgspec.json.encode(
        _Written(
            number=pick.number,
            thread=pick.thread,
            receipt=msgspec.Raw(receipt.write(pick.receipt).encode()),
            among=sorted(map(str, pick.among)),
            holder=str(pick.holder) if pick.holder is not None else None,
            accepted=pick.accepted,
            swap_with=str(pick.swap_with) if pick.swap_with is not None else None,
            until=pick.until,
            notes=pick.notes,
            reminder=_Reminder(pick.reminder.id, pick.reminder.at, pick.reminder.whoever) if pick.reminder else None,
        )
    )


def read(line: bytes | str) -> Pick:
    """Read what `write` wrote. Raises: ValueError with a plain sentence."""
    try:
        found = msgspec.json.decode(line, type=_Written)
        return Pick(
            found.number,
            found.thread,
            receipt.read(bytes(found.receipt).decode()),
            frozenset(map(EntityRef.parse, found.among)),
            EntityRef.parse(found.holder) if found.holder else None,
            found.accepted,
            EntityRef.parse(found.swap_with) if found.swap_with else None,
            found.until,
            found.notes,
            Reminder(found.reminder.id, found.reminder.at, found.reminder.whoever) if found.reminder else None,
        )
    except (msgspec.MsgspecError, ValueError) as error:
        raise ValueError("This is no pick that this version can read.") from error
