"""Who is told that a correction changes their mark: only those who may know it by now, and never the mark itself."""

from collections.abc import Iterable
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.classes.models import Enrolment
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes import results
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.preview import Move
from lms.quizzes.models import Quiz


def changed(correction: QuizCorrection, moves: Iterable[Move], now: datetime) -> None:
    """Tell the learners of these moves. Who does not know a mark yet finds the correction beside it later."""
    quiz = correction.quiz
    if not results.score_is_shown(quiz, quiz.closes_at, now):
        return
    message = Message(
        key=f"quiz-correction:{correction.id}",
        title=_("The mark was adjusted: %(title)s", title=quiz.title),
        body=correction.reason,
        path=url_for("quizzes.show", quiz_id=quiz.id),
        class_id=quiz.study_class_id,
    )
    notices.send({move.person_id for move in moves} - _later_than_others(quiz, now), message, now)


def _later_than_others(quiz: Quiz, now: datetime) -> set[int]:
    """For whom the quiz has not closed yet, by an allowance of their own or of their group."""
    alone = select(QuizOverride.person_id).where(
        QuizOverride.quiz_id == quiz.id, QuizOverride.closes_at > now
    )
    together = (
        select(Enrolment.person_id)
        .join(GroupOverride, GroupOverride.group_id == Enrolment.group_id)
        .where(GroupOverride.quiz_id == quiz.id, GroupOverride.closes_at > now)
    )
    return set(database.session.scalars(alone.union(together)))
