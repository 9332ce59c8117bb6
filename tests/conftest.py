"""What every room's tests may take."""

from tests.valkey import every_key_ends, redis_url, running_valkey

__all__ = ["every_key_ends", "redis_url", "running_valkey"]
