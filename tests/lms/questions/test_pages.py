"""The bank in a browser: what people see, what hostile input comes to, how many statements a page costs."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from lms import database
from lms.questions import intake
from lms.questions.models import Decision, ImportItem, Question, QuestionImport, VersionState
from question_bank.question import Question as BankQuestion
from question_bank.types import Option, SingleChoice
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import begun_import, choice, published, stored
from tests.lms.questions.test_forms import SAMPLES

AsUser = Callable[[str], TestClient]
NEW = {
    "text": "Đảng ta lấy gì làm nền tảng tư tưởng?",
    "parts-0-text": "Chủ nghĩa Mác – Lênin, tư tưởng Hồ Chí Minh",
    "parts-0-right": "y",
    "parts-1-text": "Một đáp án khác",
    "parts-2-text": "",
    "place": "",
    "level": "NB",
    "parts-0-pinned": "",
    "parts-1-pinned": "",
    "parts-2-pinned": "",
    "credit": "all_or_nothing",
}
ESSAY = {"text": "Nêu ý nghĩa:", "place": "", "level": ""}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script><b>đậm</b>"


def test_a_lecturer_writes_a_question_and_finds_it_without_marks(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    made = chi.post("/questions/?type=single_choice", data=NEW)
    assert made.status_code == 302
    assert "nền tảng tư tưởng" in chi.get(made.headers["Location"]).text
    question = database.session.scalars(select(Question)).one()
    asked: Any = question.latest.asked
    assert [option.text for option in asked.options] == [
        NEW["parts-0-text"],
        NEW["parts-1-text"],
    ]  # type: ignore[attr-defined]
    for words in ("nen tang tu tuong", "nền tảng", "MÁC LÊNIN"):
        assert "nền tảng tư tưởng" in chi.get("/questions/", query_string={"q": words}).text
    assert "nền tảng tư tưởng" not in chi.get("/questions/", query_string={"q": "nến tảng"}).text


def test_rows_are_added_and_taken_away_without_storing_anything(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    grown = chi.post("/questions/?type=single_choice", data=NEW | {"rows": "add"})
    assert grown.status_code == 200
    assert "parts-3-text" in grown.text
    shrunk = chi.post("/questions/?type=single_choice", data=NEW | {"rows": "remove-0"})
    assert NEW["parts-0-text"] not in shrunk.text
    assert NEW["parts-1-text"] in shrunk.text
    assert database.session.scalars(select(Question)).all() == []


def test_a_question_without_text_comes_back_with_what_was_typed(cast: Cast, as_user: AsUser) -> None:
    answer = as_user("chi").post("/questions/?type=single_choice", data=NEW | {"text": " "})
    assert answer.status_code == 422
    assert NEW["parts-1-text"] in answer.text


def test_hostile_text_is_shown_harmless_everywhere(cast: Cast, as_user: AsUser, now: datetime) -> None:
    asked = SingleChoice(
        text=HOSTILE, options=(Option("a", HOSTILE), Option("b", "b")), code="<script>", source=HOSTILE
    )
    question = stored(cast.chi, now, asked)
    begun_import(cast.chi, now, asked)
    started = database.session.scalars(select(QuestionImport)).one()
    database.session.commit()
    chi = as_user("chi")
    for address in (
        "/questions/",
        f"/questions/{question.id}",
        f"/questions/{question.id}/edit",
        f"/questions/imports/{started.id}?tab=all",
    ):
        page = chi.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'onerror="' not in page


def test_a_picture_is_stored_and_shown_below_the_text(cast: Cast, as_user: AsUser) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    made = as_user("chi").post(
        "/questions/?type=essay", data={**ESSAY, "picture": (io.BytesIO(png), "hình 1.png")}
    )
    assert made.status_code == 302
    assert '<img src="/files/' in database.session.scalars(select(Question)).one().latest.asked.text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.type))
def test_every_type_is_shown_with_its_key_and_as_learners_see_it(
    cast: Cast, as_user: AsUser, now: datetime, sample: BankQuestion
) -> None:
    question = stored(cast.chi, now, sample)
    database.session.commit()
    page = as_user("chi").get(f"/questions/{question.id}")
    assert page.status_code == 200
    assert 'id="preview-text"' in page.text
    assert as_user("chi").get(f"/questions/{question.id}/edit").status_code == 200


def test_what_only_calls_itself_a_picture_is_refused(cast: Cast, as_user: AsUser) -> None:
    svg = (io.BytesIO(b"<svg onload=alert(1)>"), "a.png")
    answer = as_user("chi").post("/questions/?type=essay", data={**ESSAY, "picture": svg})
    assert answer.status_code == 422
    assert database.session.scalars(select(Question)).all() == []


def test_an_edit_over_somebody_elses_newer_version_is_not_saved(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = stored(cast.chi, now)
    database.session.commit()
    as_user("dung").post(f"/questions/{question.id}", data=NEW | {"base": "1"})
    late = as_user("chi").post(f"/questions/{question.id}", data=NEW | {"base": "1", "text": "Bản của tôi?"})
    assert late.status_code == 409
    assert "Bản của tôi?" in late.text
    database.session.refresh(question)
    assert question.latest_number == 2


def test_what_a_reviewer_sees_and_approves_and_the_author_cannot(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = stored(cast.chi, now)
    database.session.commit()
    version = {"version": question.latest.id, "next": f"/questions/{question.id}"}
    as_user("chi").post("/questions/submissions", data=version)
    hanh = as_user("hanh")
    assert "Cần duyệt" in hanh.get("/questions/inbox").text
    assert "Đảng ta ra đời năm nào?" in hanh.get("/questions/review?place=").text
    assert as_user("chi").post("/questions/approvals", data=version).status_code == 403
    done = hanh.post("/questions/approvals", data=version | {"all_met": "1"})
    assert done.headers["Location"] == f"/questions/{question.id}"
    database.session.refresh(question)
    assert database.session.get(Question, question.id).latest.state is VersionState.PUBLISHED  # type: ignore[union-attr]


def test_returning_needs_a_reason_and_the_writer_reads_it(cast: Cast, as_user: AsUser, now: datetime) -> None:
    question = stored(cast.chi, now)
    database.session.commit()
    chi, hanh = as_user("chi"), as_user("hanh")
    chi.post("/questions/submissions", data={"place": ""})
    blank = hanh.post("/questions/returns", data={"version": question.latest.id, "comment": "  ", "pile": ""})
    assert blank.status_code == 422
    assert question.latest.state is VersionState.SUBMITTED
    hanh.post("/questions/returns", data={"version": question.latest.id, "comment": "Thiếu căn cứ <b>"})
    assert "Thiếu căn cứ &lt;b&gt;" in chi.get("/questions/inbox").text


@pytest.mark.parametrize("version", ["abc", "-1", "99999999999", ""])
def test_a_version_that_is_none_moves_nothing(cast: Cast, as_user: AsUser, version: str) -> None:
    assert as_user("hanh").post("/questions/approvals", data={"version": version}).status_code == 422


def test_strange_filters_show_a_page(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    for query in (
        "level=X&type=%00&state=%3Cscript%3E",
        "topic=99999999999999999999&author=-1",
        "place=9999999999:1",
        "place=x:y",
        "q=%25_%5C&page=-3",
        "q=" + "a+" * 300,
    ):
        assert chi.get(f"/questions/?{query}").status_code == 200


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
    assert chi.post(address, data=NEW).status_code == 302
    database.session.refresh(item)
    assert (item.decision, item.usable, item.text) == (Decision.ACCEPT, True, NEW["text"])


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


def test_a_page_costs_the_same_whatever_the_bank_holds(
    cast: Cast, as_user: AsUser, now: datetime, count_queries: Any
) -> None:
    chi, costs = as_user("chi"), []
    for number in range(1, 13):
        published(cast.chi, cast.hanh, now, choice(f"Câu số {number}?"))
        if number in (2, 12):
            database.session.commit()
            with count_queries() as queries:
                assert chi.get("/questions/").status_code == 200
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


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


def test_the_bank_leaves_as_gift_and_comes_back(cast: Cast, as_user: AsUser, now: datetime) -> None:
    stored(cast.chi, now)
    database.session.commit()
    sent = as_user("chi").get("/questions/export")
    assert sent.status_code == 200
    reading = intake.understand(sent.data, "x.gift")
    assert reading.rows[0]["text"] == "Đảng ta ra đời năm nào?"


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
