"""Rasch's model and the two-parameter logistic one, by marginal maximum likelihood.

A person of ability θ, standard normal among people, has an item right with probability 1 / (1 + exp(−a (θ − b))): b is
the difficulty and a the discrimination, which Rasch's model holds to be the same for all items.

Sources: R. D. Bock and M. Aitkin, "Marginal maximum likelihood estimation of item parameters: application of an EM
algorithm", Psychometrika 46 (1981) 443–459; D. Thissen, "Marginal maximum likelihood estimation for the one-parameter
logistic model", Psychometrika 47 (1982) 175–186; K. Lange, "A gradient algorithm locally equivalent to the EM
algorithm", Journal of the Royal Statistical Society B 57 (1995) 425–437.

The integral over θ is a sum over equal steps, which for such smooth functions is exact to far more digits than are
printed. EM steps, each with one Newton step for the items, lead near the maximum; Newton's method on the marginal
likelihood ends there. Standard errors come from the observed information, those of b by the delta method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from question_bank.statistics.marginal import Fit, Likelihood, maximised
from question_bank.statistics.scores import Marks, Scores, read_scores

COLUMNS = ["difficulty", "difficulty_se", "discrimination", "discrimination_se"]
FLAT = 1e-6  # a slope that says nothing of ability, so that no ability is its difficulty


@dataclass(frozen=True)
class ItemResponseModel:
    """`items` has a row for each item with the columns of COLUMNS; NaN where nothing can be said of it.

    Nothing can be said of an item that all had right or all had wrong. `log_likelihood` is that of the items in the
    model; `converged` is False if no maximum was found, as with too few people.
    """

    items: pd.DataFrame
    log_likelihood: float
    people: int
    converged: bool


def rasch(
    scores: pd.DataFrame, *, discrimination: float | None = None, max_marks: Marks | None = None
) -> ItemResponseModel:
    """Rasch's model. The discrimination that all items share is estimated, or held at what is given.

    Raises:
        ValueError: if marks are neither nothing nor all that the item can earn.
    """
    return _model(scores, max_marks, "shared" if discrimination is None else "fixed", discrimination or 1.0)


def two_parameter(scores: pd.DataFrame, *, max_marks: Marks | None = None) -> ItemResponseModel:
    """The two-parameter logistic model, each item with its own discrimination.

    Raises:
        ValueError: if marks are neither nothing nor all that the item can earn.
    """
    return _model(scores, max_marks, "own", 1.0)


def _model(scores: pd.DataFrame, max_marks: Marks | None, slopes: str, at: float) -> ItemResponseModel:
    table = read_scores(scores, max_marks)
    right = _right(table)
    varied = (np.nanmin(right, axis=0, initial=1) == 0) & (np.nanmax(right, axis=0, initial=0) == 1)
    found = pd.DataFrame(np.nan, index=scores.columns, columns=COLUMNS)
    if varied.sum() < (1 if slopes == "fixed" else 2 if slopes == "shared" else 3):
        return ItemResponseModel(found, np.nan, len(scores), converged=False)
    likelihood = Likelihood.of(right[:, varied])
    count = int(varied.sum())
    fit = maximised(likelihood, _design(slopes, count), _fixed(slopes, at, count))
    found.loc[varied, COLUMNS] = _parameters(fit, count)
    return ItemResponseModel(found, fit.log_likelihood, len(scores), fit.converged)


def _right(table: Scores) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    shares = table.values / table.highest
    if not np.isin(shares[table.asked], (0.0, 1.0)).all():
        raise ValueError("this model takes marks that are nothing or all that the item can earn")
    return shares


def _design(slopes: str, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How the free parameters make the slopes (first half) and intercepts (second half) of the items."""
    one = np.eye(count)
    free = {"own": one, "shared": np.ones((count, 1)), "fixed": np.empty((count, 0))}[slopes]
    above = np.hstack([free, np.zeros((count, count))])
    below = np.hstack([np.zeros((count, free.shape[1])), one])
    return np.vstack([above, below])


def _fixed(slopes: str, at: float, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.concatenate([np.full(count, at if slopes == "fixed" else 0.0), np.zeros(count)])


def _parameters(fit: Fit, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Difficulty −d/a and its error by the delta method, discrimination a and its error, from slope and intercept."""
    slope, intercept = fit.parameters[:count], fit.parameters[count:]
    slope = np.where(np.abs(slope) < FLAT, np.nan, slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        difficulty = -intercept / slope
        by_slope, by_intercept = intercept / slope**2, -1 / slope
    variance = np.diag(fit.covariance)
    both = np.diag(fit.covariance[:count, count:])
    of_difficulty = by_slope**2 * variance[:count] + 2 * by_slope * by_intercept * both
    of_difficulty = of_difficulty + by_intercept**2 * variance[count:]
    return np.column_stack(
        [difficulty, _root(of_difficulty), fit.parameters[:count], _root(variance[:count])]
    )


def _root(
    variance: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The standard error; of what was held fixed there is none."""
    return np.sqrt(np.where(variance > 0, variance, np.nan))
