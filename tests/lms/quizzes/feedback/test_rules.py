"""What a checked answer earns: with further tries, and weighed by certainty."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest

from lms.quizzes.feedback.rules import FAIRLY_SURE, SURE, UNSURE, earned, is_final, tries_of
from lms.quizzes.rules import Feedback

RIGHT, WRONG, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


@dataclass(frozen=True)
class Check:
    version: int
    certainty: int = UNSURE


def versions(*numbers: int) -> list[Check]:
    return [Check(number) for number in numbers]


@pytest.mark.parametrize(
    "share, version, checks, expected",
    [
        (RIGHT, 1, [], 1),
        (RIGHT, 1, versions(1), 1),
        (RIGHT, 2, versions(1, 2), Fraction(2, 3)),
        (RIGHT, 3, versions(1, 2, 3), Fraction(1, 3)),
        (RIGHT, 3, versions(1), Fraction(2, 3)),
        (HALF, 2, versions(1, 2), Fraction(1, 3)),
        (WRONG, 3, versions(1, 2, 3), 0),
        (RIGHT, 9, versions(1, 2, 3), 0),
    ],
)
def test_every_wrong_try_costs_its_share(
    share: Fraction, version: int, checks: list[Check], expected: Fraction
) -> None:
    assert earned(Feedback.TRIES, 3, share, version, checks) == expected


@pytest.mark.parametrize(
    "certainty, right, wrong", [(UNSURE, "1/3", "0"), (FAIRLY_SURE, "2/3", "-2/3"), (SURE, "1", "-2")]
)
def test_certainty_pays_where_it_is_justified(certainty: int, right: str, wrong: str) -> None:
    said = [Check(4, certainty)]
    assert earned(Feedback.CERTAINTY, 1, RIGHT, 4, said) == Fraction(right)
    assert earned(Feedback.CERTAINTY, 1, WRONG, 4, said) == Fraction(wrong)
    assert earned(Feedback.CERTAINTY, 1, HALF, 4, said) == Fraction(right) / 2


def test_who_said_nothing_was_not_sure() -> None:
    assert earned(Feedback.CERTAINTY, 1, WRONG, 5, [Check(4, SURE)]) == 0
    assert earned(Feedback.CERTAINTY, 1, RIGHT, 1, []) == Fraction(1, 3)


@pytest.mark.parametrize("feedback", [Feedback.DEFERRED, Feedback.IMMEDIATE])
@pytest.mark.parametrize("checks", [[], versions(1), versions(1, 2)])
def test_otherwise_an_answer_earns_what_it_is_worth(feedback: Feedback, checks: Sequence[Check]) -> None:
    assert earned(feedback, 3, HALF, 2, checks) == HALF


def test_only_where_it_may_be_tried_again_there_is_more_than_one_try() -> None:
    assert [tries_of(feedback, 3) for feedback in Feedback] == [1, 1, 3, 1]
    assert is_final(RIGHT, 1, 3)
    assert not is_final(HALF, 2, 3)
    assert is_final(WRONG, 3, 3)
