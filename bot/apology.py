"""An error as a message for people: what could not be done, what to do, and a reference for whoever runs the bot.

The error's own words never reach people: they are for the log, under the same reference.
"""

from typing import Final

from catalog_client import CatalogError, CatalogRefused, CatalogUnreachable, CatalogUnreadable
from handlers.kit import Message, Mrkdwn, code, context, escape, section

_SENTENCES: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (
        CatalogUnreachable,
        "I cannot reach the catalog and have no copy of it yet; please ask again in a few minutes.",
    ),
    (
        CatalogRefused,
        "The catalog refuses my token, so I cannot answer; please tell whoever runs me to renew it.",
    ),
    (
        CatalogUnreadable,
        "I cannot make sense of the catalog as it is now, so I cannot answer; please tell whoever runs me.",
    ),
    (CatalogError, "I could not read the catalog, so I cannot answer; please ask again in a few minutes."),
    (TimeoutError, "That took too long, so I gave up; please ask again in a minute."),
)
_OTHERWISE: Final = (
    "Something went wrong on my side, so I cannot answer; please ask again, and if it stays so tell whoever runs me."
)


def apology(error: BaseException, reference: str) -> Message:
    """What to tell the person whose question met `error`; `reference` is what the log has it under."""
    sentence = next((text for kind, text in _SENTENCES if isinstance(error, kind)), _OTHERWISE)
    return Message(
        text=f"{sentence} (reference {reference})",
        blocks=(section(escape(sentence)), context(Mrkdwn(f"reference {code(reference)}"))),
    )
