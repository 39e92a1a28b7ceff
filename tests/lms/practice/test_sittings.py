"""A learner practises: asked, answered, told why, asked again when it is due; each answer counts once."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from lms import database
from lms.practice.models import PracticeCard, PracticeRating, PracticeReview
from lms.questions import review as reviewing, service as bank_service
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.service import Placement
from lms.web import clock
from question_bank.scheduling import Rating, Stage
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.practice.samples import answered_now, bank, opened, opened_in_bulk
from tests.lms.practice.sitting import count, fields, form_of, page_of
from tests.lms.questions.samples import choice
from tests.lms.quizzes.keyed import Keyed, seen

AsUser = Callable[[str], TestClient]
Counting = Callable[[], AbstractContextManager[list[str]]]
MARKED_BY_ITSELF = [one for one in Keyed(Random(1)).of_every_type() if one.type != "essay"]


@pytest.mark.one_database
@pytest.mark.parametrize("place", range(len(MARKED_BY_ITSELF)), ids=[one.type for one in MARKED_BY_ITSELF])
def test_every_type_is_asked_without_its_key_and_told_with_it(
    as_user: AsUser, cast: Cast, place: int
) -> None:
    keyed = Keyed(Random(20261124 + place))
    question = [one for one in keyed.of_every_type() if one.type != "essay"][place]
    opened(cast, question)
    learner = as_user("an")
    asked = learner.get(f"{page_of(cast)}/next")
    assert asked.status_code == 200
    assert seen(keyed.canaries, asked.data + str(asked.headers).encode()) == set()
    right = fields(question, question.correct_response())
    told = learner.post(f"{page_of(cast)}/answers", data=form_of(asked.text) | right, follow_redirects=True)
    assert "practice-told" in told.text, told.text
    assert question.explanation in told.text
    kept = database.session.scalars(select(PracticeReview)).one()
    assert (kept.share, kept.rating, kept.card.stage) == ("1", Rating.GOOD, Stage.REVIEW)


def test_a_wrong_answer_is_told_kindly_with_the_right_one_and_comes_again(
    as_user: AsUser, cast: Cast
) -> None:
    question = opened(cast, choice("Năm thành lập Đảng?"))
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text)
    wrong = question.latest.asked.options[0].id  # type: ignore[attr-defined]
    told = learner.post(
        f"{page_of(cast)}/answers", data=asked | {"answer": wrong}, follow_redirects=True
    ).text
    assert "1930" in told
    assert "1929" in told
    assert "Chưa đúng" in told
    assert 'name="rating"' not in told
    again = learner.get(f"{page_of(cast)}/next").text
    assert form_of(again) == asked | {"number": "2"}


def test_who_does_not_know_may_say_so(as_user: AsUser, cast: Cast) -> None:
    opened(cast)
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text)
    told = learner.post(f"{page_of(cast)}/answers", data=asked | {"unknown": "1"}, follow_redirects=True).text
    assert "1930" in told
    assert database.session.scalars(select(PracticeReview.answer)).one() is None


def test_an_answer_sent_twice_counts_once_also_from_the_page_before(as_user: AsUser, cast: Cast) -> None:
    question = opened(cast)
    first, second = (option.id for option in question.latest.asked.options[:2])  # type: ignore[attr-defined]
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text)
    places = {
        learner.post(f"{page_of(cast)}/answers", data=asked | {"answer": given}).location
        for given in (first, first, second, "")
    }
    assert len(places) == 1
    assert (count(PracticeCard), count(PracticeReview)) == (1, 1)


def test_a_number_that_no_page_sent_counts_as_the_one_that_comes(as_user: AsUser, cast: Cast) -> None:
    learner, numbers = as_user("an"), ["0", "-7", "99", "x", "", "9" * 30]
    opened_in_bulk(cast, len(numbers))
    for number in numbers:
        sent = form_of(learner.get(f"{page_of(cast)}/next").text) | {"number": number, "unknown": "1"}
        assert learner.post(f"{page_of(cast)}/answers", data=sent).status_code == 302, number
    assert database.session.scalars(select(PracticeReview.number)).all() == [1] * len(numbers)


@pytest.mark.parametrize("name", ["question", "version"])
def test_a_question_that_no_page_asked_is_none(as_user: AsUser, cast: Cast, name: str) -> None:
    opened(cast)
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text) | {"unknown": "1"}
    for value in ("0", "-1", "x", "9" * 30, ""):
        answer = learner.post(f"{page_of(cast)}/answers", data=asked | {name: value})
        assert answer.location.endswith("/next"), value
    assert count(PracticeCard) == 0


def test_nothing_chosen_is_said_and_what_was_typed_stays(as_user: AsUser, cast: Cast) -> None:
    steps = Keyed(Random(5)).steps()
    opened(cast, steps)
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text)
    empty = learner.post(f"{page_of(cast)}/answers", data=asked)
    assert (empty.status_code, 'role="alert"' in empty.text) == (422, True)
    name = f"answer-{steps.items[0].id}"
    twice = asked | {name: "3", f"answer-{steps.items[1].id}": "3"}
    shown = learner.post(f"{page_of(cast)}/answers", data=twice)
    assert shown.status_code == 422
    assert re.search(rf'name="{name}".*?<option selected>3</option>', shown.text, re.DOTALL)
    assert count(PracticeReview) == 0


def test_how_hard_it_was_is_said_once_and_moves_the_next_time(as_user: AsUser, cast: Cast) -> None:
    question = opened(cast)
    review = answered_now(cast, question, cast.an)
    before = review.card.due_at
    learner = as_user("an")
    place = f"{page_of(cast)}/answers/{review.id}"
    assert 'name="rating"' in learner.get(place).text
    assert learner.post(f"{place}/rating", data={"rating": "easy"}).status_code == 302
    card = database.session.scalars(select(PracticeCard)).one()
    assert card.due_at > before + timedelta(days=3)
    easy = card.due_at
    learner.post(f"{place}/rating", data={"rating": "hard"})
    assert database.session.scalars(select(PracticeCard.due_at)).one() == easy
    assert database.session.scalars(select(PracticeRating.rating)).all() == [Rating.EASY]
    assert 'name="rating"' not in learner.get(place).text


def test_only_the_three_words_of_a_right_answer_are_taken(as_user: AsUser, cast: Cast) -> None:
    review, learner = answered_now(cast, opened(cast), cast.an), as_user("an")
    for said in ("again", "nonsense", ""):
        learner.post(f"{page_of(cast)}/answers/{review.id}/rating", data={"rating": said})
    assert count(PracticeRating) == 0


def test_what_is_closed_or_retired_is_not_asked_nor_shown_any_more(as_user: AsUser, cast: Cast) -> None:
    question = opened(cast)
    review = answered_now(cast, question, cast.an)
    bank_service.retire(cast.chi, question, clock.now())
    database.session.flush()
    learner = as_user("an")
    assert "Chưa có câu nào" in learner.get(page_of(cast)).text
    assert learner.get(f"{page_of(cast)}/answers/{review.id}").status_code == 404
    bank_service.restore(cast.chi, question, clock.now())
    database.session.flush()
    assert (
        "Chưa có câu nào" in learner.get(page_of(cast)).text
    )  # who uses it again decides about practice anew


def test_a_question_that_was_never_opened_is_neither_asked_nor_answered(as_user: AsUser, cast: Cast) -> None:
    question = bank(cast, choice("Câu bí mật của đề thi?"))
    learner = as_user("an")
    sent = {"question": question.id, "version": question.latest.id, "number": 1, "unknown": "1"}
    told = learner.post(f"{page_of(cast)}/answers", data=sent, follow_redirects=True)
    assert "bí mật" not in learner.get(f"{page_of(cast)}/next").text + told.text
    assert count(PracticeCard) == 0


def test_a_new_version_is_asked_instead_of_the_one_on_the_page(as_user: AsUser, cast: Cast) -> None:
    question = opened(cast)
    learner = as_user("an")
    asked = form_of(learner.get(f"{page_of(cast)}/next").text)
    where = Placement(question.programme_id, question.topic_id)
    bank_service.save(cast.chi, question, choice("Câu đã sửa?", 2), where, 1, clock.now())
    reviewing.submit(cast.chi, [question.latest.id], clock.now())
    reviewing.publish(cast.hanh, [question.latest.id], ALL_MET, clock.now())
    database.session.flush()
    shown = learner.post(
        f"{page_of(cast)}/answers", data=asked | {"unknown": "1"}, follow_redirects=True
    ).text
    assert "Câu đã sửa?" in shown
    assert count(PracticeReview) == 0
