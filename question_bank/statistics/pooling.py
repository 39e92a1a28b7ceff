"""The figures of one question in several tests together, for verdicts that one class is too small for. Pure.

A correlation within each test is what counts: classes differ in how much they know and tests in how hard they are, and
neither says anything of the question. With nₜ people, and sₜ² = pₜ(1 − pₜ) the variance of choosing in test t, the
correlation within tests is Σ nₜ sₜ rₜ / √(Σ nₜ sₜ² · Σ nₜ), the rest of each test being measured in its own standard
deviations: the pooled within-group correlation of the analysis of covariance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum, sqrt

from question_bank.statistics.verdicts import Figures, Option, Part

One = tuple[int, int, float | None]  # asked, chosen, correlation


def pooled(found: Sequence[Figures]) -> Figures:
    """As if all had sat one test; options and parts are those of the first that has some, by name."""
    answered = [one for one in found if one.count]
    if not answered:
        return Figures(0, 0, None, None)
    count = sum(one.count for one in answered)
    return Figures(
        count=count,
        blank=sum(one.blank for one in answered),
        facility=_mean((one.count, one.facility) for one in answered),
        correlation=_mean((one.count, one.correlation) for one in answered),
        options=[_option(one, answered) for one in next((x.options for x in answered if x.options), ())],
        parts=[_part(one, answered) for one in next((x.parts for x in answered if x.parts), ())],
    )


def _option(option: Option, found: Iterable[Figures]) -> Option:
    same = [(x.count, one) for x in found for one in x.options if one.name == option.name]
    correlation = _within([(asked, one.count, one.correlation) for asked, one in same])
    best = _mean((asked, one.best) for asked, one in same)
    return replace(option, count=sum(one.count for _asked, one in same), correlation=correlation, best=best)


def _part(part: Part, found: Iterable[Figures]) -> Part:
    same = [(x.count, one) for x in found for one in x.parts if one.name == part.name]
    return Part(
        part.name,
        sum(one.hits for _asked, one in same),
        _within([(asked, one.hits, one.correlation) for asked, one in same]),
        all(one.unchosen for _asked, one in same),
    )


def _mean(weighed: Iterable[tuple[int, float | None]]) -> float | None:
    known = [(weight, value) for weight, value in weighed if value is not None]
    whole = sum(weight for weight, _value in known)
    return fsum(weight * value for weight, value in known) / whole if whole else None


def _within(same: Sequence[One]) -> float | None:
    together = above = own = 0.0
    for asked, chosen, correlation in same:
        variance = max(0.0, chosen / asked * (1 - chosen / asked))
        together += asked
        above += asked * sqrt(variance) * (correlation or 0.0)
        own += asked * variance
    return max(-1.0, min(1.0, above / sqrt(own * together))) if own else None
