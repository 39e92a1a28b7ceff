"""QTI: what is written reads back equal, and what others write is read with nothing lost."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank.formats import CannotWrite, detect, qti
from question_bank.formats.writing import comparable
from question_bank.options import Option
from question_bank.question import Level
from question_bank.types import Credit, Marking, MultipleChoice, SingleChoice, Statements, accepted, statements
from tests.question_bank.examples import ALL, CAPITAL, GAPS, STEPS, WORD
from tests.question_bank.strategies import BY_TYPE, questions
from tests.question_bank.word_files import picture
from tests.scale import scaled

SUPPORTED = {
    "cloze",
    "essay",
    "matching",
    "multiple_choice",
    "numeric",
    "ordering",
    "short_text",
    "single_choice",
    "statements",
    "true_false",
}


def back(question, files=None):
    (found,) = qti.read(qti.write([question], files)).questions
    return found


def test_what_qti_can_hold_is_pinned():
    assert {kind.type for kind in qti.WRITERS} == SUPPORTED


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.type)
def test_every_type_is_written_and_read_back_equal(question):
    if question is WORD:
        question = type(WORD)(text=WORD.text, accepted=accepted(["sông Hồng", "Nhị Hà"]))
    found = back(question)
    assert comparable(found.question) == comparable(question)
    assert found.problems == ()


@settings(max_examples=scaled(20_000, 200), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(questions(), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if qti.supports(question) is None]
    found = qti.read(qti.write(able))
    assert [comparable(one.question) for one in found.questions] == [comparable(one) for one in able]
    assert all(problem.code == "file.nothing" or problem.place for problem in found.all_problems())


@settings(max_examples=scaled(5_000, 100), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BY_TYPE["matching"]() | BY_TYPE["ordering"]() | BY_TYPE["true_false"]() | BY_TYPE["statements"]())
def test_these_types_are_nearly_never_refused(question):
    problem = qti.supports(question)
    assert problem is None or problem.params["field"] in ("marking", "statements", "lefts", "rights", "type")
