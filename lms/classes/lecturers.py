"""Who teaches in a class."""

from datetime import datetime

from sqlalchemy import update

from lms import database
from lms.accounts import service as accounts
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import ClassSession, StudyClass
from lms.permissions import Role


def appoint(person: Person, study_class: StudyClass, actor: Person, now: datetime) -> None:
    """Let the person teach in the class. Doing it twice is harmless."""
    accounts.grant(person.id, Role.LECTURER, now, class_id=study_class.id, by=actor)
    record(
        actor, "lecturer.appointed", study_class, now, new={"person_id": person.id}, class_id=study_class.id
    )


def remove(person: Person, study_class: StudyClass, actor: Person, now: datetime) -> None:
    """The person teaches here no longer; sessions still to come lose them, those held keep their name."""
    accounts.end_grant(person.id, Role.LECTURER, now, class_id=study_class.id)
    database.session.execute(
        update(ClassSession)
        .where(
            ClassSession.study_class_id == study_class.id,
            ClassSession.lecturer_id == person.id,
            ClassSession.starts_at > now,
        )
        .values(lecturer_id=None)
    )
    record(actor, "lecturer.removed", study_class, now, old={"person_id": person.id}, class_id=study_class.id)
