"""The second person: who may approve a correction or decide about a re-mark in the class of a quiz."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.permissions import MATRIX, Permission
from lms.quizzes.models import Quiz


def judges(quiz: Quiz, but: Collection[int] = ()) -> list[Person]:
    """Everybody who holds such a role where the quiz lies, without those named; sorted by given name."""
    scope = quiz.scope
    reach = or_(
        Grant.class_id == scope.class_id,
        and_(Grant.class_id.is_(None), Grant.unit_id.is_(None)),
        Grant.unit_id.in_(scope.unit_ids),
    )
    holders = select(Grant.person_id).where(
        Grant.ended_at.is_(None), Grant.role.in_(MATRIX[Permission.QUIZ_JUDGE]), reach
    )
    statement = select(Person).where(
        Person.id.in_(holders), Person.id.not_in(list(but)), Person.state == PersonState.ACTIVE
    )
    return list(database.session.scalars(statement.order_by(Person.sort_key, Person.id)))
