"""Lessons that quote what no longer holds: listed once each, waiting for a look, and the lesson itself says so."""

from collections.abc import Callable

from lms import database
from lms.documents import service as register
from lms.documents.models import Document
from lms.lessons.bank import outdated, queries, service
from lms.lessons.bank.models import Lesson
from lms.lessons.texts.cleaning import address_of
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document, replaced
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
TODAY = NOW.date()


def quoting(cast: Cast, found: Document, *clauses: str, title: str = "Sinh hoạt chi bộ") -> Lesson:
    links = "".join(f'<p><a href="{address_of(found.id, clause)}">{clause}</a></p>' for clause in clauses)
    return samples.lesson(cast, f"<p>Theo quy định:</p>{links}", title=title)


def look(client: TestClient, found: Document, lesson: Lesson, **typed: str) -> None:
    sent = {"verdict": "still-right", "note": "", **typed}
    client.post(f"/documents/{found.id}/citations/lesson/{lesson.id}", data=sent)


def test_a_lesson_stands_once_in_the_list_with_all_its_clauses(cast: Cast, context: None):
    found = document(cast)
    lesson = quoting(cast, found, "Điều 5", "Điều 2", "Điều 5")
    quoting(cast, document(cast, "19-QĐ/TU"), "Điều 1")
    assert queries.citing(found.id, 20) == (1, [(lesson, "Điều 5; Điều 2")])
    newest = quoting(cast, found, "Điều 9", title="Bài sau")
    assert queries.citing(found.id, 1) == (2, [(newest, "Điều 9")])


def test_the_writer_hears_on_the_first_page_until_somebody_has_looked(cast: Cast, as_user: AsUser):
    found = replaced(cast)
    lesson = quoting(cast, found, "Điều 5")
    samples.lesson(cast, title="Bài không trích dẫn")
    database.session.commit()
    chi = as_user("chi")
    assert "1 bài giảng trích dẫn văn bản đã hết hiệu lực" in chi.get("/").text
    assert "trích dẫn văn bản đã hết hiệu lực" not in as_user("dung").get("/").text
    listed = chi.get("/lessons/?mine=1&outdated=1").text
    assert (lesson.title in listed, "Bài không trích dẫn" in listed) == (True, False)
    page = chi.get(f"/lessons/{lesson.id}").text
    assert f"/documents/{found.id}/citations#lesson-{lesson.id}" in page
    assert "Bài giảng trích dẫn văn bản đã hết hiệu lực." in page
    look(chi, found, lesson, note="Điều 5 giữ nguyên")
    assert "trích dẫn văn bản đã hết hiệu lực" not in chi.get("/").text
    page = chi.get(f"/lessons/{lesson.id}").text
    assert "Điều 5 giữ nguyên" in page
    assert "Bài giảng trích dẫn văn bản đã hết hiệu lực." not in page


def test_replaced_by_yet_another_document_it_waits_again(cast: Cast, as_user: AsUser):
    found = replaced(cast)
    lesson = quoting(cast, found, "Điều 5")
    database.session.commit()
    look(as_user("chi"), found, lesson)
    assert outdated.waiting_among([lesson.id], TODAY) == set()
    register.replace(found, document(cast, "30-NQ/TU"), TODAY, cast.chi, NOW)
    assert outdated.waiting_among([lesson.id], TODAY) == {lesson.id}


def test_what_an_earlier_version_quoted_waits_for_nobody(cast: Cast, context: None):
    found = replaced(cast)
    lesson = quoting(cast, found, "Điều 5")
    page = lesson.latest.pages[0]
    service.write(cast.chi, page, page.title, "<p>Không trích dẫn nữa.</p>", page.revision, NOW)
    assert outdated.count_written_by(cast.chi.id, TODAY) == 0
