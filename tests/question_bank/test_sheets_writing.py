"""Sheets as they are written: what they hold reads back equal, the rest is refused by name."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank import formats
from question_bank.formats import CannotWrite, sheets
from question_bank.formats.writing import comparable
from question_bank.question import Level
from question_bank.types import Credit, MultipleChoice, SingleChoice, options
from tests.question_bank.examples import ALL, CAPITAL, GAPS
from tests.question_bank.strategies import questions

SUPPORTED = {
    "single_choice",
    "multiple_choice",
    "true_false",
    "statements",
    "short_text",
    "numeric",
    "matching",
    "ordering",
    "essay",
}


def test_the_template_holds_level_topic_marking_and_order():
    question = MultipleChoice(
        text="a", options=options(["b", "c", "d"], [0, 2]), credit=Credit.RIGHT_MINUS_WRONG, level=Level.APPLICATION,
        topic="Bài 1", fixed_order=True, tags=("x", "y"), source="s", code="7", explanation="<b>vì</b>",
    )  # fmt: skip
    for data in (sheets.write([question]), sheets.write_csv([question])):
        assert formats.detect(data) == "sheet"
        assert comparable(sheets.read(data).questions[0].question) == comparable(question)


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "'=1", "＝1", "-5"])
def test_no_cell_of_a_text_file_is_a_formula(text):
    question = SingleChoice(text="?", options=options([text, "b"], [0]))
    data = sheets.write_csv([question])
    row = data.decode("utf-8-sig").split("\r\n")[1].split(";")
    assert (text if text == "-5" else f"'{text}") in row
    assert comparable(sheets.read(data).questions[0].question) == comparable(question)


def test_what_a_sheet_can_hold_is_pinned():
    assert {question.type for question in ALL if type(question) in sheets.WRITERS} == SUPPORTED
    able = {question.type for question in ALL if sheets.supports(question) is None}
    assert able == SUPPORTED - {"true_false"}  # the example has feedback, for which there is no column


def test_what_a_sheet_cannot_hold_is_refused_by_name():
    with pytest.raises(CannotWrite) as refused:
        sheets.write([CAPITAL, GAPS])
    assert [str(problem.place) for problem in refused.value.problems] == ["question 2"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(questions(), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if sheets.supports(question) is None]
    for data in (sheets.write(able), sheets.write_csv(able)):
        back = sheets.read(data).questions
        assert [comparable(item.question) for item in back] == [comparable(question) for question in able]
