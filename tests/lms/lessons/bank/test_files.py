"""Files below the pages of a lesson are read in the page, by staff in the bank and by learners in their class."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from lms import database
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.files import drawn, service as files
from lms.files.media_types import PDF, SLIDES
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import pages
from lms.lessons.bank.models import LessonAttachment
from lms.lessons.giving.models import LessonGiving
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.papers import pdf
from tests.lms.files import decks
from tests.lms.lessons import samples
from tests.lms.lessons.films import FILM

AsUser = Callable[[str], TestClient]


@pytest.fixture
def nothing_kept(context: None) -> Iterator[None]:
    yield
    drawn.drop_all_but(set())


def given_with(cast: Cast, body: bytes, name: str, media_type: str) -> tuple[LessonGiving, LessonAttachment]:
    """A lesson with this file below its first page, approved and given to K1."""
    lesson = samples.lesson(cast)
    stored = files.store(BytesIO(body), name, media_type, cast.chi.id, NOW)
    pages.attach(cast.chi, lesson.latest.pages[0], stored, "Tài liệu kèm theo", NOW)
    assert appraisal.submit(cast.chi, lesson.latest, "", NOW) is None
    for person in (cast.hanh, samples.second_reviewer()):
        appraisal.appraise(person, lesson.latest, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    assert appraisal.decide(cast.hanh, lesson.latest, Decision.APPROVE, "", NOW) is None
    made = samples.given(cast, version=lesson.latest)
    database.session.commit()
    return made, lesson.latest.pages[0].attachments[0]


@pytest.mark.one_database
def test_slides_are_read_by_the_class_and_by_staff(cast: Cast, as_user: AsUser, nothing_kept: None):
    giving, file = given_with(cast, decks.saved(decks.deck()), "bai.pptx", SLIDES)
    an, address = as_user("an"), f"/lesson-givings/{giving.id}/files/{file.id}"
    assert f'href="{address}/read"' in an.get(f"/lesson-givings/{giving.id}/reading").text
    assert "Hạt nhân chính trị" in an.get(f"{address}/read").text
    with an.get(f"{address}/slides/2/2") as answer:
        assert answer.mimetype == "image/jpeg"
    assert as_user("binh").get(f"{address}/read").status_code == 404
    assert "Hạt nhân chính trị" in as_user("em").get(f"/lesson-attachments/{file.id}/read").text
    with an.get(f"{address}/download") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.one_database
def test_a_pdf_is_read_page_by_page(cast: Cast, as_user: AsUser, nothing_kept: None):
    giving, file = given_with(cast, pdf("Trang một"), "so-do.pdf", PDF)
    address = f"/lesson-givings/{giving.id}/files/{file.id}"
    assert f"{address}/pages/1" in as_user("an").get(f"{address}/read").text
    with as_user("an").get(f"{address}/pages/1") as answer:
        assert answer.mimetype == "image/jpeg"
    assert as_user("an").get(f"{address}/slides/1/1").status_code == 404


@pytest.mark.one_database
def test_a_film_is_taken_and_played(cast: Cast, as_user: AsUser):
    page = samples.lesson(cast).latest.pages[0]
    database.session.commit()
    chi = as_user("chi")
    chi.post(f"/lesson-pages/{page.id}/files", data={"file": (BytesIO(FILM), "phim.mp4"), "title": ""})
    [file] = page.attachments
    assert "<video" in chi.get(f"/lesson-attachments/{file.id}/read").text
    answer = chi.post(f"/lesson-pages/{page.id}/files", data={"file": (BytesIO(b"MZ"), "a.exe"), "title": ""})
    assert (answer.status_code, "Đề nghị chọn tệp PDF" in answer.text) == (422, True)
