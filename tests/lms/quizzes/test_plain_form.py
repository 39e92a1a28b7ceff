"""Without script the sitting page is a form: nothing is lost in it, and every refusal is named."""

from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from lms.classes import service as classes
from lms.classes.models import Enrolment
from lms.quizzes.models import Attempt
from lms.quizzes.sheets import sheet
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz
from tests.question_bank import examples


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    quiz = make_quiz(cast, examples.ALL)
    return make_attempt(quiz, cast.an.id)


@pytest.fixture
def learner(as_user: Callable[[str], TestClient]) -> TestClient:
    return as_user("an")


def slot_of(attempt: Attempt, kind: str) -> int:
    items = sheet(attempt.paper.key).items
    return next(number for number, item in items.items() if item.question.type == kind)


def parts_of(attempt: Attempt, kind: str) -> list[str]:
    question: Any = sheet(attempt.paper.key).items[slot_of(attempt, kind)].question
    return [part.id for part in getattr(question, {"ordering": "items", "single_choice": "options"}[kind])]


def post(learner: TestClient, attempt: Attempt, **fields: Any) -> str:
    url = f"/attempts/{attempt.public_id}/form"
    return learner.post(url, data=fields, follow_redirects=True).get_data(as_text=True)


def held(attempt: Attempt) -> dict[int, Any]:
    return {response.slot: response.value for response in attempt.responses}


def test_answers_come_back_in_their_fields(learner, attempt):
    choice, word = slot_of(attempt, "single_choice"), slot_of(attempt, "short_text")
    option = parts_of(attempt, "single_choice")[2]
    page = post(learner, attempt, **{f"q{choice}": option, f"q{word}": 'sông "Hồng"'})
    assert held(attempt) == {choice: option, word: 'sông "Hồng"'}
    assert f'value="{option}" checked' in page
    assert 'value="sông &#34;Hồng&#34;"' in page


def test_who_has_left_the_class_is_not_told_that_it_is_saved(learner, attempt, cast):
    enrolment = database.session.query(Enrolment).filter_by(person_id=cast.an.id).one()
    classes.withdraw(enrolment, "Chuyển lớp", NOW, cast.em)
    database.session.commit()
    sent = {f"q{slot_of(attempt, 'short_text')}": "Hồng"}
    assert learner.post(f"/attempts/{attempt.public_id}/form", data=sent).status_code == 403
    assert held(attempt) == {}


def test_an_order_with_a_place_given_twice_costs_no_other_answer_and_is_named(learner, attempt):
    order, word = slot_of(attempt, "ordering"), slot_of(attempt, "short_text")
    twice = {f"q{order}-{part}": "1" for part in parts_of(attempt, "ordering")}
    page = post(learner, attempt, **twice, **{f"q{word}": "Hồng"}, then="submit")
    assert held(attempt) == {word: "Hồng"}
    assert "đúng một lần" in page
    assert attempt.closed_at is None


def test_a_whole_order_is_kept(learner, attempt):
    order, parts = slot_of(attempt, "ordering"), parts_of(attempt, "ordering")
    wanted = list(reversed(parts))
    post(learner, attempt, **{f"q{order}-{part}": str(wanted.index(part) + 1) for part in parts})
    assert held(attempt) == {order: wanted}


def test_the_page_with_script_shows_nothing_that_was_answered(learner, attempt):
    word = slot_of(attempt, "short_text")
    post(learner, attempt, **{f"q{word}": "Hồng"})
    page = learner.get(f"/attempts/{attempt.public_id}").get_data(as_text=True)
    paper = page[page.index("<fieldset") : page.index("</fieldset>")]
    assert "Hồng" not in paper


def test_the_worker_may_keep_the_page_of_this_attempt_only(client, attempt):
    answer = client.get(f"/attempts/{attempt.public_id}/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == f"/attempts/{attempt.public_id}"
    assert answer.headers["Cache-Control"] == "no-cache"
