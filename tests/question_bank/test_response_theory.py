"""Rasch and 2PL against published estimates, a second library, and a search of the likelihood of its own."""

import numpy as np
import pandas as pd
import pytest

from question_bank.statistics import rasch, two_parameter
from tests.question_bank.lsat import SECTION_6, SECTION_7, answers
from tests.scale import scaled

FOUR = {"abs": 0.6e-4}


def test_rasch_with_a_discrimination_of_one_is_the_published_fit():
    """D. Rizopoulos, "ltm", Journal of Statistical Software 17(5) (2006): rasch(LSAT, constraint = cbind(6, 1))."""
    fit = rasch(answers(SECTION_6), discrimination=1.0)
    assert list(fit.items.difficulty) == pytest.approx([-2.8720, -1.0630, -0.2576, -1.3881, -2.2188], **FOUR)
    assert list(fit.items.difficulty_se) == pytest.approx([0.1287, 0.0821, 0.0766, 0.0865, 0.1048], **FOUR)
    assert fit.log_likelihood == pytest.approx(-2473.054, abs=0.5e-3)
    assert fit.items.discrimination_se.isna().all()


def test_rasch_with_a_shared_discrimination_is_the_published_fit():
    """The same place, rasch(LSAT); before it D. Thissen, Psychometrika 47 (1982) 175–186."""
    fit = rasch(answers(SECTION_6))
    assert list(fit.items.difficulty) == pytest.approx([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], **FOUR)
    assert list(fit.items.difficulty_se) == pytest.approx([0.3266, 0.1422, 0.0977, 0.1691, 0.2510], **FOUR)
    assert list(fit.items.discrimination) == pytest.approx([0.7551] * 5, **FOUR)
    assert list(fit.items.discrimination_se) == pytest.approx([0.0694] * 5, **FOUR)
    assert fit.log_likelihood == pytest.approx(-2466.938, abs=0.5e-3)


def test_two_parameters_are_those_of_bock_and_aitkin():
    """Psychometrika 46 (1981), table 1 for section 6: intercepts and slopes to two places; log-likelihood from ltm."""
    fit = two_parameter(answers(SECTION_6))
    slope, difficulty = fit.items.discrimination, fit.items.difficulty
    assert list(slope) == pytest.approx([0.83, 0.72, 0.89, 0.69, 0.66], abs=0.6e-2)
    assert list(-slope * difficulty) == pytest.approx([2.77, 0.99, 0.25, 1.28, 2.05], abs=0.6e-2)
    assert list(fit.items.discrimination_se) == pytest.approx([0.258, 0.187, 0.233, 0.185, 0.210], abs=0.6e-3)
    assert fit.log_likelihood == pytest.approx(-2466.653, abs=0.5e-3)


def test_two_parameters_of_section_7_are_the_published_ones():
    """R. P. Chalmers, "mirt", Journal of Statistical Software 48(6) (2012): slopes, intercepts and log-likelihood."""
    fit = two_parameter(answers(SECTION_7))
    slope, difficulty = fit.items.discrimination, fit.items.difficulty
    assert list(slope) == pytest.approx([0.988, 1.081, 1.706, 0.765, 0.736], abs=2e-3)
    assert list(-slope * difficulty) == pytest.approx([1.856, 0.808, 1.804, 0.486, 1.855], abs=2e-3)
    assert fit.log_likelihood == pytest.approx(-2658.805, abs=0.5e-3)


@pytest.fixture(scope="module")
def made():
    """Answers of 800 people to eight items by the model itself."""
    chance = np.random.default_rng(7)
    ability = chance.normal(size=800)
    slope, difficulty = chance.uniform(0.7, 1.8, 8), np.linspace(-1.5, 1.5, 8)
    right = chance.random((800, 8)) < 1 / (1 + np.exp(-slope * (ability[:, None] - difficulty)))
    return pd.DataFrame(right.astype(int))


def test_a_second_library_finds_the_same(made):
    """girth integrates with coarser steps, so that its third place differs."""
    import girth  # noqa: PLC0415 - it takes seconds to load, in each worker

    theirs = girth.twopl_mml(made.to_numpy().T)
    mine = two_parameter(made).items
    assert list(mine.discrimination) == pytest.approx(list(theirs["Discrimination"]), abs=0.03)
    assert list(mine.difficulty) == pytest.approx(list(theirs["Difficulty"]), abs=0.03)


def test_no_other_parameters_are_more_likely(made):
    """The log-likelihood in another way: with Gauss–Hermite nodes, person by person; and steps from the maximum."""
    fit = two_parameter(made)
    slope, difficulty = fit.items.discrimination.to_numpy(), fit.items.difficulty.to_numpy()
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)

    def log_likelihood(slope, difficulty):
        chance = 1 / (1 + np.exp(-slope * (nodes[:, None] - difficulty)))
        each = np.where(made.to_numpy()[:, None, :] == 1, chance, 1 - chance).prod(axis=2)
        return np.log(each @ (weights / weights.sum())).sum()

    best = log_likelihood(slope, difficulty)
    assert fit.log_likelihood == pytest.approx(best, abs=1e-6)
    chance = np.random.default_rng(1)
    for _ in range(scaled(1000, least=20)):
        away = chance.normal(0, 0.02, (2, 8))
        assert log_likelihood(slope + away[0], difficulty + away[1]) < best


def test_what_nobody_was_asked_changes_nothing(made):
    """Half of the people were not asked the last items: the first keep their estimates closely, and errors grow."""
    holes = made.astype(float)
    holes.loc[400:, [6, 7]] = np.nan
    whole, part = two_parameter(made).items, two_parameter(holes).items
    assert list(part.difficulty[:6]) == pytest.approx(list(whole.difficulty[:6]), abs=0.1)
    assert (part.difficulty_se[6:] > whole.difficulty_se[6:]).all()


def test_an_item_that_all_had_right_is_left_out_and_not_guessed(made):
    widened = made.assign(easy=1)
    fit = rasch(widened)
    assert fit.items.loc["easy"].isna().all()
    assert list(fit.items.difficulty[:8]) == pytest.approx(list(rasch(made).items.difficulty))


@pytest.mark.parametrize("model", [rasch, two_parameter])
def test_too_little_gives_no_figures(model):
    fit = model(pd.DataFrame({"a": [1, 1], "b": [0, 0], "c": [1, 0]}))
    assert fit.items.isna().all(axis=None)
    assert not fit.converged


def test_marks_in_between_are_refused(made):
    with pytest.raises(ValueError, match="nothing or all"):
        rasch(made.assign(essay=0.5))
