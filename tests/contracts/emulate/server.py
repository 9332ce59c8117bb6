"""A running npm `emulate`: somebody else's idea of Slack's Web API."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.required import skip_or_fail

HERE: Final = Path(__file__).parent
TOKEN: Final = "xoxb-contract"
SCOPES: Final = (
    "chat:write",
    "channels:read",
    "channels:history",
    "channels:join",
    "users:read",
    "users:read.email",
    "im:write",
    "team:read",
)
SEED: Final = {
    "slack": {
        "team": {"name": "Playground", "domain": "playground"},
        "strict_scopes": True,
        "users": [{"name": "ada", "real_name": "Ada", "email": "ada@example.com", "presence": "active"}],
        "channels": [{"name": "deploys"}],
        "oauth_apps": [
            {
                "client_id": "1.2",
                "client_secret": "unused",
                "app_id": "A0CONTRACT",
                "name": "echo",
                "redirect_uris": ["http://127.0.0.1/"],
                "bot_name": "echo",
                "bot_user_id": "U0CONTRACT",
                "bot_id": "B0CONTRACT",
                "scopes": SCOPES,
            }
        ],
        "tokens": [
            {
                "token": TOKEN,
                "type": "bot",
                "user_id": "U0CONTRACT",
                "bot_user_id": "U0CONTRACT",
                "bot_id": "B0CONTRACT",
                "app_id": "A0CONTRACT",
                "scopes": SCOPES,
            }
        ],
    }
}


class PostingClient(AsyncWebClient):
    """slack_sdk's client, with everything in the body of a POST: `emulate` reads nothing else."""

    async def api_call(
        self, api_method: str, *, http_verb: str = "POST", params: dict[str, Any] | None = None, **sent: Any
    ) -> AsyncSlackResponse:
        in_body: dict[str, Any] = {"data": params} if params else {}
        return await super().api_call(api_method, **in_body, **sent)


@contextmanager
def emulate(folder: Path) -> Iterator[str]:
    """The base URL of a running `emulate`, with its seed in a folder; skips by name where there is none."""
    node, program = shutil.which("node"), HERE / "node_modules" / "emulate" / "dist" / "index.js"
    if node is None or not program.exists():
        skip_or_fail("no npm emulate here; .ci/emulate installs it")
    seed, port = folder / "seed.json", _free_port()
    seed.write_text(json.dumps(SEED))
    arguments = ("-r", HERE / "loopback.cjs", program, "start", "-s", "slack", "-p", port, "--seed", seed)
    with subprocess.Popen([node, *map(str, arguments)], stdout=subprocess.PIPE, text=True) as process:
        try:
            _wait_until_it_listens(process)
            yield f"http://127.0.0.1:{port}/api/"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_listens(process: subprocess.Popen[str]) -> None:
    """It prints its address, and then its tokens, once it listens."""
    printed = []
    for line in process.stdout or ():
        printed.append(line)
        if "Tokens" in line:
            return
    raise RuntimeError(f"emulate ended before it listened: {''.join(printed)}")
