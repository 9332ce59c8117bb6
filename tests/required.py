"""What a test needs from its machine: skipped by name on a developer's, a failure where everything must run.

`REVERB_REQUIRE_CONTRACTS=1` (set by `.ci/run`) says that everything must run.
"""

import os
from typing import NoReturn

import pytest

REQUIRED = "REVERB_REQUIRE_CONTRACTS"


def skip_or_fail(reason: str) -> NoReturn:
    """End the test for want of what `reason` names: `no Backstage here; .ci/backstage installs one`."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set: {reason}", pytrace=False)
    pytest.skip(reason)
