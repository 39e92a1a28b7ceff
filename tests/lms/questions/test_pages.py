"""The bank in a browser: what people write and find, what hostile input comes to, how many statements a page costs."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import lxml.html
import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from lms import database
from lms.questions import intake
from lms.questions.models import Question, QuestionImport
from question_bank.question import Question as BankQuestion
from question_bank.types import Option, SingleChoice
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import TYPED, begun_import, choice, published, stored
from tests.lms.questions.test_forms import SAMPLES

AsUser = Callable[[str], TestClient]
ESSAY = {"text": "Nêu ý nghĩa:", "place": "", "level": ""}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script><b>đậm</b>"


def as_a_browser_sends(page: str, action: str) -> MultiDict[str, str]:
    """The fields of the form as they stand on the page, and no others."""
    document: Any = lxml.html.fromstring(page)
    [form] = [one for one in document.forms if one.action == action]
    return MultiDict(form.form_values())


def test_a_lecturer_writes_a_question_and_finds_it_without_marks(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    made = chi.post("/questions/?type=single_choice", data=TYPED)
    assert made.status_code == 302
    assert "nền tảng tư tưởng" in chi.get(made.headers["Location"]).text
    question = database.session.scalars(select(Question)).one()
    asked: Any = question.latest.asked
    assert [option.text for option in asked.options] == [
        TYPED["parts-0-text"],
        TYPED["parts-1-text"],
    ]  # type: ignore[attr-defined]
    for words in ("nen tang tu tuong", "nền tảng", "MÁC LÊNIN"):
        assert "nền tảng tư tưởng" in chi.get("/questions/", query_string={"q": words}).text
    assert "nền tảng tư tưởng" not in chi.get("/questions/", query_string={"q": "nến tảng"}).text


def test_rows_are_added_and_taken_away_without_storing_anything(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    grown = chi.post("/questions/?type=single_choice", data=TYPED | {"rows": "add"})
    assert grown.status_code == 200
    assert "parts-3-text" in grown.text
    shrunk = chi.post("/questions/?type=single_choice", data=TYPED | {"rows": "remove-0"})
    assert TYPED["parts-0-text"] not in shrunk.text
    assert TYPED["parts-1-text"] in shrunk.text
    assert database.session.scalars(select(Question)).all() == []


def test_a_preview_shows_phone_and_print_without_the_key_and_stores_nothing(
    cast: Cast, as_user: AsUser
) -> None:
    chi, case = as_user("chi"), "Chi bộ thôn họp, vắng năm đảng viên."
    sent = TYPED | {"case": case, "explanation": "Vì sao lại thế", "preview": "1"}
    shown = chi.post("/questions/?type=single_choice", data=sent)
    assert shown.status_code == 200
    preview = shown.text.partition('id="question-preview"')[2]
    phone, _head, paper = preview.partition('id="in-print"')
    for part in (phone, paper):
        assert TYPED["text"] in part
        assert TYPED["parts-0-text"] in part
        assert part.count(case) == 1
        assert "Vì sao lại thế" not in part
    assert " checked" not in preview
    assert database.session.scalars(select(Question)).all() == []
    grown = chi.post("/questions/?type=single_choice", data=sent | {"rows": "add"}).text
    assert "data-stale" in grown, "the script asks for the preview of a form that grew"
    assert chi.post("/questions/?type=single_choice", data=sent | {"text": ""}).status_code == 422


def test_a_question_without_text_comes_back_with_what_was_typed(cast: Cast, as_user: AsUser) -> None:
    answer = as_user("chi").post("/questions/?type=single_choice", data=TYPED | {"text": " "})
    assert answer.status_code == 422
    assert TYPED["parts-1-text"] in answer.text


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
@pytest.mark.one_database
def test_every_type_is_shown_with_its_key_and_as_learners_see_it(
    cast: Cast, as_user: AsUser, now: datetime, sample: BankQuestion
) -> None:
    question = stored(cast.chi, now, sample)
    database.session.commit()
    chi, here = as_user("chi"), f"/questions/{question.id}"
    page = chi.get(here)
    assert page.status_code == 200
    assert 'id="preview-text"' in page.text
    for form in (f"/questions/new?type={sample.type}", f"{here}/edit"):
        shown = chi.get(form).text
        assert 'id="preview-text"' in shown
        assert 'class="exam-paper__question"' in shown
    saved = chi.post(here, data=as_a_browser_sends(shown, here))
    assert saved.status_code == 302, "what the page shows can be saved as it is"
    assert question.latest_number == 1


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
    as_user("dung").post(f"/questions/{question.id}", data=TYPED | {"base": "1"})
    late = as_user("chi").post(
        f"/questions/{question.id}", data=TYPED | {"base": "1", "text": "Bản của tôi?"}
    )
    assert late.status_code == 409
    assert "Bản của tôi?" in late.text
    database.session.refresh(question)
    assert question.latest_number == 2


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
    assert costs[0] == costs[1] <= 14


def test_the_bank_leaves_as_gift_and_comes_back(cast: Cast, as_user: AsUser, now: datetime) -> None:
    stored(cast.chi, now)
    database.session.commit()
    sent = as_user("chi").get("/questions/export")
    assert sent.status_code == 200
    reading = intake.understand(sent.data, "x.gift")
    assert reading.rows[0]["text"] == "Đảng ta ra đời năm nào?"
