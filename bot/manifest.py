"""The Slack app's manifest, wherever this program was installed from."""

from pathlib import Path
from typing import Any, Final

import yaml

_BESIDE: Final = Path(__file__).with_name("manifest.yml")
"""In an installed package."""
_IN_CHECKOUT: Final = Path(__file__).parent.parent / "manifest.yml"


def manifest() -> dict[str, Any]:
    """What the app asks of Slack. Shape: Slack's "App manifest reference"."""
    place = _BESIDE if _BESIDE.exists() else _IN_CHECKOUT
    read: dict[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8"))
    return read
