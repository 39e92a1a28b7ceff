"""What a question rests on: named on its form, flagged once it no longer holds, and kept out of new papers then."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.documents import service as register
from lms.documents.citations.shelf import Cited
from lms.questions import queries
from lms.questions.models import Question
from lms.questions.sources.models import QuestionSource
from lms.questions.sources.queries import outdated_of, sources_of
from lms.questions.sources.service import cite
from lms.web import clock
from question_bank.question import Level
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document, replaced
from tests.lms.questions.samples import TYPED, choice, published, stored

AsUser = Callable[[str], TestClient]
TODAY = NOW.date()
FLAG = "Nguồn không còn hiệu lực"
HELD_BACK = "câu đã duyệt không được tính"


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def in_topic(cast: Cast, text: str = "Đảng ta ra đời năm nào?") -> Question:
    topic = cast.programme.topics[0]
    where: dict[str, Any] = {
        "programme_id": cast.programme.id,
        "topic_id": topic.id,
        "level": Level.RECOGNITION,
    }
    return published(cast.chi, cast.hanh, NOW, choice(text), **where)


def sent(*pairs: tuple[str, str]) -> dict[str, str]:
    rows: dict[str, str] = {}
    for number, (named, clause) in enumerate(pairs):
        rows |= {f"sources-{number}-document": named, f"sources-{number}-clause": clause}
    return TYPED | rows


def kept() -> list[tuple[str, str]]:
    database.session.expire_all()
    statement = select(QuestionSource).order_by(QuestionSource.id)
    return [(one.document.number, one.clause) for one in database.session.scalars(statement)]


def test_a_question_names_its_documents_by_their_numbers_with_the_clause(cast: Cast, as_user: AsUser) -> None:
    document(cast, "05-NQ/TU")
    document(cast, "12-HD/TU")
    chi = as_user("chi")
    given = sent(("5 - nq/tu", "điểm a  khoản 2 Điều 5"), ("12-HD/TU", ""), ("", ""))
    made = chi.post("/questions/?type=single_choice", data=given | {"source": "Sách, trang 12"})
    assert made.status_code == 302
    assert kept() == [("05-NQ/TU", "điểm a khoản 2 Điều 5"), ("12-HD/TU", "")]
    page = chi.get(made.headers["Location"]).text
    for words in ("05-NQ/TU", "điểm a khoản 2 Điều 5", "Còn hiệu lực", "Sách, trang 12"):
        assert words in page


def test_the_form_shows_them_and_what_it_shows_reads_back_the_same(cast: Cast, as_user: AsUser) -> None:
    one = document(cast)
    chi = as_user("chi")
    chi.post("/questions/?type=single_choice", data=sent(("05-NQ/TU", "Điều 2")))
    [question] = database.session.scalars(select(Question))
    assert f'value="{one.citation}"' in chi.get(f"/questions/{question.id}/edit").text
    before = database.session.query(AuditEntry).count()
    chi.post(f"/questions/{question.id}", data=sent((one.citation, "Điều 2")) | {"base": "1"})
    assert kept() == [("05-NQ/TU", "Điều 2")]
    assert database.session.query(AuditEntry).count() == before


def test_other_sources_make_no_new_version_and_stand_in_the_history(cast: Cast, as_user: AsUser) -> None:
    document(cast, "05-NQ/TU")
    document(cast, "12-HD/TU")
    chi = as_user("chi")
    chi.post("/questions/?type=single_choice", data=sent(("05-NQ/TU", "Điều 2")))
    [question] = database.session.scalars(select(Question))
    answer = chi.post(
        f"/questions/{question.id}", data=sent(("12-HD/TU", "")) | {"base": "1"}, follow_redirects=True
    )
    assert "nguồn của câu hỏi" in answer.text
    assert kept() == [("12-HD/TU", "")]
    assert question.latest_number == 1
    wanted = select(AuditEntry).where(AuditEntry.action == "question.sources-set")
    assert [len((entry.old or {})["sources"]) for entry in database.session.scalars(wanted)] == [0, 1]


def test_whoever_saves_over_a_newer_version_changes_no_sources(cast: Cast, as_user: AsUser) -> None:
    document(cast)
    question = stored(cast.chi, NOW)
    answer = as_user("chi").post(f"/questions/{question.id}", data=sent(("05-NQ/TU", "")) | {"base": "0"})
    assert answer.status_code == 409
    assert "05-NQ/TU" in answer.text
    assert kept() == []


@pytest.mark.parametrize(
    "named, clause, words",
    [
        ("99-NQ/TU", "Điều 1", "chưa có trong sổ văn bản"),
        ("", "Điều 1", "Hãy ghi văn bản có điều, khoản này"),
        ("17-NQ/TU", "Điều 1", "Sổ có nhiều văn bản"),
    ],
)
def test_a_document_that_is_not_clear_is_said_to_be_so_and_nothing_typed_is_lost(
    cast: Cast, as_user: AsUser, named: str, clause: str, words: str
) -> None:
    for year in (2021, 2026):
        document(cast, "17-NQ/TU", issued_on=date(year, 1, 5))
    answer = as_user("chi").post("/questions/?type=single_choice", data=sent((named, clause)))
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{clause}"' in answer.text
    assert TYPED["parts-1-text"] in answer.text
    assert "/documents/new?number=" in answer.text
    assert database.session.scalars(select(Question)).all() == []


def test_a_row_more_is_shown_without_storing_anything(cast: Cast, as_user: AsUser) -> None:
    given = sent(("05-NQ/TU", "Điều 2")) | {"rows": "add-source"}
    answer = as_user("chi").post("/questions/?type=single_choice", data=given)
    assert answer.status_code == 200
    assert "sources-1-document" in answer.text
    assert 'value="Điều 2"' in answer.text
    assert database.session.scalars(select(Question)).all() == []


def test_what_cites_a_replaced_or_expired_document_leaves_the_pool_on_the_day_and_comes_back(
    cast: Cast,
) -> None:
    question, free = in_topic(cast), in_topic(cast, "Câu khác?")
    later, ended = TODAY + timedelta(days=3), TODAY + timedelta(days=5)
    old = replaced(cast, on=later)
    short = document(cast, "8-HD/TU", valid_until=ended)
    cell = (cast.programme.topics[0].id, Level.RECOGNITION)

    def offered(day: date) -> set[int]:
        found = {entry.question_id for entry in queries.pool(cast.programme.id, day)}
        assert queries.cell_counts(cast.programme.id, day)[cell] == len(found)
        assert sum(queries.held_back(cast.programme.id, day).values()) == 2 - len(found)
        return found

    cite(cast.chi, question, [Cited(old), Cited(short)], NOW)
    assert offered(later - timedelta(days=1)) == {question.id, free.id}
    assert offered(later) == {free.id}
    register.take_back(old, cast.em, NOW)
    assert offered(ended) == {question.id, free.id}
    assert offered(ended + timedelta(days=1)) == {free.id}
    cite(cast.chi, question, [Cited(document(cast, "9-HD/TU"))], NOW)
    assert offered(ended + timedelta(days=1)) == {question.id, free.id}


def test_the_pool_and_its_counts_stay_one_statement_each(cast: Cast, count_queries: Any) -> None:
    old = replaced(cast)
    for number in range(6):
        cite(cast.chi, in_topic(cast, f"Câu {number}?"), [Cited(old, f"Điều {number}")], NOW)
    database.session.flush()
    with count_queries() as statements:
        assert queries.pool(cast.programme.id, TODAY) == []
        assert queries.cell_counts(cast.programme.id, TODAY) == {}
        assert queries.held_back(cast.programme.id, TODAY) == {
            (cast.programme.topics[0].id, Level.RECOGNITION): 6
        }
    assert len(statements) == 3


def test_the_matrix_says_how_many_are_held_back_and_leads_to_just_those(cast: Cast, as_user: AsUser) -> None:
    in_topic(cast, "Câu còn dùng được?")
    chi, address = as_user("chi"), f"/classes/{cast.k1.id}/quizzes/new"
    assert HELD_BACK not in chi.get(address).text
    cite(cast.chi, in_topic(cast, "Câu bị giữ lại?"), [Cited(replaced(cast))], NOW)
    page = chi.get(address).text
    assert f"1 {HELD_BACK}" in page
    assert page.count("1 tạm giữ lại") == 1  # beside the count of its own cell
    link = f"/questions/?place={cast.programme.id}:&amp;state=published&amp;source=outdated"
    assert link in page.replace("%3A", ":")
    shown = chi.get(link.replace("&amp;", "&")).text
    assert "Câu bị giữ lại?" in shown
    assert "Câu còn dùng được?" not in shown


def test_the_bank_flags_the_question_and_its_page_says_what_replaced_the_document(
    cast: Cast, as_user: AsUser
) -> None:
    question, chi = in_topic(cast), as_user("chi")
    cite(cast.chi, question, [Cited(document(cast, "8-HD/TU"))], NOW)
    database.session.commit()
    listed = chi.get("/questions/").text
    assert listed.count(FLAG) == 1  # the choice of the filter
    cite(cast.chi, question, [Cited(replaced(cast), "Điều 5")], NOW)
    database.session.commit()
    assert chi.get("/questions/").text.count(FLAG) == 2
    page = chi.get(f"/questions/{question.id}").text
    for words in ("Đã được thay thế bởi", "17-NQ/TU", "Văn bản nguồn của câu hỏi không còn hiệu lực"):
        assert words in page


def test_the_writer_sees_it_in_the_inbox_and_nobody_else_does(cast: Cast, as_user: AsUser) -> None:
    mine, retired = in_topic(cast), in_topic(cast, "Câu cũ?")
    old = replaced(cast)
    for question in (mine, retired):
        cite(cast.chi, question, [Cited(old, "Điều 1"), Cited(old, "Điều 2")], NOW)
    retired.retired_at = NOW
    database.session.commit()
    [found] = outdated_of(cast.chi.id, TODAY)
    assert (found.document.id, found.count) == (old.id, 1)
    assert "Văn bản nguồn không còn hiệu lực" in as_user("chi").get("/questions/inbox").text
    assert "Văn bản nguồn không còn hiệu lực" not in as_user("dung").get("/questions/inbox").text


def test_the_page_of_a_document_counts_its_questions_and_opens_them_to_those_who_may(
    cast: Cast, as_user: AsUser
) -> None:
    one, question = document(cast), in_topic(cast, "Câu trích dẫn?")
    cite(cast.chi, question, [Cited(one, "khoản 3")], NOW)
    database.session.commit()
    page = as_user("chi").get(f"/documents/{one.id}").text
    assert "Câu trích dẫn?" in page
    assert "khoản 3" in page
    assert "Câu trích dẫn?" in as_user("chi").get(f"/questions/?document={one.id}").text
    assert "Câu trích dẫn?" not in as_user("chi").get(f"/questions/?document={one.id + 1}").text
    closed = as_user("nga").get(f"/documents/{one.id}").text
    assert "Câu trích dẫn?" not in closed
    assert "1 mục thuộc lớp hoặc vai trò khác" in closed


def test_questions_that_cite_what_was_replaced_are_listed_for_review_and_clauses_open_at_their_place(
    cast: Cast, as_user: AsUser
) -> None:
    old, question = replaced(cast, on=NOW.date()), in_topic(cast, "Câu cần xem lại?")
    cite(cast.chi, question, [Cited(old, "khoản 1 Điều 2")], NOW)
    database.session.commit()
    chi = as_user("chi")
    assert "1 nội dung dẫn văn bản này cần rà soát" in chi.get(f"/documents/{old.id}").text
    assert "cần rà soát" not in chi.get(f"/documents/{old.replaced_by_id}").text
    page = chi.get(f"/questions/{question.id}").text
    assert f"/documents/{old.id}/clause?cited=" in page


def test_hostile_clauses_are_shown_harmless(cast: Cast, as_user: AsUser) -> None:
    hostile = '"><script>alert(1)</script>'
    one, chi = document(cast, abstract=hostile), as_user("chi")
    made = chi.post("/questions/?type=single_choice", data=sent(("05-NQ/TU", hostile)))
    again = chi.post("/questions/?type=single_choice", data=sent((hostile, hostile)))
    assert again.status_code == 422
    question = made.headers["Location"]
    for page in (again, *map(chi.get, (question, f"{question}/edit", f"/documents/{one.id}"))):
        assert "<script>alert" not in page.text


def test_a_question_that_goes_takes_its_sources_along_and_a_cited_document_stays(
    cast: Cast, now: datetime
) -> None:
    question = stored(cast.chi, now)
    cite(cast.chi, question, [Cited(document(cast))], now)
    assert len(sources_of(question.id)) == 1
    database.session.query(Question).filter_by(id=question.id).delete()
    assert database.session.query(QuestionSource).count() == 0
