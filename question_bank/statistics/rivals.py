"""Whether a wrong option draws those who know as the key does. Pure.

If an option were right, too, then having chosen it or the key would go with a good rest of the test better than having
chosen the key does. Both readings explain the rest by one difference of means, so that they compare by their
likelihoods: n / 2 · ln((1 − r₁²) / (1 − r₂²)) is the logarithm of how much likelier the second makes what was seen.
That alone would also accuse a good distractor, one that draws those who know half. Those choose it in the middle of the
class and leave it at the top, so that the best third must choose the option nearly as often as the key; compare
Y. Attali and T. Fraenkel, "The point-biserial as a discrimination index for distractors in multiple-choice items:
deficiencies in usage and an alternative", Journal of Educational Measurement 37 (2000) 77–86, and the trace lines of
H. Wainer, "The future of item analysis", Journal of Educational Measurement 26 (1989) 191–208.

The bounds below were chosen on simulated classes, so that good questions are accused no oftener than by correlations
alone (tests/question_bank/test_verdicts.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from question_bank.statistics.verdicts import Option

LIKELIER = 1.0  # the least logarithm of that likelihood ratio
EVEN, APART = 1.25, 3.0  # so many of the best third may choose the key for one who chooses the option
ALMOST = 0.999


def second_right(options: Sequence[Option], count: int, bar: float) -> Option | None:
    """The wrong option that seems to be right, too: the one chosen most, if the figures speak for it.

    `bar` is what its correlation must reach where the best third prefers the key; half of it is enough where they are
    torn.
    """
    key = [one for one in options if one.right]
    found = max((one for one in options if not one.right), key=lambda one: one.count, default=None)
    if found is None or not found.best or not any(one.count for one in key):
        return None
    prefers = sum(one.best or 0.0 for one in key) / found.best
    own = found.correlation or 0.0
    if not (prefers <= EVEN and own >= bar / 2) and not (prefers <= APART and own >= bar):
        return None
    keyed, either = together(key, count), together([*key, found], count)
    likelier = count / 2 * log((1 - max(keyed, 0.0) ** 2) / (1 - max(either, 0.0) ** 2))
    return found if likelier >= LIKELIER and either >= bar else None


def together(options: Sequence[Option], count: int) -> float:
    """The correlation with the rest of having chosen any of these, of options of which one is chosen."""
    spread = _spread(sum(one.count for one in options), count)
    above = sum((one.correlation or 0.0) * _spread(one.count, count) for one in options)
    return max(-ALMOST, min(ALMOST, above / spread)) if spread else 0.0


def _spread(chosen: int, count: int) -> float:
    share = min(1.0, chosen / count)
    return sqrt(share * (1 - share))
