"""A class gets only what was approved, from a day on or after something else; the page says why a lesson is shut."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.attendance import lesson_condition as attended
from lms.lessons.bank import service as bank
from lms.lessons.giving import conditions, service
from lms.lessons.giving.models import Condition, LessonGiving
from lms.lessons.giving.service import Opening, Refused
from lms.lessons.reading import saving
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]


def give(client: TestClient, cast: Cast, lesson_id: int, **typed: str) -> Any:
    sent = {"lesson": lesson_id, "after": "", "opens_at": "", **typed}
    return client.post(f"/classes/{cast.k1.id}/lessons", data=sent)


def test_an_approved_lesson_is_given_and_learners_find_it(cast: Cast, as_user: AsUser):
    version = samples.approved(cast)
    database.session.commit()
    assert give(as_user("chi"), cast, version.lesson_id).status_code == 302
    page = as_user("an").get(f"/classes/{cast.k1.id}/lessons").text
    assert "Chi bộ và sinh hoạt chi bộ" in page
    assert as_user("binh").get(f"/classes/{cast.k1.id}/lessons").status_code == 404


@pytest.mark.parametrize("submitted", [False, True])
def test_a_lesson_that_is_not_approved_is_refused_and_the_page_says_why(
    cast: Cast, as_user: AsUser, submitted: bool
):
    made = samples.submitted(cast).lesson if submitted else samples.lesson(cast)
    database.session.commit()
    chi = as_user("chi")
    offered = chi.get(f"/classes/{cast.k1.id}/lessons/new").text
    assert f'value="{made.id}"' not in offered
    assert "chưa có phiên bản nào được duyệt" in offered
    answer = give(chi, cast, made.id)
    assert answer.status_code == 409
    assert "không giao được" in answer.text
    assert ("Đang thẩm định" if submitted else "Bản nháp") in answer.text
    assert database.session.query(LessonGiving).count() == 0


def test_the_database_itself_knows_no_lesson_in_a_class_without_an_approval(cast: Cast, context: None):
    version = samples.submitted(cast)
    row = {"study_class_id": cast.k1.id, "lesson_id": version.lesson_id, "version_id": version.id}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(LessonGiving).values(**row, given_at=NOW))


def test_a_class_has_a_lesson_once_and_again_after_it_was_taken_back(cast: Cast, as_user: AsUser):
    giving = samples.given(cast)
    database.session.commit()
    chi = as_user("chi")
    assert "đã có bài này" in give(chi, cast, giving.lesson_id).text
    chi.post(f"/lesson-givings/{giving.id}/withdrawal")
    assert as_user("an").get(f"/lesson-givings/{giving.id}/reading").status_code == 404
    assert give(chi, cast, giving.lesson_id).status_code == 302


def test_a_class_keeps_the_version_that_it_was_given(cast: Cast, as_user: AsUser):
    giving = samples.given(cast, "<p>bản đầu</p>")
    later = bank.next_version(cast.chi, giving.lesson, NOW)
    assert later is not None
    bank.write(cast.chi, later.pages[0], "Trang 1", "<p>bản sau</p>", 1, NOW)
    database.session.commit()
    page = as_user("an").get(f"/lesson-givings/{giving.id}/reading").text
    assert "bản đầu" in page
    assert "bản sau" not in page


def test_a_day_that_has_not_come_shuts_the_lesson_and_is_told(cast: Cast, as_user: AsUser):
    giving = samples.given(cast, opens_at=clock.now() + timedelta(days=2))
    database.session.commit()
    an = as_user("an")
    page = an.get(f"/lesson-givings/{giving.id}/reading").text
    assert "Chưa mở" in page
    assert "nền tảng" not in page
    assert an.post(f"/lesson-givings/{giving.id}/confirmation", data={"token": "x"}).status_code == 404
    assert f"/lesson-givings/{giving.id}/reading" not in an.get(f"/classes/{cast.k1.id}/lessons").text


def test_another_lesson_comes_first(cast: Cast, as_user: AsUser):
    other = samples.second_reviewer()
    first = samples.given(cast, version=samples.approved(cast, second=other, title="Bài một"))
    second = samples.given(
        cast,
        version=samples.approved(cast, second=other, title="Bài hai"),
        after_kind=Condition.LESSON,
        after_id=first.id,
    )
    database.session.commit()
    an = as_user("an")
    assert "Đọc xong bài này trước: Bài một" in an.get(f"/lesson-givings/{second.id}/reading").text
    saving.held(first.id, cast.an.id, NOW, NOW).completed_at = NOW
    database.session.commit()
    assert "nền tảng" in an.get(f"/lesson-givings/{second.id}/reading").text


def test_a_session_comes_first_and_one_that_is_gone_asks_nothing(
    cast: Cast, context: None, monkeypatch: pytest.MonkeyPatch
):
    session = cast.k1.sessions[0]
    giving = samples.given(cast, after_kind=Condition.SESSION, after_id=session.id)
    shut = conditions.locks(cast.k1, [giving], cast.an.id, NOW)
    assert shut[giving.id].title == "Buổi 1: Bài 1"
    giving.after_id = 99_999
    assert conditions.locks(cast.k1, [giving], cast.an.id, NOW) == {}
    assert attended._offered(cast.k1)[0] == (session.id, "Buổi 1: Bài 1")


def test_the_opening_is_changed_and_stands_in_the_form(cast: Cast, as_user: AsUser):
    giving = samples.given(cast)
    database.session.commit()
    chi = as_user("chi")
    typed = {"opens_at": "2027-01-05T08:00", "after": f"session:{cast.k1.sessions[0].id}"}
    chi.post(f"/lesson-givings/{giving.id}", data=typed)
    page = chi.get(f"/lesson-givings/{giving.id}/edit").text
    assert "2027-01-05" in page
    assert chi.post(f"/lesson-givings/{giving.id}", data={"after": "session:777"}).status_code == 422
    assert not service.change(
        cast.chi, giving, Opening(giving.opens_at, giving.after_kind, giving.after_id), NOW
    )


def test_giving_is_refused_for_what_is_unknown(cast: Cast, as_user: AsUser):
    assert give(as_user("chi"), cast, 4711).status_code == 404
    version = samples.submitted(cast)
    assert service.give(cast.chi, cast.k1, version.lesson, Opening(), NOW) is Refused.NOT_APPROVED
