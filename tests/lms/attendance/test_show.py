"""The list: everybody's mark, filters, one tap, corrections with a reason."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance.models import AttendanceCorrection, CheckIn
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, StudyGroup
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import CROWD, came, digits, fill, open_hall, rows

JSON = {"Accept": "application/json"}


def marks_url(checkpoint) -> str:
    return f"/sessions/{checkpoint.class_session_id}/checkpoints/{checkpoint.phase.value}/marks"


def tap(client, checkpoint, person, mark, **data):
    data = {"pick": person.id, "mark": mark, **data}
    return client.post(marks_url(checkpoint), data=data, headers=JSON)


def figures(page: str) -> dict[str, int]:
    return {name: int(number) for name, number in re.findall(r'data-figure="(\w+)">(\d+)<', page)}


def test_one_tap_records_and_says_when_it_was_saved(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    answer = tap(as_user("em"), checkpoint, cast.an, "present", seen="none")
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer.json["saved_at"])
    assert answer.json["figures"]["present"] == 1
    [check_in] = rows()
    assert (check_in.method, check_in.by_id, check_in.late) == ("list", cast.em.id, False)


@pytest.mark.parametrize("mark, late", [("present", False), ("late", True)])
def test_a_first_tap_for_somebody_who_came_is_a_check_in(cast, as_user, mark, late) -> None:
    checkpoint = open_hall(cast)
    tap(as_user("em"), checkpoint, cast.an, mark)
    assert [(row.late, row.person_id) for row in rows()] == [(late, cast.an.id)]
    assert rows(AttendanceCorrection) == []


@pytest.mark.parametrize("mark", ["excused", "absent"])
def test_a_first_tap_for_somebody_who_did_not_come_needs_no_reason(cast, as_user, mark) -> None:
    checkpoint = open_hall(cast)
    assert tap(as_user("em"), checkpoint, cast.an, mark).status_code == 200
    assert rows() == []
    assert [(row.old, row.new) for row in rows(AttendanceCorrection)] == [(Mark.NONE, Mark(mark))]


def test_changing_what_a_scan_recorded_needs_a_reason_and_keeps_who_when_why(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    came(checkpoint, cast.an, clock.now())
    refused = tap(em, checkpoint, cast.an, "absent")
    assert (refused.status_code, refused.json["needs_reason"]) == (422, True)
    assert rows(AttendanceCorrection) == []
    assert tap(em, checkpoint, cast.an, "absent", reason="Quét hộ").status_code == 200
    [correction] = rows(AttendanceCorrection)
    assert (correction.old, correction.new) == (Mark.PRESENT, Mark.ABSENT)
    assert (correction.by_id, correction.reason) == (cast.em.id, "Quét hộ")
    assert len(rows(CheckIn)) == 1
    [entry] = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.marked"))
    assert (entry.actor_id, entry.reason, entry.old) == (cast.em.id, "Quét hộ", {str(cast.an.id): "present"})


def test_mending_ones_own_slip_needs_no_reason(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    tap(em, checkpoint, cast.an, "absent")
    assert tap(em, checkpoint, cast.an, "present").status_code == 200
    assert tap(as_user("khanh"), checkpoint, cast.an, "late").status_code == 422


def test_two_organisers_do_not_overwrite_each_other_unseen(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    tap(as_user("khanh"), checkpoint, cast.an, "excused", seen="none")
    answer = tap(as_user("em"), checkpoint, cast.an, "present", seen="none", reason="có mặt")
    assert (answer.status_code, answer.json["mark"]) == (409, "excused")
    assert rows() == []


def test_the_same_tap_sent_twice_changes_nothing(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    for _again in range(2):
        assert tap(em, checkpoint, cast.an, "present", seen="none").status_code == 200
    assert len(rows()) == 1
    assert rows(AttendanceCorrection) == []


def test_whoever_was_marked_absent_and_then_scans_is_present(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    em = as_user("em")
    tap(em, checkpoint, cast.an, "absent")
    an.post("/check-in", data={"code": digits(checkpoint)})
    page = em.get(f"/sessions/{checkpoint.class_session_id}/attendance?phase=before").text
    assert figures(page)["present"] == 1


def test_many_are_marked_at_once_with_one_reason(cast, as_user) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 5)
    data = {"pick": [person.id for person in people], "mark": "excused", "reason": "Đi phòng chống bão"}
    answer = as_user("em").post(marks_url(checkpoint), data=data)
    assert answer.status_code == 302
    corrections = rows(AttendanceCorrection)
    assert {row.person_id for row in corrections} == {person.id for person in people}
    assert {row.reason for row in corrections} == {"Đi phòng chống bão"}


def test_many_at_once_are_all_marked_or_none_and_what_was_ticked_stays(cast, as_user) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 3)
    came(checkpoint, people[0], clock.now())
    data = {"pick": [person.id for person in people], "mark": "absent"}
    answer = as_user("em").post(marks_url(checkpoint), data=data)
    assert answer.status_code == 422
    ticked = re.findall(r'name="pick" value="(\d+)" checked', answer.text)
    assert {int(person) for person in ticked} == {person.id for person in people}
    assert rows(AttendanceCorrection) == []


def shown(page: str) -> list[str]:
    """What the form for many sends of what stood on the page."""
    return re.findall(r'name="shown" value="(\d+:\w+)"', page)


def test_many_at_once_do_not_overwrite_what_another_organiser_did_since_the_page_was_opened(
    cast, as_user
) -> None:
    checkpoint, people, em = open_hall(cast), fill(cast, 3), as_user("em")
    url = f"/sessions/{checkpoint.class_session_id}/attendance?phase=before"
    before = shown(em.get(url).text)
    assert len(before) == 5
    tap(as_user("khanh"), checkpoint, people[0], "excused", seen="none")
    tap(as_user("khanh"), checkpoint, people[1], "late", seen="none")
    data = {"pick": [person.id for person in people], "mark": "absent", "reason": "Vắng", "shown": before}
    refused = em.post(marks_url(checkpoint), data=data)
    assert refused.status_code == 409
    assert "2 người trong số này vừa được người khác ghi" in refused.text
    assert [row.new for row in rows(AttendanceCorrection)] == [Mark.EXCUSED]
    assert em.post(marks_url(checkpoint), data=data | {"shown": shown(refused.text)}).status_code == 302
    history = [(row.old, row.new, row.by_id, row.reason) for row in rows(AttendanceCorrection)]
    assert history == [
        (Mark.NONE, Mark.EXCUSED, cast.khanh.id, ""),
        (Mark.EXCUSED, Mark.ABSENT, cast.em.id, "Vắng"),
        (Mark.LATE, Mark.ABSENT, cast.em.id, "Vắng"),
        (Mark.NONE, Mark.ABSENT, cast.em.id, "Vắng"),
    ]


def test_what_another_did_to_people_who_are_not_ticked_stops_nobody(cast, as_user) -> None:
    checkpoint, people, em = open_hall(cast), fill(cast, 2), as_user("em")
    before = shown(em.get(f"/sessions/{checkpoint.class_session_id}/attendance?phase=before").text)
    tap(as_user("khanh"), checkpoint, people[0], "excused", seen="none")
    data = {"pick": [people[1].id], "mark": "absent", "shown": before}
    assert em.post(marks_url(checkpoint), data=data).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"mark": "present"},
        {"pick": "1"},
        {"pick": "x", "mark": "present"},
        {"pick": "1", "mark": "king"},
        {"pick": "1", "mark": "present", "shown": ["1:king"]},
        {"pick": "1", "mark": "present", "shown": ["1:none", "x"]},
    ],
)
@pytest.mark.one_database
def test_nonsense_is_sent_back_and_stores_nothing(cast, as_user, data) -> None:
    checkpoint = open_hall(cast)
    assert as_user("em").post(marks_url(checkpoint), data=data).status_code == 422
    assert as_user("em").post(marks_url(checkpoint), data=data, headers=JSON).status_code == 422
    assert rows() == rows(AttendanceCorrection) == []


def test_people_of_another_class_cannot_be_marked(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    assert tap(as_user("em"), checkpoint, cast.binh, "present").status_code == 409
    assert rows() == []


def test_the_figures_on_the_page_are_the_rows_below_them(cast, as_user) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 12)
    now = clock.now()
    for person in people[:6]:
        came(checkpoint, person, now)
    came(checkpoint, people[6], now, late=True)
    em = as_user("em")
    tap(em, checkpoint, people[7], "excused")
    tap(em, checkpoint, people[0], "absent", reason="Quét hộ")
    url = f"/sessions/{checkpoint.class_session_id}/attendance?phase=before"
    expected = {"all": 14, "present": 5, "late": 1, "excused": 1, "absent": 1, "none": 6}
    assert figures(em.get(url).text) == expected
    for state, count in expected.items():
        page = em.get(f"{url}&state={state}").text
        assert page.count("data-filter-item") == count


def test_search_ignores_marks_and_looks_at_names_and_units(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    url = f"/sessions/{checkpoint.class_session_id}/attendance"
    em = as_user("em")
    assert "Đặng Thị Lan" in em.get(url, query_string={"q": "dang lan"}).text
    assert "Nguyễn Văn An" not in em.get(url, query_string={"q": "dang lan"}).text
    assert em.get(url, query_string={"q": "tan lam"}).text.count("data-filter-item") >= 1


def test_filters_by_group_and_ignores_what_makes_no_sense(cast, as_user) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 2)
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    database.session.scalars(
        select(Enrolment).where(Enrolment.person_id == people[0].id)
    ).one().group_id = group.id
    database.session.commit()
    url, em = f"/sessions/{checkpoint.class_session_id}/attendance", as_user("em")
    assert em.get(url, query_string={"group": group.id}).text.count("data-filter-item") == 1
    assert (
        em.get(url, query_string={"group": "x", "state": "?", "phase": "noon"}).text.count("data-filter-item")
        == 4
    )


def test_a_lecturer_sees_the_list_without_anything_to_press(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    page = as_user("chi").get(f"/sessions/{checkpoint.class_session_id}/attendance").text
    assert "Nguyễn Văn An" in page
    assert 'type="radio"' not in page
    assert 'name="mark"' not in page


def test_the_history_tells_who_changed_what_when_and_why(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    came(checkpoint, cast.an, clock.now() - timedelta(minutes=3))
    tap(em, checkpoint, cast.an, "absent", reason="Quét hộ")
    page = em.get(f"/sessions/{checkpoint.class_session_id}/attendance/{cast.an.id}").text
    assert "Quét hộ" in page
    assert "Hoàng Văn Em" in page
    assert em.get(f"/sessions/{checkpoint.class_session_id}/attendance/{cast.binh.id}").status_code == 404
    assert em.get(f"/sessions/{checkpoint.class_session_id}/attendance/{2**40}").status_code == 404


def test_the_list_of_250_takes_as_many_queries_as_that_of_5(cast, as_user, count_queries) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    fill(cast, 5)
    url = f"/sessions/{checkpoint.class_session_id}/attendance?phase={Phase.BEFORE.value}"
    with count_queries() as few:
        em.get(url)
    names = {f"m{number}": f"Trần Thị Mai {number}" for number in range(CROWD)}
    casting.learners(cast.k1, names, cast.unit1)
    database.session.commit()
    with count_queries() as many:
        assert em.get(url).text.count("data-filter-item") == CROWD + 7
    assert len(many) == len(few) <= 14, many
