"""Which corrections of a quiz are in force; and what a page lists of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms import database
from lms.questions import openings
from lms.questions.models import QuestionVersion
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action, Change, Changes
from lms.quizzes.models import Quiz

_COLUMNS = (
    QuizCorrection.id,
    QuizCorrection.question_version_id,
    QuizCorrection.action,
    QuizCorrection.answer,
    QuizCorrection.points,
    QuizCorrection.only_up,
    QuizCorrection.reason,
    QuizCorrection.explanation,
    QuizCorrection.approved_at,
    QuizCorrection.reverses_id,
)
_APPROVED = (
    select(*_COLUMNS)
    .where(QuizCorrection.approved_at.is_not(None))
    .order_by(QuizCorrection.approved_at, QuizCorrection.id)
)


def changes_of(connection: Connection, quiz_id: int) -> Changes:
    """The corrections of a quiz that were approved, in that order, without those taken back. One statement."""
    return _changes(connection.execute(_APPROVED.where(QuizCorrection.quiz_id == quiz_id)).all())


def changes_about(question_id: int) -> dict[int, Changes]:
    """The same of one question in every quiz that had it, by quiz; nothing of the other questions."""
    versions = select(QuestionVersion.id).where(QuestionVersion.question_id == question_id)
    statement = _APPROVED.add_columns(QuizCorrection.quiz_id).where(
        QuizCorrection.question_version_id.in_(versions)
    )
    rows: dict[int, list[Any]] = {}
    for row in database.session.execute(statement):
        rows.setdefault(row.quiz_id, []).append(row)
    return {quiz_id: _changes(found) for quiz_id, found in rows.items()}


def _changes(rows: Sequence[Any]) -> Changes:
    undone = {row.reverses_id for row in rows if row.reverses_id is not None}
    standing = tuple(
        Change(
            id=row.id,
            version_id=row.question_version_id,
            action=row.action,
            at=row.approved_at,
            answer=row.answer.get("value"),
            points=row.points,
            only_up=row.only_up,
            reason=row.reason,
            explanation=row.explanation,
        )
        for row in rows
        if row.action is not Action.UNDO and row.id not in undone
    )
    return Changes(standing, {row.question_version_id: row.id for row in rows})


def with_another_key() -> Select[int]:
    """The ids of versions whose own key is not what counted in some test: corrected, or void."""
    undo = aliased(QuizCorrection)
    undone = exists().where(undo.reverses_id == QuizCorrection.id, undo.approved_at.is_not(None))
    return select(QuizCorrection.question_version_id).where(
        QuizCorrection.approved_at.is_not(None),
        QuizCorrection.action.not_in((Action.WEIGHT, Action.UNDO)),
        ~undone,
    )


# Nobody is taught a key that was corrected in a test.
openings.withhold(lambda: QuestionVersion.id.in_(with_another_key()))


def after_the_end(study_class_id: int) -> list[QuizCorrection]:
    """Those that changed the results of a class when they were known already, the latest first."""
    statement = (
        select(QuizCorrection)
        .join(QuizCorrection.quiz)
        .where(Quiz.study_class_id == study_class_id, QuizCorrection.approved_at.is_not(None))
        .options(contains_eager(QuizCorrection.quiz).lazyload(Quiz.study_class))
        .order_by(QuizCorrection.approved_at.desc(), QuizCorrection.id.desc())
    )
    return [one for one in database.session.scalars(statement) if one.effect.get("renewed")]


def listed(quiz_id: int) -> Sequence[QuizCorrection]:
    """Every correction of a quiz, the latest first, with who made and who decided it."""
    people = (QuizCorrection.made_by, QuizCorrection.approved_by, QuizCorrection.refused_by)
    statement = (
        select(QuizCorrection)
        .where(QuizCorrection.quiz_id == quiz_id)
        .options(*(joinedload(person) for person in people), joinedload(QuizCorrection.version))
        .order_by(QuizCorrection.id.desc())
    )
    return database.session.scalars(statement).unique().all()
