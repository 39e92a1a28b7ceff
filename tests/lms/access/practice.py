"""Who may practise, who opens questions for it, who sees its totals. The answer is An's, of K1."""

from typing import Any

from lms import database
from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.practice.samples import answered_now, opened


def prepare(cast: Cast) -> dict[str, Any]:
    question = opened(cast)
    opened(cast)
    review = answered_now(cast, question, cast.an)
    database.session.commit()
    return {"question": question.id, "review": review.id, "programme": cast.programme.id}


#                                                             nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("practice.show", "/classes/{k1}/practice", "320404004344"),
    Row("practice.ask", "/classes/{k1}/practice/next", "320404004344"),
    Row("practice.answer", "/classes/{k1}/practice/answers", "130404004144", "POST"),
    Row("practice.told", "/classes/{k1}/practice/answers/{review}", "320404004344"),
    Row("practice.rate", "/classes/{k1}/practice/answers/{review}/rating", "130404004144", "POST"),
    Row("practice_openings.new", "/practice/openings/new?question={question}", "344224444344"),
    Row("practice_openings.create", "/practice/openings/", "144994444144", "POST"),
    Row("practice_openings.delete", "/practice/openings/delete", "144994444144", "POST"),
    Row("practice_figures.index", "/practice/figures", "344224444344"),
    Row("practice_figures.show", "/programmes/{programme}/practice", "300224044344"),
]
