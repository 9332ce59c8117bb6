"""`reverb health`: whether the process that runs on this machine is ready; what a container's health check calls."""

import argparse
import sys
from collections.abc import Mapping

from bot.health import ask_health
from bot.settings import from_environ


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    settings = from_environ(environ)
    if obstacles := ask_health(settings.http_host, settings.http_port):
        print(f"Reverb is not ready: {obstacles}.", file=sys.stderr)
        return 1
    print("Reverb is ready.")
    return 0
