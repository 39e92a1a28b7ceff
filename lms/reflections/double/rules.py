"""What becomes of two or three marks of one script. Pure; exact decimals throughout."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

TEN = Decimal(10)
PAIR = 2
ALL = 3


class Third(StrEnum):
    """What counts once a third person has marked: the mean of that mark and the nearer of the two, or that mark."""

    NEARER = "nearer"
    DECIDES = "decides"


class How(StrEnum):
    """How a mark came about: one marked it; the mean of two; the mean of the third and the nearer; the third's."""

    SINGLE = "single"
    MEAN = "mean"
    NEARER = "nearer"
    THIRD = "third"


class Why(StrEnum):
    """Why one more person is to mark: it was drawn or lies near the limit of a band; marks are apart; bands differ."""

    SAMPLE = "sample"
    APART = "apart"
    BANDS = "bands"


@dataclass(frozen=True)
class Rule:
    """`within`: more points between the two than this go to a third person; None: never. `one_band`: so do two marks
    in different bands."""

    within: Decimal | None
    one_band: bool
    third: Third = Third.NEARER


@dataclass(frozen=True)
class Scale:
    """Points at most, and where bands begin on the scale of ten; compared without dividing, so nothing is rounded."""

    out_of: Decimal
    limits: tuple[Decimal, ...] = ()

    def band(self, total: Decimal) -> int:
        """How many limits the mark has reached."""
        return sum(total * TEN >= limit * self.out_of for limit in self.limits)

    def near(self, total: Decimal, distance: Decimal) -> bool:
        """Whether a limit is so near, in points of the rubric."""
        return any(abs(total * TEN - limit * self.out_of) <= distance * TEN for limit in self.limits)


@dataclass(frozen=True)
class Waits:
    """One more person has to mark: the second or the third."""

    place: int
    why: Why


@dataclass(frozen=True)
class Agreed:
    """The mark is found; `counted` are the places (from 0) whose mean it is."""

    how: How
    counted: tuple[int, ...]


def decide(rule: Rule, totals: Sequence[Decimal], scale: Scale, *, twice: bool) -> Waits | Agreed:
    """What follows from the totals in the order of the places; `twice`: two are to mark this script in any case."""
    if len(totals) == 1:
        return Waits(PAIR, Why.SAMPLE) if twice else Agreed(How.SINGLE, (0,))
    if len(totals) == PAIR:
        why = disagreement(rule, totals[0], totals[1], scale)
        return Waits(ALL, why) if why else Agreed(How.MEAN, (0, 1))
    first, second, third = totals
    to_first, to_second = abs(third - first), abs(third - second)
    if rule.third is Third.DECIDES or to_first == to_second:
        return Agreed(How.THIRD, (2,))
    return Agreed(How.NEARER, (0, 2) if to_first < to_second else (1, 2))


def disagreement(rule: Rule, first: Decimal, second: Decimal, scale: Scale) -> Why | None:
    """Why two marks cannot be averaged; None if they can."""
    if rule.within is not None and abs(first - second) > rule.within:
        return Why.APART
    if rule.one_band and scale.band(first) != scale.band(second):
        return Why.BANDS
    return None


class ScoreLike(Protocol):
    @property
    def criterion_id(self) -> int: ...
    @property
    def level_id(self) -> int | None: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def comment(self) -> str: ...


@dataclass(frozen=True)
class Combined:
    """One criterion of the mark that was found; a level only where all agree on it."""

    criterion_id: int
    level_id: int | None
    points: Decimal
    comment: str


def combined(sheets: Sequence[Sequence[ScoreLike]]) -> list[Combined]:
    """The mean criterion by criterion: half of two numbers with three digits is exact with the four that are stored."""
    by_criterion: dict[int, list[ScoreLike]] = {}
    for sheet in sheets:
        for score in sheet:
            by_criterion.setdefault(score.criterion_id, []).append(score)
    return [_mean(criterion_id, scores) for criterion_id, scores in by_criterion.items()]


def _mean(criterion_id: int, scores: Sequence[ScoreLike]) -> Combined:
    levels = {score.level_id for score in scores}
    points = sum((score.points for score in scores), Decimal(0)) / len(scores)
    comment = joined([score.comment for score in scores])
    return Combined(criterion_id, levels.pop() if len(levels) == 1 else None, points, comment)


def joined(texts: Sequence[str], between: str = " ") -> str:
    """What several wrote, each once, in order."""
    return between.join(text for text in dict.fromkeys(texts) if text)


def sample(seed: str, numbers: Sequence[int], percent: int) -> set[int]:
    """Which scripts are drawn: so many of a hundred, rounded up, by the seed and by nothing about the scripts."""
    drawn = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    return set(drawn[: -(-len(numbers) * percent // 100)])


@dataclass(frozen=True)
class Script:
    """A script for which markers are sought, with whom it was allocated to."""

    submission_id: int
    allocated_to: int | None
    twice: bool


def shared_out(
    scripts: Sequence[Script], markers: Sequence[int], loads: Mapping[int, int]
) -> list[tuple[int, int, int]]:
    """(submission, place, marker): whom it was allocated to comes first, then whoever has least; never one twice."""
    counts = {marker: loads.get(marker, 0) for marker in markers}
    found: list[tuple[int, int, int]] = []
    for script in scripts:
        taken: list[int] = []
        for place in (1, 2) if script.twice else (1,):
            free = [marker for marker in markers if marker not in taken]
            chosen = least(free, counts)
            if place == 1 and script.allocated_to in counts:
                chosen = script.allocated_to
            taken.append(chosen)
            counts[chosen] += 1
            found.append((script.submission_id, place, chosen))
    return found


def least(markers: Sequence[int], counts: Mapping[int, int]) -> int:
    """Who has least to do; of several the one named first."""
    return min(markers, key=lambda marker: counts.get(marker, 0))
