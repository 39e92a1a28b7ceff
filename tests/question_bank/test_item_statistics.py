"""Figures of items and tests: published ones to the digits published, a second computation, and what is not defined."""

import math

import numpy as np
import pandas as pd
import pytest

from question_bank import statistics
from question_bank.statistics import item_statistics, option_statistics
from tests.question_bank.lsat import SECTION_6, SECTION_7, answers

DIGITS = {"abs": 0.5e-4}


def test_figures_of_section_6_are_the_published_ones():
    """D. Rizopoulos, "ltm: an R package for latent variable modeling", Journal of Statistical Software 17(5) (2006)."""
    items = item_statistics(answers(SECTION_6))
    assert list(items.facility) == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870], **DIGITS)
    assert list(items.point_biserial) == pytest.approx([0.1128, 0.1532, 0.1728, 0.1444, 0.1216], **DIGITS)
    assert list(items.alpha_if_removed) == pytest.approx([0.2754, 0.2376, 0.2168, 0.2459, 0.2663], **DIGITS)
    assert statistics.test_statistics(answers(SECTION_6)).alpha == pytest.approx(0.2950, **DIGITS)


def test_figures_of_section_7_are_the_published_ones():
    """R. P. Chalmers, "mirt", Journal of Statistical Software 48(6) (2012), and the tables of that package."""
    items, test = item_statistics(answers(SECTION_7)), statistics.test_statistics(answers(SECTION_7))
    three = {"abs": 0.5e-3}
    assert list(items.facility) == pytest.approx([0.828, 0.658, 0.772, 0.606, 0.843], **three)
    assert list(items.sd) == pytest.approx([0.378, 0.475, 0.420, 0.489, 0.364], **three)
    assert list(items.point_biserial) == pytest.approx([0.246, 0.247, 0.313, 0.223, 0.175], **three)
    assert list(items.alpha_if_removed) == pytest.approx([0.396, 0.394, 0.345, 0.415, 0.438], **three)
    found = [test.n, test.mean, test.sd, test.alpha, test.standard_error]
    assert found == pytest.approx([1000, 3.707, 1.199, 0.453, 0.886], **three)


def test_moodles_figures_worked_out_by_hand():
    """Four people, items out of 1, 1 and 2: x₁ = 1 1 0 0, x₂ = 1 0 1 0, x₃ = 2 1 1 0, totals 4 2 2 0.

    Σ(x₁ − ½)(T − 2) = ½·2 + ½·2 = 2 and so for x₂; Σ(x₃ − 1)(T − 2) = 1·2 + 1·2 = 4: weights √2 : √2 : 2.
    Item 1: rests 3 1 2 0, covariance Σ(x − ½)(X − 1½) = ½(1½ − ½ − ½ + 1½) = 1; sorted alike ½(½ + 1½ + ½ + 1½) = 2.
    V(x) = 1/3, V(X) = 5/3: the index is (1/3) / √(5/9) = 1/√5.
    """
    scores = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 1, 0], "c": [2, 1, 1, 0]})
    items = item_statistics(scores, max_marks={"c": 2})
    whole = 2 * math.sqrt(2) + 2
    assert list(items.effective_weight) == pytest.approx(
        [math.sqrt(2) / whole, math.sqrt(2) / whole, 2 / whole]
    )
    assert list(items.intended_weight) == [0.25, 0.25, 0.5]
    assert list(items.facility) == [0.5, 0.5, 0.5]
    assert items.discrimination_index["a"] == pytest.approx(1 / math.sqrt(5))
    assert items.discriminative_efficiency["a"] == pytest.approx(0.5)
    scores.attrs["max_marks"] = {"c": 4}
    assert item_statistics(scores).facility["c"] == 0.25


def test_skewness_and_kurtosis_are_those_of_the_k_statistics():
    """Totals 1 2 3 10: mean 4, m₂ = 12.5, m₃ = 45, m₄ = 348.5; k₃ = 120, k₄ = 16/6 · (5·348.5 − 9·156.25)."""
    test = statistics.test_statistics(pd.DataFrame({"a": [1, 2, 3, 10]}))
    k2 = 50 / 3
    assert (test.mean, test.median, test.sd) == pytest.approx((4, 2.5, math.sqrt(k2)))
    assert test.skewness == pytest.approx(120 / k2**1.5)
    assert test.kurtosis == pytest.approx(16 / 6 * (5 * 348.5 - 9 * 156.25) / k2**2)


