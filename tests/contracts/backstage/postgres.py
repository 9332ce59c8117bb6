"""A PostgreSQL server of a test's own, in a folder of its own, on a free port of this machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.contracts.backstage.ports import free_port
from tests.required import skip_or_fail

ROLE = "backstage"


@dataclass(frozen=True, slots=True)
class Postgres:
    port: int
    programs: Path

    def execute(self, *statements: str) -> None:
        """Run statements as the server's owner."""
        commands = [word for statement in statements for word in ("-c", statement)]
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        _run([self.programs / "psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", *address, *commands])

    def lock(self) -> None:
        """Let nobody but the owner in, and throw out who is."""
        self.execute(
            f"ALTER ROLE {ROLE} NOLOGIN",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{ROLE}'",
        )

    def unlock(self) -> None:
        self.execute(f"ALTER ROLE {ROLE} LOGIN")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server with one role that may make databases; stop it and remove its folder afterwards."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    server = Postgres(free_port(), programs)
    try:
        _run([programs / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "--no-sync"])
        settings = f"-F -c listen_addresses=127.0.0.1 -c port={server.port} -c unix_socket_directories={folder}"
        control: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-s", "-w"]
        _run([*control, "start", "-l", folder / "log", "-o", settings])
        try:
            server.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{ROLE}'")
            yield server
        finally:
            _run([*control, "stop", "-m", "immediate"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    complete = [folder for folder in found if (folder / "initdb").exists() and (folder / "psql").exists()]
    return complete[0] if complete else skip_or_fail("no PostgreSQL here; .ci/backstage installs one")


def _run(command: Sequence[str | Path]) -> None:
    owner = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as said:  # not a pipe: the server that is started would keep it open
        done = subprocess.run(command, stdout=said, stderr=said, user=owner, cwd="/", timeout=60, check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{Path(command[0]).name} failed: {said.read().decode()}")
