"""Learners hear of a test when it is published, once."""

from collections.abc import Callable

from lms.notices import service as notices
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import make_quiz


def test_publishing_tells_the_class_and_nobody_else(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    quiz = make_quiz(cast, publish=False)
    chi = as_user("chi")
    for _ in range(2):
        chi.post(f"/quizzes/{quiz.id}/publication")
    assert notices.unread(cast.an.id) == 1
    assert notices.unread(cast.binh.id) == 0
    assert "Kiểm tra Bài 1" in as_user("an").get("/notices/").text
