"""Reading: place, time, notes and bookmarks arrive twice, late and from two devices, and nothing is lost or doubled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading import own, saving
from lms.lessons.reading.rules import Part, slot_of
from lms.lessons.reading.service import asked_in
from lms.outbox.token import HEADER
from lms.questions import openings
from lms.questions.models import Question
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
CANARY = "GHI CHÚ RIÊNG CỦA AN 7391"


@pytest.fixture
def giving(cast: Cast, context: None) -> LessonGiving:
    made = samples.given(cast, version=samples.approved(cast, with_question=True))
    database.session.commit()
    return made


def token(giving: LessonGiving, cast: Cast, minutes: int = 60) -> str:
    return saving.sign(giving.id, cast.an.id, clock.now() - timedelta(minutes=minutes))


def edit(page_id: int, part: Part, value: Any, seq: int = 1, base: int = 0) -> dict[str, Any]:
    return {"slot": slot_of(page_id, part), "seq": seq, "base": base, "value": value}


def send(
    client: TestClient, giving: LessonGiving, signed: str, *edits: dict[str, Any], tab: str = "t1"
) -> Any:
    message = {"tab": tab, "edits": list(edits)}
    return client.post(f"/lesson-readings/{giving.id}", json=message, headers={HEADER: signed})


def pages_of(giving: LessonGiving) -> list[int]:
    return [page.id for page in giving.version.pages]


def kept(giving: LessonGiving, cast: Cast) -> own.Kept:
    database.session.expire_all()
    return own.kept(cast.an.id, giving.id)


def test_place_time_note_and_bookmark_are_kept_and_stand_on_the_page(
    cast: Cast, client: TestClient, as_user: AsUser, giving: LessonGiving
):
    one, two = pages_of(giving)
    edits = (
        edit(0, Part.PLACE, two),
        edit(one, Part.SECONDS, 12, 2),
        edit(one, Part.NOTE, CANARY, 3),
        edit(two, Part.BOOKMARK, True, 4),
    )
    answer = send(client, giving, token(giving, cast), *edits)
    assert [acked[1] for acked in answer.get_json()["acked"]] == [1, 2, 3, 4]
    page = as_user("an").get(f"/lesson-givings/{giving.id}/reading").text
    assert f'data-place="{two}"' in page
    assert CANARY in page
    assert CANARY in as_user("an").get(f"/classes/{cast.k1.id}/lessons").text


def test_notes_and_bookmarks_are_shown_to_nobody_else(
    cast: Cast, client: TestClient, as_user: AsUser, giving: LessonGiving
):
    send(client, giving, token(giving, cast), edit(pages_of(giving)[0], Part.NOTE, CANARY))
    places = (
        f"/classes/{cast.k1.id}/lessons",
        f"/lesson-givings/{giving.id}/standing",
        f"/lesson-givings/{giving.id}/reading",
        f"/lessons/{giving.lesson_id}",
        f"/lessons/versions/{giving.version_id}/preview",
    )
    for name in ("binh", "chi", "dung", "em", "giang", "hanh", "khanh", "minh", "nga"):
        user = as_user(name)
        assert all(CANARY not in user.get(place).text for place in places), name


def test_what_arrives_twice_counts_once_and_time_only_grows(
    cast: Cast, client: TestClient, giving: LessonGiving
):
    page, signed = pages_of(giving)[0], token(giving, cast)
    for seconds, seq in ((20, 2), (20, 2), (8, 1)):
        send(client, giving, signed, edit(page, Part.SECONDS, seconds, seq))
    send(client, giving, signed, edit(page, Part.SECONDS, 5), tab="t2")
    assert kept(giving, cast).seconds == {page: 25}


def test_no_browser_reads_longer_than_time_has_passed(cast: Cast, client: TestClient, giving: LessonGiving):
    page = pages_of(giving)[0]
    send(client, giving, token(giving, cast, minutes=1), edit(page, Part.SECONDS, 9_000))
    assert kept(giving, cast).seconds[page] <= 120


def test_notes_from_two_devices_are_joined_and_the_second_is_told(
    cast: Cast, client: TestClient, giving: LessonGiving
):
    page, signed = pages_of(giving)[0], token(giving, cast)
    send(client, giving, signed, edit(page, Part.NOTE, "một"))
    answer = send(client, giving, signed, edit(page, Part.NOTE, "hai"), tab="t2")
    assert answer.status_code == 409
    [conflict] = answer.get_json()["conflicts"]
    assert (conflict["reason"], conflict["value"]) == ("conflict", "một\n\nhai")
    again = send(client, giving, signed, edit(page, Part.NOTE, "hai"), tab="t2")
    assert again.status_code == 200
    send(client, giving, signed, edit(page, Part.NOTE, "ba", 5, base=2), tab="t2")
    assert kept(giving, cast).notes[page].text == "ba"


def test_an_older_edit_that_comes_late_changes_nothing(cast: Cast, client: TestClient, giving: LessonGiving):
    page, signed = pages_of(giving)[0], token(giving, cast)
    send(client, giving, signed, edit(page, Part.NOTE, "mới", 5))
    assert send(client, giving, signed, edit(page, Part.NOTE, "cũ", 4)).status_code == 200
    assert kept(giving, cast).notes[page].text == "mới"


def test_a_page_of_another_lesson_is_refused_and_the_rest_is_kept(
    cast: Cast, client: TestClient, giving: LessonGiving
):
    page = pages_of(giving)[0]
    sent = (edit(page + 9_999, Part.SECONDS, 5), edit(page, Part.BOOKMARK, True, 2))
    answer = send(client, giving, token(giving, cast), *sent).get_json()
    assert [one["reason"] for one in answer["conflicts"]] == ["invalid"]
    assert kept(giving, cast).bookmarks == {page}


def test_who_left_the_class_saves_nothing_and_a_forged_token_neither(
    cast: Cast, client: TestClient, giving: LessonGiving
):
    stranger = saving.sign(giving.id, cast.binh.id, clock.now())
    assert send(client, giving, stranger, edit(0, Part.PLACE, 1)).status_code == 403
    assert send(client, giving, "xxx", edit(0, Part.PLACE, 1)).status_code == 401
    assert send(client, giving, token(giving, cast) + "x", edit(0, Part.PLACE, 1)).status_code == 401


def test_a_lesson_is_done_once_pages_were_open_and_questions_answered(
    cast: Cast, client: TestClient, as_user: AsUser, giving: LessonGiving
):
    one, two = pages_of(giving)
    signed = token(giving, cast)
    early = send(client, giving, signed, edit(one, Part.SECONDS, 60), edit(two, Part.SECONDS, 60, 2))
    assert early.get_json()["done"] is False
    [[asked]] = asked_in(giving, clock.now()).values()
    as_user("an").post(
        f"/lesson-givings/{giving.id}/questions/{asked.id}/answers",
        data={asked.name: asked.question.correct_response()},
    )
    assert kept(giving, cast).reading.completed_at is not None  # type: ignore[union-attr]


def test_an_answer_is_told_at_once_and_never_a_mark(cast: Cast, as_user: AsUser, giving: LessonGiving):
    [[asked]] = asked_in(giving, clock.now()).values()
    an = as_user("an")
    before = an.get(f"/lesson-givings/{giving.id}/reading").text
    assert "Đáp án đúng" not in before
    address = f"/lesson-givings/{giving.id}/questions/{asked.id}/answers"
    assert an.post(address, data={}).status_code == 422
    an.post(address, data={"unknown": "1"})
    after = an.get(f"/lesson-givings/{giving.id}/reading").text
    assert "Đáp án đúng" in after
    assert "1930" in after


def test_a_question_that_is_closed_is_neither_asked_nor_missing(
    cast: Cast, as_user: AsUser, giving: LessonGiving
):
    [[asked]] = asked_in(giving, clock.now()).values()
    question = database.session.scalars(select(Question.id)).one()
    openings.close([question], cast.chi, clock.now())
    database.session.commit()
    an = as_user("an")
    assert f'id="question-{asked.id}"' not in an.get(f"/lesson-givings/{giving.id}/reading").text
    assert an.post(f"/lesson-givings/{giving.id}/questions/{asked.id}/answers", data={}).status_code == 404


def test_without_a_script_a_confirmation_counts_only_after_the_time_it_takes(
    cast: Cast, as_user: AsUser, context: None
):
    giving = samples.given(cast)
    database.session.commit()
    an, address = as_user("an"), f"/lesson-givings/{giving.id}/confirmation"
    an.post(address, data={"token": token(giving, cast, minutes=0)})
    assert kept(giving, cast).reading.completed_at is None  # type: ignore[union-attr]
    an.post(address, data={"token": token(giving, cast, minutes=5)})
    assert kept(giving, cast).reading.completed_at is not None  # type: ignore[union-attr]
    foreign = saving.sign(giving.id, cast.binh.id, clock.now() - timedelta(hours=1))
    assert an.post(address, data={"token": foreign}).status_code == 422


def test_without_a_script_a_note_is_a_form(cast: Cast, as_user: AsUser, giving: LessonGiving):
    page = pages_of(giving)[1]
    sent = {"page": page, "position": 2, "base": 0, "note": " của tôi ", "marked": "1"}
    answer = as_user("an").post(f"/lesson-givings/{giving.id}/notes", data=sent)
    assert answer.location.endswith("#page-2")
    found = kept(giving, cast)
    assert (found.notes[page].text, found.bookmarks) == ("của tôi", {page})
    as_user("an").post(
        f"/lesson-givings/{giving.id}/notes", data={**sent, "base": 1, "note": "", "marked": ""}
    )
    assert kept(giving, cast).notes[page].text == ""


def test_the_course_is_searched_with_and_without_marks(cast: Cast, as_user: AsUser, giving: LessonGiving):
    an = as_user("an")
    page = an.get(f"/classes/{cast.k1.id}/lessons?q=sinh hoat thuong ky").text
    assert "<mark>Sinh</mark>" in page
    assert f"/lesson-givings/{giving.id}/reading#page-2" in page
    assert "<mark>" not in an.get(f"/classes/{cast.k1.id}/lessons?q=khongco").text


def test_staff_see_who_is_where_in_the_same_few_statements(
    cast: Cast, client: TestClient, as_user: AsUser, giving: LessonGiving, count_queries: Any
):
    chi = as_user("chi")
    with count_queries() as before:
        chi.get(f"/lesson-givings/{giving.id}/standing")
    two = pages_of(giving)[1]
    send(client, giving, token(giving, cast), edit(0, Part.PLACE, two), edit(two, Part.SECONDS, 60, 2))
    with count_queries() as after:
        page = chi.get(f"/lesson-givings/{giving.id}/standing?where=reading").text
    assert "Nguyễn Văn An" in page
    assert "1/2" in page
    assert len(after) <= len(before) + 1
    assert "Nguyễn Văn An" not in chi.get(f"/lesson-givings/{giving.id}/standing?page=1").text


def test_reading_takes_the_same_statements_for_any_number_of_pages(
    cast: Cast, as_user: AsUser, count_queries: Any, context: None
):
    counts, other = [], samples.second_reviewer()
    for number in (2, 6):
        version = samples.approved(cast, *["<p>chữ</p>"] * number, second=other, title=f"Bài {number}")
        giving = samples.given(cast, version=version)
        database.session.commit()
        an = as_user("an")
        with count_queries() as sent:
            an.get(f"/lesson-givings/{giving.id}/reading")
        counts.append(len(sent))
    assert counts[0] == counts[1]
