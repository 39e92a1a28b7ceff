"""Telling a class something."""

from collections.abc import Callable

from lms.notices import service
from tests.lms.browser import TestClient
from tests.lms.cast import Cast

SENT = {"title": "Đổi hội trường", "body": "Buổi 2 học tại Hội trường B."}


def test_everybody_enrolled_has_it_once_and_nobody_else(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    chi = as_user("chi")
    for _ in range(2):
        assert chi.post(f"/classes/{cast.k1.id}/announcements", data=SENT).status_code == 302
    assert service.unread(cast.an.id) == 1
    assert service.unread(cast.binh.id) == 0
    assert "Hội trường B" in as_user("an").get("/notices/").text


def test_an_empty_text_is_sent_back_with_the_title_still_there(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    answer = as_user("chi").post(f"/classes/{cast.k1.id}/announcements", data=SENT | {"body": "  "})
    assert answer.status_code == 422
    assert "Đổi hội trường" in answer.text
