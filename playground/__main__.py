"""`python -m playground`: a local Slack with a small workspace, until it is stopped."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import yaml

from playground.sample import sample_workspace
from playground.seed import App, app_of
from playground.server import HOST, LocalSlack


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="playground", description="A Slack on this machine, to connect an app to.")
    parser.add_argument("--port", type=int, default=0, help="where to listen on this machine; a free port by default")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, as YAML or JSON")
    return parser.parse_args()


def _how_to_connect(slack: LocalSlack) -> str:
    app: App = slack.app
    return (
        f"Slack is at {slack.origin}\n"
        f"  SLACK_API_URL={slack.api_url}\n"
        f"  SLACK_BOT_TOKEN={app.bot_token}\n"
        f"  SLACK_APP_TOKEN={app.app_token}\n"
    )


async def _serve(slack: LocalSlack) -> None:
    stopped = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    await slack.start()
    sys.stdout.write(_how_to_connect(slack))
    sys.stdout.flush()
    await stopped.wait()
    await slack.stop()


def main() -> int:
    """Serve until interrupted; 2 when the port is taken or the manifest cannot be read."""
    arguments = _arguments()
    try:
        manifest = yaml.safe_load(arguments.manifest.read_text()) if arguments.manifest else None
    except (OSError, yaml.YAMLError) as error:
        sys.stderr.write(f"Give --manifest a readable YAML or JSON file: {arguments.manifest} is none ({error}).\n")
        return 2
    seed = sample_workspace(app_of(manifest)) if manifest else sample_workspace()
    try:
        asyncio.run(_serve(LocalSlack(seed, port=arguments.port)))
    except OSError:
        sys.stderr.write(f"Choose another --port: {HOST}:{arguments.port} is taken.\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
