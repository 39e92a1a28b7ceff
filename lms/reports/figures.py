"""Which figures of a report a person counts in. Pure; every figure is the length of a list of lines.

Summoned = present + excused + absent without leave + incomplete + open; late and left early are among the present.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lms.accounts.names import sort_key_of_title
from lms.attendance.book import Book, Learner, Session
from lms.attendance.rules import Standing, standing
from lms.attendance.windows import Mark, Phase


class Figure(StrEnum):
    """The columns of a report, in their order."""

    SUMMONED = "summoned"
    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"
    LEFT_EARLY = "left-early"
    INCOMPLETE = "incomplete"
    OPEN = "open"


class Moment(StrEnum):
    """OPENING looks at the first checkpoint alone, CLOSING at the session as if it ended now."""

    OPENING = "opening"
    CLOSING = "closing"


# The one place that says what a standing counts as; by its stored word.
COUNTED_AS: Mapping[str, tuple[Figure, ...]] = {
    "present": (Figure.PRESENT,),
    "late": (Figure.PRESENT,),
    "left-early": (Figure.PRESENT, Figure.LEFT_EARLY),
    "short": (Figure.INCOMPLETE,),
    "incomplete": (Figure.INCOMPLETE,),
    "excused": (Figure.EXCUSED,),
    "absent": (Figure.UNEXCUSED,),
    "pending": (Figure.OPEN,),
    "cancelled": (),
}
# And what a mark at the first checkpoint counts as, while the session runs.
AT_OPENING: Mapping[str, tuple[Figure, ...]] = {
    "present": (Figure.PRESENT,),
    "late": (Figure.PRESENT, Figure.LATE),
    "early": (Figure.PRESENT,),
    "excused": (Figure.EXCUSED,),
    "absent": (Figure.UNEXCUSED,),
    "none": (Figure.UNEXCUSED,),
}


@dataclass(frozen=True)
class Line:
    """One person at one session: in which figures they count, when they came and left, and what was noted."""

    person_id: int
    name: str
    unit_id: int
    unit: str
    group: str
    session_id: int
    figures: tuple[Figure, ...]
    came_at: datetime | None = None
    left_at: datetime | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether a list of names has something to say of this person."""
        return self.figures != (Figure.SUMMONED, Figure.PRESENT)


Counts = dict[Figure, int]


@dataclass(frozen=True)
class Part:
    """The figures of one unit, one group or one session."""

    key: int | str
    name: str
    counts: Counts


def counts(lines: Iterable[Line]) -> Counts:
    """How many count in each figure."""
    found = dict.fromkeys(Figure, 0)
    for line in lines:
        for figure in line.figures:
            found[figure] += 1
    return found


def by_unit(lines: Iterable[Line]) -> list[Part]:
    """Units in Vietnamese order, numbers as numbers; those without a unit come last."""
    return _parts(lines, lambda line: (line.unit_id, line.unit))


def by_group(lines: Iterable[Line]) -> list[Part]:
    """Groups in their natural order; empty where nobody has one."""
    parts = _parts(lines, lambda line: (line.group, line.group))
    return parts if any(part.name for part in parts) else []


def lines_of(
    book: Book, session: Session, units: Mapping[int, int], moment: Moment, now: datetime
) -> list[Line]:
    """Everybody on the list of one session, in the order of lists; `units` are ids of units by person."""
    if moment is Moment.OPENING:
        return [
            _line(book, session, learner, units, _at_opening(book, session, learner))
            for learner in book.learners
        ]
    return [
        _line(book, session, learner, units, _at_closing(book, session, learner, now))
        for learner in book.learners
    ]


def chosen(
    lines: Iterable[Line], figure: Figure, unit: int | None = None, group: str | None = None
) -> list[Line]:
    """The lines behind a figure, of one unit or group if wanted."""
    return [
        line
        for line in lines
        if figure in line.figures and unit in (None, line.unit_id) and group in (None, line.group)
    ]


def _at_opening(book: Book, session: Session, learner: Learner) -> tuple[Figure, ...]:
    return AT_OPENING[book.entry(session.id, Phase.BEFORE, learner.person_id).mark.value]


def _at_closing(book: Book, session: Session, learner: Learner, now: datetime) -> tuple[Figure, ...]:
    """As if every checkpoint closed now; who came late is late, also where leaving early weighs more."""
    marks = book.marks(session, learner.person_id)
    found = closed_standing(book, session, learner, now)
    counted = COUNTED_AS[found.value]
    late = marks[Phase.BEFORE] is Mark.LATE and Figure.PRESENT in counted
    return (*counted, Figure.LATE) if late else counted


def closed_standing(book: Book, session: Session, learner: Learner, now: datetime) -> Standing:
    """How the person stands if nothing more is recorded."""
    found = book.standing(session, learner.person_id, now)
    if found is not Standing.PENDING:
        return found
    points = [replace(point, over=True) for point in book.points(session, now)]
    return standing(book.marks(session, learner.person_id), points, book.needed)


def _line(
    book: Book, session: Session, learner: Learner, units: Mapping[int, int], figures: Sequence[Figure]
) -> Line:
    before, after = (book.entry(session.id, phase, learner.person_id) for phase in Phase)
    return Line(
        learner.person_id,
        learner.full_name,
        units.get(learner.person_id, 0),
        learner.unit,
        learner.group,
        session.id,
        (Figure.SUMMONED, *figures),
        before.at if before.mark.attended else None,
        after.at if after.mark.attended else None,
        "; ".join(dict.fromkeys(entry.reason for entry in (before, after) if entry.reason)),
    )


def _parts(lines: Iterable[Line], key_of: Callable[[Line], tuple[int | str, str]]) -> list[Part]:
    grouped: dict[tuple[int | str, str], list[Line]] = defaultdict(list)
    for line in lines:
        grouped[key_of(line)].append(line)
    found = [Part(key, name, counts(own)) for (key, name), own in grouped.items()]
    return sorted(found, key=lambda part: (not part.name, sort_key_of_title(part.name)))
