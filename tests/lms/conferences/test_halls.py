"""Where a conference is held, who else wants the hall, what happens there and elsewhere."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lms import database
from lms.web.clock import local
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.conferences.sample import held, sheets, stored, typed

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("in_november")


def test_heads_counted_elsewhere_are_never_added_to_those_who_came(cast: Cast, as_user: AsUser):
    conference = held(cast, cast.unit1)
    sent = {"places-0-name": "Điểm cầu xã", "places-0-expected": "90", "places-0-counted": "85"}
    page = (
        as_user("giang").post(f"/conferences/{conference.id}/places", data=sent, follow_redirects=True).text
    )
    assert "Số người đếm được" in page
    assert stored()[0].participants == 40
    _matrix, rows = sheets(as_user("em").get("/conferences/conferences.xlsx?year=2026").data)
    line = next(row for row in rows if len(row) > 10 and row[9] == 40.0)
    assert line[10] == 85.0


@pytest.mark.parametrize(
    "place, hours, warned",
    [
        ("HỘI TRƯỜNG a", 0, True),
        ("Hội trường A", 3.9, True),
        ("Hội trường A", 4, False),
        ("Hội trường A", -2.9, True),
        ("Hội trường A", -3, False),
        ("Hội trường B", 0, False),
        ("", 0, False),
    ],
)
def test_a_hall_that_a_class_has_taken_is_pointed_out_without_saying_by_whom(
    cast: Cast, as_user: AsUser, place: str, hours: float, warned: bool
):
    """Without an agenda a conference is taken to last three hours, and the session lasts four."""
    session = next(one for one in cast.k2.sessions if one.number == 1)
    session.room, session.starts_at = "Hội trường A", datetime(2026, 11, 26, 1, tzinfo=UTC)
    session.ends_at = session.starts_at + timedelta(hours=4)
    database.session.commit()
    at = local(session.starts_at + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
    giang = as_user("giang")
    made = giang.post(f"/conferences/units/{cast.unit1.id}", data=typed(starts_at=at, place=place))
    page = giang.get(made.location).text
    assert ("đã có nơi khác dùng" in page) is warned
    said = re.sub(r'name="csrf_token" value="[^"]*"', "", page)  # letters by chance
    assert cast.k2.code not in said


@pytest.mark.parametrize("place, warned", [("HỘI TRƯỜNG a", True), ("Hội trường B", False)])
def test_a_class_hears_of_a_conference_in_its_hall_but_not_whose(
    cast: Cast, as_user: AsUser, place: str, warned: bool
):
    held(
        cast,
        cast.unit1,
        datetime(2026, 11, 26, 1, tzinfo=UTC),
        place=place,
        title="Hội nghị kín",
        participants=None,
    )
    em, session = as_user("em"), cast.k1.sessions[0]
    wanted = {"title": "Bài 1", "periods": "5", "delivery": "in-person", "room": "Hội trường A"}
    times = {
        "starts_at": "2026-11-26T10:30",
        "ends_at": "2026-11-26T12:00",
        "topic_id": "0",
        "lecturer_id": "0",
    }
    assert em.post(f"/sessions/{session.id}", data=wanted | times).status_code == 302
    page = em.get(f"/classes/{cast.k1.id}/timetable").text
    assert ("Hội trường này có hội nghị từ 08:00" in page) is warned
    pattern = {"mode": "extend", "first_day": "2026-11-26", "weekdays": ["3"], "parts": ["morning"]}
    hours = {"morning_starts": "07:30", "morning_ends": "09:00", "lecturer_id": "0", "room": "Hội trường A"}
    plan = em.post(
        f"/classes/{cast.k1.id}/timetable/pattern", data=pattern | hours | {"action": "preview"}
    ).text
    assert ("Hội trường: có hội nghị" in plan) is warned
    assert "Hội nghị kín" not in page + plan


def test_two_conferences_in_one_hall_are_pointed_out_and_a_cancelled_one_is_not(cast: Cast, as_user: AsUser):
    giang, where = as_user("giang"), {"starts_at": "2026-11-26T08:00", "place": "Nhà văn hóa"}
    first = giang.post(f"/conferences/units/{cast.unit1.id}", data=typed(**where)).location
    giang.get(first)
    second = giang.post(f"/conferences/units/{cast.unit1.id}", data=typed(**where)).location
    assert "đã có nơi khác dùng" in giang.get(second).text
    giang.post(f"{first}/cancellation", data={"reason": "bão"})
    giang.get(first)
    giang.post(second, data=typed(**where))
    assert "đã có nơi khác dùng" not in giang.get(second).text


def test_an_agenda_without_discussion_is_pointed_out(cast: Cast, as_user: AsUser):
    conference = held(cast, cast.unit1)
    officer, url = as_user("giang"), f"/conferences/{conference.id}/agenda"
    sent = {"items-0-title": "Báo cáo", "items-0-minutes": "90"}
    assert "chưa có thời gian thảo luận" in officer.post(url, data=sent, follow_redirects=True).text
    sent |= {"items-1-title": "Hỏi đáp", "items-1-minutes": "20", "items-1-discussion": "y"}
    assert "chưa có thời gian thảo luận" not in officer.post(url, data=sent, follow_redirects=True).text
