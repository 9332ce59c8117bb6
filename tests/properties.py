"""How often a property is tried."""

import hypothesis


def tried(examples: int) -> hypothesis.settings:
    """As often as this in CI; a fifth as often in `make check`, which must not take long."""
    quick = hypothesis.settings.get_current_profile_name() == "quick"
    return hypothesis.settings(max_examples=max(20, examples // 5) if quick else examples, deadline=None)
