"""Attendance sheets: the same rows for the screen, the paper and the workbook."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.book import Book, Learner, Session
from lms.attendance.rules import Entry, Standing, Totals
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassSession, StudyClass
from lms.web.downloads import Sheet
from lms.web.filters import as_date, as_datetime, as_time

COUNTED = (
    Standing.EXCUSED,
    Standing.ABSENT,
    Standing.LATE,
    Standing.LEFT_EARLY,
    Standing.INCOMPLETE,
    Standing.SHORT,
)
MARKS = {
    Mark.NONE: "",
    Mark.PRESENT: "x",
    Mark.LATE: "M",
    Mark.EARLY: "S",
    Mark.EXCUSED: "P",
    Mark.ABSENT: "K",
}


def standing_names() -> dict[Standing, str]:
    return {
        Standing.PENDING: _("not over yet"),
        Standing.PRESENT: _("present"),
        Standing.LATE: _("late"),
        Standing.LEFT_EARLY: _("left early"),
        Standing.SHORT: _("too few minutes"),
        Standing.INCOMPLETE: _("one check-in missing"),
        Standing.EXCUSED: _("excused"),
        Standing.ABSENT: _("absent without leave"),
        Standing.CANCELLED: _("cancelled"),
    }


def class_sheet(study_class: StudyClass, book: Book, centre: str, now: datetime) -> Sheet:
    """One row per learner, two columns per session (start, end), what was attended and needed, and every note."""
    held = [session for session in book.sessions if not session.cancelled]
    columns = [
        _("S%(number)s start", number=session.number)
        if phase is Phase.BEFORE
        else _("S%(number)s end", number=session.number)
        for session in held
        for phase in Phase
    ]
    unit = _("Sessions attended") if book.share.basis == "sessions" else _("Periods attended")
    head = [_("No."), _("Full name"), _("Unit"), _("Group"), *columns]
    head += [unit, _("Needed"), "P", "K", "M", "S", _("One missing"), _("Too short"), _("Result"), _("Note")]
    return Sheet(
        _("Attendance"),
        head,
        [_class_row(place, learner, book, held, now) for place, learner in enumerate(book.learners, 1)],
        title=[centre, _("ATTENDANCE BOOK"), study_class.title, _class_line(study_class, book, now)],
        widths=[6, 28, 30, 8, *[6 for _column in columns], 10, 8, 6, 6, 6, 6, 10, 10, 16, 40],
        foot=["", legend()],
    )


def session_sheet(class_session: ClassSession, book: Book, centre: str, now: datetime) -> Sheet:
    """One row per learner of one session, with the times."""
    session = book.sessions[0]
    head = [_("No."), _("Full name"), _("Unit"), _("Group")]
    head += [
        _("Start of session"),
        _("Came at"),
        _("End of session"),
        _("Seen at the end"),
        _("Session"),
        _("Note"),
    ]
    when = f"{as_time(session.starts_at)} – {as_time(session.ends_at)}, {as_date(session.starts_at)}"
    return Sheet(
        _("Session %(number)s", number=session.number),
        head,
        [_session_row(place, learner, book, now) for place, learner in enumerate(book.learners, 1)],
        title=[
            centre,
            _("ATTENDANCE SHEET"),
            class_session.study_class.title,
            _("Session %(number)s: %(title)s", number=session.number, title=session.title),
            " · ".join(filter(None, [when, session.room])),
        ],
        widths=[6, 28, 30, 8, 9, 9, 9, 9, 20, 36],
        foot=[*_figures(book, session), legend(), _("Made at %(moment)s", moment=as_datetime(now))],
    )


def legend() -> str:
    return _("x present · M late · S left early · P excused · K absent without leave · blank: not recorded")


def mark_in_book(book: Book, session: Session, phase: Phase, learner: Learner, now: datetime) -> str:
    """The sign for one checkpoint; who was nowhere recorded at one that ran and is over gets a K."""
    mark = book.entry(session.id, phase, learner.person_id).mark
    point = next(point for point in book.points(session, now) if point.phase is phase)
    return MARKS[Mark.ABSENT if mark is Mark.NONE and point.ran and point.over else mark]


def verdict(totals: Totals) -> str:
    if totals.met:
        return _("enough")
    return _("cannot be reached") if totals.impossible else _("%(n)s still missing", n=totals.missing)


def _class_row(
    place: int, learner: Learner, book: Book, held: Sequence[Session], now: datetime
) -> Sequence[object]:
    totals = book.totals(learner.person_id, now)
    signs = [mark_in_book(book, session, phase, learner, now) for session in held for phase in Phase]
    return [
        place,
        learner.full_name,
        learner.unit,
        learner.group,
        *signs,
        totals.attended,
        totals.needed,
        *[totals.count(standing) for standing in COUNTED],
        verdict(totals),
        _class_notes(learner, book, held),
    ]


def _session_row(place: int, learner: Learner, book: Book, now: datetime) -> Sequence[object]:
    session = book.sessions[0]
    entries = [book.entry(session.id, phase, learner.person_id) for phase in Phase]
    cells = [
        cell
        for phase, entry in zip(Phase, entries, strict=True)
        for cell in (mark_in_book(book, session, phase, learner, now), as_time(entry.at))
    ]
    standing = standing_names()[book.standing(session, learner.person_id, now)]
    return [place, learner.full_name, learner.unit, learner.group, *cells, standing, _notes(entries)]


def _class_notes(learner: Learner, book: Book, held: Sequence[Session]) -> str:
    """What was noted about the learner, session by session."""
    found = [
        (session, _notes([book.entry(session.id, phase, learner.person_id) for phase in Phase]))
        for session in held
    ]
    return "; ".join(
        _("S%(number)s: %(note)s", number=session.number, note=note) for session, note in found if note
    )


def _notes(entries: Sequence[Entry]) -> str:
    return "; ".join(dict.fromkeys(entry.reason for entry in entries if entry.reason))


def _class_line(study_class: StudyClass, book: Book, now: datetime) -> str:
    return _(
        "%(first)s – %(last)s · %(people)s learners · made at %(moment)s",
        first=as_date(study_class.opens_on),
        last=as_date(study_class.closes_on),
        people=len(book.learners),
        moment=as_datetime(now),
    )


def _figures(book: Book, session: Session) -> list[str]:
    names = {Phase.BEFORE: _("Start of session"), Phase.AFTER: _("End of session")}
    lines = [""]
    for phase in Phase:
        figures = book.figures(session.id, phase)
        lines.append(
            _(
                "%(phase)s: %(expected)s expected, %(present)s present (%(late)s late, "
                "%(early)s left early), %(excused)s excused, %(rest)s not recorded or absent",
                phase=names[phase],
                expected=figures.expected,
                present=figures.present,
                late=figures.marks[Mark.LATE],
                early=figures.marks[Mark.EARLY],
                excused=figures.marks[Mark.EXCUSED],
                rest=figures.marks[Mark.NONE] + figures.marks[Mark.ABSENT],
            )
        )
    return lines
