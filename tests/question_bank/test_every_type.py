"""What holds for every question type."""

import json
from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.encoding import encode
from question_bank.question import TYPES, InvalidResponse
from tests.question_bank.examples import ALL
from tests.question_bank.strategies import BY_TYPE, questions

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
every_type = pytest.mark.parametrize("question", ALL, ids=lambda question: question.type)


def test_the_ten_types_are_registered_and_each_has_an_example():
    assert set(TYPES) == {question.type for question in ALL} == set(BY_TYPE)


@every_type
def test_the_right_answer_earns_the_full_mark(question):
    right = question.correct_response()
    assert question.type == "essay" or question.grade(question.parse(right)).fraction == 1


@every_type
@pytest.mark.parametrize("value", [None, "", "  \n", [], {}, {"x": ""}, [None, " "]])
def test_nothing_answered_earns_nothing_whatever_form_it_has(question, value):
    assert question.parse(value) is None
    assert question.grade(None).fraction == 0
    assert question.describe(None) == ""


@every_type
def test_an_empty_form_answers_nothing(question):
    assert question.parse(question.from_form({}, "q1")) is None


@every_type
def test_the_page_gets_no_key(question):
    shown = json.dumps(question.without_key(), ensure_ascii=False)
    for secret in (
        "weight",
        'right":',
        "answer",
        "feedback",
        "guidance",
        "accepted",
        "tolerance",
        "explanation",
    ):
        assert secret not in shown


@every_type
def test_a_good_question_has_no_problems(question):
    assert question.problems() == []


@given(questions(), json_values)
def test_any_value_is_parsed_or_refused_and_marks_stay_in_bounds(question, value):
    try:
        response = question.parse(value)
    except InvalidResponse:
        return
    assert question.parse(response) == response
    json.dumps(response)
    question.describe(response)
    fraction = question.grade(response).fraction
    assert fraction is None or 0 <= fraction <= 1


@given(questions())
def test_the_right_answer_is_an_answer_and_earns_at_least_as_much_as_any_share(question):
    response = question.parse(question.correct_response())
    fraction = question.grade(response).fraction
    assert fraction is None or 0 <= fraction <= 1
    json.dumps(question.without_key())


@given(questions(), st.integers())
def test_a_shuffle_is_an_order_of_all_ids_and_repeats_with_its_seed(question, seed):
    order = question.shuffle(Random(seed))
    assert order == question.shuffle(Random(seed))
    assert sorted(order) == sorted(question.shuffle(Random(seed + 1)))


@given(questions(), st.integers())
def test_the_order_changes_what_is_shown_only_in_order(question, seed):
    def flat(shown):
        return sorted(json.dumps(shown, sort_keys=True))

    order = question.shuffle(Random(seed))
    assert flat(question.without_key(order)) == flat(question.without_key())


@given(questions())
def test_the_page_never_depends_on_the_key(question):
    """Texts and ids are all that is shown: taking the key away changes nothing."""
    shown = json.dumps(question.without_key())
    assert '"weight"' in json.dumps(encode(question)) or question.type in {
        "true_false",
        "statements",
        "matching",
        "ordering",
        "essay",
    }
    assert '"weight"' not in shown
