"""A real Unleash and its database, for as long as a test needs them."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.contracts.backstage.ports import free_port
from tests.contracts.backstage.postgres import ROLE, Postgres, running_postgres
from tests.fakes.unleash import ADMIN_TOKEN
from tests.required import skip_or_fail

_HERE = Path(__file__).parent
_SERVER = Path("node_modules", "unleash-server", "dist", "server.js")
_PASSWORD = "unleash-contract-1"
_PATIENCE = 60.0


@dataclass(slots=True)
class RealUnleash:
    """An Unleash that can be stopped and started over the same database."""

    folder: Path
    postgres: Postgres
    port: int
    _process: subprocess.Popen[bytes] | None = None
    _token: str = ""
    _users: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server, and wait until it is well."""
        node = shutil.which("node")
        if node is None or not (_HERE / _SERVER).is_file():
            skip_or_fail("no Unleash here; .ci/unleash installs one")
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [node, _SERVER], cwd=_HERE, env=self._environment(), stdout=log, stderr=log
            )
        patience = time.monotonic() + _PATIENCE
        while not self._is_well():
            if self._process.poll() is not None or time.monotonic() > patience:
                raise RuntimeError(f"Unleash does not start:\n{(self.folder / 'log').read_text()[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server, and leave its database as it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def viewer_token(self) -> str:
        """The personal access token of a user who may only look; a new one where the last was revoked."""
        if not self._token:
            self._users += 1
            self._token = self._new_viewer(f"reader-{self._users}")
        return self._token

    def _new_viewer(self, name: str) -> str:
        with httpx.Client(base_url=self.address, timeout=10) as client:
            user = {"username": name, "email": f"{name}@example.com", "password": _PASSWORD, "rootRole": "Viewer"}
            admin = {"authorization": ADMIN_TOKEN}
            _done(client.post("/api/admin/user-admin", json={**user, "sendEmail": False}, headers=admin))
            _done(client.post("/auth/simple/login", json={"username": name, "password": _PASSWORD}))
            wanted = {"description": "contract", "expiresAt": "2099-01-01T00:00:00.000Z"}
            made = _done(client.post("/api/admin/user/tokens", json=wanted))
            return str(made.json()["secret"])

    def revoke(self, token: str) -> None:
        """Remove the user whose token this is."""
        self._token = ""
        with httpx.Client(base_url=self.address, timeout=10) as client:
            user = _done(client.get("/api/admin/user", headers={"authorization": token})).json()["user"]["id"]
            _done(client.delete(f"/api/admin/user-admin/{user}", headers={"authorization": ADMIN_TOKEN}))

    def _is_well(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health").status_code == 200
        except httpx.TransportError:
            return False

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "TZ": "UTC",
            "NODE_ENV": "production",
            "DATABASE_HOST": "127.0.0.1",
            "DATABASE_PORT": str(self.postgres.port),
            "DATABASE_NAME": "unleash",
            "DATABASE_USERNAME": ROLE,
            "DATABASE_PASSWORD": ROLE,
            "DATABASE_SSL": "false",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_PORT": str(self.port),
            "UNLEASH_URL": self.address,
            "CHECK_VERSION": "false",
            "SEND_TELEMETRY": "false",
            "INIT_ADMIN_API_TOKENS": ADMIN_TOKEN,
            "LOG_LEVEL": "error",
        }


def _done(reply: httpx.Response) -> httpx.Response:
    if reply.is_error:
        raise RuntimeError(f"{reply.request.url} answers {reply.status_code}: {reply.text[:500]}")
    return reply


@contextmanager
def running_unleash() -> Iterator[RealUnleash]:
    """Start an Unleash over a database of its own; stop both and remove their folders afterwards."""
    with running_postgres() as postgres, tempfile.TemporaryDirectory(prefix="unleash-") as folder:
        postgres.execute(f"CREATE DATABASE unleash OWNER {ROLE}")
        unleash = RealUnleash(Path(folder), postgres, free_port())
        try:
            unleash.start()
            yield unleash
        finally:
            unleash.stop()
