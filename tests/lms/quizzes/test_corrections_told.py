"""Who hears that a correction changed a mark; and a correction of a test that tells at once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lms import database
from lms.notices.models import Notice
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.feedback.models import AnswerCheck
from lms.quizzes.rules import Feedback, Reveal
from lms.web import clock
from tests.lms.quizzes.samples import answered, choice, make_attempt, make_quiz
from tests.lms.quizzes.sat import close, learners, sat, second_lecturer, total
from tests.lms.quizzes.test_corrections import approve, correct, option, propose

HOUR = timedelta(hours=1)


@pytest.fixture
def made(cast):
    """`made(show_score)`: a quiz of two questions that two people sat; the correction moves the first only."""
    second_lecturer(cast)

    def make(show_score, **values):
        quiz = make_quiz(cast, [choice(1), choice(2)], pass_mark=Decimal(5), show_score=show_score, **values)
        first, second = learners(cast, 2)
        sat(quiz, first, {1: option(quiz, 2)})
        sat(quiz, second, {1: option(quiz, 0)})
        return quiz, first, second

    return make


def told():
    found = database.session.query(Notice).filter(Notice.key.like("quiz-correction:%"))
    return [(notice.person_id, notice.title) for notice in found]


def test_only_whose_mark_changes_is_told_and_no_mark_stands_in_it(cast, as_user, made):
    quiz, first, _second = made(Reveal.SUBMITTED)
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert told() == [(first.id, f"Điểm đã được điều chỉnh: {quiz.title}")]
    assert database.session.query(Notice.body).filter(Notice.key.like("quiz-correction:%")).scalar() == (
        "Đáp án in nhầm"
    )


@pytest.mark.parametrize("show_score", [Reveal.NEVER, Reveal.CLOSED])
def test_nobody_is_told_of_a_mark_that_is_not_shown_yet(cast, as_user, made, show_score):
    quiz, *_people = made(show_score, closes_at=clock.now() + HOUR)
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert told() == []


def test_who_may_still_sit_it_is_not_told(cast, as_user, made):
    quiz, first, second = made(Reveal.CLOSED)
    quiz.opens_at, quiz.closes_at = clock.now() - 3 * HOUR, clock.now() - HOUR
    later = QuizOverride(quiz_id=quiz.id, person_id=first.id, closes_at=clock.now() + HOUR)
    later.reason, later.given_at = "Ốm", clock.now()
    database.session.add(later)
    database.session.commit()
    correct(as_user, quiz, "credit")
    assert [person_id for person_id, _title in told()] == [second.id]


def test_the_preview_weighs_the_tries_that_were_told(cast, as_user):
    second_lecturer(cast)
    quiz = make_quiz(cast, [choice(1), choice(2)], feedback=Feedback.TRIES, tries=2)
    attempt = make_attempt(quiz, cast.an.id)
    answered(attempt, {1: option(quiz, 2)})
    check = {"attempt_id": attempt.id, "slot": 1, "number": 1, "version": 0, "share": "0", "at": clock.now()}
    database.session.add(AnswerCheck(**check))
    close(attempt)
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert total(attempt) == ("2.5", 0)
    effect = database.session.query(QuizCorrection).one().effect
    assert (effect["changed"], effect["up"]) == (1, 1)


def test_the_preview_says_the_mark_that_then_comes_true(cast, as_user):
    cast.dung.language = "en"
    second_lecturer(cast)
    quiz = make_quiz(cast, [choice(1), choice(2)], feedback=Feedback.CERTAINTY)
    attempt = sat(quiz, cast.an, {1: option(quiz, 2)})
    proposed = propose(as_user("chi"), quiz, "key", answer=option(quiz, 2))
    page = as_user("dung").get(proposed.location).text
    approve(as_user("dung"), proposed)
    assert total(attempt)[0] == "1.67"
    assert "1,67" in page
