"""How marks and minutes are spread: pure, from the learners of a quiz."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from lms.quizzes.statistics.sat import Learner, Sat, Standing, Taken
from question_bank.statistics import Summary, summary

BANDS = 10
FIVE_MINUTES = 5
MOST_STEPS = 12


@dataclass(frozen=True)
class Band:
    """A step of the scale from `low` on, below `high`; the last one holds the highest mark too."""

    place: int
    low: Decimal
    high: Decimal
    last: bool
    count: int

    def holds(self, mark: Decimal) -> bool:
        return self.low <= mark < self.high or (self.last and mark == self.high)


@dataclass(frozen=True)
class Part:
    """A unit, a group or a paper: how many are in it, how many have a mark, how those are spread, how many passed.

    `above` is the unit that a unit belongs to, since many units have the same name.
    """

    key: str
    name: str
    people: int
    taken: int
    marks: Summary
    passed: int
    above: str = ""


def marks_of(learners: Iterable[Learner]) -> Summary:
    return summary([float(one.mark) for one in learners if one.mark is not None])


def bands(sat: Sat) -> list[Band]:
    """Ten steps of the same size over the whole scale, empty ones too."""
    step = sat.quiz.out_of / BANDS
    marks = [one.mark for one in sat.marked if one.mark is not None]
    empty = [Band(place, step * place, step * (place + 1), place == BANDS - 1, 0) for place in range(BANDS)]
    return [
        Band(one.place, one.low, one.high, one.last, sum(one.holds(mark) for mark in marks)) for one in empty
    ]


def by_unit(sat: Sat) -> list[Part]:
    """Units in the order of their names; who has none stands last."""
    return _parts(
        sat,
        lambda one: (not one.unit_id, one.unit_key, one.unit_id),
        lambda one: (one.unit_id, one.unit, one.unit_parent),
    )


def by_group(sat: Sat) -> list[Part]:
    """Groups in the order in which they were made; who is in none stands last. Empty where there are no groups."""
    found = _parts(
        sat, lambda one: (not one.group_id, one.group_id), lambda one: (one.group_id, one.group, "")
    )
    return found if any(part.name for part in found) else []


def by_paper(sat: Sat) -> list[Part]:
    """Mã đề beside each other, by the attempts that count and are marked."""
    marked = {taken.id for one in sat.marked for taken in one.counted}
    codes = sorted({taken.code for taken in sat.counted})
    return [_paper(sat, code, [one for one in sat.counted if one.code == code], marked) for code in codes]


def minutes(sat: Sat) -> list[float]:
    """How long the attempts took that count and were not on paper."""
    return [taken.minutes for taken in sat.counted if taken.minutes is not None]


def minute_step(values: Sequence[float]) -> int:
    """The width of a column in minutes: five, or more where that would be too many columns."""
    longest = max(values, default=0.0)
    step = FIVE_MINUTES
    while longest / step >= MOST_STEPS:
        step *= 2
    return step


def minute_columns(values: Sequence[float]) -> list[tuple[int, int, int]]:
    """(from, below, how many) from the first minute to the longest."""
    step = minute_step(values)
    last = int(max(values) // step) if values else -1
    return [
        (place * step, (place + 1) * step, sum(int(value // step) == place for value in values))
        for place in range(last + 1)
    ]


def _parts(
    sat: Sat, order: Callable[[Learner], tuple[object, ...]], name: Callable[[Learner], tuple[int, str, str]]
) -> list[Part]:
    ordered = sorted(sat.learners, key=order)
    return [_part(sat, found, list(people)) for found, people in groupby(ordered, key=name)]


def _part(sat: Sat, what: tuple[int, str, str], people: Sequence[Learner]) -> Part:
    taken = sum(one.standing in (Standing.MARKED, Standing.WAITING) for one in people)
    key, name, above = what
    return Part(str(key), name, len(people), taken, marks_of(people), sum(map(sat.passed, people)), above)


def _paper(sat: Sat, code: str, taken: Sequence[Taken], marked: set[int]) -> Part:
    points = [one.points for one in taken if one.id in marked and one.points is not None]
    passed = sum(one >= sat.quiz.pass_mark for one in points)
    return Part(code, code, len(taken), len(taken), summary([float(one) for one in points]), passed)
