"""Who is told what happens with the attendance of a class."""

from sqlalchemy import and_, or_, select

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.classes.models import StudyClass
from lms.permissions import Role


def organisers_of(study_class: StudyClass) -> list[int]:
    """Organisers of this class, by id; where it has none of its own, those of its unit and of the whole centre."""
    scope = study_class.scope
    everywhere = and_(Grant.class_id.is_(None), Grant.unit_id.is_(None))
    statement = (
        select(Grant.person_id, Grant.class_id)
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.ended_at.is_(None),
            Grant.role == Role.ORGANISER,
            Person.state == PersonState.ACTIVE,
            or_(Grant.class_id == study_class.id, Grant.unit_id.in_(scope.unit_ids), everywhere),
        )
    )
    rows = database.session.execute(statement).all()
    own = [row.person_id for row in rows if row.class_id is not None]
    return own or [row.person_id for row in rows]
