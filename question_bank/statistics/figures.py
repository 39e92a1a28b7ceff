"""Statistics of a test and its questions, after classical test theory. Pure; None means "not defined", never zero.

Shares are what an answer earned of its question, between 0 and 1; totals are what the whole paper earned, in points.

Sources: difficulty and discrimination by the upper and lower 27 per cent: T. L. Kelley, "The selection of upper and
lower groups for the validation of test items", Journal of Educational Psychology 30 (1939) 17–24, and R. L. Ebel,
"Essentials of Educational Measurement" (1972). Item–rest correlation: S. Henrysson, "Correction of item–total
correlations in item analysis", Psychometrika 28 (1963) 211–218. Alpha: L. J. Cronbach, "Coefficient alpha and the
internal structure of tests", Psychometrika 16 (1951) 297–334; for right and wrong it equals KR-20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isclose, sqrt
from operator import mul

UPPER_AND_LOWER = 0.27
Numbers = Sequence[float]


@dataclass(frozen=True)
class Summary:
    """How values are spread; `deviation` is that of a sample (divided by n − 1)."""

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None


def summary(values: Numbers) -> Summary:
    """The usual figures; of nothing there are none, of one value there is no deviation."""
    if not values:
        return Summary(0, None, None, None, None, None)
    ordered = sorted(values)
    return Summary(len(ordered), mean(ordered), median(ordered), deviation(ordered), ordered[0], ordered[-1])


def mean(values: Numbers) -> float | None:
    return fsum(values) / len(values) if values else None


def median(values: Numbers) -> float | None:
    """The middle value; of an even number the mean of the two in the middle."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def deviation(values: Numbers) -> float | None:
    """The standard deviation of a sample."""
    return sqrt(_squares(values) / (len(values) - 1)) if len(values) > 1 else None


def difficulty(shares: Numbers) -> float | None:
    """p: the mean share, 1 if all were right."""
    return mean(shares)


def discrimination(shares: Numbers, totals: Numbers, part: float = UPPER_AND_LOWER) -> float | None:
    """D: the difficulty among the best `part` by total less that among the worst; None if all totals are equal.

    Where several have the total at the edge of a group, each of them counts with the same weight, so that the figure
    does not depend on the order of the list.
    """
    if len(shares) < 2 or max(totals) == min(totals):
        return None
    size = max(1, int(part * len(shares) + 0.5))
    ordered = sorted(totals)
    pairs = list(zip(totals, shares, strict=True))
    high, low = ordered[-size], ordered[size - 1]
    best = _of_group([share for total, share in pairs if total > high], _at(high, pairs), size)
    worst = _of_group([share for total, share in pairs if total < low], _at(low, pairs), size)
    return (best - worst) / size


def point_biserial(shares: Numbers, rests: Numbers) -> float | None:
    """r: the correlation of a question with the rest of the paper (the total without this question).

    For questions that are right or wrong it is the point-biserial one. None without variance on either side.
    """
    count = len(shares)
    if count < 2:
        return None
    own, other = _squares(shares), _squares(rests)
    if _nothing(own, shares) or _nothing(other, rests):
        return None
    together = fsum(map(mul, shares, rests)) - fsum(shares) * fsum(rests) / count
    return max(-1.0, min(1.0, together / sqrt(own * other)))


def alpha(points: Sequence[Numbers]) -> float | None:
    """Cronbach's alpha; `points[i][j]` is what person j earned in question i. None where it is not defined."""
    if len(points) < 2 or len(points[0]) < 2:
        return None
    totals = [fsum(column) for column in zip(*points, strict=True)]
    whole = _squares(totals)
    if _nothing(whole, totals):
        return None
    count = len(points)
    return count / (count - 1) * (1 - fsum(_squares(row) for row in points) / whole)


def _squares(values: Numbers) -> float:
    """The sum of the squared distances from the mean."""
    middle = fsum(values) / len(values)
    distances = [value - middle for value in values]
    return fsum(map(mul, distances, distances))


def _nothing(squares: float, values: Numbers) -> bool:
    """Whether what was computed is no more than what rounding leaves."""
    return isclose(squares, 0.0, abs_tol=1e-12 * max(1.0, fsum(map(mul, values, values))))


def _at(edge: float, pairs: Sequence[tuple[float, float]]) -> list[float]:
    return [share for total, share in pairs if total == edge]


def _of_group(inside: Numbers, tied: Numbers, size: int) -> float:
    """The sum of the shares of a group of this size: of all inside it, and of those at its edge weighted alike."""
    return fsum(inside) + (size - len(inside)) * fsum(tied) / len(tied)
