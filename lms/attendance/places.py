"""Where a scan leads: one statement that knows the checkpoint, its session and how the person stands there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, and_, bindparam, case, func, select
from sqlalchemy.engine import Connection

from lms.attendance.models import WINDOW_RULES, AttendanceCorrection, CheckIn, Checkpoint
from lms.attendance.queries import KEEPS_RULES
from lms.attendance.regulation.models import ClassRules
from lms.attendance.rules import Entry
from lms.attendance.trust.models import HallPlace
from lms.attendance.windows import Mark, Phase, Window, usual_window
from lms.classes.models import (
    ClassSession,
    ClassState,
    Enrolment,
    EnrolmentState,
    SessionState,
    StudyClass,
    StudyGroup,
)
from lms.programmes.models import CheckIns, Programme

NEARBY = timedelta(hours=4)
CHECKPOINT_COLUMNS = ("phase", "opens_minutes", "late_minutes", "closes_minutes", "opened_at", "closed_at")


@dataclass(frozen=True)
class Place:
    """The checkpoint in words, and how the person stands at it and at the other one of the session."""

    checkpoint_id: int
    session_id: int
    number: int
    title: str
    room: str
    study_class_id: int
    study_class: str
    group: str
    enrolled: bool
    cancelled: bool
    both_needed: bool
    early_leave_minutes: int | None
    asks_place: bool
    phase: Phase
    windows: dict[Phase, Window]
    entries: dict[Phase, Entry]

    @property
    def window(self) -> Window:
        return self.windows[self.phase]

    @property
    def other(self) -> Phase:
        return Phase.AFTER if self.phase is Phase.BEFORE else Phase.BEFORE

    def stayed_longer(self, at: datetime) -> bool:
        """Whether a check-out at that moment is one at the end, while the recorded one was early."""
        came, minutes = self.entries[self.phase], self.early_leave_minutes
        if came.at is None or not came.scanned or self.window.leaves_early(at, minutes):
            return False
        return self.window.leaves_early(came.at, minutes)

    @property
    def look(self) -> tuple[object, ...]:
        """All that is said of it to a person who is checked in, beside the person's own name and time."""
        told = (self.number, self.title, self.room, self.study_class_id, self.study_class, self.group)
        other = self.windows[self.other].opens_at, self.entries[self.other].mark.attended
        return (self.checkpoint_id, *told, self.both_needed, self.asks_place, self.phase, *other)


def place_of(connection: Connection, checkpoint_id: int, person_id: int) -> Place | None:
    """One statement: both checkpoints of the session, the person's enrolment, what is recorded of them."""
    rows = connection.execute(PLACE, {"checkpoint": checkpoint_id, "person": person_id}).all()
    row = next((row for row in rows if row.checkpoint_id == checkpoint_id), None)
    if row is None:
        return None
    windows = {phase: usual_window(phase, row.starts_at, row.ends_at, row) for phase in Phase}
    entries = dict.fromkeys(Phase, Entry())
    for each in rows:
        windows[each.phase] = Window(**{name: getattr(each, name) for name in Window.__dataclass_fields__})
        entries[each.phase] = _entry(each)
    return Place(
        row.checkpoint_id,
        row.session_id,
        row.number,
        row.title,
        row.room,
        row.study_class_id,
        row.study_class,
        row.group or "",
        row.enrolment_id is not None,
        row.state is SessionState.CANCELLED,
        row.check_ins_needed is CheckIns.BOTH,
        row.early_leave_minutes,
        row.asks_place,
        row.phase,
        windows,
        entries,
    )


def own_session(connection: Connection, person_id: int, at: datetime) -> Any:
    """The session that the person's own class has about now."""
    statement = (
        select(
            StudyClass.title.label("study_class"),
            ClassSession.number,
            ClassSession.room,
            ClassSession.starts_at,
        )
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(Enrolment, Enrolment.study_class_id == StudyClass.id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            ClassSession.state == SessionState.PLANNED,
            StudyClass.state != ClassState.DRAFT,
            ClassSession.starts_at < at + NEARBY,
            ClassSession.ends_at > at - NEARBY,
        )
        .order_by(ClassSession.starts_at)
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


# What the class keeps goes before what its programme says now.
RULES = (
    func.coalesce(ClassRules.check_ins_needed, Programme.check_ins_needed).label("check_ins_needed"),
    case(
        (ClassRules.study_class_id.is_not(None), ClassRules.early_leave_minutes),
        else_=Programme.early_leave_minutes,
    ).label("early_leave_minutes"),
    HallPlace.study_class_id.is_not(None).label("asks_place"),
)


def _place_statement() -> Any:
    checkpoint_id, person_id = bindparam("checkpoint", type_=Integer), bindparam("person", type_=Integer)
    session_id = select(Checkpoint.class_session_id).where(Checkpoint.id == checkpoint_id).scalar_subquery()
    latest = _latest_correction(person_id)
    return (
        select(
            Checkpoint.id.label("checkpoint_id"),
            *(getattr(Checkpoint, name) for name in CHECKPOINT_COLUMNS),
            ClassSession.id.label("session_id"),
            ClassSession.number,
            ClassSession.title,
            ClassSession.room,
            ClassSession.state,
            ClassSession.starts_at,
            ClassSession.ends_at,
            StudyClass.id.label("study_class_id"),
            StudyClass.title.label("study_class"),
            *WINDOW_RULES,
            *RULES,
            Enrolment.id.label("enrolment_id"),
            StudyGroup.name.label("group"),
            CheckIn.at.label("came_at"),
            CheckIn.late,
            CheckIn.method,
            latest.with_only_columns(AttendanceCorrection.new).scalar_subquery().label("corrected"),
            latest.with_only_columns(AttendanceCorrection.at).scalar_subquery().label("corrected_at"),
        )
        .select_from(Checkpoint)
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(Programme, Programme.id == StudyClass.programme_id)
        .outerjoin(ClassRules, KEEPS_RULES)
        .outerjoin(HallPlace, HallPlace.study_class_id == StudyClass.id)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.study_class_id == StudyClass.id,
                Enrolment.person_id == person_id,
                Enrolment.state == EnrolmentState.ENROLLED,
            ),
        )
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .outerjoin(CheckIn, and_(CheckIn.checkpoint_id == Checkpoint.id, CheckIn.person_id == person_id))
        .where(Checkpoint.class_session_id == session_id)
    )


def _latest_correction(person_id: Any) -> Any:
    return (
        select(AttendanceCorrection.new, AttendanceCorrection.at)
        .where(
            AttendanceCorrection.checkpoint_id == Checkpoint.id, AttendanceCorrection.person_id == person_id
        )
        .order_by(AttendanceCorrection.id.desc())
        .limit(1)
    )


def _entry(row: Row[Any]) -> Entry:
    if row.corrected is not None:
        return Entry(row.corrected, row.came_at or row.corrected_at, "correction")
    if row.came_at is None:
        return Entry()
    return Entry(Mark.LATE if row.late else Mark.PRESENT, row.came_at, row.method)


PLACE = _place_statement()  # built once: composing it costs more than asking the database
