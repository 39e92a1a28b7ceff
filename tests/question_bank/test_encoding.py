"""Questions as dicts and back."""

import json

import pytest
from hypothesis import given, strategies as st

from question_bank.encoding import InvalidEncoding, decode, encode
from tests.question_bank.examples import ALL, CAPITAL
from tests.question_bank.strategies import questions


@given(questions())
def test_every_question_comes_back_from_json_as_it_was(question):
    assert decode(json.loads(json.dumps(encode(question)))) == question


@pytest.mark.parametrize(
    "change,told",
    [
        ({"version": 2}, "version 2"),
        ({"type": "riddle"}, "'riddle'"),
        ({"type": ["x"]}, "is not known"),
        ({"colour": "red"}, "field 'colour'"),
        ({"text": 7}, "question.text"),
        ({"options": {}}, "question.options"),
        ({"options": [{"id": "a"}]}, "question.options[0]"),
        ({"options": [{"id": "a", "text": "b", "weight": "1/0"}]}, "weight"),
        ({"options": [{"id": "a", "text": "b", "weight": "x"}]}, "weight"),
        ({"level": "hard"}, "question.level"),
        ({"fixed_order": 1}, "question.fixed_order"),
        ({"tags": "x"}, "question.tags"),
    ],
)
def test_what_is_not_known_is_refused_by_name(change, told):
    with pytest.raises(InvalidEncoding) as refused:
        decode(encode(CAPITAL) | change)
    assert told in str(refused.value)


@pytest.mark.parametrize("data", [None, [], "x", 3, {}])
def test_what_is_no_question_is_refused(data):
    with pytest.raises(InvalidEncoding):
        decode(data)


def test_a_missing_field_is_named():
    encoded = encode(CAPITAL)
    del encoded["options"]
    with pytest.raises(InvalidEncoding, match="options"):
        decode(encoded)


def test_questions_do_not_nest_without_end():
    cloze = encode(next(question for question in ALL if question.type == "cloze"))
    inner = {name: value for name, value in cloze.items() if name != "version"}
    for _ in range(2_000):
        inner = inner | {"gaps": [{"id": "g1", "asks": inner, "weight": 1}]}
    with pytest.raises(InvalidEncoding):
        decode(inner | {"version": 1})


@given(st.sampled_from(ALL), st.data())
def test_a_damaged_encoding_is_read_or_refused(question, data):
    encoded = encode(question)
    name = data.draw(st.sampled_from(sorted(encoded)))
    encoded[name] = data.draw(
        st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
    )
    try:
        decode(encoded)
    except InvalidEncoding as refused:
        message = str(refused)
    else:
        message = "read"
    assert message
