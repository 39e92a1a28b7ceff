"""Who may see, take, watch and mark quizzes. The quiz and the attempt belong to K1; the attempt is An's."""

from typing import Any

from lms import database
from lms.classes.models import StudyGroup
from lms.quizzes.kept.service import keep
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz


def prepare(cast: Cast) -> dict[str, Any]:
    quiz = make_quiz(cast)
    attempt = make_attempt(quiz, cast.an.id)
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ của bài kiểm tra")
    database.session.add(group)
    database.session.flush()
    kept = keep(cast.chi, quiz, "Ma trận mẫu", NOW, unit_only=False)
    database.session.flush()
    assert kept is not None
    return {
        "kept": kept.id,
        "group": group.id,
        "quiz": quiz.id,
        "attempt": attempt.id,
        "sitting": attempt.public_id,
    }


#                                             nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("quizzes.index", "/classes/{k1}/quizzes", "320202002322"),
    Row("quizzes.new", "/classes/{k1}/quizzes/new", "340204004344"),
    Row("quizzes.create", "/classes/{k1}/quizzes", "140904004144", "POST"),
    Row("quizzes.show", "/quizzes/{quiz}", "320404004344"),
    Row("quizzes.edit", "/quizzes/{quiz}/edit", "300204004344"),
    Row("quizzes.update", "/quizzes/{quiz}", "100904004144", "POST"),
    Row("quizzes.publish", "/quizzes/{quiz}/publication", "100304004144", "POST"),
    Row("quizzes.withdraw", "/quizzes/{quiz}/publication/delete", "100304004144", "POST"),
    Row("quiz_matrices.index", "/classes/{k1}/matrices", "340204004344"),
    Row("quiz_matrices.delete", "/classes/{k1}/matrices/{kept}/delete", "140304004144", "POST"),
    Row("quiz_matrices.new", "/quizzes/{quiz}/matrices/new", "300204004344"),
    Row("quiz_matrices.create", "/quizzes/{quiz}/matrices", "100904004144", "POST"),
    Row("attempts.create", "/quizzes/{quiz}/attempts", "130404004144", "POST"),
    Row("attempts.show", "/attempts/{sitting}", "320400000304"),
    Row("attempts.worker", "/attempts/{sitting}/worker.js", "222222222222"),
    Row("attempts.state", "/attempts/{sitting}/state", "320400000304"),
    Row(
        "attempts.save",
        "/attempts/{sitting}/responses",
        "111111111111",
        "POST",
        json={"tab": "t", "edits": []},
    ),
    Row(
        "answer_checks.create",
        "/attempts/{sitting}/checks",
        "111111111111",
        "POST",
        json={"slot": 1, "version": 1},
    ),
    Row("attempt_forms.save", "/attempts/{sitting}/form", "130400000104", "POST"),
    Row("attempts.submit", "/attempts/{sitting}/submission", "130400000104", "POST"),
    Row("attempts.result", "/attempts/{sitting}/result", "330400000304"),
    Row("quiz_board.show", "/quizzes/{quiz}/board", "300202002322"),
    Row("quiz_board.person", "/quizzes/{quiz}/people/{an}", "300202004344"),
    Row("quiz_board.allow", "/quizzes/{quiz}/people/{an}/override", "100909004144", "POST"),
    Row("quiz_board.extend", "/attempts/{attempt}/extension", "100909000104", "POST"),
    Row("quiz_board.reopen", "/attempts/{attempt}/reopening", "100909000104", "POST"),
    Row("quiz_board.close", "/attempts/{attempt}/closing", "100909000104", "POST"),
    Row("quiz_board.bring", "/quizzes/{quiz}/outboxes", "100909004144", "POST"),
    Row("quiz_allowances.index", "/quizzes/{quiz}/allowances", "300202004344"),
    Row("quiz_allowances.edit", "/quizzes/{quiz}/groups/{group}/override", "300202004344"),
    Row("quiz_allowances.update", "/quizzes/{quiz}/groups/{group}/override", "100909004144", "POST"),
    Row("attempt_marks.show", "/attempts/{attempt}/answers", "300200000302"),
    Row("attempt_marks.create", "/attempts/{attempt}/answers/1/marks", "100000000104", "POST"),
]
