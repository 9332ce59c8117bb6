"""Who changed a file and when, from the git checkout it lies in; nothing where there is none."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

_FIELDS: Final = "%H%x00%an%x00%cI"
_DEADLINE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Version:
    """The file as one commit left it. at: when it was committed; by: the author's name."""

    commit: str
    at: datetime
    by: str
    text: bytes


async def versions(path: Path, most: int = 50) -> tuple[Version, ...]:
    """The latest versions of a file, the newest first; empty where git knows none."""
    log = await _git(path, "log", f"--format={_FIELDS}", f"-n{most}", "--", path.name)
    commits = [line.split("\0") for line in log.decode("utf-8", "replace").splitlines()]
    texts = (
        _texts(await _git(path, "cat-file", "--batch", given=_wanted(commits, path)), len(commits)) if commits else ()
    )
    return tuple(
        Version(commit, datetime.fromisoformat(at), by, text)
        for (commit, by, at), text in zip(commits, texts, strict=False)
        if text is not None
    )


def _wanted(commits: Sequence[Sequence[str]], path: Path) -> bytes:
    return "".join(f"{commit}:./{path.name}\n" for commit, *_ in commits).encode()


def _texts(batch: bytes, number: int) -> tuple[bytes | None, ...]:
    """What `git cat-file --batch` wrote: `<id> blob <size>`, the text, a line break; or `… missing`."""
    found: list[bytes | None] = []
    at = 0
    for _ in range(number):
        head, _, _ = batch[at:].partition(b"\n")
        at += len(head) + 1
        words = head.split()
        if len(words) == 3 and words[1] == b"blob":
            size = int(words[2])
            found.append(batch[at : at + size])
            at += size + 1
        else:
            found.append(None)
    return tuple(found)


async def _git(path: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What git prints; nothing where it fails, is missing or takes too long."""
    command = ("git", "-C", str(path.parent), *arguments)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return b""
    try:
        printed, _ = await asyncio.wait_for(process.communicate(given), _DEADLINE)
    except TimeoutError:
        process.kill()
        await process.wait()
        return b""
    return printed if process.returncode == 0 else b""
