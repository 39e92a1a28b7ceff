"""The first page: what is next and what is missing for a learner, what waits for staff."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from lms import database
from lms.home import staff
from lms.lessons.reading.models import LessonReading
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, enrol, make_person
from tests.lms.lessons.samples import approved, given, second_reviewer

Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("name", ["an", "chi", "em", "giang", "hanh", "khanh", "minh", "nga"])
def test_everybody_has_a_first_page(as_user: Callable[[str], TestClient], name: str) -> None:
    assert as_user(name).get("/").status_code == 200


def test_a_learner_sees_only_the_own_classes(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    page = as_user("an").get("/").text
    assert cast.k1.title in page
    assert cast.k2.title not in page


def test_who_is_in_no_class_is_told_what_to_do(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    person = make_person("moi", "Trần Thị Mới", cast.unit1)
    cast.people["moi"] = person
    assert "0239" in as_user("moi").get("/").text


def test_staff_see_the_sessions_of_the_day_of_their_classes(context: None, cast: Cast) -> None:
    for name, classes in (("em", {"K1", "K2"}), ("chi", {"K1"}), ("dung", {"K2"})):
        shown = staff.today(getattr(cast, name), NOW)
        assert {one.class_session.study_class.code for one in shown} == classes
        assert {one.class_session.number for one in shown} == {1}


def test_the_first_page_costs_the_same_however_many_learn(
    as_user: Callable[[str], TestClient], cast: Cast, count_queries: Counter
) -> None:
    client = as_user("em")
    with count_queries() as few:
        client.get("/")
    for number in range(30):
        enrol(make_person(f"p{number}", f"Lê Văn {number}", cast.unit1), cast.k1)
    with count_queries() as many:
        client.get("/")
    assert len(many) == len(few) <= 15


def test_the_page_of_a_class_differs_for_learners_and_staff(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    other = enrol(make_person("khac", "Phạm Thị Khác", cast.unit1), cast.k1)
    database.session.flush()
    own = as_user("an").get(f"/classes/{cast.k1.id}").text
    assert other.person.full_name not in own
    assert as_user("em").get(f"/classes/{cast.k1.id}").status_code == 200


def test_lessons_that_are_open_and_not_read_stand_on_the_first_page(
    as_user: Callable[[str], TestClient], cast: Cast, context: None
) -> None:
    second = second_reviewer()
    giving = given(cast, version=approved(cast, second=second))
    later = approved(cast, title="Bài chưa mở", second=second)
    given(cast, version=later, opens_at=NOW + timedelta(days=9))
    database.session.commit()
    page = as_user("an").get("/").text
    assert f"/lesson-givings/{giving.id}/reading" in page
    assert "Bài chưa mở" not in page
    database.session.add(
        LessonReading(giving_id=giving.id, person_id=cast.an.id, begun_at=NOW, last_at=NOW, completed_at=NOW)
    )
    database.session.commit()
    assert f"/lesson-givings/{giving.id}/reading" not in as_user("an").get("/").text
