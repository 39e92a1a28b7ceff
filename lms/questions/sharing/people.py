"""Whom questions may be shared with: staff who work with the bank, and units where somebody does."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.classes.models import StudyClass
from lms.organisations.models import OrgUnit
from lms.permissions import MATRIX, Permission
from lms.questions.sharing.rules import Viewer

_WORK_WITH_THE_BANK = (Grant.role.in_(MATRIX[Permission.QUESTION_SEE]), Grant.ended_at.is_(None))


def colleagues(person_id: int) -> Sequence[Person]:
    """Everybody else who works with the bank, by name."""
    statement = select(Person).where(
        Person.id.in_(select(Grant.person_id).where(*_WORK_WITH_THE_BANK)),
        Person.id != person_id,
        Person.state == PersonState.ACTIVE,
    )
    return database.session.scalars(statement.order_by(Person.sort_key)).all()


def units(viewer: Viewer) -> Sequence[OrgUnit]:
    """The units of classes and of roles with the bank, and those above the viewer's work; the upper ones first."""
    held = select(Grant.unit_id).where(*_WORK_WITH_THE_BANK, Grant.unit_id.is_not(None))
    known = or_(
        OrgUnit.id.in_(select(StudyClass.unit_id)), OrgUnit.id.in_(held), OrgUnit.id.in_(sorted(viewer.above))
    )
    statement = select(OrgUnit).where(known, OrgUnit.closed_on.is_(None))
    return database.session.scalars(
        statement.order_by(func.length(OrgUnit.path), OrgUnit.sort_key, OrgUnit.id)
    ).all()
