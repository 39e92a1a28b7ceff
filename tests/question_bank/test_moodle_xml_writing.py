"""Moodle XML as it is written: what it holds reads back equal, the rest is refused by name."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank.formats import CannotWrite, moodle_xml
from question_bank.formats.writing import comparable
from question_bank.types import (
    Cloze,
    Gap,
    ShortText,
    SingleChoice,
    options,
)
from tests.question_bank.examples import ALL, CAPITAL, FOUR, GAPS
from tests.question_bank.strategies import maybe_html, questions, weights, words

SUPPORTED = {
    "single_choice",
    "multiple_choice",
    "true_false",
    "short_text",
    "numeric",
    "matching",
    "ordering",
    "cloze",
    "essay",
}


def test_what_moodle_xml_can_hold_is_pinned():
    assert {question.type for question in ALL if type(question) in moodle_xml.WRITERS} == SUPPORTED


def test_what_it_cannot_hold_is_refused_by_name():
    with pytest.raises(CannotWrite) as refused:
        moodle_xml.write([CAPITAL, FOUR])
    assert [str(problem.place) for problem in refused.value.problems] == ["question 2"]


@pytest.mark.parametrize("name", sorted(SUPPORTED - {"multiple_choice"}))
def test_an_example_of_each_supported_type_can_be_written(name):
    assert moodle_xml.supports(next(question for question in ALL if question.type == name)) is None


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(questions(), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if moodle_xml.supports(question) is None]
    back = moodle_xml.read(moodle_xml.write(able))
    assert [comparable(item.question) for item in back.questions] == [
        comparable(question) for question in able
    ]
    assert [p for p in back.all_problems() if p.code.startswith(("moodle", "file"))] == [
        p for p in back.all_problems() if p.code == "file.nothing"
    ]


@st.composite
def gap_texts(draw):
    texts = draw(st.lists(words, min_size=2, max_size=4, unique=True))
    chosen = options(texts, [0])
    gap = SingleChoice(text="", options=chosen, fixed_order=draw(st.booleans()))
    typed = ShortText(
        text="",
        accepted=draw(
            st.builds(
                lambda t, w, f: (type(GAPS.gaps[0].asks.accepted[0])(t, w, f),), words, weights, maybe_html
            )
        ),
    )
    return Cloze(text="A [[g1]] B [[g2]]", gaps=(Gap("g1", gap, draw(st.integers(1, 5))), Gap("g2", typed)))


@given(gap_texts())
def test_gaps_read_back_equal_or_are_refused(question):
    problem = moodle_xml.supports(question)
    if problem is None:
        (back,) = moodle_xml.read(moodle_xml.write([question])).questions
        assert comparable(back.question) == comparable(question)
    else:
        assert problem.params["field"] in ("gaps", "text")
