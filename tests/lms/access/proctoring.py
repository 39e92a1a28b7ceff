"""Who may watch a quiz, let in, pause and go on. The quiz and the attempt belong to K1; the attempt is An's."""

from typing import Any

from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz


def prepare(cast: Cast) -> dict[str, Any]:
    quiz = make_quiz(cast)
    attempt = make_attempt(quiz, cast.an.id)
    return {"quiz": quiz.id, "attempt": attempt.id, "sitting": attempt.public_id}


REPORT = {"tab": "t", "hidden": False, "unsaved": 0, "slot": 1, "events": []}

#                                             nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("quiz_board.refresh", "/quizzes/{quiz}/board/rows", "300202002322"),
    Row("quiz_room.admit", "/quizzes/{quiz}/people/{an}/admission", "100303004144", "POST"),
    Row("quiz_room.admit_waiting", "/quizzes/{quiz}/admissions", "100303004144", "POST"),
    Row("quiz_room.pause_all", "/quizzes/{quiz}/pause", "100909004144", "POST"),
    Row("quiz_room.resume_all", "/quizzes/{quiz}/pause/delete", "100909004144", "POST"),
    Row("quiz_room.extend_all", "/quizzes/{quiz}/extension", "100909004144", "POST"),
    Row("quiz_room.pause", "/attempts/{attempt}/pause", "100909000104", "POST"),
    Row("quiz_room.resume", "/attempts/{attempt}/pause/delete", "100909000104", "POST"),
    Row("passes.create", "/attempts/{attempt}/pass", "100909000104", "POST"),
    Row("passes.enter", "/resume", "222222222222"),
    Row("passes.enter_scanned", "/resume/ABCDEFGH", "222222222222"),
    Row("passes.use", "/resume", "999999999999", "POST"),
    Row("quiz_gate.show", "/quizzes/{quiz}/gate", "320404004344"),
    Row("presence.create", "/attempts/{sitting}/presence", "111111111111", "POST", json=REPORT),
]
