"""Who sees the figures of K1's quiz; questions with their keys only for those who may see what was answered."""

from typing import Any

from lms import database
from lms.questions.models import QuestionVersion
from lms.quizzes import closing
from lms.quizzes.models import PaperSlot
from lms.quizzes.rules import ClosedBy
from lms.web import clock
from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz


def prepare(cast: Cast) -> dict[str, Any]:
    quiz = make_quiz(cast)
    attempt = make_attempt(quiz, cast.an.id)
    closing.close(database.session.connection(), attempt.id, ClosedBy.CLICK, clock.now())
    slot = database.session.get_one(PaperSlot, (attempt.paper_id, 1))
    database.session.commit()
    version = database.session.get_one(QuestionVersion, slot.question_version_id)
    return {"quiz": quiz.id, "version": version.id, "question": version.question_id}


#                                                      nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("quiz_statistics.show", "/quizzes/{quiz}/statistics", "300202002322"),
    Row("quiz_statistics.download", "/quizzes/{quiz}/statistics.xlsx", "300202002322"),
    Row("quiz_statistics.learners", "/quizzes/{quiz}/statistics/learners?show=marked", "300202002322"),
    Row("quiz_statistics.questions", "/quizzes/{quiz}/statistics/questions", "300202002322"),
    Row("quiz_statistics.question", "/quizzes/{quiz}/statistics/questions/{version}", "300204004342"),
    Row("quiz_statistics.years", "/questions/{question}/years", "300220022300"),
]
