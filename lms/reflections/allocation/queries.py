"""Who may mark, who has how many scripts, and how it was decided. Script numbers only: names stay behind the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Grant, Person
from lms.classes.models import Enrolment, StudyClass
from lms.marking.models import Mark, SubjectKind
from lms.marking.ordering import Order
from lms.permissions import MATRIX, Permission
from lms.reflections.allocation.models import AllocationRound, ScriptAllocation
from lms.reflections.allocation.rules import Script
from lms.reflections.handed_in import current
from lms.reflections.models import Reflection, ReflectionTask, Submission

ROUNDS = 20
SHARING_OUT = 0  # the order in which scripts are shared out is nobody's own


@dataclass(frozen=True)
class Load:
    """How many scripts one person has to mark and has marked; `may` is False for who marks here no more."""

    person: Person
    allocated: int
    marked: int
    may: bool

    @property
    def left(self) -> int:
        return self.allocated - self.marked


@dataclass(frozen=True)
class Pin:
    script_no: int
    person: Person


def markers_of(study_class: StudyClass) -> list[Person]:
    """Who may mark in the class, sorted the Vietnamese way."""
    here = or_(
        Grant.class_id == study_class.id,
        Grant.unit_id.in_(study_class.unit.unit_ids),
        and_(Grant.class_id.is_(None), Grant.unit_id.is_(None)),
    )
    marks = Grant.role.in_(MATRIX[Permission.REFLECTION_MARK])
    holds = select(Grant.person_id).where(marks, here, Grant.ended_at.is_(None))
    statement = select(Person).where(Person.id.in_(holds)).order_by(Person.sort_key, Person.id)
    return list(database.session.scalars(statement))


def scripts_of(task: ReflectionTask) -> list[Script]:
    """Every script that counts, in an order that tells neither the alphabet nor the time."""
    standing = and_(ScriptAllocation.reflection_id == Reflection.id, ScriptAllocation.ended_at.is_(None))
    in_class = and_(
        Enrolment.person_id == Reflection.person_id, Enrolment.study_class_id == task.study_class_id
    )
    marked_by = (
        select(Mark.marker_id)
        .where(Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id == Submission.id)
        .order_by(Mark.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = (
        Reflection.id,
        Reflection.script_no,
        func.coalesce(Reflection.group_id, Enrolment.group_id).label("group_id"),
        marked_by.label("marked_by"),
        ScriptAllocation.marker_id,
        ScriptAllocation.pinned,
    )
    statement = (
        current([task.id])
        .with_only_columns(*columns)
        .outerjoin(ScriptAllocation, standing)
        .outerjoin(Enrolment, in_class)
    )
    found = [
        Script(row.id, row.script_no or 0, row.group_id, row.marked_by, row.marker_id, bool(row.pinned))
        for row in database.session.execute(statement)
    ]
    order = Order.of(task.order_seed, SHARING_OUT)
    return sorted(found, key=lambda script: int(order.place(script.script_no)))


def loads_of(task: ReflectionTask) -> list[Load]:
    """Markers of the class and whoever else has scripts of the task."""
    marked = exists().where(Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id == Submission.id)
    counted = (
        current([task.id])
        .join(ScriptAllocation, ScriptAllocation.reflection_id == Reflection.id)
        .where(ScriptAllocation.ended_at.is_(None))
        .with_only_columns(ScriptAllocation.marker_id, func.count(), func.sum(case((marked, 1), else_=0)))
        .group_by(ScriptAllocation.marker_id)
    )
    counts = {person: (total, int(done or 0)) for person, total, done in database.session.execute(counted)}
    markers = markers_of(task.study_class)
    known = {person.id for person in markers}
    others = select(Person).where(Person.id.in_(counts.keys() - known)).order_by(Person.sort_key)
    gone = database.session.scalars(others).all() if counts.keys() - known else []
    return [Load(person, *counts.get(person.id, (0, 0)), person.id in known) for person in [*markers, *gone]]


def without_marker(task: ReflectionTask) -> int:
    """How many scripts stand in nobody's queue although scripts are allocated."""
    has_one = exists().where(
        ScriptAllocation.reflection_id == Reflection.id, ScriptAllocation.ended_at.is_(None)
    )
    any_at_all = exists().where(ScriptAllocation.task_id == task.id, ScriptAllocation.ended_at.is_(None))
    statement = current([task.id]).where(~has_one, any_at_all).with_only_columns(func.count())
    return database.session.scalar(statement) or 0


def pins_of(task: ReflectionTask) -> list[Pin]:
    statement = (
        select(Reflection.script_no, ScriptAllocation)
        .join(Reflection, Reflection.id == ScriptAllocation.reflection_id)
        .where(
            ScriptAllocation.task_id == task.id, ScriptAllocation.ended_at.is_(None), ScriptAllocation.pinned
        )
        .options(joinedload(ScriptAllocation.marker))
        .order_by(Reflection.script_no)
    )
    return [Pin(number or 0, kept.marker) for number, kept in database.session.execute(statement)]


def rounds_of(task: ReflectionTask) -> Sequence[AllocationRound]:
    """The latest decisions, newest first."""
    statement = (
        select(AllocationRound)
        .where(AllocationRound.task_id == task.id)
        .options(joinedload(AllocationRound.decided_by))
        .order_by(AllocationRound.id.desc())
        .limit(ROUNDS)
    )
    return database.session.scalars(statement).all()


def names_of(rounds: Sequence[AllocationRound]) -> dict[str, str]:
    """The names behind the ids in the counts of rounds."""
    ids = {int(person_id) for one in rounds for person_id in one.counts}
    statement = select(Person.id, Person.full_name).where(Person.id.in_(ids))
    return {str(person_id): name for person_id, name in database.session.execute(statement)} if ids else {}
