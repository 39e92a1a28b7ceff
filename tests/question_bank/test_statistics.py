"""Item statistics against values worked out by hand, and where they are not defined."""

import statistics as library

import pytest
from hypothesis import given, strategies as st

from question_bank import statistics
from question_bank.statistics import alpha, difficulty, discrimination, point_biserial, summary

# Ten people, five questions, right or wrong; worked out by hand below.
RIGHT = [
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0],
    [1, 1, 0, 0, 1, 0, 0, 1, 0, 0],
    [0, 1, 0, 0, 0, 0, 1, 0, 1, 1],
]
TOTALS = [sum(column) for column in zip(*RIGHT, strict=True)]  # 4 5 3 3 3 2 3 2 1 1
CLOSE = {"abs": 1e-5}


def rests(row):
    return [total - own for total, own in zip(TOTALS, RIGHT[row], strict=True)]


def test_difficulty_is_the_mean_share():
    assert [difficulty(row) for row in RIGHT] == pytest.approx([0.8, 0.6, 0.5, 0.4, 0.4], **CLOSE)


def test_discrimination_is_upper_less_lower_27_per_cent():
    """27 % of ten are three. Above: 5, 4 and one of the four with 3; below: 1, 1 and one of the two with 2."""
    first = (2 + 4 / 4) / 3 - (0 + 2 / 2) / 3
    second = (2 + 3 / 4) / 3 - (0 + 1 / 2) / 3
    last = (1 + 1 / 4) / 3 - (2 + 0) / 3
    found = [discrimination(RIGHT[row], TOTALS) for row in (0, 1, 4)]
    assert found == pytest.approx([first, second, last], **CLOSE)
    assert found == pytest.approx([0.66667, 0.75, -0.25], **CLOSE)


def test_discrimination_does_not_depend_on_the_order_of_the_list():
    back = [row[::-1] for row in RIGHT]
    assert discrimination(back[1], TOTALS[::-1]) == discrimination(RIGHT[1], TOTALS)


def test_the_correlation_is_that_with_the_rest():
    """Question 1: rests 3 4 2 2 2 1 2 1 1 1, mean 1.9, Σ(r−r̄)² = 8.9; Σ(s−0.8)² = 1.6; Σsr − 8 · 1.9 = 1.8.

    Question 5: rests 4 4 3 3 3 2 2 2 0 0, mean 2.3, Σ(r−r̄)² = 71 − 52.9 = 18.1; Σ(s−0.4)² = 2.4; 6 − 4 · 2.3 = −3.2.
    """
    assert point_biserial(RIGHT[0], rests(0)) == pytest.approx(1.8 / (1.6 * 8.9) ** 0.5, **CLOSE)
    assert point_biserial(RIGHT[0], rests(0)) == pytest.approx(0.47700, **CLOSE)
    assert point_biserial(RIGHT[4], rests(4)) == pytest.approx(-3.2 / (2.4 * 18.1) ** 0.5, **CLOSE)
    assert point_biserial(RIGHT[4], rests(4)) == pytest.approx(-0.48552, **CLOSE)


def test_alpha_is_that_of_kuder_and_richardson_for_right_and_wrong():
    """KR-20: 5/4 · (1 − Σpq / σ²) with Σpq = 0.16 + 0.24 + 0.25 + 0.24 + 0.24 = 1.13 and σ² = 14.1 / 10 = 1.41."""
    assert alpha(RIGHT) == pytest.approx(5 / 4 * (1 - 1.13 / 1.41), **CLOSE)
    assert alpha(RIGHT) == pytest.approx(0.24823, **CLOSE)


def test_alpha_of_questions_that_agree_wholly_is_one():
    assert alpha([[0, 1, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0]]) == pytest.approx(1, **CLOSE)


def test_a_summary_has_the_usual_figures():
    """Squared distances from 7.4375: 0.19141 + 3.75391 + 0.31641 + 3.28516 = 7.54688, by three 2.51563."""
    found = summary([7, 5.5, 8, 9.25])
    assert (found.count, found.lowest, found.highest, found.median) == (4, 5.5, 9.25, 7.5)
    assert found.mean == pytest.approx(7.4375, **CLOSE)
    assert found.deviation == pytest.approx(1.58607, **CLOSE)


@pytest.mark.parametrize("values, known", [([], (0, None, None, None)), ([7.0], (1, 7.0, 7.0, None))])
def test_of_nothing_and_of_one_the_undefined_stays_undefined(values, known):
    found = summary(values)
    assert (found.count, found.mean, found.median, found.deviation) == known


@pytest.mark.parametrize(
    "shares, totals",
    [([], []), ([1], [5]), ([1, 1, 1], [4, 4, 4]), ([0.1] * 7, [0.3] * 7)],
    ids=["nobody", "one", "all alike", "all alike after rounding"],
)
def test_without_people_or_variance_nothing_is_defined(shares, totals):
    assert discrimination(shares, totals) is None
    assert point_biserial(shares, totals) is None
    assert alpha([shares, shares]) is None


def test_a_question_that_all_answered_right_has_no_correlation_but_discriminates_by_nothing():
    assert point_biserial([1, 1, 1, 1], [4, 3, 2, 1]) is None
    assert discrimination([1, 1, 1, 1], [4, 3, 2, 1]) == 0


def test_alpha_needs_two_questions():
    assert alpha([]) is None
    assert alpha([[1, 0, 1]]) is None


shares = st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0])


@given(st.lists(st.tuples(shares, st.integers(0, 40)), min_size=2, max_size=40))
def test_figures_stay_within_their_bounds_and_agree_with_the_standard_library(pairs):
    own, other = [pair[0] for pair in pairs], [float(pair[1]) for pair in pairs]
    assert -1 <= (discrimination(own, other) or 0) <= 1
    found = point_biserial(own, other)
    if found is not None:
        assert found == pytest.approx(library.correlation(own, other), abs=1e-9)
    assert statistics.deviation(other) == pytest.approx(library.stdev(other), abs=1e-9)
