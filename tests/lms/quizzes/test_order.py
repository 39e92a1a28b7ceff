"""A test in sections and without way back: what is asked in which part, and that nobody goes back or ahead."""

from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from lms.quizzes.models import Attempt
from lms.quizzes.rules import Layout
from lms.quizzes.sheets import sheet
from tests.lms.cast import Cast
from tests.lms.quizzes.conftest import Page
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz

Open = Callable[..., Page]
PARTS = [
    {"title": "Phần I. Nhận biết", "note": "Chọn một phương án."},
    {"title": "Phần II. Vận dụng", "note": ""},
]


def in_order(cast: Cast, **values: Any) -> Any:
    return make_quiz(cast, sequential=True, **values)


@pytest.fixture
def page(cast: Cast, open_page: Open) -> Page:
    return open_page(in_order(cast))


def word(page: Page, slot: int, place: int = 0) -> str:
    question: Any = sheet(page.attempt.paper.key).items[slot].question
    return str(question.options[place].id)


def locked(page: Page) -> list[int]:
    database.session.expire_all()
    return database.session.get_one(Attempt, page.attempt.id).locked


def test_going_on_locks_what_is_left_behind(page: Page) -> None:
    reply = page.send({"value": word(page, 1), "done": True})
    assert reply.status_code == 200
    assert locked(page) == [1]
    back = page.send({"seq": 2, "base": 1, "value": word(page, 1, 2)})
    assert back.status_code == 409
    assert back.get_json()["conflicts"][0]["reason"] == "late"
    assert page.answers() == {1: word(page, 1)}
    assert page.history()[-1] == (1, "tab-a", 2, "late")


def test_nobody_answers_ahead(page: Page) -> None:
    ahead = page.send({"slot": 3, "value": word(page, 3)})
    assert ahead.status_code == 409
    assert page.answers() == {}
    assert page.history() == [(3, "tab-a", 1, "late")]


def test_an_outbox_that_was_offline_arrives_in_order(page: Page) -> None:
    reply = page.send(
        {"slot": 1, "seq": 1, "value": word(page, 1)},
        {"slot": 1, "seq": 2, "value": word(page, 1, 1), "done": True},
        {"slot": 2, "seq": 3, "value": None, "done": True},
        {"slot": 3, "seq": 4, "value": word(page, 3)},
    )
    assert reply.status_code == 200
    assert locked(page) == [1, 2]
    assert page.answers() == {1: word(page, 1, 1), 2: None, 3: word(page, 3)}


def test_the_same_going_on_again_is_answered_the_same(page: Page) -> None:
    left = {"value": word(page, 1), "done": True}
    first, again = page.send(left), page.send(left)
    assert first.get_json()["acked"] == again.get_json()["acked"]
    assert locked(page) == [1]


def test_an_unknown_edit_does_not_open_what_is_locked_for_another_tab(page: Page) -> None:
    page.send({"value": word(page, 1), "done": True})
    other = page.send({"seq": 1, "base": 1, "value": word(page, 1, 3)}, tab="tab-b")
    assert other.status_code == 409
    assert page.answers() == {1: word(page, 1)}


def test_without_an_order_done_means_nothing(open_page: Open, quiz: Any) -> None:
    page = open_page(quiz)
    page.send({"value": word(page, 1), "done": True})
    assert locked(page) == []
    assert page.send({"seq": 2, "base": 1, "value": word(page, 1, 2)}).status_code == 200


def test_without_script_the_form_shows_one_question_and_goes_on(cast: Cast, as_user: Any) -> None:
    attempt = make_attempt(in_order(cast), cast.an.id)
    learner, url = as_user("an"), f"/attempts/{attempt.public_id}"
    first = learner.get(f"{url}?plain=1").text
    assert "Câu hỏi 1 về" in first
    assert "Câu hỏi 2 về" not in first
    answer = sheet(attempt.paper.key).items[1].question.correct_response()
    second = learner.post(f"{url}/form", data={"q1": answer, "then": "next"}, follow_redirects=True).text
    assert "Câu hỏi 2 về" in second
    assert "Câu hỏi 1 về" not in second
    learner.post(f"{url}/form", data={"q1": "", "q2": "", "then": "next"})
    database.session.expire_all()
    assert {response.slot: response.value for response in attempt.responses} == {1: answer, 2: None}
    last = learner.get(f"{url}?plain=1").text
    assert "Câu hỏi 3 về" in last
    assert 'value="submit"' in last


def test_questions_stand_in_their_sections(cast: Cast, as_user: Any) -> None:
    quiz = make_quiz(cast, [choice(number) for number in range(1, 9)], publish=False, sections=PARTS)
    quiz.blueprint = [row | {"section": 2 - place} for place, row in enumerate(quiz.blueprint)]
    quiz.shuffle_questions, quiz.layout = True, Layout.SECTION
    database.session.commit()
    as_user("chi").post(f"/quizzes/{quiz.id}/publication")
    database.session.expire_all()
    asked = sheet(quiz.papers[0].key)
    assert [item.section for item in asked.items.values()] == [1] * 4 + [2] * 4
    texts = [item.question.text for item in asked.items.values()]
    assert {text[len("<p>Câu hỏi ")] for text in texts[:4]} == set("5678")
    assert asked.units(Layout.SECTION) == [[1, 2, 3, 4], [5, 6, 7, 8]]
    attempt = make_attempt(quiz, cast.an.id)
    page = as_user("an").get(f"/attempts/{attempt.public_id}").text
    assert page.count("Phần I. Nhận biết") == 4
    assert page.count("Chọn một phương án.") == 1
    printed = as_user("chi").get(f"/quizzes/{quiz.id}/papers/print").text
    assert printed.count("Phần I. Nhận biết") == 1
    assert printed.count("Chọn một phương án.") == 1
