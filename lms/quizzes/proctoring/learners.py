"""One learner of a quiz, as the pages of staff need it."""

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.models import Attempt, Quiz


def learner_of(quiz: Quiz, person_id: int) -> Person | None:
    """Somebody who is enrolled in the class of the quiz, or sat it."""
    enrolled = select(Enrolment.person_id).where(Enrolment.study_class_id == quiz.study_class_id)
    sat = select(Attempt.person_id).where(Attempt.quiz_id == quiz.id)
    statement = select(Person).where(Person.id == person_id, Person.id.in_(enrolled) | Person.id.in_(sat))
    return database.session.scalars(statement).one_or_none()


def override_of(quiz_id: int, person_id: int) -> QuizOverride | None:
    """What the person was allowed beyond the others."""
    statement = select(QuizOverride).where(
        QuizOverride.quiz_id == quiz_id, QuizOverride.person_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def sittings(quiz_id: int, person_id: int) -> list[Attempt]:
    """All attempts of one person, the latest first."""
    statement = select(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
    return list(database.session.scalars(statement.order_by(Attempt.number.desc())))
