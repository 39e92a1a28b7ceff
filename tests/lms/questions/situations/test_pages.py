"""Sets in a browser: written with a preview, filled, ordered, told of on the pages of their questions; and whose."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.questions import review
from lms.questions.models import Question
from lms.questions.sharing import service as sharing
from lms.questions.sharing.service import AUTHOR
from lms.questions.situations import service
from lms.questions.situations.models import Situation, SituationText
from lms.questions.situations.service import Written
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import choice, stored
from tests.lms.questions.situations.samples import CASE, NEWER, approve, asked_in, begun

AsUser = Callable[[str], TestClient]
SETS = "/questions/situations"
ESSAY = {"text": "Đồng chí xử lý thế nào?", "place": "", "level": "VD"}


@pytest.fixture
def situation(cast: Cast) -> Situation:
    made = begun(cast.chi)
    database.session.commit()
    return made


def test_a_lecturer_writes_a_set_with_a_picture_and_its_first_question(cast: Cast, as_user: AsUser) -> None:
    chi = as_user("chi")
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40), "bảng.png"
    made = chi.post(f"{SETS}/", data={"text": CASE, "title": "", "picture": picture})
    page = chi.get(made.location).text
    assert '<img src="/files/' in page
    number = database.session.scalars(select(Situation.id)).one()
    assert CASE in chi.get(f"/questions/new?type=essay&situation={number}").text
    sent = chi.post(f"/questions/?type=essay&situation={number}", data=ESSAY)
    assert sent.location.endswith(f"{SETS}/{number}")
    question = database.session.scalars(select(Question)).one()
    assert CASE in question.latest.asked.case
    shown = chi.get(sent.location).text
    assert ESSAY["text"] in shown
    assert "Gửi duyệt 1 bản nháp của bộ" in shown


def test_a_preview_shows_the_text_with_its_questions_and_stores_nothing(
    cast: Cast, as_user: AsUser, situation: Situation
) -> None:
    asked_in(cast, situation, "Câu một?", "Câu hai?")
    database.session.commit()
    shown = as_user("chi").post(f"{SETS}/{situation.id}", data={"text": NEWER, "base": "1", "preview": "1"})
    assert shown.status_code == 200
    assert shown.text.count(NEWER) >= 3  # typed, on the phone, in print
    assert "<ins>11</ins>" in shown.text
    assert database.session.scalars(select(SituationText.number)).all() == [1]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_case_without_text_comes_back_with_what_was_typed(cast: Cast, as_user: AsUser, text: str) -> None:
    sent = as_user("chi").post(f"{SETS}/", data={"text": text, "source": "Sổ tay chi bộ"})
    assert sent.status_code == 422
    assert "Sổ tay chi bộ" in sent.text
    assert database.session.scalars(select(Situation)).all() == []


def test_hostile_text_is_shown_harmless(cast: Cast, as_user: AsUser) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)><b>đậm</b>"
    chi = as_user("chi")
    made = chi.post(f"{SETS}/", data={"text": hostile, "title": hostile, "source": hostile})
    for page in (chi.get(made.location), chi.get(f"{SETS}/"), chi.get(f"{made.location}/edit")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_a_newer_text_is_not_saved_over(cast: Cast, as_user: AsUser, situation: Situation) -> None:
    service.save(cast.chi, situation, Written(NEWER), 1, NOW)
    database.session.commit()
    late = as_user("chi").post(f"{SETS}/{situation.id}", data={"text": "Của tôi", "base": "1"})
    assert late.status_code == 409
    assert "Của tôi" in late.text
    history = as_user("chi").get(f"{SETS}/{situation.id}").text
    assert "<del>9</del>" in history
    assert "Chi bộ A có 9" in as_user("chi").get(f"{SETS}/{situation.id}?version=1").text


def test_questions_are_put_in_by_number_or_by_choice_and_taken_out(
    cast: Cast, as_user: AsUser, situation: Situation
) -> None:
    first, second = stored(cast.chi, NOW), stored(cast.chi, NOW, choice("Câu hai?"))
    database.session.commit()
    chi, here = as_user("chi"), f"{SETS}/{situation.id}"
    refused = chi.post(f"{here}/questions", data={"numbers": f"{first.id}, 999999"})
    assert refused.status_code == 422
    assert f'value="{first.id}, 999999"' in refused.text
    chi.post(f"{here}/questions", data={"numbers": f"{first.id}"})
    assert situation.title in chi.get(f"{SETS}/choice?question={second.id}").text
    assert chi.post(f"{SETS}/choice", data={"question": second.id}).status_code == 422
    chi.post(f"{SETS}/choice", data={"question": second.id, "situation": situation.id})
    chi.post(f"{here}/order", data={"move": f"up-{second.id}"})
    page = chi.get(here).text
    assert page.index("Câu hai?") < page.index("Đảng ta ra đời năm nào?")
    chi.post(f"{here}/questions/{first.id}/delete")
    assert f"/questions/{first.id}" not in chi.get(here).text


def test_a_set_is_named_in_the_list_on_the_page_and_in_the_review_and_changed_on_its_own(
    cast: Cast, as_user: AsUser, situation: Situation
) -> None:
    (question,) = asked_in(cast, situation, "Câu một?")
    review.submit(cast.chi, [question.latest.id], NOW)
    database.session.commit()
    link, chi = f'href="{SETS}/{situation.id}"', as_user("chi")
    for address in ("/questions/", f"/questions/{question.id}"):
        assert link in chi.get(address).text
    place = f"{cast.programme.id}:{cast.programme.topics[0].id}"
    assert link in as_user("hanh").get(f"/questions/review?place={place}").text
    form = chi.get(f"/questions/{question.id}/edit").text
    assert CASE in form
    assert 'name="case"' not in form
    chi.post(f"/questions/{question.id}", data=ESSAY | {"base": "1", "case": "Tự ý đổi"})
    assert database.session.get_one(Question, question.id).latest.asked.case == CASE


def test_a_retired_set_takes_nothing_in_until_it_is_used_again(
    cast: Cast, as_user: AsUser, situation: Situation
) -> None:
    chi, here = as_user("chi"), f"{SETS}/{situation.id}"
    chi.post(f"{here}/retirement")
    assert "đã ngừng dùng" in chi.get(here).text
    assert situation.title not in chi.get(f"{SETS}/").text
    assert situation.title in chi.get(f"{SETS}/?retired=1").text
    assert chi.post(f"{here}/questions", data={"numbers": "1"}).status_code == 409
    assert chi.get(f"/questions/new?situation={situation.id}").status_code == 404
    chi.post(f"{here}/retirement/delete")
    assert situation.title in chi.get(f"{SETS}/").text


def test_nobody_meets_a_set_whose_questions_are_not_theirs_to_see(
    cast: Cast, as_user: AsUser, situation: Situation
) -> None:
    """Its writer may change it as long as every question of it is theirs to change."""
    dung, here = as_user("dung"), f"{SETS}/{situation.id}"
    assert dung.get(here).status_code == 404, "a set without questions is its writer's alone"
    mine, private = (asked_in(cast, situation, text)[0] for text in ("Câu chung?", "Câu riêng của Chi?"))
    sharing.keep(cast.chi, [mine.id, private.id], AUTHOR, NOW)
    database.session.commit()
    assert dung.get(here).status_code == 404
    assert CASE not in dung.get(f"{SETS}/").text
    assert CASE not in dung.get(f"{SETS}/?q=chi bo").text
    assert situation.title not in dung.get(f"{SETS}/choice?question={mine.id}").text
    sharing.keep(cast.chi, [mine.id], sharing.BANK, NOW)
    database.session.commit()
    seen = dung.get(here).text
    assert "Câu chung?" in seen
    assert "Câu riêng của Chi?" not in seen
    assert "Bộ còn câu hỏi khác" in seen
    assert dung.get(f"{here}/edit").status_code == 403
    assert dung.post(f"{here}/questions", data={"numbers": str(mine.id)}).status_code == 403
    assert as_user("chi").get(f"{here}/edit").status_code == 200


def test_pages_cost_the_same_whatever_sets_and_questions_there_are(
    cast: Cast, as_user: AsUser, situation: Situation, count_queries: Any
) -> None:
    chi, costs = as_user("chi"), []
    for number in range(1, 9):
        approve(cast, *asked_in(cast, situation, f"Câu số {number}?"))
        begun(cast.chi, f"Tình huống {number}")
        if number in (2, 8):
            database.session.commit()
            pages = (f"{SETS}/", f"{SETS}/{situation.id}", f"{SETS}/{situation.id}/edit", "/questions/")
            for address in pages:
                with count_queries() as queries:
                    assert chi.get(address).status_code == 200
                costs.append(len(queries))
    assert costs[:4] == costs[4:]
    assert max(costs) <= 22
