"""A file on its way into the bank, in a browser: sent, looked through, repaired, confirmed, taken out again."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from lms import database
from lms.questions.models import Decision, ImportItem, Question, QuestionImport, VersionState
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import TYPED, begun_import, choice

AsUser = Callable[[str], TestClient]


def test_a_word_file_goes_from_upload_to_the_bank(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    sent = chi.post(
        "/questions/imports", data={"file": (io.BytesIO(word_file()), "câu hỏi.docx"), "place": ""}
    )
    address = sent.headers["Location"]
    assert "Đáp án: E" in chi.get(address).text
    assert database.session.scalars(select(Question)).all() == []
    decided = {
        "number": ["1", "2"],
        "keyed-2": "1",
        "key-2-0": "1",
        "level-1": "NB",
        "place-1": f"{cast.programme.id}:{cast.programme.topics[1].id}",
    }
    assert chi.post(f"{address}/decisions", data=decided).status_code == 302
    assert chi.post(f"{address}/confirmation", data={"submit": "1"}).status_code == 302
    questions = database.session.scalars(select(Question).order_by(Question.id)).all()
    assert [question.latest.state for question in questions] == [VersionState.SUBMITTED] * 2
    assert questions[0].topic_id == cast.programme.topics[1].id
    assert chi.post(f"{address}/decisions", data=decided).status_code == 409
    assert chi.post(f"{address}/undo").status_code == 302
    assert database.session.scalars(select(Question)).all() == []


def test_a_file_sent_again_leads_to_where_it_was_left(cast: Cast, as_user: AsUser) -> None:
    chi, data = as_user("chi"), word_file()
    addresses = {
        chi.post("/questions/imports", data={"file": (io.BytesIO(data), name), "place": ""}).headers[
            "Location"
        ]
        for name in ("a.docx", "b.docx")
    }
    assert len(addresses) == 1


@pytest.mark.parametrize(
    "data, name",
    [
        (b"PK\x03\x04 damaged", "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
        (b"%PDF-1.7", "a.pdf"),
        (b"", "a.txt"),
        (b"Chao ban", "../../a.txt"),
    ],
)
@pytest.mark.one_database
def test_a_bad_file_gets_a_sentence_and_nothing_is_stored(
    cast: Cast, as_user: AsUser, data: bytes, name: str
) -> None:
    answer = as_user("chi").post("/questions/imports", data={"file": (io.BytesIO(data), name), "place": ""})
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert database.session.scalars(select(QuestionImport)).all() == []


def test_a_docx_that_unpacks_to_gigabytes_is_refused(cast: Cast, as_user: AsUser) -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (200 << 20))
    body.seek(0)
    answer = as_user("chi").post("/questions/imports", data={"file": (body, "a.docx"), "place": ""})
    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_pasted_text_is_read_and_comes_back_if_it_cannot_be(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    refused = chi.post("/questions/imports", data={"pasted": "Kính gửi đồng chí", "place": ""})
    assert refused.status_code == 422
    assert "Kính gửi đồng chí" in refused.text
    assert (
        chi.post(
            "/questions/imports", data={"pasted": "Câu 1: Một?\nA. a\nB. b\nĐáp án: A", "place": ""}
        ).status_code
        == 302
    )


def test_a_repaired_item_is_ready(cast: Cast, as_user: AsUser, now: datetime) -> None:
    started = begun_import(cast.chi, now)
    item = database.session.scalars(select(ImportItem)).one()
    item.decision, item.usable = Decision.OPEN, False
    database.session.commit()
    address = f"/questions/imports/{started.id}/items/1"
    chi = as_user("chi")
    assert "Đảng ta ra đời năm nào?" in chi.get(address).text
    assert chi.post(address, data=TYPED).status_code == 302
    database.session.refresh(item)
    assert (item.decision, item.usable, item.text) == (Decision.ACCEPT, True, TYPED["text"])


def test_an_item_can_be_read_as_another_type(cast: Cast, as_user: AsUser, now: datetime) -> None:
    started = begun_import(cast.chi, now)
    database.session.commit()
    chi, address = as_user("chi"), f"/questions/imports/{started.id}/items/1?type=statements"
    assert "parts-3-right" in chi.get(address).text
    rows = {
        f"parts-{place}-{name}": value
        for place in range(2)
        for name, value in (("text", f"Ý {place}"), ("right", "true"))
    }
    sent = {"text": "Xét các ý:", "place": "", "level": "", "marking": "stepped", **rows}
    assert chi.post(address, data=sent).status_code == 302
    item = database.session.scalars(select(ImportItem)).one()
    database.session.refresh(item)
    assert (item.type, item.text) == ("statements", "Xét các ý:")


def test_decisions_reach_no_item_of_another_import(cast: Cast, as_user: AsUser, now: datetime) -> None:
    mine = begun_import(cast.chi, now)
    other = begun_import(cast.dung, now, choice("Câu của người khác?"))
    database.session.commit()
    as_user("chi").post(
        f"/questions/imports/{mine.id}/decisions/all", data={"decision": "skip", "tab": "all"}
    )
    found = dict(database.session.execute(select(ImportItem.import_id, ImportItem.decision)).all())
    assert found == {mine.id: Decision.SKIP, other.id: Decision.ACCEPT}


def test_the_review_grid_costs_the_same_whatever_the_file_holds(
    cast: Cast, as_user: AsUser, now: datetime, count_queries: Any
) -> None:
    chi, costs = as_user("chi"), []
    for size in (2, 18):
        started = begun_import(cast.chi, now, *[choice(f"Câu {size}.{number}?") for number in range(size)])
        database.session.commit()
        with count_queries() as queries:
            assert chi.get(f"/questions/imports/{started.id}?tab=all").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def word_file() -> bytes:
    """Two questions: one with its key underlined, one whose key is none of its options."""
    document = Document()
    document.add_paragraph("Câu 1: Đảng ta ra đời năm nào?")
    for mark, text in zip("ABC", ("1929", "1930", "1931"), strict=True):
        run = document.add_paragraph(f"{mark}. ").add_run(text)
        run.underline = text == "1930"
    document.add_paragraph("Câu 2: Ai soạn Luận cương chính trị?")
    for mark, text in zip("AB", ("Hà Huy Tập", "Trần Phú"), strict=True):
        document.add_paragraph(f"{mark}. {text}")
    document.add_paragraph("Đáp án: E")
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()
