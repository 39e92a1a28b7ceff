"""Who may mark, correct and decide. The quiz and the attempt belong to K1; the attempt is An's."""

from typing import Any

from lms import database
from lms.quizzes import closing
from lms.quizzes.appeals.models import QuizAppeal
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.queue import desk
from lms.quizzes.rules import ClosedBy
from lms.web import clock
from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import answered, essay, make_attempt, make_quiz


def prepare(cast: Cast) -> dict[str, Any]:
    quiz = make_quiz(cast, [essay(1), essay(2)], appeal_days=7)
    attempt = make_attempt(quiz, cast.an.id)
    answered(attempt, {1: "Một bài viết."})
    now = clock.now()
    with database.writing_connection() as connection:
        closing.close(connection, attempt.id, ClosedBy.CLICK, now)
    version = quiz.papers[0].slots[0].question_version_id
    place = desk.place_of(quiz, version)
    assert place is not None
    made = {"quiz_id": quiz.id, "question_version_id": version, "reason": "Đề in sai"}
    correction = QuizCorrection(action=Action.CREDIT, made_at=now, made_by_id=cast.em.id, **made)
    appeal = QuizAppeal(attempt_id=attempt.id, slot=1, reason="Xin xem lại", asked_at=now, due_at=now)
    database.session.add_all([correction, appeal])
    database.session.commit()
    return {
        "quiz": quiz.id,
        "sitting": attempt.public_id,
        "version": version,
        "key": desk.scripts(quiz, place[1], cast.chi)[0].key,
        "correction": correction.id,
        "appeal": appeal.id,
    }


_QUEUE = "/quizzes/{quiz}/marking"
_CORRECTIONS = "/quizzes/{quiz}/corrections"
#                                             nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("quiz_queue.index", _QUEUE, "300204004344"),
    Row("quiz_queue.question", f"{_QUEUE}/{{version}}", "300204004344"),
    Row("quiz_queue.begin", f"{_QUEUE}/{{version}}/next", "300304004344"),
    Row("quiz_queue.show", f"{_QUEUE}/{{version}}/{{key}}", "300204004344"),
    Row("quiz_queue.create", f"{_QUEUE}/{{version}}/{{key}}/marks", "100904004144", "POST"),
    Row("quiz_queue.undo", f"{_QUEUE}/{{version}}/{{key}}/undo", "100304004144", "POST"),
    Row("quiz_corrections.index", _CORRECTIONS, "300204004324"),
    Row("quiz_corrections.new", f"{_CORRECTIONS}/new/{{version}}", "300204004344"),
    Row("quiz_corrections.create", f"{_CORRECTIONS}/{{version}}", "100904004144", "POST"),
    Row("quiz_corrections.show", "/corrections/{correction}", "300200000320"),
    Row("quiz_corrections.approve", "/corrections/{correction}/approval", "100300000130", "POST"),
    Row("quiz_corrections.refuse", "/corrections/{correction}/refusal", "100300000130", "POST"),
    Row("quiz_corrections.undo", "/corrections/{correction}/undoing", "100900000140", "POST"),
    Row("quiz_appeals.create", "/attempts/{sitting}/appeals", "190400000104", "POST"),
    Row(
        "quiz_appeals.withdraw",
        "/attempts/{sitting}/appeals/{appeal}/withdrawal",
        "130400000104",
        "POST",
    ),
    Row("quiz_appeals.index", "/quizzes/{quiz}/appeals", "300204004324"),
    Row("quiz_appeals.show", "/appeals/{appeal}", "300200000320"),
    Row("quiz_appeals.decide", "/appeals/{appeal}/decision", "100900000190", "POST"),
]
