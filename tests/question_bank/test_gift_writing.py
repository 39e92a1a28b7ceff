"""GIFT as it is written: what it holds reads back equal, the rest is refused by name."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank.formats import CannotWrite, gift
from question_bank.formats.writing import comparable
from tests.question_bank.examples import ALL, CAPITAL, STEPS
from tests.question_bank.strategies import BY_TYPE, questions

SUPPORTED = {"single_choice", "multiple_choice", "true_false", "short_text", "numeric", "matching", "essay"}


def test_what_gift_can_hold_is_pinned():
    assert {question.type for question in ALL if type(question) in gift.WRITERS} == SUPPORTED


def test_what_gift_cannot_hold_is_refused_by_name():
    assert gift.supports(STEPS).code == "format.type"
    with pytest.raises(CannotWrite) as refused:
        gift.write([CAPITAL, STEPS])
    assert [str(problem.place) for problem in refused.value.problems] == ["question 2"]


@pytest.mark.parametrize("name", sorted(SUPPORTED))
def test_an_example_of_each_supported_type_can_be_written(name):
    question = next(question for question in ALL if question.type == name)
    assert name in ("multiple_choice", "essay") or gift.supports(question) is None


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(questions(), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if gift.supports(question) is None]
    back = gift.read(gift.write(able)).questions
    assert [comparable(item.question) for item in back] == [comparable(question) for question in able]


@given(BY_TYPE["single_choice"]())
def test_nearly_every_single_choice_can_be_written(question):
    problem = gift.supports(question)
    assert problem is None or problem.params == {"field": "options"} or "field" in problem.params


def test_pictures_are_not_lost_by_a_format_without_files():
    assert gift.supports(replace(CAPITAL, text='<img src="/files/ab">')).code == "format.picture"
