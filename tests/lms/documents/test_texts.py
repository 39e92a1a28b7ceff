"""The text of a document: read from Word and PDF, shown with its clauses; what cannot be read is refused clearly."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from lms import database
from lms.audit.models import AuditEntry
from lms.documents.models import Document
from lms.documents.texts import forms, service, worker
from lms.documents.texts.models import DocumentText
from lms.documents.texts.reading import Read, Trouble, read
from lms.files.models import StoredFile
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.papers import REGULATION, pdf, word
from tests.lms.documents.samples import document

AsUser = Callable[[str], TestClient]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def regulation(cast: Cast) -> Document:
    made = document(cast, "08-QĐ/TU")
    database.session.commit()
    return made


def in_this_process(data: bytes, folder: Path) -> dict[str, Any]:
    (folder / "source").write_bytes(data)
    return worker.main(folder / "source")


@pytest.mark.parametrize("made", [word, pdf])
def test_word_and_pdf_give_the_same_paragraphs(made: Callable[[], bytes], tmp_path: Path) -> None:
    body = in_this_process(made(), tmp_path)["body"]
    assert [line for line in body.split("\n") if line.startswith(("Điều", "1.", "a)", "đ)"))] == [
        line for line in REGULATION if line.startswith(("Điều", "1.", "a)", "đ)"))
    ]


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (word(" "), "empty"),
        (pdf("#box(width: 1cm, height: 1cm, fill: red)#set page(numbering: none)"), "empty"),
    ],
)
def test_what_holds_no_text_says_why(data: bytes, problem: str, tmp_path: Path) -> None:
    assert in_this_process(data, tmp_path) == {"problem": problem}


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    found = read(word("Điều 1. Phạm vi"))
    assert found == Read("Điều 1. Phạm vi")
    assert read(b"PK\x03\x04 broken") is Trouble.DAMAGED


def test_a_text_longer_than_a_book_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.documents.texts.reading.MOST_LETTERS", 10)
    assert read(word("Điều 1. Phạm vi")) is Trouble.LONG


def send(client: TestClient, one: Document, data: bytes, name: str = "quy-dinh.docx") -> Any:
    return client.post(f"/documents/{one.id}/text", data={"file": (BytesIO(data), name)})


def test_a_text_is_shown_with_its_outline_and_a_citation_opens_at_its_place(
    regulation: Document, as_user: AsUser
) -> None:
    em, sent = as_user("em"), word()
    assert send(em, regulation, sent).status_code == 302
    page = as_user("nga").get(f"/documents/{regulation.id}").text
    assert 'id="dieu-1-khoan-2-diem-dd"' in page
    assert 'href="#dieu-2"' in page
    answer = em.get(f"/documents/{regulation.id}/clause?cited=điểm đ khoản 2 Điều 1")
    assert answer.headers["Location"].endswith(f"/documents/{regulation.id}#dieu-1-khoan-2-diem-dd")
    assert (
        em.get(f"/documents/{regulation.id}/clause?cited=Điều 99")
        .headers["Location"]
        .endswith(f"/{regulation.id}")
    )
    with em.get(f"/documents/{regulation.id}/file") as kept:
        assert kept.data == sent
    [entry] = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "document.text-kept"))
    assert (entry.new or {})["paragraphs"] == len(REGULATION)


def test_another_file_takes_the_place_and_taking_away_twice_changes_nothing(
    regulation: Document, as_user: AsUser
) -> None:
    em = as_user("em")
    send(em, regulation, word())
    send(em, regulation, word("Điều 7. Điều khác hẳn"))
    page = em.get(f"/documents/{regulation.id}").text
    assert "Điều khác hẳn" in page
    assert "Phạm vi điều chỉnh" not in page
    for _ in range(2):
        assert em.post(f"/documents/{regulation.id}/text/delete").status_code == 302
    assert database.session.scalar(select(func.count()).select_from(DocumentText)) == 0
    actions = list(
        database.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("document.text%")))
    )
    assert actions.count("document.text-removed") == 1
    assert em.get(f"/documents/{regulation.id}/file").status_code == 404


@pytest.mark.parametrize(
    "data, name, said",
    [
        (b"PK\x03\x04 broken", "hong.docx", "hong.docx"),
        (b"%PDF-1.7 broken", "hong.pdf", "hong.pdf"),
        (b"MZ broken", "hong.docx", "không phải"),
        (word(), "quy-dinh.exe", "không phải"),
        (word(" "), "trang.docx", "trang.docx"),
        (b"", "", "Xin chọn tệp"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_read_is_refused_in_one_sentence_and_nothing_is_stored(
    regulation: Document, as_user: AsUser, data: bytes, name: str, said: str
) -> None:
    answer = send(as_user("em"), regulation, data, name)
    assert answer.status_code == 422
    assert said in answer.text
    for table in (DocumentText, StoredFile):
        assert database.session.scalar(select(func.count()).select_from(table)) == 0


def test_a_file_larger_than_allowed_is_refused_unread(
    regulation: Document, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST", 100)
    assert send(as_user("em"), regulation, word()).status_code == 422


def test_hostile_words_of_a_text_are_shown_harmless(regulation: Document, as_user: AsUser) -> None:
    em = as_user("em")
    send(em, regulation, word(f"Điều 1. {HOSTILE}", HOSTILE))
    page = em.get(f"/documents/{regulation.id}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_pages_beyond_the_most_are_counted_and_the_page_says_that_they_are_missing(
    cast: Cast,
    as_user: AsUser,
    regulation: Document,
    tmp_path: Path,
    context: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "MOST_PAGES", 1)
    data = pdf("Điều 1. Phạm vi", "#pagebreak()", "Điều 2. Bị bỏ lại", "#pagebreak()", "Điều 3. Cũng vậy")
    told = in_this_process(data, tmp_path)
    assert told["left_out"] == 2
    assert "Bị bỏ lại" not in str(told["body"])
    with database.transaction():
        service.keep(regulation, str(told["body"]), data, "dai.pdf", cast.chi, NOW, left_out=2)
    page = as_user("chi").get(f"/documents/{regulation.id}").text
    assert "2 trang cuối của tệp chưa được đọc" in page
