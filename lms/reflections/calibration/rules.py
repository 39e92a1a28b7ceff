"""Where one marker differs from what was agreed, criterion by criterion. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.marking.criteria import Criterion, Level


@dataclass(frozen=True)
class Row:
    """One criterion: the level agreed, the level given, and why the one was agreed."""

    title: str
    agreed: Level
    given: Level
    reason: str = ""

    @property
    def apart(self) -> Decimal:
        """How far the given level lies above the agreed one."""
        return self.given.points - self.agreed.points


@dataclass(frozen=True)
class Comparison:
    rows: Sequence[Row]

    @property
    def agreed(self) -> Decimal:
        return sum((row.agreed.points for row in self.rows), Decimal(0))

    @property
    def given(self) -> Decimal:
        return sum((row.given.points for row in self.rows), Decimal(0))

    @property
    def apart(self) -> Decimal:
        return self.given - self.agreed

    @property
    def same(self) -> int:
        """In how many criteria both chose the same level."""
        return sum(row.agreed.id == row.given.id for row in self.rows)


def compared(
    criteria: Sequence[Criterion],
    agreed: Mapping[str, int],
    given: Mapping[str, int],
    reasons: Mapping[str, str],
) -> Comparison:
    """Levels are named by criterion, as they are stored."""
    rows = []
    for criterion in criteria:
        key, levels = str(criterion.id), {level.id: level for level in criterion.levels}
        rows.append(Row(criterion.title, levels[agreed[key]], levels[given[key]], reasons.get(key, "")))
    return Comparison(rows)
