"""One learner's own sheet: every session with both times, what is missing, and what can still be missed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.attendance.book import Book, Session
from lms.attendance.models import Excuse
from lms.attendance.rules import Entry, Standing, Totals, minutes_known
from lms.attendance.windows import Mark, Phase


@dataclass(frozen=True)
class OwnSession:
    """`minutes` is how long the person was there by both times, as far as the session lasted; None where unknown."""

    session: Session
    standing: Standing
    entries: Mapping[Phase, Entry]
    minutes: int | None
    excuse: Excuse | None

    def missing(self, now: datetime) -> Sequence[Phase]:
        """The checkpoints whose time is over without a mark, where that costs the session."""
        if not self.standing.lost:
            return ()
        over = [phase for phase in Phase if now > self.session.windows[phase].closes_at]
        return [phase for phase in over if self.entries[phase].mark in {Mark.NONE, Mark.ABSENT}]


def sheet(book: Book, totals: Totals, person_id: int, excuses: Mapping[int, Excuse]) -> list[OwnSession]:
    """In the order of the sessions."""
    rows = []
    for session, line in zip(book.sessions, totals.lines, strict=True):
        entries = {phase: book.entry(session.id, phase, person_id) for phase in Phase}
        minutes = minutes_known(session.starts_at, session.ends_at, *entries.values())
        rows.append(OwnSession(session, line.standing, entries, minutes, excuses.get(session.id)))
    return rows


def may_miss(totals: Totals) -> int:
    """How many periods (or sessions) can still be missed without losing the share that is needed."""
    return max(0, totals.planned - totals.lost - totals.needed)
