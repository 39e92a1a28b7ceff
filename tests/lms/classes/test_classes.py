"""The list of classes, preparing one, and what is written down about it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.classes.models import ClassSession, ClassState, StudyClass
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, make_class

AsUser = Callable[[str], TestClient]


def new_class(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "code": "NT-04",
        "title": "Lớp khóa IV",
        "programme_id": cast.programme.id,
        "unit_id": cast.root.id,
        "opens_on": "2026-11-23",
        "closes_on": "",
        "place": "Hội trường B",
        "weekdays": ["0", "1", "2", "3", "4"],
        "parts": ["morning", "afternoon"],
        "morning_starts": "07:30",
        "morning_ends": "11:00",
        "afternoon_starts": "13:30",
        "afternoon_ends": "17:00",
        **changes,
    }


def details(study_class: StudyClass, **changes: Any) -> dict[str, Any]:
    return {
        "code": study_class.code,
        "title": study_class.title,
        "unit_id": study_class.unit_id,
        "opens_on": study_class.opens_on.isoformat(),
        "closes_on": study_class.closes_on.isoformat(),
        **changes,
    }


def stored(code: str) -> StudyClass | None:
    database.session.expire_all()
    return database.session.scalars(select(StudyClass).where(StudyClass.code == code)).one_or_none()


def test_a_new_class_gets_its_timetable_and_ends_with_the_last_session(cast: Cast, as_user: AsUser):
    answer = as_user("em").post("/classes/", data=new_class(cast))
    study_class = stored("NT-04")
    assert study_class is not None
    assert answer.location == f"/classes/{study_class.id}/timetable"
    assert (study_class.state, study_class.closes_on.isoformat()) == (ClassState.DRAFT, "2026-11-24")
    sessions = database.session.scalars(
        select(ClassSession)
        .where(ClassSession.study_class_id == study_class.id)
        .order_by(ClassSession.number)
    )
    assert [(one.number, one.title, one.room) for one in sessions] == [
        (1, "Khái quát lịch sử Đảng", "Hội trường B"),
        (2, "Cương lĩnh", "Hội trường B"),
        (3, "Điều lệ Đảng", "Hội trường B"),
    ]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"closes_on": "2026-11-20"}, "trước ngày khai giảng"),
        ({"closes_on": "2026-11-23"}, "kéo dài đến 24/11/2026"),
        ({"weekdays": []}, "ít nhất một ngày trong tuần"),
        ({"parts": []}, "buổi sáng, buổi chiều hoặc cả hai"),
        ({"morning_ends": "07:00"}, "giờ bắt đầu trước giờ kết thúc"),
        ({"morning_ends": "14:00"}, "khi buổi sáng chưa kết thúc"),
        ({"holidays": "02/09/2026\nmai"}, "“mai” không phải là ngày"),
        ({"holidays": "31/02/2027"}, "“31/02/2027” không phải là ngày"),
        ({"opens_on": "hôm nay"}, "không phải là ngày"),
        ({"code": "k1"}, "đã dùng cho lớp khác"),
        ({"code": "  "}, "mã ngắn"),
        ({"title": "x" * 201}, "Nhiều nhất 200"),
        ({"programme_id": "999999"}, "Lựa chọn không hợp lệ"),
        ({"unit_id": "abc"}, "Lựa chọn không hợp lệ"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_told_and_what_was_typed_is_still_there(
    cast: Cast, as_user: AsUser, changes: dict[str, Any], words: str
):
    answer = as_user("em").post("/classes/", data=new_class(cast, **{"title": "Lớp đã gõ", **changes}))
    assert answer.status_code == 422
    assert words in answer.text
    assert (changes.get("title") or "Lớp đã gõ") in answer.text
    assert stored("NT-04") is None


def test_a_title_with_markup_is_shown_as_typed_and_never_run(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    organiser.post("/classes/", data=new_class(cast, title=hostile, place=hostile))
    for page in ("/classes/", f"/classes/{stored('NT-04').id}/timetable"):  # type: ignore[union-attr]
        text = organiser.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_a_class_is_found_without_marks_by_title_and_by_code(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    make_class("ĐVM-07", cast.unit1, cast.programme).title = "Đảng viên mới, khóa VII"
    database.session.commit()
    for text in ("dang vien moi", "ĐẢNG VIÊN", "dvm 07", "khoa vii"):
        page = organiser.get("/classes/", query_string={"q": text}).text
        assert ("ĐVM-07" in page, "K1 ·" in page) == (True, False)


def test_signs_of_the_database_in_a_search_mean_themselves(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    for text in ("%", "_", "' OR 1=1 --", "\\"):
        assert organiser.get("/classes/", query_string={"q": text}).status_code == 200
    assert "K1 ·" not in organiser.get("/classes/", query_string={"q": "K_1"}).text


def test_state_and_year_narrow_the_list_and_nonsense_does_not(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    assert "K1 ·" not in organiser.get("/classes/?state=closed").text
    assert "K1 ·" in organiser.get("/classes/?state=open&year=2026").text
    assert "K1 ·" not in organiser.get("/classes/?year=2025").text
    assert "K1 ·" in organiser.get("/classes/?state=nonsense&year=99999999999&page=-3").text


def test_a_learner_finds_only_their_own_class(as_user: AsUser):
    page = as_user("an").get("/classes/").text
    assert ("K1 ·" in page, "K2 ·" in page) == (True, False)


def test_the_list_costs_as_many_queries_with_forty_classes_as_with_two(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    organiser = as_user("em")
    with count_queries() as few:
        organiser.get("/classes/")
    for number in range(40):
        make_class(f"L{number}", cast.unit1, cast.programme, sessions=1)
    database.session.commit()
    with count_queries() as many:
        organiser.get("/classes/")
    assert len(many) == len(few) <= 7


def test_dates_turned_round_are_refused_and_the_class_stays_as_it_was(cast: Cast, as_user: AsUser):
    sent = details(cast.k1, closes_on="2026-11-01", title="Tên mới")
    answer = as_user("em").post(f"/classes/{cast.k1.id}", data=sent)
    assert answer.status_code == 422
    assert "Tên mới" in answer.text
    assert stored("K1").title != "Tên mới"  # type: ignore[union-attr]


def test_a_class_may_keep_its_own_code_but_not_take_another_s(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    assert organiser.post(f"/classes/{cast.k1.id}", data=details(cast.k1, title="Mới")).status_code == 302
    assert organiser.post(f"/classes/{cast.k1.id}", data=details(cast.k1, code="k2")).status_code == 422


def test_a_class_is_finished_and_opened_again(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    organiser.post(f"/classes/{cast.k1.id}/closing")
    assert stored("K1").state is ClassState.CLOSED  # type: ignore[union-attr]
    assert "Mở lại lớp" in organiser.get(f"/classes/{cast.k1.id}/edit").text
    organiser.post(f"/classes/{cast.k1.id}/opening")
    assert stored("K1").state is ClassState.OPEN  # type: ignore[union-attr]


def test_a_class_with_an_id_beyond_the_database_is_unknown(as_user: AsUser):
    assert as_user("em").get(f"/classes/{2**63}/timetable").status_code == 404
