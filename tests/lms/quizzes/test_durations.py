"""How long people were at each question, from what their pages told while they answered."""

from datetime import timedelta

import pytest

from lms import database
from lms.outbox.rules import Outcome
from lms.quizzes import durations
from lms.quizzes.models import Attempt, ResponseEdit
from lms.quizzes.pool import known_by_cell
from lms.quizzes.rules import ClosedBy
from lms.quizzes.sheets import sheet
from lms.web import clock
from question_bank.question import Level
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz
from tests.lms.quizzes.sat import learners, sat
from tests.lms.scenes import scene


@scene
def quiz(cast):
    return make_quiz(cast, [choice(1), choice(2)])


def told(attempt, *edits, outcome=Outcome.STORED):
    """(place, seconds since the start) as they arrived."""
    for seq, (slot, seconds) in enumerate(edits, 1):
        database.session.add(
            ResponseEdit(
                attempt_id=attempt.id,
                slot=slot,
                tab=outcome.value,
                seq=seq,
                base=0,
                value="x",
                elapsed_ms=None if seconds is None else seconds * 1000,
                received_at=attempt.started_at + timedelta(seconds=1),
                outcome=outcome,
                version=seq,
            )
        )
    database.session.flush()
    return attempt


def test_time_belongs_to_the_question_that_was_answered_after_it_however_often_one_comes_back(cast, quiz):
    attempt = told(sat(quiz, cast.an, {}), (1, 20), (2, 50), (1, 65))
    assert durations.of_quiz(quiz) == {attempt.id: {1: 35.0, 2: 30.0}}


def test_what_did_not_become_the_answer_or_has_no_time_is_not_counted(cast, quiz):
    attempt = told(sat(quiz, cast.an, {}), (1, 20), (2, None))
    told(attempt, (2, 90), outcome=Outcome.LATE)
    assert durations.of_quiz(quiz) == {attempt.id: {1: 20.0}}


def test_of_what_was_written_on_paper_nothing_is_known(cast, quiz):
    told(sat(quiz, cast.an, {}, on_paper=True), (1, 20))
    assert durations.of_quiz(quiz) == {}
    assert durations.medians(versions(quiz), [1], 1) == {}


def versions(quiz):
    return [item.version_id for item in sheet(quiz.papers[0].key).items.values()]


def test_the_median_counts_from_so_many_answers_on(cast, quiz):
    people = [cast.an, *learners(cast, 4)]
    attempts = [sat(quiz, person, {}).id for person in people]
    for attempt_id, seconds in zip(attempts, (60, 600, 90, 30, 120), strict=True):
        taken = database.session.get_one(Attempt, attempt_id)
        told(taken, (1, seconds), *([(2, seconds + 60)] if seconds != 600 else []))
    first, second = versions(quiz)
    found = durations.medians([first, second], attempts, 5)
    assert found == {first: pytest.approx(1.5)}
    assert durations.medians([first, second], attempts, 4)[second] == pytest.approx(1.0)
    assert durations.medians([first], attempts[:2], 2)[first] == pytest.approx(5.5)


def test_a_matrix_expects_the_time_that_thirty_people_took_and_says_so(cast, quiz, as_user):
    cast.chi.language = "en"
    over = {"closed_at": clock.now(), "closed_by": ClosedBy.CLICK, "marked_at": clock.now()}
    for person in learners(cast, 30):
        told(make_attempt(quiz, person.id, **over), (1, 240))
    known = known_by_cell(cast.programme.id, clock.today())
    topic = cast.programme.topics[0].id
    assert known.minutes == {(topic, Level.RECOGNITION): [pytest.approx(4.0)]}
    page = as_user("chi").get(f"/quizzes/{quiz.id}/edit").text
    assert "about 5 minutes" in page
    assert "the time of 1 (50%)" in page
