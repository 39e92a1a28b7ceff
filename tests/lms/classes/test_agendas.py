"""What happens in a session, and where else it is followed."""

from collections.abc import Callable

import pytest

from lms import database
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.classes.changes import sessions_of

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("in_november")


@pytest.mark.parametrize("required, status, words", [(False, 302, ""), (True, 422, "mới có 5 phút")])
def test_an_agenda_with_little_discussion_is_pointed_out_or_refused_as_the_programme_says(
    cast: Cast, as_user: AsUser, required: bool, status: int, words: str
):
    cast.programme.discussion_required = required
    database.session.commit()
    first = sessions_of(cast.k1)[0]
    sent = {
        "items-0-title": "Bài giảng",
        "items-0-minutes": "120",
        "items-1-title": "Hỏi đáp",
        "items-1-minutes": "5",
        "items-1-discussion": "y",
    }
    answer = as_user("em").post(f"/sessions/{first.id}/agenda", data=sent)
    assert answer.status_code == status
    assert words in answer.text
    assert len(sessions_of(cast.k1)[0].agenda) == (0 if required else 2)


def test_an_agenda_longer_than_its_session_is_refused_and_a_good_one_is_in_the_timetable(
    cast: Cast, as_user: AsUser
):
    first, organiser = sessions_of(cast.k1)[0], as_user("em")
    url = f"/sessions/{first.id}/agenda"
    sent = {
        "items-0-title": "Bài giảng của giảng viên",
        "items-0-minutes": "230",
        "items-1-title": "Hỏi đáp",
        "items-1-minutes": "20",
        "items-1-discussion": "y",
    }
    answer = organiser.post(url, data=sent)
    assert answer.status_code == 422
    assert "buổi học chỉ có 240 phút" in answer.text
    sent["items-0-minutes"] = "200"
    assert organiser.post(url, data=sent).status_code == 302
    page = as_user("an").get(f"/classes/{cast.k1.id}/timetable").text
    assert "Bài giảng của giảng viên" in page
    assert "11:20" in page


@pytest.mark.parametrize(
    "sent, words",
    [
        ({"items-0-title": "Bài giảng"}, "Xin ghi số phút"),
        ({"items-0-title": "Bài giảng", "items-0-minutes": "0"}, "Từ 1 đến 600 phút"),
        ({"items-0-title": "B" * 201, "items-0-minutes": "9"}, "200 ký tự"),
    ],
)
def test_an_item_that_makes_no_sense_is_told_with_its_row(
    cast: Cast, as_user: AsUser, sent: dict[str, str], words: str
):
    answer = as_user("em").post(f"/sessions/{sessions_of(cast.k1)[0].id}/agenda", data=sent)
    assert answer.status_code == 422
    assert words in answer.text


def test_heads_are_counted_by_place_and_shown_apart_from_people(cast: Cast, as_user: AsUser):
    first, organiser = sessions_of(cast.k1)[0], as_user("em")
    sent = {
        "places-0-name": "Điểm cầu 1",
        "places-0-expected": "60",
        "places-0-counted": "58",
        "places-1-name": "Điểm cầu 2",
        "places-1-expected": "40",
        "places-1-counted": "",
    }
    organiser.post(f"/sessions/{first.id}/places", data=sent)
    page = organiser.get(f"/classes/{cast.k1.id}/timetable").text
    assert "đếm được 58 trên 100 người dự kiến" in page
    assert "1 nơi chưa báo cáo" in page
    sent["places-1-name"] = "điểm  cầu 1"
    assert organiser.post(f"/sessions/{first.id}/places", data=sent).status_code == 422


def test_sessions_can_be_held_at_points_of_connection_and_by_broadcast(cast: Cast, as_user: AsUser):
    first = sessions_of(cast.k1)[0]
    sent = {
        "title": "Bài 1",
        "starts_at": "2026-11-24T08:00",
        "ends_at": "2026-11-24T11:00",
        "periods": 5,
        "topic_id": 0,
        "lecturer_id": 0,
        "delivery": "broadcast",
    }
    assert as_user("em").post(f"/sessions/{first.id}", data=sent).status_code == 302
    assert "truyền thanh, truyền hình" in as_user("an").get(f"/classes/{cast.k1.id}/timetable").text
