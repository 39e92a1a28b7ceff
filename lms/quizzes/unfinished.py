"""Tests that may still be sat: what stands on their papers must not be known before."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from lms import database
from lms.classes.models import ClassState, StudyClass
from lms.questions.models import QuestionVersion
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.models import Attempt, Paper, PaperSlot, Quiz


def unfinished_with(question_ids: Collection[int], now: datetime) -> dict[int, list[str]]:
    """For each of these questions that stands on a paper of such a test: the titles of the tests.

    A test whose publication was withdrawn counts as long as it has papers: it may be published again with them.
    """
    statement = (
        select(QuestionVersion.question_id, Quiz.title)
        .join(PaperSlot, PaperSlot.question_version_id == QuestionVersion.id)
        .join(Paper, Paper.id == PaperSlot.paper_id)
        .join(Quiz, Quiz.id == Paper.quiz_id)
        .join(StudyClass, StudyClass.id == Quiz.study_class_id)
        .where(QuestionVersion.question_id.in_(question_ids), _may_be_sat(now))
        .distinct()
        .order_by(Quiz.title)
    )
    found: dict[int, list[str]] = {}
    for question_id, title in database.session.execute(statement):
        found.setdefault(question_id, []).append(title)
    return found


def _may_be_sat(now: datetime) -> ColumnElement[bool]:
    """It has no end, has not reached it, stands still, goes on for somebody, or is being sat."""
    begun = exists().where(Attempt.quiz_id == Quiz.id, Attempt.closed_at.is_(None))
    longer = [
        exists().where(allowed.quiz_id == Quiz.id, allowed.closes_at > now)
        for allowed in (QuizOverride, GroupOverride)
    ]
    to_come = or_(Quiz.closes_at.is_(None), Quiz.closes_at > now, Quiz.paused_at.is_not(None), *longer)
    return or_(begun, (StudyClass.state != ClassState.CLOSED) & to_come)
