"""Another key for the same question: the answer that is right now earns everything, what was asked is untouched."""

from fractions import Fraction

import pytest

from question_bank.question import InvalidResponse
from question_bank.rekeying import has_key, rekeyed
from tests.question_bank.examples import (
    ALL,
    CAPITAL,
    FACT,
    FOUR,
    GAPS,
    NUMBER,
    ORGANS,
    PAIRS,
    STEPS,
    TALK,
    WORD,
    ids,
)

FOUR_IDS = ids(FOUR, "statements")
LEFTS, RIGHTS = ids(PAIRS, "lefts"), ids(PAIRS, "rights")
STEP_IDS = ids(STEPS, "items")

#   question, the new key, another answer, what that one earns now
TABLE = [
    (CAPITAL, ids(CAPITAL)[1], ids(CAPITAL)[0], 0),
    (ORGANS, ids(ORGANS)[2:], ids(ORGANS)[:2], 0),
    (FACT, False, True, 0),
    (FOUR, dict.fromkeys(FOUR_IDS, False), dict.fromkeys(FOUR_IDS, True), 0),
    (FOUR, {FOUR_IDS[1]: True}, dict.fromkeys(FOUR_IDS, True), 1),
    (WORD, "sông Cái", "sông Hồng", 0),
    (WORD, "Hồng*", "Hồng Hà", 0),
    (NUMBER, "7", "3,5", 0),
    (NUMBER, "7", "7,1", 1),
    (PAIRS, dict.fromkeys(LEFTS, RIGHTS[2]), {LEFTS[0]: RIGHTS[2]}, Fraction(1, 3)),
    (STEPS, STEP_IDS[::-1], STEP_IDS, 0),
    (GAPS, {"g1": "2"}, {"g1": "hai"}, 0),
]


@pytest.mark.parametrize("question, key, other, earns", TABLE)
def test_the_new_key_earns_everything_and_the_old_one_what_it_is_worth_now(question, key, other, earns):
    again = rekeyed(question, question.parse(key))
    full = again.correct_response()
    assert again.grade(again.parse(full)).fraction == 1
    if not isinstance(key, dict):
        assert again.parse(full) == question.parse(key)
    assert again.grade(again.parse(other)).fraction == earns


@pytest.mark.parametrize("question", [question for question in ALL if question is not TALK])
def test_what_learners_see_stays_as_it_was(question):
    again = rekeyed(question, question.correct_response())
    assert again.without_key() == question.without_key()
    assert again.grade(question.correct_response()).fraction == 1


def test_an_essay_has_no_key():
    assert [has_key(question) for question in ALL] == [question is not TALK for question in ALL]
    with pytest.raises(InvalidResponse):
        rekeyed(TALK, "Một bài viết")
