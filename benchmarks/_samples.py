"""Labelled questions and conversations about companies, and where each company's sources are.

Each company in `benchmarks/questions/` was invented, and its questions asked, by somebody who did not know the grammar.
No weights are learned from those that `HELD_OUT` names; once their failures were looked at, they are no surprise any
more, and only a new company tells what to expect elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.example import USERS

_QUESTIONS = Path(__file__).parent / "questions"
_SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
_WORLD = _SHARED / "worlds" / "insurance"
HELD_OUT = frozenset({"insurance", "bicycles", "weather", "charity", "coffee", "handymen"})


@dataclass(frozen=True, slots=True)
class Sample:
    """Labelled lines about one company. what: questions, or conversations. settings: where its sources are."""

    company: str
    what: str
    path: Path
    settings: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"{self.company}: {self.what}"


def samples() -> list[Sample]:
    """Those that are here; the insurance company is only where `../shared/data` is beside the project."""
    found = [one for folder in sorted(_QUESTIONS.iterdir()) for one in _in(folder)]
    insurance = _settings(f"{_SHARED}/catalogs/insurance/*.yaml {_WORLD}/overlay.yaml", _WORLD, "slack-users.json")
    insurance |= {"REVERB_ROLLOUTS": f"flagd:{_WORLD}/flags.flagd.json"}
    found += [
        Sample("insurance", what, _SHARED / "questions" / file, insurance)
        for what, file in (("questions", "dev.jsonl"), ("conversations", "dev-threads.jsonl"))
    ]
    return [one for one in found if one.path.exists()]


def _in(folder: Path) -> Iterator[Sample]:
    settings = _settings(f"{folder}/catalog/*.yaml", folder, "users.json")
    settings |= {"REVERB_ROLLOUTS": f"flagd:{folder}/flags.json"}
    if folder.name == "example":
        settings = {"REVERB_SLACK_USERS": str(USERS)}
    yield Sample(folder.name, "questions", folder / "questions.jsonl", settings)
    yield Sample(folder.name, "conversations", folder / "threads.jsonl", settings)


def _settings(catalog: str, folder: Path, users: str) -> dict[str, str]:
    calendars = sorted(folder.glob("oncall/*.ics"))
    return {
        "REVERB_CATALOG": catalog,
        "REVERB_SLACK_USERS": str(folder / users),
        **({"REVERB_ONCALL": " ".join(f"ical:{one.stem}={one}" for one in calendars)} if calendars else {}),
    }
