"""The page of the chair: how the hall stands when the session opens, and when it closes. Pure but for words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.book import Session
from lms.attendance.guests.counts import NO_GUESTS, GuestCounts
from lms.attendance.windows import Phase
from lms.reports import words
from lms.reports.figures import Counts, Figure, Line, Moment, Part, by_group, by_unit, counts, lines_of
from lms.reports.queries import Held
from lms.web.filters import as_date, as_time


@dataclass(frozen=True)
class ChairReport:
    """Figures of one session at one moment, by unit and group, with the lines that they count."""

    held: Held
    session: Session
    moment: Moment
    lines: Sequence[Line]
    now: datetime
    all_guests: GuestCounts = NO_GUESTS

    @property
    def guests(self) -> int:
        """Confirmed guests at this moment; they are not among those who were expected."""
        return self.all_guests.confirmed.get(self._phase, 0)

    @property
    def waiting(self) -> int:
        """People at the door about whom nobody has decided yet."""
        return self.all_guests.waiting.get(self._phase, 0)

    @property
    def _phase(self) -> Phase:
        return Phase.BEFORE if self.moment is Moment.OPENING else Phase.AFTER

    @property
    def counts(self) -> Counts:
        return counts(self.lines)

    @property
    def figures(self) -> list[Figure]:
        return words.told(self.moment, self.counts)

    @property
    def units(self) -> list[Part]:
        return by_unit(self.lines)

    @property
    def groups(self) -> list[Part]:
        return by_group(self.lines)

    @property
    def still_open(self) -> bool:
        """Whether people may still be checked in for this moment, so that the figures may rise."""
        return not self.session.cancelled and self.now <= self.session.windows[self._phase].closes_at

    @property
    def begun(self) -> bool:
        return self.now >= self.session.windows[self._phase].opens_at

    @property
    def mark(self) -> str:
        """Changes when a figure does."""
        told = repr([(line.person_id, line.figures) for line in self.lines])
        return hashlib.sha256(f"{told}{self.still_open}{self.guests}{self.waiting}".encode()).hexdigest()[:16]


def chair_report(held: Held, asked: str, now: datetime, guests: GuestCounts = NO_GUESTS) -> ChairReport:
    """The report for the moment asked for, else for the one that is near."""
    session = held.book.sessions[0]
    moment = Moment(asked) if asked in set(Moment) else moment_now(session, now)
    lines = lines_of(held.book, session, held.units, moment, now)
    return ChairReport(held, session, moment, lines, now, guests)


def moment_now(session: Session, now: datetime) -> Moment:
    return Moment.CLOSING if now >= session.windows[Phase.AFTER].opens_at else Moment.OPENING


def to_send(report: ChairReport, centre: str) -> str:
    """Plain text for a message to the chair: lines short enough for a phone."""
    session, called = report.session, words.names()
    head = (
        _("ATTENDANCE AT THE OPENING") if report.moment is Moment.OPENING else _("ATTENDANCE AT THE CLOSING")
    )
    lines = [
        f"{centre}: {head}",
        report.held.title,
        _("Session %(number)s: %(title)s", number=session.number, title=session.title),
        _(
            "%(time)s, %(date)s (figures of %(now)s)",
            time=as_time(session.starts_at),
            date=as_date(session.starts_at),
            now=as_time(report.now),
        ),
        *(f"- {called[figure]}: {report.counts[figure]}" for figure in report.figures),
        *([_("- Guests: %(n)s", n=report.guests)] if report.guests else []),
    ]
    absent = _absent_by_unit(report)
    return "\n".join([*lines, *absent])


def _absent_by_unit(report: ChairReport) -> list[str]:
    """Units in which somebody is missing without leave."""
    missing = [part for part in report.units if part.counts[Figure.UNEXCUSED]]
    if not missing:
        return []
    return [
        _("Absent, not excused, by unit:"),
        *(f"- {part.name or _('No unit')}: {part.counts[Figure.UNEXCUSED]}" for part in missing),
    ]
