"""Programmes as pages."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.programmes.models import Programme
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, make_programme

AsUser = Callable[[str], TestClient]


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "code": "CD27",
        "title": "Chuyên đề đã gõ",
        "attendance_percent": "80",
        "attendance_basis": "periods",
        "check_ins_needed": "both",
        "start_opens_minutes": "45",
        "late_after_minutes": "5",
        "start_closes_minutes": "15",
        "end_opens_minutes": "15",
        "end_closes_minutes": "45",
        "early_leave_counts": "y",
        "excused_as": "missed",
        "evidence_days": "30",
        "device_people": "3",
        "scans_in_ten_seconds": "120",
        "pass_mark": "5,5",
        "quiz_required": "y",
        "topics-0-title": "Bài một",
        "topics-0-kind": "lesson",
        "topics-0-periods": "5",
        "topics-0-sessions": "1",
        "bands-0-label": "Giỏi",
        "bands-0-minimum": "8,25",
        **changes,
    }


def stored(code: str) -> list[Programme]:
    database.session.expire_all()
    statement = select(Programme).where(Programme.code == code).order_by(Programme.version)
    return list(database.session.scalars(statement))


def test_a_programme_is_stored_and_its_rules_are_said_in_words(cast: Cast, as_user: AsUser):
    page = as_user("em").post("/programmes/", data=typed(), follow_redirects=True).text
    assert "Tham dự ít nhất 80% số tiết." in page
    assert "Điểm danh cả đầu buổi và cuối buổi." in page
    assert "trước giờ bắt đầu 45 phút, đóng sau giờ bắt đầu 15 phút" in page
    assert "Đến sau giờ bắt đầu quá 5 phút là đi muộn." in page
    assert "Bài kiểm tra đạt từ 5,5 điểm." in page
    assert "Không yêu cầu bài thu hoạch." in page
    assert "từ 8,25" in page


def test_other_rules_for_checking_in_are_stored_and_said_in_words(cast: Cast, as_user: AsUser):
    other = {
        "check_ins_needed": "either",
        "start_opens_minutes": "30",
        "late_after_minutes": "20",
        "start_closes_minutes": "20",
        "end_opens_minutes": "5",
        "end_closes_minutes": "60",
    }
    page = as_user("em").post("/programmes/", data=typed(**other), follow_redirects=True).text
    assert "có một trong hai là đủ" in page
    assert "Trong giờ mở điểm danh, không tính đi muộn." in page
    [programme] = stored("CD27")
    shown = as_user("em").get(f"/programmes/{programme.id}/edit").text
    assert all(f'name="{name}"' in shown for name in other)
    assert [str(getattr(programme, name)) for name in other] == ["either", "30", "20", "20", "5", "60"]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"code": "nt"}, "đã dùng cho chương trình khác"),
        ({"title": "  "}, "tên chương trình"),
        ({"topics-0-title": ""}, "Dòng 1: Xin ghi tên chuyên đề."),
        ({"topics-0-sessions": "6"}, "Số buổi nhiều hơn số tiết"),
        ({"topics-0-periods": "năm"}, "không phải là số nguyên"),
        ({"topics-0-kind": "nonsense"}, "Lựa chọn không hợp lệ"),
        ({"pass_mark": "11"}, "Từ 0 đến 10"),
        ({"pass_mark": "NaN"}, "Từ 0 đến 10"),
        ({"pass_mark": "chín"}, "không phải là số"),
        ({"attendance_percent": "101"}, "Từ 0 đến 100"),
        ({"start_opens_minutes": "721"}, "Từ 0 đến 720 phút"),
        ({"end_closes_minutes": ""}, "Xin ghi số phút"),
        ({"late_after_minutes": ""}, "Xin ghi số phút"),
        ({"late_after_minutes": "16"}, "Lúc đó đã đóng điểm danh"),
        ({"check_ins_needed": "none"}, "Lựa chọn không hợp lệ"),
        ({"bands-1-label": "giỏi", "bands-1-minimum": "7"}, "trùng tên"),
        ({"bands-1-label": "Khá"}, "mức điểm bắt đầu"),
        ({"certificate_months": "0"}, "Từ 1 đến 600 tháng"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_told_and_what_was_typed_is_still_there(
    as_user: AsUser, changes: dict[str, str], words: str
):
    answer = as_user("em").post("/programmes/", data=typed(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert "Bài một" in answer.text or "topics-0-title" in changes
    assert stored("CD27") == []


def test_moving_a_row_stores_nothing_and_keeps_what_was_typed(as_user: AsUser):
    rows = {"topics-1-title": "Bài hai", "topics-1-periods": "không rõ", "topics-1-sessions": "1"}
    answer = as_user("em").post("/programmes/", data=typed(**rows, action="up-1"))
    assert answer.status_code == 200
    assert answer.text.index('value="Bài hai"') < answer.text.index('value="Bài một"')
    assert 'value="không rõ"' in answer.text
    assert stored("CD27") == []


def test_a_preset_fills_the_form_and_stores_nothing(as_user: AsUser):
    page = as_user("em").get("/programmes/new?preset=awareness").text
    assert page.count('name="topics-') == 9 * 5
    assert 'value="Bồi dưỡng nhận thức về Đảng"' in page
    assert as_user("em").get("/programmes/new?preset=nonsense").status_code == 200
    assert stored("NTVD") == []


def test_changing_a_programme_with_classes_says_that_a_new_version_comes(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    assert "2 lớp đang theo bản này" in organiser.get(f"/programmes/{cast.programme.id}/edit").text
    sent = typed()
    del sent["code"]
    answer = organiser.post(f"/programmes/{cast.programme.id}", data=sent, follow_redirects=True)
    assert "Đã ban hành bản 2" in answer.text
    first, second = stored("NT")
    assert (first.title, second.title) == ("Bồi dưỡng nhận thức về Đảng", "Chuyên đề đã gõ")


def test_a_topic_of_another_programme_is_never_changed_from_here(cast: Cast, as_user: AsUser):
    foreign = cast.programme.topics[0]
    as_user("em").post("/programmes/", data=typed())
    [own] = stored("CD27")
    sent = typed(**{"topics-0-id": str(foreign.id), "topics-0-title": "Chiếm chỗ"})
    as_user("em").post(f"/programmes/{own.id}", data=sent)
    database.session.expire_all()
    assert foreign.title == "Khái quát lịch sử Đảng"
    assert [topic.title for topic in own.topics] == ["Chiếm chỗ"]


def test_a_title_with_markup_is_shown_as_typed(as_user: AsUser):
    organiser, hostile = as_user("em"), "<img src=x onerror=alert(1)>"
    page = organiser.post(
        "/programmes/", data=typed(title=hostile, **{"topics-0-title": hostile}), follow_redirects=True
    )
    assert "<img src=x" not in page.text
    assert page.text.count("&lt;img src=x") >= 3


def test_the_list_costs_as_many_queries_with_ten_programmes_as_with_one(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    reviewer = as_user("hanh")
    with count_queries() as few:
        reviewer.get("/programmes/")
    cast.programme.code = "P"
    database.session.flush()
    for number in range(10):
        make_programme().code = f"P{number}"
        database.session.flush()
    database.session.commit()
    with count_queries() as many:
        reviewer.get("/programmes/")
    assert len(many) == len(few) <= 9
