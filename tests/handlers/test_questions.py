"""What every question of the table of contents keeps."""

import re
from collections import Counter

import pytest

from handlers import QUESTIONS
from handlers.question import AnyQuestion
from tests.handlers.asking import reply

each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def test_each_kind_is_listed_once() -> None:
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS) == 24


def test_no_phrase_belongs_to_two_questions() -> None:
    phrases = Counter(phrase for question in QUESTIONS for phrase in question.phrases)
    assert [phrase for phrase, times in phrases.items() if times > 1] == []


@each
def test_phrases_have_one_entity_at_most(question: AnyQuestion) -> None:
    assert question.phrases
    for phrase in question.phrases:
        assert phrase.count("{entity}") <= 1
        assert not re.search(r"[{}]", phrase.replace("{entity}", "").replace("{facets}", ""))
        assert ("{entity}" in phrase) or not question.subject.needed


@each
async def test_a_question_about_an_entity_says_so_when_given_none(question: AnyQuestion) -> None:
    if question.subject.needed:
        with pytest.raises(ValueError, match="asks about an entity"):
            await reply(question.name)
