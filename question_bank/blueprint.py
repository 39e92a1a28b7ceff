"""The test matrix: how many questions of each topic and level a test has, and what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from question_bank.problems import Problem, error, warning
from question_bank.question import Level

FULL_MARK = Decimal(10)
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class Row:
    """So many questions of a topic, a level and a type, each worth `points`. Empty or None means any.

    `below` are the topics under it, whose questions serve as well. `section` is the part of the paper in which they
    stand, counted from 1; 0 in a paper without parts.
    """

    topic: str
    level: Level | None
    count: int
    points: Decimal
    type: str = ""
    section: int = 0
    below: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """What all questions of this row are worth."""
        return self.count * self.points

    @property
    def narrowness(self) -> int:
        """How much the row asks for; narrow rows are served first."""
        return bool(self.topic) + (self.level is not None) + bool(self.type)

    def accepts(self, topic: str, level: Level | None, type: str) -> bool:
        """Whether a question of this kind may fill the row."""
        fits = self.topic in ("", topic) or topic in self.below
        return fits and self.level in (None, level) and self.type in ("", type)


@dataclass(frozen=True)
class Totals:
    """Questions and points of part of a test, and their share of the whole in percent."""

    count: int
    points: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Blueprint:
    """The rows of a matrix and the names of its sections; a test is usually worth 10."""

    rows: tuple[Row, ...]
    full_mark: Decimal = FULL_MARK
    sections: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def points(self) -> Decimal:
        return sum((row.total for row in self.rows), Decimal(0))

    def by_topic(self) -> dict[str, Totals]:
        """Totals of each topic, in the order of the rows."""
        return self._totals(lambda row: row.topic)

    def by_level(self) -> dict[str, Totals]:
        """Totals of each level, from NB to VDC, those of any level last."""
        found = self._totals(lambda row: row.level.value if row.level else "")
        return {name: found[name] for name in [*(level.value for level in Level), ""] if name in found}

    def by_section(self) -> dict[str, Totals]:
        """Totals of each section, in their order; questions that stand in none come last, under no name."""
        found = self._totals(self._section)
        return {name: found[name] for name in [*dict.fromkeys(self.sections), ""] if name in found}

    def problems(self) -> list[Problem]:
        """What is wrong with the matrix in itself, whatever the bank holds."""
        found = [
            problem for place, row in enumerate(self.rows, start=1) for problem in _row_problems(place, row)
        ]
        if not self.count:
            found.append(error("blueprint.empty"))
        if self.count > MOST_QUESTIONS:
            found.append(error("blueprint.too_many", count=self.count, limit=MOST_QUESTIONS))
        if self.count and self.points != self.full_mark:
            found.append(warning("blueprint.total", points=str(self.points), full=str(self.full_mark)))
        found += [
            error("blueprint.section", row=place)
            for place, row in enumerate(self.rows, start=1)
            if not bool(self.sections) <= row.section <= len(self.sections)
        ]
        return found + self._repeated()

    def _section(self, row: Row) -> str:
        return self.sections[row.section - 1] if 0 < row.section <= len(self.sections) else ""

    def _totals(self, of: Callable[[Row], str]) -> dict[str, Totals]:
        names = list(dict.fromkeys(of(row) for row in self.rows))
        return {name: _totals([row for row in self.rows if of(row) == name], self.points) for name in names}

    def _repeated(self) -> list[Problem]:
        seen: set[tuple[str, Level | None, str, Decimal, int]] = set()
        found = []
        for place, row in enumerate(self.rows, start=1):
            kind = (row.topic, row.level, row.type, row.points, row.section)
            if kind in seen:
                found.append(warning("blueprint.row_twice", row=place))
            seen.add(kind)
        return found


@dataclass(frozen=True)
class Shortfall:
    """A row that the bank cannot fill: it needs `row.count` questions and only `available` can be had."""

    row: Row
    available: int

    @property
    def missing(self) -> int:
        return self.row.count - self.available


def _totals(rows: Sequence[Row], whole: Decimal) -> Totals:
    points = sum((row.total for row in rows), Decimal(0))
    percent = points * 100 / whole if whole else Decimal(0)
    return Totals(sum(row.count for row in rows), points, percent)


def _row_problems(place: int, row: Row) -> list[Problem]:
    found = []
    if row.count < 0:
        found.append(error("blueprint.count", row=place))
    if not row.points.is_finite() or row.points <= 0:
        found.append(error("blueprint.points", row=place))
    return found
