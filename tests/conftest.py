"""What every room's tests may take."""

import hypothesis

from tests.valkey import every_key_ends, redis_url, running_valkey

__all__ = ["every_key_ends", "redis_url", "running_valkey"]

# For `make check`, which must not take long; CI tries as many examples as each test asks for.
hypothesis.settings.register_profile("quick", max_examples=20)
