"""The best, the middle and the last third of those who sat, by their total. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

Shares = Mapping["Third", float]


class Third(StrEnum):
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


def thirds(totals: Sequence[float]) -> list[Third]:
    """The third of each. Whoever has the total at an edge stands in the outer third; empty where the best and the last
    cannot be told apart.
    """
    ordered, size = sorted(totals), len(totals) // 3
    low, high = (ordered[size - 1], ordered[-size]) if size else (0.0, 0.0)
    return [_third(total, low, high) for total in totals] if low < high else []


def shares(picked: Iterable[bool], of: Sequence[Third]) -> Shares:
    """What share of each third picked it; nothing of a third that is empty."""
    counts = {third: [0, 0] for third in Third}
    for one, third in zip(picked, of, strict=False):
        counts[third][0] += one
        counts[third][1] += 1
    return {third: some / among for third, (some, among) in counts.items() if among}


def _third(total: float, low: float, high: float) -> Third:
    if total >= high:
        return Third.UPPER
    return Third.LOWER if total <= low else Third.MIDDLE
