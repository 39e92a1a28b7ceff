"""Where a question was used, and which others ask the same."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.questions.models import Question, QuestionUse, QuestionVersion
from lms.questions.queries import parts
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Viewer

MOST = 50


def uses_of(question_id: int) -> list[tuple[QuestionUse, int]]:
    """The newest uses with the number of the version that was used."""
    statement = (
        select(QuestionUse, QuestionVersion.number)
        .join(QuestionVersion, QuestionVersion.id == QuestionUse.version_id)
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionUse.used_at.desc(), QuestionUse.id.desc())
        .limit(MOST)
    )
    return [(use, number) for use, number in database.session.execute(statement)]


def subjects_of(kind: str, question_ids: Collection[int]) -> dict[int, set[int]]:
    """In which quizzes (or whatever `kind` names) any version of each question was; never used, not named."""
    found: dict[int, set[int]] = {}
    for part in parts(question_ids):
        statement = (
            select(QuestionVersion.question_id, QuestionUse.subject_id)
            .join(QuestionUse, QuestionUse.version_id == QuestionVersion.id)
            .where(QuestionUse.kind == kind, QuestionVersion.question_id.in_(part))
        )
        for question_id, subject_id in database.session.execute(statement):
            found.setdefault(question_id, set()).add(subject_id)
    return found


def twins_of(question: Question, viewer: Viewer = NOBODY) -> list[Question]:
    """Other questions with the same text and options, of those that the viewer sees."""
    statement = (
        select(Question)
        .where(Question.duplicate_key == question.duplicate_key, Question.id != question.id, open_to(viewer))
        .options(joinedload(Question.latest))
        .order_by(Question.id)
        .limit(MOST)
    )
    return list(database.session.scalars(statement))
