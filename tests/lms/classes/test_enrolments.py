"""People of a class: found, added, taken out, taken back, moved between groups; and lecturers."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from lms import database
from lms.classes import queries
from lms.classes.models import Enrolment, StudyGroup
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint, make_person

AsUser = Callable[[str], TestClient]


def enrolment_id(cast: Cast, name: str) -> int:
    person = getattr(cast, name)
    return database.session.scalars(select(Enrolment.id).where(Enrolment.person_id == person.id)).one()


def test_a_person_is_found_by_name_without_marks_by_phone_and_by_code(cast: Cast, as_user: AsUser):
    make_person("sau", "Nguyễn Thị Sáu", cast.unit2, phone="0912345678", member_code="HV0007")
    database.session.commit()
    organiser = as_user("em")
    for text in ("nguyen sau", "0912 345 678", "+84912345678", "hv0007", "sau"):
        page = organiser.get(f"/classes/{cast.k1.id}/enrolments/new", query_string={"q": text}).text
        assert "Nguyễn Thị Sáu" in page


def test_the_person_found_is_added_and_pressing_twice_is_harmless(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    chosen = {"q": "binh", "person_id": cast.binh.id}
    first = organiser.post(f"/classes/{cast.k1.id}/enrolments", data=chosen, follow_redirects=True)
    again = organiser.post(f"/classes/{cast.k1.id}/enrolments", data=chosen, follow_redirects=True)
    assert "Đã thêm Lê Thị Bình vào lớp" in first.text
    assert "đã có trong lớp" in again.text
    assert cast.binh.id in queries.enrolled_ids(cast.k1.id)


def test_nobody_is_added_whom_the_search_would_not_show(cast: Cast, as_user: AsUser):
    phuc = make_person("phuc", "Lý Văn Phúc", cast.unit1)
    appoint(phuc, Role.ORGANISER, unit_id=cast.unit1.id)
    database.session.commit()
    cast.people["phuc"] = phuc
    organiser, url = as_user("phuc"), f"/classes/{cast.k1.id}/enrolments"
    assert organiser.post(url, data={"q": "le thi binh", "person_id": cast.binh.id}).status_code == 404
    assert organiser.post(url, data={"q": "", "person_id": cast.binh.id}).status_code == 404
    assert organiser.post(url, data={"q": "binh", "person_id": "1; DROP"}).status_code == 404
    assert cast.binh.id not in queries.enrolled_ids(cast.k1.id)
    assert organiser.post(url, data={"q": "binh", "person_id": cast.binh.id}).status_code == 302


def test_nobody_is_taken_out_without_a_reason(cast: Cast, as_user: AsUser):
    organiser, number = as_user("em"), enrolment_id(cast, "an")
    assert organiser.post(f"/enrolments/{number}/withdrawal", data={"reason": "  "}).status_code == 422
    assert cast.an.id in queries.enrolled_ids(cast.k1.id)
    organiser.post(f"/enrolments/{number}/withdrawal", data={"reason": "Chuyển công tác"})
    page = organiser.get(f"/classes/{cast.k1.id}/people").text
    assert "Chuyển công tác" in page
    assert as_user("an").get(f"/classes/{cast.k1.id}/timetable").status_code == 404
    organiser.post(f"/enrolments/{number}/return")
    assert as_user("an").get(f"/classes/{cast.k1.id}/timetable").status_code == 200


def test_people_are_searched_within_the_class_without_marks(cast: Cast, as_user: AsUser):
    lecturer = as_user("chi")
    page = lecturer.get(f"/classes/{cast.k1.id}/people?q=nguyen+an").text
    assert ("Nguyễn Văn An" in page, "Đặng Thị Lan" in page) == (True, False)
    assert "không có ai tên như vậy" in lecturer.get(f"/classes/{cast.k1.id}/people?q=xyz").text


def test_a_lecturer_sees_the_list_without_the_means_to_change_it(cast: Cast, as_user: AsUser):
    page = as_user("chi").get(f"/classes/{cast.k1.id}/people").text
    assert "Nguyễn Văn An" in page
    assert "/withdrawal" not in page
    assert "/enrolments/new" not in page


def test_the_list_of_250_costs_as_many_queries_as_that_of_two(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    from_k1 = f"/classes/{cast.k1.id}/people"
    organiser = as_user("em")
    with count_queries() as few:
        organiser.get(from_k1)
    people = [make_person(f"p{n}", f"Trần Văn {n}", cast.unit2) for n in range(40)]
    database.session.add_all(
        Enrolment(study_class_id=cast.k1.id, person_id=one.id, unit_id=cast.unit2.id, enrolled_at=NOW)
        for one in people
    )
    database.session.commit()
    with count_queries() as many:
        organiser.get(from_k1)
    assert len(many) == len(few) <= 6


def test_people_are_divided_and_one_is_moved(cast: Cast, as_user: AsUser):
    organiser, number = as_user("em"), enrolment_id(cast, "an")
    organiser.post(f"/classes/{cast.k1.id}/groups", data={"count": 2, "how": "evenly"})
    first, second = queries.groups_of(cast.k1)
    assert (first.name, second.name) == ("Tổ 1", "Tổ 2")
    organiser.post(f"/enrolments/{number}/group", data={"group_id": second.id})
    database.session.expire_all()
    assert database.session.get_one(Enrolment, number).group_id == second.id


def test_nobody_is_moved_into_a_group_of_another_class(cast: Cast, as_user: AsUser):
    group = StudyGroup(study_class_id=cast.k2.id, name="Tổ 1")
    database.session.add(group)
    database.session.commit()
    number = enrolment_id(cast, "an")
    answer = as_user("em").post(f"/enrolments/{number}/group", data={"group_id": group.id})
    assert answer.status_code == 404
    database.session.expire_all()
    assert database.session.get_one(Enrolment, number).group_id is None


def test_a_class_is_not_divided_into_none_or_thousands(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    for count in ("0", "-1", "51", "9" * 30, "mười", ""):
        sent = {"count": count, "how": "evenly"}
        assert organiser.post(f"/classes/{cast.k1.id}/groups", data=sent).status_code == 422
    assert queries.groups_of(cast.k1) == []


def test_a_member_of_staff_is_appointed_and_removed(cast: Cast, as_user: AsUser):
    organiser, url = as_user("em"), f"/classes/{cast.k1.id}/lecturers"
    assert "Phạm Đức Dũng" in organiser.get(url, query_string={"q": "pham dung"}).text
    organiser.post(url, data={"person_id": cast.dung.id})
    assert as_user("dung").get(f"/classes/{cast.k1.id}/people").status_code == 200
    organiser.post(f"{url}/{cast.dung.id}/removal")
    assert as_user("dung").get(f"/classes/{cast.k1.id}/people").status_code == 404


def test_a_learner_is_never_appointed(cast: Cast, as_user: AsUser):
    answer = as_user("em").post(f"/classes/{cast.k1.id}/lecturers", data={"person_id": cast.binh.id})
    assert answer.status_code == 404
    assert cast.binh not in queries.lecturers_of(cast.k1)
