"""Hearing at once whether an answer is right: what is told, what is locked, what it earns."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lms import database
from lms.quizzes import closing
from lms.quizzes.feedback.models import AnswerCheck
from lms.quizzes.models import Attempt, AttemptMark
from lms.quizzes.rules import ClosedBy, Feedback
from lms.quizzes.sheets import sheet
from lms.web import clock
from tests.lms.cast import Cast
from tests.lms.quizzes.conftest import Page
from tests.lms.quizzes.samples import choice, essay, make_quiz

Open = Callable[..., Page]


def practice(cast: Cast, feedback: Feedback = Feedback.IMMEDIATE, **values: Any) -> Any:
    return make_quiz(cast, [choice(1), choice(2), essay(3)], feedback=feedback, **values)


def option(page: Page, slot: int, place: int) -> str:
    """The id of an option by its place in the bank; the one at 1 is right."""
    question: Any = sheet(page.attempt.paper.key).items[slot].question
    return str(question.options[place].id)


def check(page: Page, slot: int = 1, version: int = 1, *, token: str = "", **more: Any) -> TestResponse:
    url = f"/attempts/{page.public_id}/checks"
    body = {"slot": slot, "version": version} | more
    return page.client.post(url, json=body, headers={"X-Attempt-Token": token or page.token}, csrf=False)


def answer(page: Page, place: int, *, seq: int = 1, slot: int = 1) -> None:
    reply = page.send({"slot": slot, "seq": seq, "base": seq - 1, "value": option(page, slot, place)})
    assert reply.status_code == 200, reply.text


def mark(page: Page) -> Decimal:
    closing.close(database.session.connection(), page.attempt.id, ClosedBy.CLICK, clock.now())
    found = database.session.query(AttemptMark).filter_by(attempt_id=page.attempt.id)
    return found.order_by(AttemptMark.id.desc()).first().points  # type: ignore[union-attr]


def test_a_right_answer_is_told_and_stands(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 1)
    told = check(page).get_json()
    assert (told["verdict"], told["final"], told["key"]) == ("right", True, "")
    assert told["explanation"] == ["GIAITHICH1"]
    refused = page.send({"seq": 2, "base": 1, "value": option(page, 1, 0)})
    assert refused.status_code == 409
    assert page.answers() == {1: option(page, 1, 1)}


def test_a_wrong_answer_is_told_with_what_would_have_been_right(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    told = check(page).get_json()
    assert (told["verdict"], told["final"]) == ("wrong", True)
    assert told["key"] == "Ý b của câu 1"


def test_told_twice_it_is_the_same_and_written_once(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    assert check(page).get_json() == check(page).get_json()
    assert database.session.query(AnswerCheck).count() == 1


def test_while_tries_are_left_nothing_of_the_key_is_told(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast, Feedback.TRIES, tries=3))
    answer(page, 0)
    told = check(page).get_json()
    assert (told["final"], told["left"], told["key"], told["explanation"]) == (False, 2, "", [])
    answer(page, 2, seq=2)
    assert check(page, version=2).get_json()["left"] == 1
    answer(page, 1, seq=3)
    assert check(page, version=3).get_json()["verdict"] == "right"
    assert mark(page) == Decimal("1.11")  # a third of a third of ten


def test_certainty_weighs_and_the_whole_is_never_below_zero(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast, Feedback.CERTAINTY))
    answer(page, 1)
    assert check(page, certainty=3).get_json()["certainty"] == 3
    answer(page, 0, slot=2)
    check(page, slot=2, certainty=3)
    assert mark(page) == 0


def test_what_was_told_comes_back_with_the_page(cast: Cast, as_user: Any, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    told = check(page).get_json()
    state = as_user("an").get(f"/attempts/{page.public_id}/state").get_json()
    assert state["checks"] == [told]
    assert state["locked"] == [1]


@pytest.mark.parametrize(
    "wrong, status",
    [
        ({"slot": 99}, 404),
        ({"slot": "1"}, 422),
        ({"slot": True}, 422),
        ({"version": -1}, 422),
        ({"version": 7}, 409),
        ({"slot": 2}, 409),
    ],
)
def test_what_cannot_be_checked_is_refused_and_nothing_written(
    cast: Cast, open_page: Open, wrong: dict[str, Any], status: int
) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    assert check(page, **wrong).status_code == status
    assert database.session.query(AnswerCheck).count() == 0


def test_a_certainty_out_of_range_is_held_within_it(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast, Feedback.CERTAINTY))
    answer(page, 1)
    assert check(page, certainty=99).get_json()["certainty"] == 3


def test_an_essay_is_left_to_a_person(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    page.send({"slot": 3, "value": "Bài viết"})
    assert check(page, slot=3).status_code == 409


def test_a_test_that_counts_tells_nothing(open_page: Open, quiz: Any) -> None:
    page = open_page(quiz)
    answer(page, 1)
    assert check(page).status_code == 404


def test_after_the_end_nothing_is_told_that_was_not(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    closing.close(database.session.connection(), page.attempt.id, ClosedBy.CLICK, clock.now())
    assert check(page).status_code == 409


def test_without_the_token_nothing_is_told(cast: Cast, open_page: Open) -> None:
    page = open_page(practice(cast))
    answer(page, 0)
    assert check(page, token="x").status_code == 401


def test_without_script_the_form_checks_what_it_saves(cast: Cast, as_user: Any, open_page: Open) -> None:
    page = open_page(practice(cast))
    learner = as_user("an")
    url = f"/attempts/{page.public_id}/form"
    shown = learner.post(url, data={"q1": option(page, 1, 0), "check": "1"}, follow_redirects=True)
    assert shown.status_code == 200
    assert "Chưa đúng." in shown.text
    assert "Ý b của câu 1" in shown.text
    assert database.session.get_one(Attempt, page.attempt.id).locked == [1]
