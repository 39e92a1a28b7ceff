"""The figures of a whole test, as Moodle's quiz statistics define them.

Sources: T. Hunt and others, "Quiz statistics calculations", Moodle developer documentation. L. J. Cronbach,
"Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951) 297–334.

With the central moments mᵣ = Σ(T − T̄)ʳ / n of the totals T, skewness and kurtosis come from the k-statistics
k₂ = n m₂ / (n−1), k₃ = n² m₃ / ((n−1)(n−2)), k₄ = n² ((n+1) m₄ − 3 (n−1) m₂²) / ((n−1)(n−2)(n−3)):

    skewness k₃ / k₂^1.5     kurtosis k₄ / k₂² (0 for a normal distribution)
    alpha    p / (p−1) · (1 − Σ V(x) / V(T)), of p items; Moodle's coefficient of internal consistency is 100 times this
    error_ratio √(1 − alpha)     standard_error error_ratio · sd, in marks
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from question_bank.statistics import figures
from question_bank.statistics.scores import Column, Marks, Scores, read_scores, squares


@dataclass(frozen=True)
class TestStatistics:
    """NaN is "not defined". `mean` to `highest`, `sd` and `standard_error` are marks, out of `max_mark`."""

    __test__: ClassVar[bool] = False  # not one of pytest's

    n: int
    items: int
    max_mark: float
    mean: float
    median: float
    lowest: float
    highest: float
    sd: float
    skewness: float
    kurtosis: float
    alpha: float
    error_ratio: float
    standard_error: float

    @property
    def coefficient_of_internal_consistency(self) -> float:
        """Alpha by Moodle's name, as a share of 1."""
        return self.alpha


def test_statistics(
    scores: pd.DataFrame,
    *,
    max_marks: Marks | None = None,  # noqa: PT028 - this is not one of pytest's
) -> TestStatistics:
    """The figures of the totals; alpha is that of the people who were asked every item.

    Raises:
        ValueError: for a table that is not one of marks.
    """
    table = read_scores(scores, max_marks)
    totals = table.totals
    count = len(totals)
    sd = float(np.sqrt(squares(totals) / (count - 1))) if count > 1 else np.nan
    alpha = _alpha(table)
    error_ratio = float(np.sqrt(1 - alpha))
    return TestStatistics(
        n=count,
        items=len(table.items),
        max_mark=float(table.highest.sum()),
        mean=float(totals.mean()) if count else np.nan,
        median=float(np.median(totals)) if count else np.nan,
        lowest=float(totals.min()) if count else np.nan,
        highest=float(totals.max()) if count else np.nan,
        sd=sd,
        skewness=_skewness(totals),
        kurtosis=_kurtosis(totals),
        alpha=alpha,
        error_ratio=error_ratio,
        standard_error=error_ratio * sd,
    )


test_statistics.__test__ = False  # type: ignore[attr-defined]


def _alpha(table: Scores) -> float:
    complete = table.values[table.asked.all(axis=1)]
    found = figures.alpha(complete.T.tolist())
    return np.nan if found is None else min(found, 1.0)


def _skewness(totals: Column) -> float:
    n = len(totals)
    if n < 3 or not squares(totals):
        return np.nan
    k2 = n / (n - 1) * _moment(totals, 2)
    k3 = n**2 / ((n - 1) * (n - 2)) * _moment(totals, 3)
    return float(k3 / k2**1.5)


def _kurtosis(totals: Column) -> float:
    n = len(totals)
    if n < 4 or not squares(totals):
        return np.nan
    m2, m4 = _moment(totals, 2), _moment(totals, 4)
    k2 = n / (n - 1) * m2
    k4 = n**2 / ((n - 1) * (n - 2) * (n - 3)) * ((n + 1) * m4 - 3 * (n - 1) * m2**2)
    return float(k4 / k2**2)


def _moment(values: Column, order: int) -> float:
    return float(((values - values.mean()) ** order).mean())
