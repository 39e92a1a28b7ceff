"""Units × quarters: held or not held. Every cell opens to the conferences that it counts. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.conferences.models import ConferenceState
from lms.conferences.quarters import Quarter, quarter_at, quarter_of


class CellState(StrEnum):
    """HELD: at least one. MISSED: none, and the quarter is over. OPEN: none yet. AHEAD: the quarter has not begun.
    NOT_THERE: the unit was not founded yet, or closed already."""

    HELD = "held"
    PLANNED = "planned"
    OPEN = "open"
    MISSED = "missed"
    AHEAD = "ahead"
    NOT_THERE = "not-there"


@dataclass(frozen=True)
class Unit:
    """A unit as the matrix needs it."""

    id: int
    name: str
    search_key: str
    kind: str
    founded_on: date | None = None
    closed_on: date | None = None

    def exists_in(self, quarter: Quarter) -> bool:
        """Whether it was there at the end of the quarter, when one can ask what it held in it."""
        last = quarter.next.first_day
        founded = self.founded_on is None or self.founded_on < last
        return founded and (self.closed_on is None or self.closed_on >= last)


@dataclass(frozen=True)
class Entry:
    """A conference as the matrix needs it."""

    unit_id: int
    starts_at: datetime
    state: ConferenceState


@dataclass(frozen=True)
class Cell:
    """One unit in one quarter."""

    quarter: Quarter
    state: CellState
    held: int
    planned: int

    @property
    def wanting(self) -> bool:
        """None held, though there could be one by now."""
        return self.state in {CellState.MISSED, CellState.OPEN, CellState.PLANNED}


@dataclass(frozen=True)
class Line:
    """One unit over the year."""

    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def held(self) -> int:
        return sum(cell.held for cell in self.cells)


@dataclass(frozen=True)
class Sum:
    """One quarter over all units: of `expected` that were there, `held` held at least one."""

    quarter: Quarter
    expected: int
    held: int
    conferences: int

    @property
    def wanting(self) -> int:
        return self.expected - self.held


@dataclass(frozen=True)
class Matrix:
    quarters: Sequence[Quarter]
    lines: Sequence[Line]

    @property
    def sums(self) -> list[Sum]:
        return [self._sum(place) for place in range(len(self.quarters))]

    def wanting(self, quarter: Quarter) -> list[Line]:
        """The units that held none in that quarter, as far as it has begun."""
        place = list(self.quarters).index(quarter)
        return [line for line in self.lines if line.cells[place].wanting]

    def _sum(self, place: int) -> Sum:
        cells = [line.cells[place] for line in self.lines]
        there = [cell for cell in cells if cell.state is not CellState.NOT_THERE]
        return Sum(
            self.quarters[place],
            len(there),
            sum(cell.held > 0 for cell in there),
            sum(cell.held for cell in cells),
        )


def matrix(
    units: Iterable[Unit], entries: Iterable[Entry], quarters: Sequence[Quarter], today: date
) -> Matrix:
    """Units keep their order. A cancelled conference is none."""
    counts = Counter((entry.unit_id, quarter_at(entry.starts_at), entry.state) for entry in entries)
    lines = []
    for unit in units:
        found = [
            (
                counts[unit.id, quarter, ConferenceState.HELD],
                counts[unit.id, quarter, ConferenceState.PLANNED],
            )
            for quarter in quarters
        ]
        cells = tuple(
            Cell(quarter, state(unit, quarter, held, planned, today), held, planned)
            for quarter, (held, planned) in zip(quarters, found, strict=True)
        )
        lines.append(Line(unit, cells))
    return Matrix(quarters, lines)


def state(unit: Unit, quarter: Quarter, held: int, planned: int, today: date) -> CellState:
    """How a unit stands in a quarter, as seen on a day."""
    if held:
        return CellState.HELD
    if not unit.exists_in(quarter):
        return CellState.NOT_THERE
    now = quarter_of(today)
    if quarter > now:
        return CellState.AHEAD
    if quarter < now:
        return CellState.MISSED
    return CellState.PLANNED if planned else CellState.OPEN
