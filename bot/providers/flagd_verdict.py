"""Whether a flag is on for somebody, by flagd's own evaluator. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from openfeature.contrib.tools.flagd.core import FlagdCore
from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import OpenFeatureError
from openfeature.flag_evaluation import FlagResolutionDetails

from bot.providers.flagd_document import Defined, Document, variants_of
from handlers.audience import Audience, attributes_in
from handlers.flags import Verdict

_IDENTIFYING: Final = ("targetingKey", "userId")
_FAILURES: Final = (OpenFeatureError, TypeError, ValueError, LookupError, ArithmeticError)
"""What the evaluator raises for definitions that make no sense."""


class Evaluator:
    """Evaluates the flags of one document. Raises: OpenFeatureError, when made of one it does not understand."""

    def __init__(self, document: Document) -> None:
        self._environment = document.environment
        self._values = {key: variants_of(flag).values for key, flag in document.flags.items()}
        self._core = FlagdCore()
        self._core.set_flags(document.text.decode("utf-8"))

    def verdict(self, key: str, flag: Defined, subject: str) -> Verdict:
        """Whether the flag is on for whoever has `subject` as an id."""
        known = _known(flag.audience, subject)
        unknown = tuple(sorted(_looked_at(flag.audience) - known.keys()))
        if flag.state != "live":
            return Verdict(self._environment, None)
        context = EvaluationContext(subject, {name: value for name, value in known.items() if name != "targetingKey"})
        try:
            value, variant = self._resolved(key, context)
        except _FAILURES:
            return Verdict(self._environment, None)
        on = value if isinstance(value, bool) and flag.switch else None
        return Verdict(self._environment, on, "" if flag.switch else variant or "", unknown)

    def _resolved(self, key: str, context: EvaluationContext) -> tuple[Any, str | None]:
        """The value somebody gets, and its variant; the evaluator wants to know which type to expect."""
        match next(iter(self._values[key].values()), None):
            case bool():
                found: FlagResolutionDetails[Any] = self._core.resolve_boolean_value(key, False, context)
            case str():
                found = self._core.resolve_string_value(key, "", context)
            case int() | float():
                found = self._core.resolve_float_value(key, 0.0, context)
            case _:
                found = self._core.resolve_object_value(key, {}, context)
        return found.value, found.variant


def _known(audience: Audience | None, subject: str) -> Mapping[str, Any]:
    """What an id tells: every attribute that shares are drawn by, and an e-mail address where it is one."""
    drawn_by = [rule.by for rule in audience.rules if rule.by] if audience is not None else []
    mail = {"email": subject} if "@" in subject else {}
    return {**dict.fromkeys((*_IDENTIFYING, *drawn_by), subject), **mail}


def _looked_at(audience: Audience | None) -> set[str]:
    return {name for name in _attributes(audience) if name}


def _attributes(audience: Audience | None) -> Iterator[str]:
    for rule in audience.rules if audience is not None else ():
        yield from attributes_in(rule.where)
