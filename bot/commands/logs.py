"""What the commands log: those that stay to standard error, those that print their findings nothing."""

import logging
from typing import Final

_TALKATIVE: Final = ("aiohttp", "httpx", "slack_bolt", "slack_sdk")
"""Libraries that log every request, some with what is in it."""


def log_from(level: str) -> None:
    """Log to standard error, from `level` up."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def log_nothing() -> None:
    """What must be known is printed, in plain words."""
    logging.basicConfig(handlers=[logging.NullHandler()])
