"""Where the shared material for tests lies; tests that need it are skipped by name where it is not."""

from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent.parent / "shared" / "data"


def shared_data(*parts: str) -> Path:
    """The path of some shared material, or a skip that names what is missing."""
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared material is not here: {'/'.join(parts) or 'shared/data'}")
    return path
