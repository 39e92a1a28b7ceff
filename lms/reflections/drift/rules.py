"""Means by order of marking and by marker. Pure; marks are on the scale of ten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

PARTS = 10
FEWEST = 10  # with fewer, one script more or less would move every tenth


@dataclass(frozen=True)
class Given:
    """One script as one person marked it."""

    marker_id: int
    marker: str
    public_id: str
    script_no: int
    mark: Decimal
    marked_at: datetime


@dataclass(frozen=True)
class Tenth:
    """Scripts that were marked one after another: the first tenth of somebody's scripts, the second, …"""

    place: int
    given: Sequence[Given]

    @property
    def mean(self) -> Decimal | None:
        return mean([one.mark for one in self.given])


@dataclass(frozen=True)
class Line:
    """One marker, or all together (`marker_id` 0). Without tenths where there are too few scripts."""

    marker_id: int
    marker: str
    given: Sequence[Given]
    tenths: Sequence[Tenth] = field(default=())

    @property
    def enough(self) -> bool:
        return bool(self.tenths)

    @property
    def mean(self) -> Decimal | None:
        return mean([one.mark for one in self.given])

    @property
    def first_to_last(self) -> Decimal | None:
        """How far the last tenth lies above the first."""
        if not self.tenths:
            return None
        first, last = self.tenths[0].mean, self.tenths[-1].mean
        return None if first is None or last is None else last - first


def lines(given: Iterable[Given]) -> list[Line]:
    """All together first, then each marker, who marked most first."""
    by_marker: dict[int, list[Given]] = {}
    for one in sorted(given, key=lambda one: (one.marked_at, one.script_no)):
        by_marker.setdefault(one.marker_id, []).append(one)
    each = [Line(key, found[0].marker, found, tenths(found)) for key, found in by_marker.items()]
    each.sort(key=lambda line: (-len(line.given), line.marker))
    everything = [one for line in each for one in line.given]
    return [Line(0, "", everything, _together(each)), *each] if each else []


def tenths(given: Sequence[Given]) -> list[Tenth]:
    """Ten parts of one marker's scripts, in the order in which they were marked; nothing of too few."""
    if len(given) < FEWEST:
        return []
    parts: list[list[Given]] = [[] for _place in range(PARTS)]
    for number, one in enumerate(given):
        parts[number * PARTS // len(given)].append(one)
    return [Tenth(place, part) for place, part in enumerate(parts, 1)]


def _together(each: Sequence[Line]) -> list[Tenth]:
    """The tenths of all who marked enough: everybody's first together, everybody's second, …"""
    enough = [line for line in each if line.enough]
    if not enough:
        return []
    return [
        Tenth(place + 1, [one for line in enough for one in line.tenths[place].given])
        for place in range(PARTS)
    ]


def mean(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)
