"""A real Valkey for tests: one server process for each test run or xdist worker, and others that a test may kill.

A test that takes the fixture `redis_url` begins with an empty server, and fails if it leaves a key without an end, but
for the permanent ones.
"""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from bot.stores.server import WITH_LIFELINE, EmbeddedFailed, server_program
from tests.required import skip_or_fail

PERMANENT: Final[Mapping[str, str]] = {
    "reverb:aliases": "what people taught us is kept until they take it back",
    "reverb:picks:*": "who did what is the fairness of who does it next",
}
"""The keys that may have no end, with `*` for whatever follows, and why."""

_LOOK: Final = 0.01
"""Seconds between two looks at a server that is starting."""
_LOOKS: Final = 1000
_NO_SNAPSHOTS: Final = 'save ""\n'


class Valkey:
    """A server on `folder`, whose path is short enough for its Unix socket.

    arguments: further words of the server's command line. config: lines of its configuration file.
    """

    def __init__(self, folder: Path, *arguments: str, config: str) -> None:
        self._folder = folder
        (folder / "c").write_text(config)
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._folder / 's'}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ("--port", "0", "--unixsocket", str(self._folder / "s"), *self._arguments)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", WITH_LIFELINE, "sh", str(server_program()), str(self._folder / "c"), *options],
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        with self.client() as client:
            client.ping()

    def client(self) -> "redis.Redis":
        """A client that waits for the server to be there."""
        return redis.Redis.from_url(self.url, retry=Retry(ConstantBackoff(_LOOK), _LOOKS), protocol=2)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def hang(self) -> None:
        """Let it take connections and never reply, until `wake`."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, one: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(one)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.send_signal(signal.SIGCONT)
            process.wait()
            process.communicate(b"gone\n")


@contextmanager
def valkey(*arguments: str, config: str = _NO_SNAPSHOTS) -> Iterator[Valkey]:
    """A running server in a folder of its own; see `Valkey`. Skips the test where there is none."""
    try:
        server_program()
    except EmbeddedFailed as failed:
        skip_or_fail(f"no Valkey here: {failed}")
    with TemporaryDirectory(prefix="reverb-", dir="/tmp") as folder:
        server = Valkey(Path(folder), *arguments, config=config)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def without_an_end(server: Valkey) -> list[str]:
    """The keys that would stay for ever, but for the permanent ones."""
    with server.client() as client:
        keys = [key.decode() for key in client.scan_iter()]
        return sorted(key for key in keys if not _is_permanent(key) and client.ttl(key) == -1)


def _is_permanent(key: str) -> bool:
    return any(fnmatchcase(key, one) for one in PERMANENT)


@pytest.fixture(scope="session")
def running_valkey() -> Iterator[Valkey]:
    """The server of this run. Tests that kill one take their own with `valkey()`."""
    with valkey() as server:
        yield server


@pytest.fixture
def redis_url(running_valkey: Valkey) -> Iterator[str]:
    """An empty Redis. Fails a test that leaves a key without an end, and empties the server after each."""
    yield running_valkey.url
    left = without_an_end(running_valkey)
    with running_valkey.client() as client:
        client.flushall()
    if left:
        pytest.fail(f"keys without an end: {', '.join(left)}; give them one, or a reason in tests/valkey.py")
