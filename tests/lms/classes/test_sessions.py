"""The timetable of a class as a page."""

from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from lms.classes import queries
from lms.classes.models import ClassSession, SessionState
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, appoint

AsUser = Callable[[str], TestClient]


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Buổi đã gõ",
        "starts_at": "2026-11-27T07:30",
        "ends_at": "2026-11-27T11:00",
        "periods": 5,
        "topic_id": 0,
        "lecturer_id": 0,
        "delivery": "in-person",
        **changes,
    }


def first_of(study_class: Any) -> ClassSession:
    database.session.expire_all()
    return queries.sessions_of(study_class)[0]


def test_a_session_is_moved_as_read_off_the_wall_in_viet_nam(cast: Cast, as_user: AsUser):
    session = first_of(cast.k2)
    as_user("em").post(
        f"/sessions/{session.id}", data=typed(starts_at="2026-11-24T08:30", ends_at="2026-11-24T11:00")
    )
    assert first_of(cast.k2).starts_at.isoformat() == "2026-11-24T01:30:00+00:00"


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"ends_at": "2026-11-27T07:00"}, "trước giờ bắt đầu"),
        ({"ends_at": "2026-11-28T07:00"}, "cùng một ngày"),
        ({"starts_at": "sáng mai"}, "không phải là ngày giờ"),
        ({"periods": "0"}, "Từ 1 đến 20 tiết"),
        ({"periods": "năm"}, "không phải là số nguyên"),
        ({"title": "  \u00a0 "}, "nội dung buổi học"),
        ({"topic_id": "999999"}, "Lựa chọn không hợp lệ"),
        ({"delivery": "by-post"}, "Lựa chọn không hợp lệ"),
        ({"starts_at": "2026-11-25T09:00", "ends_at": "2026-11-25T10:00"}, "Trùng giờ với buổi 2"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_told_and_what_was_typed_is_still_there(
    cast: Cast, as_user: AsUser, changes: dict[str, Any], words: str
):
    session = first_of(cast.k1)
    answer = as_user("em").post(f"/sessions/{session.id}", data=typed(room="Phòng đã gõ", **changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert "Phòng đã gõ" in answer.text
    assert first_of(cast.k1).title == "Bài 1"


def test_a_lecturer_of_another_class_cannot_be_put_down(cast: Cast, as_user: AsUser):
    session = first_of(cast.k1)
    organiser = as_user("em")
    assert organiser.post(f"/sessions/{session.id}", data=typed(lecturer_id=cast.dung.id)).status_code == 422
    assert organiser.post(f"/sessions/{session.id}", data=typed(lecturer_id=cast.chi.id)).status_code == 302


def test_a_session_is_cancelled_with_its_reason_and_made_up_for(cast: Cast, as_user: AsUser):
    organiser, session = as_user("em"), first_of(cast.k1)
    assert organiser.post(f"/sessions/{session.id}/cancellation", data={"reason": ""}).status_code == 422
    organiser.post(f"/sessions/{session.id}/cancellation", data={"reason": "Bão số 5"})
    page = organiser.get(f"/classes/{cast.k1.id}/timetable").text
    assert "Bão số 5" in page
    new = organiser.get(f"/classes/{cast.k1.id}/sessions/new?makes_up_for={session.id}").text
    assert 'value="Bài 1"' in new
    organiser.post(f"/classes/{cast.k1.id}/sessions", data=typed(makes_up_for=session.id))
    assert "Bù cho buổi 1" in as_user("an").get(f"/classes/{cast.k1.id}/timetable").text


def test_a_session_of_another_class_cannot_be_made_up_for_here(cast: Cast, as_user: AsUser):
    organiser, other = as_user("em"), first_of(cast.k2)
    assert organiser.get(f"/classes/{cast.k1.id}/sessions/new?makes_up_for={other.id}").status_code == 404
    sent = typed(makes_up_for=other.id)
    assert organiser.post(f"/classes/{cast.k1.id}/sessions", data=sent).status_code == 404
    assert len(queries.sessions_of(cast.k1)) == 2


def test_a_cancelled_session_is_held_after_all(cast: Cast, as_user: AsUser):
    organiser, session = as_user("em"), first_of(cast.k1)
    organiser.post(f"/sessions/{session.id}/cancellation", data={"reason": "Bão"})
    organiser.post(f"/sessions/{session.id}/reinstatement")
    assert (first_of(cast.k1).state, first_of(cast.k1).reason) == (SessionState.PLANNED, "")


def test_a_learner_reads_the_timetable_without_the_means_to_change_it(cast: Cast, as_user: AsUser):
    page = as_user("an").get(f"/classes/{cast.k1.id}/timetable").text
    assert "Buổi 1: Bài 1" in page
    assert "Thứ Ba, 24/11/2026" in page
    assert "/cancellation" not in page


def test_a_cancelled_session_does_not_come_back_where_another_is_held_now(cast: Cast, as_user: AsUser):
    organiser, session = as_user("em"), first_of(cast.k1)
    organiser.post(f"/sessions/{session.id}/cancellation", data={"reason": "Bão"})
    taken = typed(starts_at="2026-11-24T09:00", ends_at="2026-11-24T10:00")
    organiser.post(f"/classes/{cast.k1.id}/sessions", data=taken)
    answer = organiser.post(f"/sessions/{session.id}/reinstatement")
    assert answer.status_code == 409
    assert "Xin dời một trong hai buổi trước" in answer.text
    assert first_of(cast.k1).state is SessionState.CANCELLED


def test_a_lecturer_who_stands_in_two_classes_at_once_is_pointed_out(cast: Cast, as_user: AsUser):
    organiser, other = as_user("em"), first_of(cast.k2)
    appoint(cast.chi, Role.LECTURER, class_id=cast.k2.id)
    other.lecturer_id = cast.chi.id
    database.session.commit()
    sent = typed(lecturer_id=cast.chi.id, starts_at="2026-11-24T09:00", ends_at="2026-11-24T11:00")
    url = f"/sessions/{first_of(cast.k1).id}"
    page = organiser.post(url, data=sent, follow_redirects=True).text
    assert "cũng dạy buổi 1 của lớp K2" in page
    later = typed(lecturer_id=cast.chi.id)
    assert "cũng dạy buổi" not in organiser.post(url, data=later, follow_redirects=True).text
