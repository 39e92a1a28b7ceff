"""What the pages of corrections list beside the corrections themselves."""

from dataclasses import dataclass

from sqlalchemy import func, select

from lms import database
from lms.questions.models import QuestionVersion
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.models import Attempt, Paper, PaperSlot
from lms.quizzes.results import described
from lms.quizzes.sheets import Item


@dataclass(frozen=True)
class Asked:
    """One question of a quiz, and in how many papers it stands."""

    version_id: int
    text: str
    papers: int


def asked_in(quiz_id: int) -> list[Asked]:
    """Every question that a quiz asks."""
    statement = (
        select(QuestionVersion.id, QuestionVersion.text, func.count())
        .join(PaperSlot, PaperSlot.question_version_id == QuestionVersion.id)
        .join(Paper, Paper.id == PaperSlot.paper_id)
        .where(Paper.quiz_id == quiz_id)
        .group_by(QuestionVersion.id, QuestionVersion.text)
        .order_by(func.min(PaperSlot.number), QuestionVersion.id)
    )
    return [Asked(*row) for row in database.session.execute(statement).all()]


def unmarked(quiz_id: int) -> int:
    """How many closed attempts of a quiz are still to be marked again."""
    statement = select(func.count()).where(
        Attempt.quiz_id == quiz_id, Attempt.closed_at.is_not(None), Attempt.marked_at.is_(None)
    )
    return database.session.scalar(statement) or 0


def answer_of(correction: QuizCorrection, item: Item) -> str:
    """The answer that it makes right, in words; empty where it is about something else."""
    return described(item, correction.answer["value"]) if "value" in correction.answer else ""


def undoable(correction: QuizCorrection) -> bool:
    """Whether it counts, and nobody has taken it back or asked to."""
    if correction.approved_at is None or correction.action is Action.UNDO:
        return False
    statement = select(QuizCorrection.id).where(
        QuizCorrection.reverses_id == correction.id, QuizCorrection.refused_at.is_(None)
    )
    return database.session.scalar(statement) is None