@pytest.mark.parametrize("seed", range(6))
def test_pandas_agrees_on_random_marks_some_of_which_are_missing(seed):
    chance = np.random.default_rng(seed)
    scores = pd.DataFrame(chance.integers(0, 5, (60, 7)) / 4)
    scores[3] = 1.0
    holes = chance.random(scores.shape) < (0.0 if seed % 2 else 0.1)
    scores = scores.mask(holes)
    items, total = item_statistics(scores), scores.sum(axis=1)
    test = statistics.test_statistics(scores)
    assert (test.skewness, test.kurtosis) == pytest.approx((total.skew(), total.kurt()))
    roots = np.sqrt([max(scores[item].cov(total[scores[item].notna()]), 0.0) for item in scores])
    for item in scores:
        asked = scores[item].notna()
        own, rest = scores[item][asked], (total - scores[item])[asked]
        assert items.n[item] == asked.sum()
        assert items.facility[item] == pytest.approx(own.mean())
        assert items.sd[item] == pytest.approx(own.std())
        if item == 3:
            continue
        assert items.point_biserial[item] == pytest.approx(own.corr(rest))
        best = pd.Series(sorted(own)).cov(pd.Series(sorted(rest)))
        assert items.discriminative_efficiency[item] == pytest.approx(own.cov(rest) / best)
        assert items.effective_weight[item] == pytest.approx(roots[item] / roots.sum())
    whole = scores.dropna()
    expected = 7 / 6 * (1 - whole.var().sum() / whole.sum(axis=1).var())
    assert (test.alpha, test.standard_error) == pytest.approx(
        (expected, math.sqrt(1 - expected) * total.std())
    )


def test_an_item_that_pulls_the_other_way_has_no_effective_weight():
    scores = pd.DataFrame({"a": [3, 2, 1, 0], "b": [3, 2, 1, 0], "c": [0, 0, 1, 1]})
    items = item_statistics(scores)
    assert math.isnan(items.effective_weight["c"])
    assert items.effective_weight[["a", "b"]].sum() == pytest.approx(1)


UNDEFINED = ["point_biserial", "discrimination_index", "discriminative_efficiency", "alpha_if_removed"]


@pytest.mark.parametrize("rows", [[], [[1, 0]], [[1, 0], [1, 0], [1, 0]]], ids=["nobody", "one", "all alike"])
def test_what_is_not_defined_is_nan_and_never_zero(rows):
    scores = pd.DataFrame(rows, columns=["a", "b"], dtype=float)
    items, test = item_statistics(scores), statistics.test_statistics(scores)
    assert items[UNDEFINED].isna().all(axis=None)
    assert items[["effective_weight", "random_guess_score", "blanks", "median_time"]].isna().all(axis=None)
    assert all(
        map(math.isnan, [test.skewness, test.kurtosis, test.alpha, test.error_ratio, test.standard_error])
    )
    assert math.isnan(test.mean) == (not rows)
    assert items.facility.isna().all() == (not rows)
    assert items.sd.isna().all() == (len(rows) < 2)


def test_an_item_that_nobody_was_asked_and_no_items_at_all():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [np.nan, np.nan]})
    items = item_statistics(scores)
    assert items.n["b"] == 0
    assert math.isnan(items.facility["b"])
    assert statistics.test_statistics(scores).mean == 0.5
    assert item_statistics(pd.DataFrame(index=[1, 2])).empty


@pytest.mark.parametrize("cell", ["x", math.inf, -math.inf])
def test_what_is_no_mark_is_refused_by_the_name_of_its_item(cell):
    with pytest.raises(ValueError, match="'b'"):
        item_statistics(pd.DataFrame({"a": [1, 0], "b": [1, cell]}))


CHOICES = pd.DataFrame({"q": ["A", "A", "B", "C", ""], "r": [["A", "B"], ["A"], ["B"], [], ["A", "B"]]})
KEY = {"q": "A", "r": ["A", "B"]}


def test_choices_give_blanks_guesses_and_distractors():
    scores = statistics.scored(CHOICES, KEY)
    assert scores.to_numpy().tolist() == [[1, 1], [1, 0], [0, 0], [0, 0], [0, 1]]
    items = item_statistics(scores, choices=CHOICES, key=KEY, options={"q": "ABCD"})
    assert list(items.blanks) == [1, 1]
    assert items.random_guess_score["q"] == 0.25
    assert math.isnan(items.random_guess_score["r"])
    assert [one["option"] for one in items.distractors["q"]] == ["A", "B", "C", "D"]
    assert [one["share"] for one in items.distractors["q"]] == [0.4, 0.2, 0.2, 0.0]
    assert [one["right"] for one in items.distractors["q"]] == [True, False, False, False]


def test_an_option_correlates_with_the_rest_of_the_test():
    scores = pd.DataFrame({"q": [1, 1, 0, 0, 0], "s": [4, 3, 2, 1, 0]})
    found = option_statistics(CHOICES[["q"]], scores=scores, key=KEY)
    chose = pd.Series([1, 1, 0, 0, 0])
    assert found.point_biserial["q", "A"] == pytest.approx(chose.corr(scores.s))
    assert found.mean_rest["q", "A"] == 3.5
    assert found.point_biserial["q", "C"] < 0


def test_times_are_told_by_their_median():
    scores = pd.DataFrame({"a": [1, 0, 1], "b": [1, 0, 0]})
    items = item_statistics(scores, times=pd.DataFrame({"a": [10, 30, 80]}))
    assert items.median_time["a"] == 30
    assert math.isnan(items.median_time["b"])
