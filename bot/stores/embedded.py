"""The Valkey that comes with us, for whoever has none: started or shared, kept running, stopped in the end.

All processes with one state folder use one server, which the first of them started. When that one ends, so does its
server, and the next process that notices starts another one on the same data.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.stores.address import Address
from bot.stores.server import LOG, EmbeddedFailed, Server, answers, launch, server_program, socket_on

_log = logging.getLogger(__name__)

_PATIENCE: Final = 30.0
"""Seconds until the server must answer; it reads all its data first."""
_LOOK: Final = 0.02
"""Seconds between two looks at a server that is starting."""
_WATCH: Final = 1.0
"""Seconds between two looks at a server of another process, and before ours is started again."""
_DAMAGED: Final = b"append only file"
"""What the end of the log names when the data cannot be read."""


@asynccontextmanager
async def embedded(
    folder: Path, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep, patience: float = _PATIENCE
) -> AsyncIterator[Address]:
    """A Valkey on the state folder `folder`, kept running while the block runs; yields where it is.

    patience: seconds until it must answer.
    Raises: EmbeddedFailed.
    """
    server = Embedded(_usable(folder), sleep, patience)
    try:
        await server.start()
        keeping = asyncio.create_task(server.keep())
        try:
            yield Address("unix", path=str(server.socket))
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})
    finally:
        await server.stop()


def _usable(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error
    return folder.resolve()


def _unusable(folder: Path, error: OSError) -> EmbeddedFailed:
    return EmbeddedFailed(
        f"The state folder {folder} cannot be used ({error.strerror}): set REVERB_STATE to one that may be written to."
    )


class Embedded:
    """The server on one state folder, as this process sees it: its own, or that of another process.

    folder: absolute. Raises: EmbeddedFailed.
    """

    def __init__(self, folder: Path, sleep: Callable[[float], Awaitable[object]], patience: float) -> None:
        self._folder = folder
        self._sleep = sleep
        self._patience = patience
        self._program = server_program()
        self._server: Server | None = None
        self.socket = socket_on(folder)

    async def start(self) -> None:
        """Until a server answers, starting one if none runs. Raises: EmbeddedFailed."""
        try:
            async with asyncio.timeout(self._patience):
                while not await answers(self.socket):
                    await self._help()
                    await self._sleep(_LOOK)
        except TimeoutError:
            await self.stop()
            raise EmbeddedFailed(
                f"A Valkey runs on the state folder {self._folder}, but does not answer: end it, or set REVERB_STATE "
                "to another folder."
            ) from None

    async def _help(self) -> None:
        """Start a server unless one is starting. Where another process holds the lock, its server is on its way."""
        if self._server is None:
            try:
                self._server = await launch(self._program, self._folder, self.socket)
            except OSError as error:
                raise _unusable(self._folder, error) from error
        elif self._server.has_ended:
            await self.stop()
            raise self._failed()

    def _failed(self) -> EmbeddedFailed:
        log = self._folder / LOG
        if _DAMAGED in log.read_bytes()[-1000:]:
            return EmbeddedFailed(
                f"The data of the embedded Valkey in {self._folder} are damaged: move the folder appendonlydir out of "
                f"it to begin anew; the end of {log} says more."
            )
        return EmbeddedFailed(f"The embedded Valkey does not start: the end of {log} says why.")

    async def keep(self) -> None:
        """Start a server again whenever there is none, until cancelled."""
        while True:
            await self._ended()
            _log.warning("The embedded Valkey ended; starting it again")
            await self.stop()
            await self._sleep(_WATCH)
            try:
                await self.start()
            except EmbeddedFailed as error:
                _log.error("%s", error)

    async def _ended(self) -> None:
        if self._server is not None:
            await self._server.wait()
            return
        while await answers(self.socket):
            await self._sleep(_WATCH)

    async def stop(self) -> None:
        """End the server, if it is ours."""
        server, self._server = self._server, None
        if server is not None:
            await server.stop()
