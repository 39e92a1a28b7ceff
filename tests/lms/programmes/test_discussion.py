"""How much discussion a programme asks of every agenda."""

from collections.abc import Callable

import pytest

from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.programmes.test_programmes import stored, typed

AsUser = Callable[[str], TestClient]


@pytest.mark.parametrize(
    "sent, words",
    [
        (
            {"discussion_minutes": "20"},
            "Tiến trình buổi học dành ít nhất 20 phút thảo luận. Ít hơn thì hệ thống nhắc.",
        ),
        (
            {"discussion_minutes": "30", "discussion_required": "y"},
            "Tiến trình buổi học dành ít nhất 30 phút thảo luận. Ít hơn thì không được lưu.",
        ),
    ],
)
def test_it_is_stored_and_said_in_words(cast: Cast, as_user: AsUser, sent: dict[str, str], words: str):
    page = as_user("em").post("/programmes/", data=typed(**sent), follow_redirects=True).text
    assert words in page


def test_nothing_is_asked_where_nothing_is_typed_and_too_much_is_refused(cast: Cast, as_user: AsUser):
    page = as_user("em").post("/programmes/", data=typed(discussion_minutes=""), follow_redirects=True).text
    assert "phút thảo luận" not in page
    assert stored("CD27")[0].discussion_minutes == 0
    answer = as_user("em").post("/programmes/", data=typed(code="CD28", discussion_minutes="241"))
    assert answer.status_code == 422
    assert "Từ 0 đến 240 phút" in answer.text
