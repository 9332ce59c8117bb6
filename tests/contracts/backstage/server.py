"""A real Backstage backend with a catalog, its database, and the folder of descriptor files it reads."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import httpx

from tests.contracts.backstage.ports import free_port
from tests.contracts.backstage.postgres import Postgres, running_postgres
from tests.fakes.backstage import RESTRICTED_TOKEN, TOKEN
from tests.fakes.stitching import Descriptor, ref_of
from tests.required import skip_or_fail

_HERE = Path(__file__).parent
_FILES = 12
_SHOWN = "kind,metadata.namespace,metadata.name,metadata.uid,metadata.title,metadata.description"
_PATIENCE = 90.0
_TOLD_AGAIN = 2.0

_Texts = tuple[str | None, str | None]


@dataclass(slots=True)
class RealBackstage:
    """A Backstage that can be told what its sources say. Its methods wait until what they do has happened."""

    folder: Path
    postgres: Postgres
    port: int
    _client: httpx.Client
    _process: subprocess.Popen[bytes] | None = None
    _published: Sequence[Descriptor] = ()
    _generation: int = 0
    _told: float = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the backend, and wait until it answers for its catalog."""
        node = shutil.which("node")
        if node is None or not (_HERE / "node_modules").is_dir():
            skip_or_fail("no Backstage here; .ci/backstage installs one")
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "BACKSTAGE_PORT": str(self.port),
            "BACKSTAGE_TOKEN": TOKEN,
            "BACKSTAGE_RESTRICTED_TOKEN": RESTRICTED_TOKEN,
            "POSTGRES_PORT": str(self.postgres.port),
            "CATALOG_FILES": str(self.folder / "*.yaml"),
        }
        command = [node, "index.js", "--config", "app-config.yaml"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=_HERE, env=environment, stdout=log, stderr=log)
        self._until(self._answers)

    def stop(self) -> None:
        """Stop the backend, and leave its database as it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def publish(self, descriptors: Sequence[Descriptor], patience: float = _PATIENCE) -> None:
        """Make these what the files say, and wait until the catalog says so too, for at most so many seconds."""
        if descriptors == self._published:
            return
        wanted = {ref_of(one): _shown(one) for one in self.write(descriptors)}
        self._until(lambda: self._shows(wanted), patience)

    def write(self, descriptors: Sequence[Descriptor]) -> Sequence[Descriptor]:
        """Make these what the files say; gives all that they say now."""
        self._published = descriptors
        self._generation += 1
        written = [*descriptors, _generation(self._generation)]
        files: dict[Path, list[Descriptor]] = {self.folder / f"{number:02}.yaml": [] for number in range(_FILES)}
        for one in written:  # never in another file than before: Backstage refuses what moves
            files[self.folder / f"{crc32(ref_of(one).encode()) % _FILES:02}.yaml"].append(one)
        for file, documents in files.items():
            fresh = file.with_suffix(".new")
            fresh.write_text("\n---\n".join(map(json.dumps, documents)))
            fresh.replace(file)
        return written

    def lock_database(self) -> None:
        self.postgres.lock()

    def unlock_database(self) -> None:
        self.postgres.unlock()
        self._until(self._answers)

    def _shows(self, wanted: Mapping[str, _Texts]) -> bool:
        """Whether the catalog is as the files are; helps it to be.

        It reads files again only when told to, and forgets that it was told while it is reading them. What they no
        longer hold it sweeps away every 30 s, which we do not wait for.
        """
        items = self._client.get("entities/by-query", params={"limit": 100_000, "fields": _SHOWN}).json()["items"]
        found = {ref_of(one): one for one in items}
        origins = [ref for ref in found if ref.startswith("location:default/generated-")]
        if any(ref not in found or _shown(found[ref]) != texts for ref, texts in wanted.items()):
            if origins and time.monotonic() > self._told + _TOLD_AGAIN:
                self._told = time.monotonic()
                self._client.post("refresh", json={"entityRef": origins[0]}).raise_for_status()
            return False
        gone = found.keys() - wanted.keys() - set(origins)
        for ref in gone:
            self._client.delete(f"entities/by-uid/{found[ref]['metadata']['uid']}").raise_for_status()
        return not gone

    def _answers(self) -> bool:
        try:
            return self._client.get("entities/by-query", params={"limit": 0}).status_code == 200
        except httpx.TransportError:
            return False

    def _until(self, so: Callable[[], bool], patience: float = _PATIENCE) -> None:
        end = time.monotonic() + patience
        while not so():
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > end:
                raise RuntimeError(f"Backstage does not do it:\n{(self.folder / 'log').read_text()[-3000:]}")
            time.sleep(0.1)


def _generation(number: int) -> Descriptor:
    """An entity that no catalog client shows, and that says which files Backstage has read."""
    metadata = {"name": "generation", "description": str(number)}
    return {"apiVersion": "backstage.io/v1alpha1", "kind": "Location", "metadata": metadata, "spec": {"targets": []}}


def _shown(entity: Descriptor) -> _Texts:
    return entity["metadata"].get("title"), entity["metadata"].get("description")


@contextmanager
def running_backstage() -> Iterator[RealBackstage]:
    """Start a Backstage over a database of its own; stop both and remove their folders afterwards."""
    with running_postgres() as postgres, tempfile.TemporaryDirectory(prefix="backstage-") as folder:
        port = free_port()
        headers = {"authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/catalog/", headers=headers, timeout=30) as client:
            backstage = RealBackstage(Path(folder), postgres, port, client)
            backstage.write(())  # a folder without files would not be looked into again for half an hour
            try:
                backstage.start()
                yield backstage
            finally:
                backstage.stop()
