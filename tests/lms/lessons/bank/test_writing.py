"""Writing a lesson: pages are cleaned and kept, two writers see each other, what was handed in stays as it was."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.lessons.appraisal import service as appraisal
from lms.lessons.bank import pages, queries, service
from lms.lessons.bank.models import Lesson, LessonPage
from lms.lessons.bank.pages import Way
from lms.lessons.bank.service import Saved
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def send(client: TestClient, page: LessonPage, **typed: Any) -> Any:
    sent = {"title": page.title, "seen": page.revision, "text": "", "html": "", **typed}
    return client.post(f"/lesson-pages/{page.id}", data=sent)


def titles(lesson: Lesson) -> list[str]:
    database.session.expire_all()
    return [page.title for page in lesson.latest.pages]


def test_a_lesson_begins_with_one_page_and_leads_to_it(cast: Cast, as_user: AsUser):
    lineage = cast.programme.topics[1].lineage
    typed = {"title": "  Chi   bộ ", "lineage": lineage, "unit_id": cast.unit1.id, "aims": ""}
    answer = as_user("chi").post("/lessons/", data=typed)
    lesson = database.session.scalars(select(Lesson)).one()
    assert (lesson.title, lesson.lineage, lesson.author_id) == ("Chi bộ", lineage, cast.chi.id)
    assert answer.location == f"/lesson-pages/{lesson.latest.pages[0].id}/edit"


def test_without_a_title_nothing_is_begun_and_what_was_typed_stays(cast: Cast, as_user: AsUser):
    answer = as_user("chi").post("/lessons/", data={"title": "   ", "aims": "Hiểu bài"})
    assert (answer.status_code, "Hiểu bài" in answer.text) == (422, True)
    assert database.session.scalars(select(Lesson)).all() == []


def test_a_page_written_with_marks_or_in_the_editor_is_cleaned(cast: Cast, as_user: AsUser):
    page = samples.lesson(cast, "<p>cũ</p>").latest.pages[0]
    database.session.commit()
    chi = as_user("chi")
    assert send(chi, page, text="## Mục\n\nchữ **đậm**").status_code == 302
    assert page.body == "<h3>Mục</h3><p>chữ <b>đậm</b></p>"
    send(chi, page, html='<p onclick="x()">mới<script>x()</script></p>', text="bỏ qua")
    assert (page.body, page.words, page.revision) == ("<p>mới</p>", 1, 4)


def test_two_who_edit_one_page_see_each_other_and_lose_nothing(cast: Cast, as_user: AsUser):
    page = samples.lesson(cast, "<p>cũ</p>").latest.pages[0]
    database.session.commit()
    seen = page.revision
    send(as_user("chi"), page, text="của Chi")
    answer = send(as_user("dung"), page, text="của Dũng", seen=seen)
    assert (answer.status_code, "của Dũng" in answer.text) == (409, True)
    assert "Có người vừa lưu trang này" in answer.text
    assert page.body == "<p>của Chi</p>"


def test_saving_what_stands_already_is_no_change(cast: Cast, context: None):
    page = samples.lesson(cast, "<p>một</p>").latest.pages[0]
    assert service.write(cast.chi, page, page.title, "<p>một</p>", 0, NOW) is Saved.UNCHANGED


def test_what_was_handed_in_does_not_change(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    page = version.pages[0]
    database.session.commit()
    answer = send(as_user("chi"), page, text="sửa trộm")
    assert (answer.status_code, "sửa trộm" in answer.text) == (409, True)
    assert pages.add(cast.chi, version, "Thêm", NOW) is None
    assert not pages.remove(cast.chi, page, NOW)
    assert not pages.shift(cast.chi, page, Way.DOWN, NOW)
    assert "sửa trộm" not in page.body


def test_pages_are_ordered_and_taken_out_and_one_is_left(cast: Cast, context: None):
    lesson = samples.lesson(cast, "<p>a</p>", "<p>b</p>", "<p>c</p>")
    first, second, third = lesson.latest.pages
    pages.shift(cast.chi, third, Way.UP, NOW)
    assert titles(lesson) == ["Trang 1", "Trang 3", "Trang 2"]
    pages.shift(cast.chi, first, Way.UP, NOW)
    assert titles(lesson)[0] == "Trang 1"
    assert pages.remove(cast.chi, first, NOW)
    assert pages.remove(cast.chi, second, NOW)
    assert not pages.remove(cast.chi, third, NOW)
    removed = database.session.scalars(
        select(AuditEntry.old).where(AuditEntry.action == "lesson.page-removed")
    )
    assert [old["body"] for old in removed if old] == ["<p>a</p>", "<p>b</p>"]


def test_the_next_version_takes_pages_files_and_quotes_along(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    page = version.pages[0]
    assert service.next_version(cast.chi, version.lesson, NOW) is None
    appraisal.withdraw(cast.chi, version, NOW)
    database.session.commit()
    sent = {"file": (BytesIO(b"%PDF-1.7"), "so-do.pdf"), "title": ""}
    as_user("chi").post(f"/lesson-pages/{page.id}/files", data=sent)
    appraisal.submit(cast.chi, version, "", NOW)
    version.state = type(version.state).RETURNED
    made = service.next_version(cast.dung, version.lesson, NOW)
    assert made is not None
    assert [one.body for one in made.pages] == list(samples.TEXTS)
    assert made.pages[0].attachments[0].title == "so-do"
    assert queries.writers_of(version.lesson_id) == {cast.chi.id, cast.dung.id}


def test_a_quote_is_put_in_and_the_page_of_the_document_knows(cast: Cast, as_user: AsUser):
    page = samples.lesson(cast, "<p>Theo quy định:</p>").latest.pages[0]
    found = document(cast, "19-QĐ/TU")
    database.session.commit()
    chi = as_user("chi")
    answer = send(chi, page, text="Theo quy định:", insert="quote", document="19-QĐ/TU", clause="Điều 5")
    assert answer.status_code == 200
    assert "Điều 5, " in answer.text
    assert page.body == "<p>Theo quy định:</p>"
    made = chi.post("/lessons/quotes", data={"document": "19-QĐ/TU", "clause": "Điều 5"}).get_json()["html"]
    send(chi, page, html=f"<p>Theo quy định:</p>{made}")
    [quote] = queries.quotes_of(page.version_id)
    assert (quote.document_id, quote.clause) == (found.id, "Điều 5")
    assert "Chi bộ và sinh hoạt chi bộ" in chi.get(f"/documents/{found.id}").text


def test_a_document_that_nobody_registered_is_not_quoted(cast: Cast, as_user: AsUser):
    page = samples.lesson(cast, "<p>x</p>").latest.pages[0]
    database.session.commit()
    answer = send(as_user("chi"), page, text="chữ của tôi", insert="quote", document="99-XX/YY")
    assert (answer.status_code, "chữ của tôi" in answer.text) == (422, True)
    assert "99-XX/YY" in answer.text


@pytest.mark.parametrize(
    "name, data, status", [("a.png", PNG, 200), ("a.svg", b"<svg/>", 422), ("a.png", b"x", 422)]
)
def test_only_pictures_are_kept_as_pictures(cast: Cast, as_user: AsUser, name: str, data: bytes, status: int):
    answer = as_user("chi").post("/lessons/pictures", data={"picture": (BytesIO(data), name)})
    assert answer.status_code == status
    if status == 200:
        address = answer.get_json()["html"].split('"')[1]
        with as_user("an").get(address) as picture:
            assert picture.data == PNG


def test_what_is_pasted_comes_back_clean(cast: Cast, as_user: AsUser):
    html = "<p class=MsoNormal><b>chữ</b><script>alert(1)</script></p>"
    assert as_user("chi").post("/lessons/pasted", data={"html": html}).json == {"html": "<p><b>chữ</b></p>"}


def test_the_preview_is_what_learners_will_read(cast: Cast, as_user: AsUser):
    version = samples.lesson(cast, "<p>Một<small>chú thích</small></p>", "<p>Hai</p>").latest
    database.session.commit()
    page = as_user("em").get(f"/lessons/versions/{version.id}/preview").text
    assert 'href="#note-1-1"' in page
    assert page.count('class="lesson-page"') == 2


def test_lists_take_the_same_few_statements_whatever_their_number(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    counts = []
    for number in range(1, 4, 2):
        for one in range(number):
            samples.lesson(cast, title=f"Bài {number}.{one}")
        database.session.commit()
        em = as_user("em")
        with count_queries() as queries_sent:
            assert em.get("/lessons/").status_code == 200
        counts.append(len(queries_sent))
    assert counts[0] == counts[1]


def test_lessons_are_found_without_marks_by_topic_and_by_state(cast: Cast, as_user: AsUser):
    samples.lesson(cast, title="Kỷ luật của Đảng")
    samples.submitted(cast, title="Sinh hoạt chi bộ")
    database.session.commit()
    em = as_user("em")
    assert "Sinh hoạt chi bộ" not in em.get("/lessons/?q=ky luat").text
    assert "Kỷ luật của Đảng" not in em.get("/lessons/?state=submitted").text
    assert "Sinh hoạt chi bộ" in em.get(f"/lessons/?topic={cast.programme.topics[0].lineage}").text
