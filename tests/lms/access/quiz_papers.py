"""Who may print papers and keys of K1's quiz, and key in what was written. The attempt on paper is An's."""

from typing import Any

from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz


def prepare(cast: Cast) -> dict[str, Any]:
    quiz = make_quiz(cast)
    return {"quiz": quiz.id, "attempt": make_attempt(quiz, cast.an.id, on_paper=True).id}


#                                                nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("quiz_papers.index", "/quizzes/{quiz}/papers", "300202004344"),
    Row("quiz_papers.show", "/quizzes/{quiz}/papers/print", "300202004344"),
    Row("quiz_papers.download", "/quizzes/{quiz}/papers/papers.docx", "300202004344"),
    Row("quiz_papers.download_key", "/quizzes/{quiz}/papers/key.docx", "300204004344"),
    Row("quiz_papers.key", "/quizzes/{quiz}/papers/key", "300204004344"),
    Row("paper_keying.index", "/quizzes/{quiz}/paper-answers", "300202004344"),
    Row("paper_keying.read", "/quizzes/{quiz}/paper-answers/reading", "100202004144", "POST"),
    Row("paper_keying.create", "/quizzes/{quiz}/paper-answers", "100909004144", "POST"),
    Row("paper_keying.edit", "/attempts/{attempt}/paper-answers", "300202000304"),
    Row("paper_keying.update", "/attempts/{attempt}/paper-answers", "100909000104", "POST"),
]
