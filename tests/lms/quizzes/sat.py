"""Attempts that were handed in, for tests of what comes after."""

from typing import Any

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.permissions import Role
from lms.quizzes import closing
from lms.quizzes.models import Attempt, AttemptMark, Quiz, SlotMark
from lms.quizzes.rules import ClosedBy
from lms.web import clock
from tests.lms.cast import Cast, appoint, enrol, make_person
from tests.lms.quizzes.samples import answered, make_attempt


def sat(quiz: Quiz, person: Person, answers: dict[int, Any], **attempt: Any) -> Attempt:
    """An attempt of this person, handed in with these answers and marked."""
    made = make_attempt(quiz, person.id, **attempt)
    answered(made, answers)
    close(made)
    return made


def close(attempt: Attempt) -> None:
    attempt_id = attempt.id
    database.session.commit()
    with database.writing_connection() as connection:
        closing.close(connection, attempt_id, ClosedBy.CLICK, clock.now())
    database.session.commit()
    database.session.expire_all()


def learners(cast: Cast, count: int) -> list[Person]:
    """So many more learners of K1."""
    made = [
        make_person(f"hv{number}", f"Nguyễn Thị Học Viên {number}", cast.unit1) for number in range(count)
    ]
    for person in made:
        enrol(person, cast.k1)
    database.session.commit()
    return made


def second_lecturer(cast: Cast) -> None:
    """Dung teaches in K1, too."""
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()


def marks(attempt: Attempt, slot: int) -> list[tuple[str | None, int | None]]:
    """The history of one answer: what it earned and who said so (None: the machine)."""
    found = database.session.query(SlotMark).filter_by(attempt_id=attempt.id, slot=slot)
    return [(mark.share, mark.by_id) for mark in found.order_by(SlotMark.id)]


def total(attempt: Attempt) -> tuple[str, int]:
    """The mark that counts, and how many answers wait."""
    found = database.session.query(AttemptMark).filter_by(attempt_id=attempt.id)
    last = found.order_by(AttemptMark.id.desc()).first()
    assert last is not None
    return f"{last.points.normalize():f}", last.waiting


def audited(action: str) -> list[AuditEntry]:
    return database.session.query(AuditEntry).filter_by(action=action).order_by(AuditEntry.id).all()
