"""Reading the attendance book: five statements, however many sessions and people it has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from lms import database
from lms.accounts.models import Person
from lms.attendance.book import Book, Key, Learner, Session
from lms.attendance.models import WINDOW_RULES, AttendanceCorrection, CheckIn, Checkpoint, Excuse, ExcuseState
from lms.attendance.rules import Entry, Share, Totals, entry_of
from lms.attendance.windows import Phase, Window, usual_window
from lms.classes.models import ClassSession, Enrolment, EnrolmentState, SessionState, StudyClass, StudyGroup
from lms.organisations.models import OrgUnit
from lms.programmes.models import CheckIns, Programme
from lms.web import clock


def attendance_of(study_class_id: int, now: datetime | None = None) -> dict[int, Totals]:
    """What every learner of the class attended, by person id."""
    book, now = book_of_class(study_class_id), now or clock.now()
    return {learner.person_id: book.totals(learner.person_id, now) for learner in book.learners}


def attendance_of_person(study_class_id: int, person_id: int, now: datetime) -> Totals:
    """What one learner attended; five statements too."""
    return book_of_class(study_class_id, person_id).totals(person_id, now)


def book_of_class(study_class_id: int, person_id: int | None = None) -> Book:
    """The whole class, or one person in it."""
    return _read(ClassSession.study_class_id == study_class_id, person_id)


def book_of_session(class_session_id: int) -> Book:
    return _read(ClassSession.id == class_session_id)


def books_of(which: ColumnElement[bool]) -> dict[int, Book]:
    """The books of all classes with sessions that answer the condition, by class; five statements too."""
    rows = _session_rows(which)
    sessions, learners, entries = _sessions(rows), _learners(which, None), _entries(which, None)
    rules = {row.study_class_id: row for row in rows}
    return {
        class_id: Book(
            tuple(session for session in sessions if session.study_class_id == class_id),
            tuple(learner for learner in learners if learner.study_class_id == class_id),
            entries,
            Share(row.attendance_percent, row.attendance_basis),
            row.check_ins_needed,
        )
        for class_id, row in rules.items()
    }


def _read(which: ColumnElement[bool], person_id: int | None = None) -> Book:
    rows = _session_rows(which)
    share = Share(rows[0].attendance_percent, rows[0].attendance_basis) if rows else Share()
    needed = rows[0].check_ins_needed if rows else CheckIns.BOTH
    return Book(_sessions(rows), _learners(which, person_id), _entries(which, person_id), share, needed)


def _session_rows(which: ColumnElement[bool]) -> list[Row[Any]]:
    return _all(
        select(*SESSION_COLUMNS)
        .select_from(ClassSession)
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(Programme, Programme.id == StudyClass.programme_id)
        .outerjoin(Checkpoint, Checkpoint.class_session_id == ClassSession.id)
        .where(which)
        .order_by(ClassSession.number)
    )


SESSION_COLUMNS = (
    ClassSession.id,
    ClassSession.study_class_id,
    ClassSession.number,
    ClassSession.title,
    ClassSession.starts_at,
    ClassSession.ends_at,
    ClassSession.room,
    ClassSession.periods,
    ClassSession.state,
    Checkpoint.id.label("checkpoint_id"),
    Checkpoint.phase,
    Checkpoint.opens_minutes,
    Checkpoint.late_minutes,
    Checkpoint.closes_minutes,
    Checkpoint.opened_at,
    Checkpoint.closed_at,
    Programme.attendance_percent,
    Programme.attendance_basis,
    Programme.check_ins_needed,
    *WINDOW_RULES,
)


def _sessions(rows: Iterable[Row[Any]]) -> tuple[Session, ...]:
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.id].append(row)
    return tuple(_session(rows) for rows in grouped.values())


def _session(rows: list[Any]) -> Session:
    first = rows[0]
    prepared = {row.phase: row for row in rows if row.checkpoint_id is not None}
    windows = {phase: usual_window(phase, first.starts_at, first.ends_at, first) for phase in Phase}
    windows |= {phase: _window(row) for phase, row in prepared.items()}
    return Session(
        first.id,
        first.number,
        first.title,
        first.starts_at,
        first.ends_at,
        first.room,
        first.periods,
        first.state is SessionState.CANCELLED,
        windows,
        {phase: row.checkpoint_id for phase, row in prepared.items()},
        first.study_class_id,
    )


def _window(row: Row[Any]) -> Window:
    names = Window.__dataclass_fields__
    return Window(**{name: getattr(row, name) for name in names})


def _learners(which: ColumnElement[bool], person_id: int | None) -> tuple[Learner, ...]:
    classes = select(ClassSession.study_class_id).where(which)
    statement = (
        select(
            Person.id,
            Person.full_name,
            Person.search_key,
            OrgUnit.name.label("unit"),
            OrgUnit.search_key.label("unit_search_key"),
            StudyGroup.id.label("group_id"),
            StudyGroup.name.label("group"),
            Enrolment.study_class_id,
        )
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(OrgUnit, OrgUnit.id == Enrolment.unit_id)
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where(Enrolment.study_class_id.in_(classes), Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    )
    return tuple(
        Learner(
            row.id,
            row.full_name,
            f"{row.search_key} {row.unit_search_key or ''}",
            row.unit or "",
            row.group_id,
            row.group or "",
            row.study_class_id,
        )
        for row in _all(_only(statement, Enrolment.person_id, person_id))
    )


def _entries(which: ColumnElement[bool], person_id: int | None) -> Mapping[Key, Entry]:
    check_ins = {_key(row): row for row in _all(_at_checkpoints(CheckIn, which, person_id))}
    corrections: dict[Key, list[Row[Any]]] = defaultdict(list)
    for row in _all(_at_checkpoints(AttendanceCorrection, which, person_id)):
        corrections[_key(row)].append(row)
    excuses = _excuses(which, person_id)
    return {
        key: entry_of(check_ins.get(key), corrections.get(key, []), excuses.get(key))
        for key in check_ins.keys() | corrections.keys() | excuses.keys()
    }


def _at_checkpoints(model: Any, which: ColumnElement[bool], person_id: int | None) -> Any:
    statement = (
        select(*model.__table__.c, Checkpoint.class_session_id, Checkpoint.phase)
        .join(Checkpoint, Checkpoint.id == model.checkpoint_id)
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .where(which)
        .order_by(model.id)
    )
    return _only(statement, model.person_id, person_id)


def _excuses(which: ColumnElement[bool], person_id: int | None) -> dict[Key, str]:
    statement = (
        select(Excuse.class_session_id, Excuse.person_id, Excuse.reason)
        .join(ClassSession, ClassSession.id == Excuse.class_session_id)
        .where(which, Excuse.state == ExcuseState.APPROVED)
    )
    rows = _all(_only(statement, Excuse.person_id, person_id))
    return {(row.class_session_id, phase, row.person_id): row.reason for row in rows for phase in Phase}


def _only(statement: Any, column: Any, person_id: int | None) -> Any:
    return statement if person_id is None else statement.where(column == person_id)


def _key(row: Row[Any]) -> Key:
    return row.class_session_id, row.phase, row.person_id


def _all(statement: Any) -> list[Row[Any]]:
    return list(database.session.execute(statement).all())
