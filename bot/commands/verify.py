"""`reverb verify RECEIPT`: work a pick out again from its receipt alone, and say whether it is the same."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from handlers.receipt import faults, read


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("receipt", help="the receipt's text, a file with it, or - for standard input")


def run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print who is picked, and 0; or what is wrong, and 1. What is no receipt ends with 2."""
    try:
        text = _text(options.receipt)
        wrong, found = faults(text), read(text)
    except OSError as error:
        print(f"{error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if wrong:
        print("\n".join(["This receipt is not genuine.", *wrong]), file=sys.stderr)
        return 1
    print(f"{found.picked or 'Nobody'} is picked as {found.task} of {found.team}, again.")
    return 0


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read().strip()
    return given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8").strip()
