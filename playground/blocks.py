"""Block Kit, checked as Slack checks it. Pure."""

from collections.abc import Mapping
from typing import Any, Final

MOST_IN_MESSAGE: Final = 50
MOST_IN_VIEW: Final = 100


def problems_of(blocks: Any, surface: str, where: str = "/blocks", most: int = MOST_IN_MESSAGE) -> list[str]:
    """What is wrong with some blocks, in Slack's words, each with a JSON pointer; empty when nothing is."""
    if len(blocks) > most:
        return [f"no more than {most} items allowed [json-pointer:{where}]"]
    return []


def problems_of_view(view: Mapping[str, Any]) -> list[str]:
    """What is wrong with a modal or home tab."""
    return problems_of(view.get("blocks", []), str(view.get("type")), "/view/blocks", MOST_IN_VIEW)
