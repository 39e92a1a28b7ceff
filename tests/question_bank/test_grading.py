"""The marks of a paper."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from question_bank.grading import Marked, rounded, score, total
from question_bank.question import InvalidResponse
from tests.question_bank.examples import CAPITAL, FOUR, TALK


def test_a_mark_is_a_share_of_the_points():
    marked = score(CAPITAL, CAPITAL.correct_response(), Decimal("0.25"))
    assert marked.points == Fraction(1, 4)
    assert marked.answered


def test_nothing_answered_is_marked_with_nothing():
    marked = score(CAPITAL, None, Decimal(1))
    assert (marked.points, marked.answered) == (0, False)


def test_an_answer_that_cannot_be_one_is_refused_and_not_marked():
    with pytest.raises(InvalidResponse):
        score(CAPITAL, "nowhere", Decimal(1))


def test_a_paper_with_an_essay_is_not_final():
    marks = [score(TALK, "…", Decimal(3)), score(FOUR, FOUR.correct_response(), Decimal(1))]
    found = total(marks)
    assert (found.points, found.worth, found.waiting, found.final) == (Decimal("1.00"), Decimal(4), 1, False)


def test_thirds_add_up_before_they_are_rounded():
    third = Marked(Fraction(1, 3), Decimal(1))
    assert total([third] * 3).points == Decimal("1.00")
    assert total([third] * 2).points == Decimal("0.67")


@pytest.mark.parametrize(
    "number,places,expected",
    [
        ("7.125", 2, "7.13"),
        ("7.135", 2, "7.14"),
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("7.24", 1, "7.2"),
    ],
)
def test_rounding_is_half_up(number, places, expected):
    assert rounded(Decimal(number), places) == Decimal(expected)


@given(st.lists(st.tuples(st.fractions(0, 1), st.decimals(0, 10, places=2)), max_size=12), st.randoms())
def test_a_total_does_not_depend_on_the_order_and_stays_in_bounds(parts, chance):
    marks = [Marked(fraction, worth) for fraction, worth in parts]
    mixed = marks[:]
    chance.shuffle(mixed)
    assert total(marks) == total(mixed)
    assert 0 <= total(marks).points <= total(marks).worth
