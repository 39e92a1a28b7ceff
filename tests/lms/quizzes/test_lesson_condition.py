"""A lesson may wait for a test that is passed: only what the person may know of their mark opens it."""

import pytest

from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition
from lms.quizzes.rules import Reveal
from lms.web import clock
from tests.lms.cast import Cast
from tests.lms.lessons import samples
from tests.lms.quizzes.samples import make_quiz, number
from tests.lms.quizzes.sat import sat


@pytest.mark.parametrize(
    "answer, shown, is_open",
    [("7", Reveal.SUBMITTED, True), ("8", Reveal.SUBMITTED, False), ("7", Reveal.NEVER, False)],
)
def test_a_test_comes_first(cast: Cast, context: None, answer: str, shown: Reveal, is_open: bool) -> None:
    quiz = make_quiz(cast, [number(7)], show_score=shown)
    giving = samples.given(cast, after_kind=Condition.QUIZ, after_id=quiz.id)
    sat(quiz, cast.an, {1: answer})
    locks = conditions.locks(cast.k1, [giving], cast.an.id, clock.now())
    assert (giving.id not in locks) is is_open
    if not is_open:
        assert locks[giving.id].title == "Kiểm tra Bài 1"
