"""Timetables from a pattern, moves, mergers, agendas and places, as pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.classes.changes import check_in, laid_out, pattern, sessions_of

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("in_november")


def test_what_would_be_made_is_shown_and_nothing_is_stored(cast: Cast, as_user: AsUser):
    url = f"/classes/{cast.k1.id}/timetable/pattern"
    page = as_user("em").post(url, data=pattern(action="preview")).text
    assert "Thứ Sáu, 04/12/2026" in page
    assert "Thứ Bảy, 05/12/2026" in page
    assert "Cương lĩnh" in page
    assert [one.title for one in sessions_of(cast.k1)] == ["Bài 1", "Bài 2"]


def test_the_form_suggests_the_days_of_the_class_and_what_is_likely(cast: Cast, as_user: AsUser):
    url, organiser = f"/classes/{cast.k1.id}/timetable/pattern", as_user("em")
    page = organiser.get(url).text
    assert 'value="2026-11-26"' in page
    assert re.findall(r'<input checked[^>]*name="weekdays"[^>]*value="(\d)"', page) == ["1", "2"]
    assert re.search(r'<input checked[^>]*name="mode"[^>]*value="extend"', page)
    laid_out(organiser, cast.k1.id, pattern())
    page = organiser.get(url).text
    assert 'value="2026-12-04"' in page
    assert re.search(r'<input checked[^>]*name="mode"[^>]*value="replace"', page)


def test_a_timetable_without_records_is_laid_out_anew_and_its_sessions_keep_their_ids(
    cast: Cast, as_user: AsUser
):
    ids = [one.id for one in sessions_of(cast.k1)]
    assert laid_out(as_user("em"), cast.k1.id, pattern(room="Phòng 5")).status_code == 302
    found = sessions_of(cast.k1)
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.id for one in found][:2] == ids
    assert [one.title for one in found] == ["Khái quát lịch sử Đảng", "Cương lĩnh", "Điều lệ Đảng"]
    assert [f"{one.day:%d/%m}" for one in found] == ["04/12", "05/12", "11/12"]
    assert {one.room for one in found} == {"Phòng 5"}
    assert [one.sequence for one in found] == [1, 1, 0]


def test_what_was_not_looked_at_is_not_made(cast: Cast, as_user: AsUser):
    url = f"/classes/{cast.k1.id}/timetable/pattern"
    answer = as_user("em").post(url, data=pattern(action="make", seen="x" * 64))
    assert answer.status_code == 422
    assert "Khái quát lịch sử Đảng" in answer.text
    assert len(sessions_of(cast.k1)) == 2


def test_where_somebody_was_checked_in_nothing_is_replaced(cast: Cast, as_user: AsUser):
    check_in(cast, sessions_of(cast.k1)[0])
    organiser, url = as_user("em"), f"/classes/{cast.k1.id}/timetable/pattern"
    assert 'value="replace"' not in organiser.get(url).text
    assert laid_out(organiser, cast.k1.id, pattern()).status_code == 422
    assert [one.title for one in sessions_of(cast.k1)] == ["Bài 1", "Bài 2"]


def test_what_the_programme_still_wants_is_added_after_what_is_there(cast: Cast, as_user: AsUser):
    first, second = sessions_of(cast.k1)
    first.topic_id = cast.programme.topics[0].id
    second.topic_id = cast.programme.topics[1].id
    database.session.commit()
    check_in(cast, first)
    assert laid_out(as_user("em"), cast.k1.id, pattern(mode="extend")).status_code == 302
    assert [(one.number, one.title) for one in sessions_of(cast.k1)][2:] == [(3, "Điều lệ Đảng")]
    page = as_user("em").post(
        f"/classes/{cast.k1.id}/timetable/pattern", data=pattern(mode="extend", action="preview")
    )
    assert "Lịch học đã đủ các buổi" in page.text


def test_the_own_class_forbids_and_other_classes_are_pointed_out(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    here = pattern(mode="extend", first_day="2026-11-24", weekdays=["1"], morning_starts="08:30")
    page = organiser.post(f"/classes/{cast.k1.id}/timetable/pattern", data=here | {"action": "preview"}).text
    assert "Buổi 1 của lớp này" in page
    assert "Hội trường: lớp K2, buổi 1" in page
    assert 'name="seen"' not in page
    assert laid_out(organiser, cast.k1.id, here).status_code == 422
    anew = here | {"mode": "replace"}
    assert laid_out(organiser, cast.k1.id, anew).status_code == 302


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"first_day": ""}, "Xin chọn ngày"),
        ({"first_day": "9999-12-31"}, "từ năm 2000 đến 2100"),
        ({"first_day": "0001-01-01"}, "từ năm 2000 đến 2100"),
        ({"weekdays": []}, "ít nhất một ngày"),
        ({"parts": []}, "buổi sáng"),
        ({"morning_ends": "07:00"}, "giờ bắt đầu"),
        ({"mode": "forget"}, "Lựa chọn không hợp lệ"),
        ({"holidays": "mai"}, "không phải là ngày"),
    ],
)
@pytest.mark.one_database
def test_a_pattern_that_makes_no_sense_is_told(
    cast: Cast, as_user: AsUser, changes: dict[str, Any], words: str
):
    url = f"/classes/{cast.k1.id}/timetable/pattern"
    answer = as_user("em").post(url, data=pattern(**changes))
    assert answer.status_code == 422
    assert words.lower() in answer.text.lower()


def test_the_preview_takes_the_same_statements_for_any_number_of_sessions(
    cast: Cast, as_user: AsUser, count_queries
):
    organiser, url = as_user("em"), f"/classes/{cast.k1.id}/timetable/pattern"
    with count_queries() as few:
        organiser.post(url, data=pattern(action="preview"))
    cast.programme.topics[0].sessions, cast.programme.topics[0].periods = 30, 30
    database.session.commit()
    with count_queries() as many:
        assert "Khái quát lịch sử Đảng (30/30)" in organiser.post(url, data=pattern(action="preview")).text
    assert len(many) == len(few)
