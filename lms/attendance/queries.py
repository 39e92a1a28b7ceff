"""Reading the attendance book: five statements, however many sessions and people it has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, and_, or_, select, union

from lms import database
from lms.accounts.models import Person
from lms.attendance.book import Book, Key, Learner, Session
from lms.attendance.models import (
    WINDOW_RULES,
    AttendanceCorrection,
    CheckIn,
    Checkpoint,
    Excuse,
    ExcuseState,
    ScannerRead,
    WalkIn,
)
from lms.attendance.regulation.models import ClassRules
from lms.attendance.regulation.values import NAMES, AttendanceRules
from lms.attendance.rules import Entry, Share, Totals, entry_of
from lms.attendance.windows import Phase, Window, usual_window
from lms.classes import recorded
from lms.classes.models import ClassSession, Enrolment, EnrolmentState, SessionState, StudyClass, StudyGroup
from lms.organisations.models import OrgUnit
from lms.programmes.models import Programme
from lms.web import clock

OfAClass = TypeVar("OfAClass", Session, Learner)


def attendance_of(study_class_id: int, now: datetime | None = None) -> dict[int, Totals]:
    """What every learner of the class attended, by person id."""
    book, now = book_of_class(study_class_id), now or clock.now()
    return {learner.person_id: book.totals(learner.person_id, now) for learner in book.learners}


def attendance_of_person(study_class_id: int, person_id: int, now: datetime) -> Totals:
    """What one learner attended; one statement more, since others tell which checkpoints ran."""
    return book_of_class(study_class_id, person_id).totals(person_id, now)


def book_of_class(study_class_id: int, person_id: int | None = None) -> Book:
    """The whole class, or one person in it."""
    which = ClassSession.study_class_id == study_class_id
    book = _read(which, person_id)
    return book if person_id is None else replace(book, ran=_ran(which))


def books_of_classes(study_class_ids: Collection[int]) -> dict[int, Book]:
    """The books of many classes at once, by class; one without sessions has none. Five statements again."""
    return _read_all(ClassSession.study_class_id.in_(study_class_ids))


def book_of_session(class_session_id: int) -> Book:
    return _read(ClassSession.id == class_session_id)


def books_of(which: ColumnElement[bool]) -> dict[int, Book]:
    """The books of all classes with sessions that answer the condition, by class; five statements too."""
    return _read_all(which)


def _read(which: ColumnElement[bool], person_id: int | None = None) -> Book:
    books = _read_all(which, person_id)
    return next(iter(books.values()), Book((), (), {}, Share()))


def _read_all(which: ColumnElement[bool], person_id: int | None = None) -> dict[int, Book]:
    rows = _session_rows(which)
    sessions, learners = _by_class(_sessions(rows)), _by_class(_learners(which, person_id))
    entries: dict[int, dict[Key, Entry]] = defaultdict(dict)
    class_of = {row.id: row.study_class_id for row in rows}
    for key, entry in _entries(which, person_id).items():
        entries[class_of[key[0]]][key] = entry
    return {
        study_class_id: _book(held, learners[study_class_id], entries[study_class_id], rows)
        for study_class_id, held in sessions.items()
    }


def _book(
    sessions: Sequence[Session],
    learners: Sequence[Learner],
    entries: Mapping[Key, Entry],
    rows: Sequence[Row[Any]],
) -> Book:
    row = next(row for row in rows if row.study_class_id == sessions[0].study_class_id)
    rules = AttendanceRules.of(row, KEPT if row.kept else "")
    return Book(
        tuple(sessions), tuple(learners), entries, rules.share, rules.check_ins_needed, limits=rules.limits
    )


def _by_class(things: Iterable[OfAClass]) -> dict[int, list[OfAClass]]:
    found: dict[int, list[OfAClass]] = defaultdict(list)
    for thing in things:
        found[thing.study_class_id].append(thing)
    return found


def _session_rows(which: ColumnElement[bool]) -> list[Row[Any]]:
    return _all(
        select(*SESSION_COLUMNS)
        .select_from(ClassSession)
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(Programme, Programme.id == StudyClass.programme_id)
        .outerjoin(ClassRules, KEEPS_RULES)
        .outerjoin(Checkpoint, Checkpoint.class_session_id == ClassSession.id)
        .where(which)
        .order_by(ClassSession.number)
    )


KEPT = "kept_"
KEEPS_RULES = and_(
    ClassRules.study_class_id == StudyClass.id, ClassRules.programme_id == StudyClass.programme_id
)
RULES = (
    ClassRules.study_class_id.is_not(None).label("kept"),
    *(getattr(Programme, name) for name in NAMES),
    *(getattr(ClassRules, name).label(KEPT + name) for name in NAMES),
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
    ClassSession.makes_up_for_id,
    ClassSession.delivery,
    Checkpoint.id.label("checkpoint_id"),
    Checkpoint.phase,
    Checkpoint.opens_minutes,
    Checkpoint.late_minutes,
    Checkpoint.closes_minutes,
    Checkpoint.opened_at,
    Checkpoint.closed_at,
    *RULES,
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
        study_class_id=first.study_class_id,
        makes_up_for=first.makes_up_for_id,
        by_count=first.delivery.by_count,
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
        key: entry_of(check_ins.get(key), corrections.get(key, []), excuses.get(key), key[2])
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


def _ran(which: ColumnElement[bool]) -> frozenset[tuple[int, Phase]]:
    """The checkpoints at which somebody was recorded."""
    kinds = (CheckIn, AttendanceCorrection)
    recorded = or_(*(select(kind.id).where(kind.checkpoint_id == Checkpoint.id).exists() for kind in kinds))
    statement = (
        select(Checkpoint.class_session_id, Checkpoint.phase)
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .where(which, recorded)
    )
    return frozenset((row.class_session_id, row.phase) for row in _all(statement))


def _only(statement: Any, column: Any, person_id: int | None) -> Any:
    return statement if person_id is None else statement.where(column == person_id)


def _key(row: Row[Any]) -> Key:
    return row.class_session_id, row.phase, row.person_id


def recorded_at(session_ids: Collection[int]) -> set[int]:
    """The sessions of these at which anything was recorded; one statement."""
    at_checkpoints = [
        select(Checkpoint.class_session_id)
        .join(model, model.checkpoint_id == Checkpoint.id)
        .where(Checkpoint.class_session_id.in_(session_ids))
        for model in (CheckIn, AttendanceCorrection, WalkIn, ScannerRead)
    ]
    excused = select(Excuse.class_session_id).where(Excuse.class_session_id.in_(session_ids))
    return set(database.session.scalars(union(*at_checkpoints, excused)))


recorded.add(recorded_at)


def _all(statement: Any) -> list[Row[Any]]:
    return list(database.session.execute(statement).all())
