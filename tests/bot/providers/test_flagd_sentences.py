"""What is said of a flagd flag agrees with flagd's own evaluator, whatever its targeting."""

import json
import random
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openfeature.contrib.tools.flagd.core import FlagdCore
from openfeature.evaluation_context import EvaluationContext

from bot.providers.flagd_document import Document, defined, environment_of
from handlers.flag_lines import standing_of
from tests.properties import tried
from tests.sentences import claim

COUNTRIES = ("DE", "AT", "FR", "PT")
PLANS = ("free", "pro", "studio")


def _var(name: str) -> Any:
    return {"var": name}


def _tests() -> st.SearchStrategy[Any]:
    numbers = st.integers(-2, 5)
    return st.one_of(
        st.tuples(st.sampled_from(["==", "===", "!=", "!=="]), st.sampled_from(COUNTRIES)).map(
            lambda one: {one[0]: [_var("country"), one[1]]}
        ),
        st.lists(st.sampled_from(PLANS), min_size=1, max_size=3, unique=True).map(
            lambda some: {"in": [_var("plan"), some]}
        ),
        st.sampled_from(["a", "b"]).map(lambda part: {"in": [part, _var("email")]}),
        st.sampled_from(["starts_with", "ends_with"]).map(lambda how: {how: [_var("email"), "a"]}),
        st.tuples(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), numbers, st.booleans()).map(
            lambda one: {one[0]: [_var("age"), one[1]] if one[2] else [one[1], _var("age")]}
        ),
        st.tuples(numbers, numbers).map(lambda ends: {"<=": [min(ends), _var("age"), max(ends)]}),
        st.booleans().map(lambda value: {"==": [_var("beta"), value]}),
        st.tuples(st.sampled_from(["=", "<", "<=", ">", ">=", "^", "~"]), st.sampled_from(["1.2.0", "2.0.1"])).map(
            lambda one: {"sem_ver": [_var("version"), one[0], one[1]]}
        ),
        st.just({"$ref": "staff"}),
    )


def _conditions() -> st.SearchStrategy[Any]:
    return st.recursive(
        _tests(),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"and": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"or": parts}),
            inner.map(lambda one: {"!": [one]}),
        ),
        max_leaves=4,
    )


def _fractions() -> st.SearchStrategy[Any]:
    keys = st.sampled_from([[], [_var("companyId")], [{"cat": [_var("$flagd.flagKey"), _var("userId")]}]])
    shares = st.lists(st.tuples(st.sampled_from(["on", "off"]), st.integers(0, 90)).map(list), min_size=1, max_size=3)
    return st.tuples(keys, shares).map(lambda one: {"fractional": [*one[0], *one[1]]})


def _targeting() -> st.SearchStrategy[Any]:
    leaves = st.one_of(st.sampled_from(["on", "off"]), st.none(), _fractions())
    return st.recursive(
        leaves,
        lambda inner: st.lists(st.tuples(_conditions(), inner), min_size=1, max_size=2).flatmap(
            lambda branches: st.one_of(st.just([]), inner.map(lambda last: [last])).map(
                lambda rest: {"if": [*(part for pair in branches for part in pair), *rest]}
            )
        ),
        max_leaves=4,
    ).filter(lambda one: isinstance(one, dict))


def _document(targeting: Any, default: str | None) -> Document:
    flag = {
        "state": "ENABLED",
        "variants": {"on": True, "off": False},
        "targeting": targeting,
        **({"defaultVariant": default} if default else {}),
    }
    evaluators = {"staff": {"ends_with": [{"var": "email"}, "@x.example"]}}
    return Document.of(json.dumps({"$evaluators": evaluators, "flags": {"f": flag}}).encode())


@cache
def _contexts(number: int) -> list[dict[str, Any]]:
    """The same random people in every run."""
    chance = random.Random(42)
    return [
        {
            name: value
            for name, value in {
                "userId": str(one),
                "companyId": str(chance.randrange(50)),
                "country": chance.choice(COUNTRIES),
                "plan": chance.choice(PLANS),
                "email": chance.choice(["ab", "ba", "b@x.example", "c"]),
                "age": chance.randrange(-2, 6),
                "beta": chance.choice([True, False]),
                "version": chance.choice(["1.2.0", "1.2.9", "2.0.1", "2.1.0", "3.0.0"]),
            }.items()
            if chance.random() < 0.8
        }
        for one in range(number)
    ]


@given(_targeting(), st.sampled_from(["off", "on"]))
@tried(150)
def test_the_sentence_is_true_of_two_hundred_people(targeting: Any, default: str) -> None:
    document = _document(targeting, default)
    environment = environment_of(document, "f")
    assert environment.state == "live"
    sentence = standing_of(environment)
    core = FlagdCore()
    core.set_flags(document.text.decode())
    for number, context in enumerate(_contexts(200)):
        found = core.resolve_boolean_value("f", False, EvaluationContext(f"u{number}", dict(context))).value
        claimed = claim(sentence, context)
        assert claimed in {"maybe", "on" if found else "off"}, f"{sentence}: {context}"


@given(_targeting())
@tried(60)
def test_where_the_flag_has_no_default_the_code_is_said_to_decide(targeting: Any) -> None:
    document = _document(targeting, None)
    environment = environment_of(document, "f")
    if environment.state != "live":
        return
    sentence = standing_of(environment)
    core = FlagdCore()
    core.set_flags(document.text.decode())
    for number, context in enumerate(_contexts(100)):
        someone = EvaluationContext(f"u{number}", dict(context))
        answers = {core.resolve_boolean_value("f", fallback, someone).value for fallback in (True, False)}
        claimed = claim(sentence, context)
        assert (claimed == "code") == (len(answers) == 2) or claimed == "maybe", f"{sentence}: {context}"


@pytest.mark.parametrize("percent", [1, 25, 60])
def test_a_share_is_of_as_many_people_as_said(percent: int) -> None:
    document = _document({"fractional": [["on", percent], ["off", 100 - percent]]}, "off")
    assert standing_of(environment_of(document, "f")) == f"on for {percent} % of users"
    assert defined(document, "f").audience is not None
    core = FlagdCore()
    core.set_flags(document.text.decode())
    on = sum(core.resolve_boolean_value("f", False, EvaluationContext(f"u{n}")).value for n in range(4000))
    assert abs(on / 40 - percent) < 2.5
