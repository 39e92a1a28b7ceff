"""Reading about sealed codes: who could open them with whom, and the list that the opening makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.permissions import MATRIX, Permission
from lms.reflections.codes.models import CodeSeal
from lms.reflections.handed_in import current, current_submission_ids
from lms.reflections.models import Reflection, ReflectionTask, Submission


@dataclass(frozen=True)
class Opened:
    """One code with the name behind it."""

    script_no: int
    name: str
    total: Decimal | None


def seal_of(task: ReflectionTask) -> CodeSeal | None:
    statement = (
        select(CodeSeal)
        .where(CodeSeal.task_id == task.id)
        .options(joinedload(CodeSeal.first), joinedload(CodeSeal.second))
    )
    return database.session.scalars(statement).one_or_none()


def witnesses(task: ReflectionTask, but: int) -> Sequence[Person]:
    """Who can open codes together with the person `but`: who shares scripts out or marks here."""
    scope = task.scope
    here = or_(
        Grant.class_id == scope.class_id,
        Grant.unit_id.in_(scope.unit_ids),
        and_(Grant.class_id.is_(None), Grant.unit_id.is_(None)),
    )
    holders = select(Grant.person_id).where(
        Grant.role.in_(MATRIX[Permission.REFLECTION_ALLOCATE]), here, Grant.ended_at.is_(None)
    )
    statement = select(Person).where(
        Person.id.in_(holders), Person.id != but, Person.state == PersonState.ACTIVE
    )
    return database.session.scalars(statement.order_by(Person.sort_key, Person.id)).all()


def opened(task: ReflectionTask, *, with_marks: bool) -> list[Opened]:
    """The list of codes and names, by code; the caller has seen that codes are open."""
    marks = (
        marking.latest_marks(SubjectKind.SUBMISSION, current_submission_ids([task.id])) if with_marks else {}
    )
    statement = (
        current([task.id])
        .outerjoin(Person, Person.id == Reflection.person_id)
        .with_only_columns(
            *(Submission.id, Reflection.script_no),
            func.coalesce(Person.full_name, Reflection.group_name),
        )
        .order_by(Reflection.script_no)
    )
    return [
        Opened(number or 0, name, marks[submission_id].total if submission_id in marks else None)
        for submission_id, number, name in database.session.execute(statement)
    ]
