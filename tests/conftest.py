"""What every room's tests may take."""

import hypothesis

from tests.valkey import redis_url, running_valkey

__all__ = ["redis_url", "running_valkey"]

# A busy machine says nothing about a property. `quick` is for `make check`, which must not take long; CI tries as many
# examples as each test asks for (see properties.py).
_HOWEVER_SLOW = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile("default", suppress_health_check=_HOWEVER_SLOW)
hypothesis.settings.register_profile("quick", max_examples=20, suppress_health_check=_HOWEVER_SLOW)
