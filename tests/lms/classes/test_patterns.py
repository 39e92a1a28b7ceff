"""Timetables from a pattern, moves, mergers, agendas and places, as pages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance import checkpoints, roll
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from lms.classes import queries
from lms.classes.models import ClassSession, ClassState, SessionState
from lms.notices.models import Notice
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast

AsUser = Callable[[str], TestClient]


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=1))


def pattern(**changes: Any) -> dict[str, Any]:
    """Fridays and Saturdays, mornings, from the first of December on."""
    return {
        "mode": "replace",
        "first_day": "2026-12-01",
        "weekdays": ["4", "5"],
        "parts": ["morning"],
        "morning_starts": "07:30",
        "morning_ends": "11:00",
        "lecturer_id": "0",
        **changes,
    }


def sessions_of(study_class: Any) -> list[ClassSession]:
    database.session.expire_all()
    return queries.sessions_of(study_class)


def laid_out(client: TestClient, class_id: int, sent: dict[str, Any]) -> Any:
    """Look first, then make exactly that."""
    url = f"/classes/{class_id}/timetable/pattern"
    page = client.post(url, data=sent | {"action": "preview"}).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return client.post(url, data=sent | {"action": "make", "seen": seen[1] if seen else ""})


def check_in(cast: Cast, session: ClassSession) -> None:
    checkpoint = checkpoints.prepare(session, Phase.BEFORE)
    roll.mark(checkpoint, roll.Wish([cast.an.id], Mark.PRESENT, ""), cast.em, NOW)
    database.session.commit()


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


def test_a_session_moves_alone_or_with_all_after_it(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    first, second = sessions_of(cast.k1)
    organiser.post(f"/sessions/{second.id}/move", data={"day": "2026-12-02"})
    assert [f"{one.day:%d/%m}" for one in sessions_of(cast.k1)] == ["24/11", "02/12"]
    organiser.post(f"/sessions/{first.id}/move", data={"day": "2026-11-26", "later": "y"})
    found = sessions_of(cast.k1)
    assert [f"{one.day:%d/%m}" for one in found] == ["26/11", "04/12"]
    assert found[0].starts_at == NOW + timedelta(days=2)
    assert [one.sequence for one in found] == [1, 2]
    assert cast.k1.closes_on >= found[1].day


def test_a_move_onto_another_session_moves_nothing(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    answer = as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-11-25"})
    assert answer.status_code == 422
    assert "Chưa dời buổi nào" in answer.text
    assert f"{sessions_of(cast.k1)[0].day:%d/%m}" == "24/11"


def test_every_move_is_in_the_history_with_old_and_new(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "session.moved")).one()
    assert entry.old is not None
    assert entry.new is not None
    assert entry.old["starts_at"].startswith("2026-11-24")
    assert entry.new["starts_at"].startswith("2026-12-01")
    assert (entry.actor_id, entry.class_id) == (cast.em.id, cast.k1.id)


def told() -> list[tuple[int, str]]:
    statement = select(Notice.person_id, Notice.title).order_by(Notice.id)
    return [(row.person_id, row.title) for row in database.session.execute(statement)]


def test_the_people_of_an_open_class_are_told_once_of_every_change(cast: Cast, as_user: AsUser):
    organiser, (first, second) = as_user("em"), sessions_of(cast.k1)
    organiser.post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    assert dict(told()) == {
        person.id: "Buổi 1 dời sang ngày 01/12/2026" for person in (cast.an, cast.lan, cast.chi)
    }
    organiser.post(f"/sessions/{second.id}/cancellation", data={"reason": "Bão số 5"})
    assert (cast.an.id, "Hủy buổi 2: Bão số 5") in told()
    organiser.post(f"/sessions/{second.id}/reinstatement")
    assert len(told()) == 9


def test_before_a_class_is_opened_only_the_lecturer_of_the_session_is_told(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    first.lecturer_id, cast.k1.state = cast.chi.id, ClassState.DRAFT
    database.session.commit()
    as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    assert [person_id for person_id, _title in told()] == [cast.chi.id]


def test_nobody_is_told_of_what_is_over(cast: Cast, as_user: AsUser, monkeypatch: pytest.MonkeyPatch):
    first, _second = sessions_of(cast.k1)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=30))
    as_user("em").post(f"/sessions/{first.id}/cancellation", data={"reason": "Ghi nhầm"})
    assert told() == []


def test_two_sessions_are_held_as_one_and_part_again(cast: Cast, as_user: AsUser):
    organiser, (first, second) = as_user("em"), sessions_of(cast.k1)
    organiser.post(f"/sessions/{first.id}/merger", data={"other_id": second.id})
    kept, gone = sessions_of(cast.k1)
    assert (kept.title, kept.periods) == ("Bài 1; Bài 2", 10)
    assert (gone.state, gone.merged_into_id) == (SessionState.CANCELLED, kept.id)
    assert "Học ghép với buổi 1" in as_user("an").get(f"/classes/{cast.k1.id}/timetable").text
    organiser.post(f"/sessions/{gone.id}/reinstatement")
    kept, gone = sessions_of(cast.k1)
    assert (kept.title, kept.periods) == ("Bài 1", 5)
    assert (gone.state, gone.merged_into_id) == (SessionState.PLANNED, None)


def test_a_session_at_which_somebody_was_checked_in_does_not_vanish_in_another(cast: Cast, as_user: AsUser):
    first, second = sessions_of(cast.k1)
    check_in(cast, second)
    answer = as_user("em").post(f"/sessions/{first.id}/merger", data={"other_id": second.id})
    assert answer.status_code == 422
    assert "đã có điểm danh" in answer.text
    other = sessions_of(cast.k2)[0]
    assert as_user("em").post(f"/sessions/{first.id}/merger", data={"other_id": other.id}).status_code == 422


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
