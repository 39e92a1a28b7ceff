"""The list of one checkpoint as a screen shows it: figures that filter, and the rows that are left. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.accounts.names import search_key
from lms.attendance.book import Book, Learner, Session
from lms.attendance.rules import Entry
from lms.attendance.windows import Mark, Phase, Timing, Window

EVERYBODY = "all"
ORDER = (Mark.PRESENT, Mark.LATE, Mark.EARLY, Mark.EXCUSED, Mark.ABSENT, Mark.NONE)


def usual_marks(phase: Phase) -> set[Mark]:
    """Nobody leaves early at the start; who is late at the end was marked so by hand."""
    return set(Mark) - {Mark.EARLY if phase is Phase.BEFORE else Mark.LATE}


@dataclass(frozen=True)
class Filters:
    """A mark (or `all`), the id of a group, words of a name or unit, with or without marks."""

    state: str = EVERYBODY
    group: int | None = None
    text: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Filters":
        """What does not make sense filters nothing."""
        state, group = arguments.get("state", ""), arguments.get("group", "")
        return cls(
            state if state in set(Mark) else EVERYBODY,
            int(group) if group.isdecimal() else None,
            arguments.get("q", "").strip()[:80],
        )


@dataclass(frozen=True)
class Row:
    """`place` counts the whole list, so that a number on paper is the same number on a filtered screen."""

    place: int
    learner: Learner
    entry: Entry
    other: Entry


@dataclass(frozen=True)
class Roll:
    session: Session
    phase: Phase
    window: Window
    timing: Timing
    filters: Filters
    figures: Sequence[tuple[str, int]]
    groups: Sequence[tuple[int, str]]
    rows: Sequence[Row]

    @property
    def other(self) -> Phase:
        return Phase.AFTER if self.phase is Phase.BEFORE else Phase.BEFORE


def make_roll(book: Book, phase: Phase, filters: Filters, now: datetime) -> Roll:
    session = book.sessions[0]
    window = session.windows[phase]
    counted = book.figures(session.id, phase)
    order = [mark for mark in ORDER if mark in usual_marks(phase) or counted.marks[mark]]
    figures = [(EVERYBODY, counted.expected), *((mark.value, counted.marks[mark]) for mark in order)]
    groups = {learner.group_id: learner.group for learner in book.learners if learner.group_id is not None}
    rows = [row for row in _rows(book, session, phase) if _is_wanted(row, filters)]
    by_name = sorted(groups.items(), key=lambda item: (len(item[1]), item[1]))
    return Roll(session, phase, window, window.at(now), filters, figures, by_name, rows)


def phase_now(session: Session, now: datetime) -> Phase:
    """The checkpoint that an organiser wants to see: the end once it is open, the start before that."""
    return Phase.AFTER if now >= session.windows[Phase.AFTER].opens_at else Phase.BEFORE


def _rows(book: Book, session: Session, phase: Phase) -> list[Row]:
    other = Phase.AFTER if phase is Phase.BEFORE else Phase.BEFORE
    return [
        Row(
            place,
            learner,
            book.entry(session.id, phase, learner.person_id),
            book.entry(session.id, other, learner.person_id),
        )
        for place, learner in enumerate(book.learners, 1)
    ]


def _is_wanted(row: Row, filters: Filters) -> bool:
    if filters.state not in {EVERYBODY, row.entry.mark.value}:
        return False
    if filters.group not in {None, row.learner.group_id}:
        return False
    return all(word in row.learner.search_key for word in search_key(filters.text).split())
