"""Pausing one or all: time stands still on the server, saves go on being taken, nobody starts, and all goes on."""

from datetime import timedelta

import pytest

from lms import database
from lms.quizzes import attempts, closing, service
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.attempts import Visitor
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import pausing
from lms.quizzes.proctoring.models import AttemptEvent
from lms.quizzes.rules import Refusal
from lms.web import clock
from tests.lms.cast import enrol, make_cast, make_person
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz
from tests.lms.quizzes.test_starting import at_once, found

MINUTE = timedelta(minutes=1)


def learner(cast, login: str = "mai"):
    """One more learner of K1."""
    person = make_person(login, "Trần Thị Mai", cast.unit1)
    enrol(person, cast.k1)
    return person


def reread(row):
    database.session.commit()
    database.session.expire_all()
    return database.session.get_one(type(row), row.id)


def test_while_one_is_paused_the_sweep_lets_it_be_and_afterwards_its_end_has_moved(context, cast, quiz):
    now = clock.now()
    attempt = make_attempt(quiz, cast.an.id, now - 20 * MINUTE)
    end = attempt.ends_at
    assert pausing.pause(cast.em, attempt, "Ốm", now)
    assert closing.close_overdue(end + MINUTE) == 0
    assert pausing.resume(cast.em, attempt, "Đã khỏe", now + 25 * MINUTE)
    attempt = reread(attempt)
    assert attempt.ends_at == end + 25 * MINUTE
    assert attempt.paused_at is None
    assert closing.close_overdue(end + 25 * MINUTE) == 1


def test_doing_it_twice_moves_nothing(context, cast, quiz):
    now = clock.now()
    attempt = make_attempt(quiz, cast.an.id, now - MINUTE)
    end = attempt.ends_at
    assert pausing.pause(cast.em, attempt, "", now)
    assert not pausing.pause(cast.em, attempt, "", now + MINUTE)
    assert pausing.resume(cast.em, attempt, "", now + 2 * MINUTE)
    assert not pausing.resume(cast.em, attempt, "", now + 9 * MINUTE)
    assert reread(attempt).ends_at == end + 2 * MINUTE
    assert database.session.query(AttemptEvent).count() == 2


def test_what_is_over_cannot_be_paused(context, cast, quiz):
    now = clock.now()
    attempt = make_attempt(quiz, cast.an.id, now - 40 * MINUTE)
    assert not pausing.pause(cast.em, attempt, "", now)
    service.close(cast.em, attempt, "", now)
    assert not pausing.pause(cast.em, attempt, "", now)


def test_all_are_stopped_at_once_and_nobody_starts_meanwhile(context, cast):
    now = clock.now()
    quiz = make_quiz(cast, closes_at=now + 60 * MINUTE, last_start_at=now - MINUTE, opens_at=now - 9 * MINUTE)
    mai = learner(cast)
    running = make_attempt(quiz, cast.an.id, now)
    end = running.ends_at
    database.session.add(
        QuizOverride(quiz_id=quiz.id, person_id=mai.id, last_start_at=now + MINUTE, reason="Xa", given_at=now)
    )
    database.session.commit()
    assert pausing.pause_all(cast.em, quiz, "Mất điện", now) == 1
    assert pausing.pause_all(cast.em, quiz, "Mất điện", now) is None
    database.session.commit()
    assert attempts.chance(found(quiz.id, mai.id), now + 9 * MINUTE).refusal is Refusal.PAUSED
    assert pausing.resume_all(cast.em, quiz, "Có điện", now + 10 * MINUTE) == 1
    assert pausing.resume_all(cast.em, quiz, "Có điện", now + 20 * MINUTE) is None
    assert reread(running).ends_at == end + 10 * MINUTE
    quiz = reread(quiz)
    assert (quiz.closes_at, quiz.last_start_at) == (now + 70 * MINUTE, now - MINUTE)
    assert attempts.chance(found(quiz.id, mai.id), now + 11 * MINUTE).refusal is None
    assert attempts.chance(found(quiz.id, mai.id), now + 12 * MINUTE).refusal is Refusal.TOO_LATE


def test_who_was_paused_alone_stays_so_when_the_others_go_on(context, cast, quiz):
    now = clock.now()
    alone = make_attempt(quiz, cast.an.id, now - MINUTE)
    pausing.pause(cast.em, alone, "Ốm", now)
    pausing.pause_all(cast.em, quiz, "Ồn", now + MINUTE)
    assert not pausing.resume(cast.em, alone, "Khỏe", now + 2 * MINUTE)
    assert pausing.resume_all(cast.em, quiz, "Yên", now + 3 * MINUTE) == 0
    assert reread(alone).paused_at == now


def test_an_attempt_reopened_during_the_pause_waits_with_the_others(context, cast, quiz):
    now = clock.now()
    attempt = make_attempt(quiz, cast.an.id, now - 10 * MINUTE)
    service.close(cast.em, attempt, "Nhầm", now)
    pausing.pause_all(cast.em, quiz, "Mất điện", now + MINUTE)
    assert service.reopen(cast.em, attempt, 5, "Nhầm", now + 2 * MINUTE)
    assert reread(attempt).paused_at == now + 2 * MINUTE
    assert pausing.resume_all(cast.em, database.session.get_one(Quiz, quiz.id), "", now + 9 * MINUTE) == 1
    assert reread(attempt).paused_at is None


def test_answers_are_taken_while_paused_and_the_reply_says_that_time_stands_still(page, cast, option_ids):
    now = clock.now()
    pausing.pause(cast.em, page.attempt, "", now)
    database.session.commit()
    reply = page.send({"slot": 1, "value": option_ids[0][1], "elapsed_ms": 10**9}).get_json()
    assert reply["acked"] == [[1, 1, 1]]
    assert reply["state"] == "paused"
    assert reply["paused_at"] == now.isoformat()
    assert page.answers() == {1: option_ids[0][1]}


def test_nothing_is_handed_in_while_paused_neither_by_the_timer_of_a_page_that_does_not_know_yet(
    page, as_user, cast
):
    an, url = as_user("an"), f"/attempts/{page.public_id}/submission"
    pausing.pause(cast.em, page.attempt, "", clock.now())
    database.session.commit()
    for address in (url, f"{url}?by=timer"):
        answer = an.post(address, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()["state"]) == (409, "paused")
    assert an.post(url).status_code == 302
    assert reread(page.attempt).closed_at is None


def test_a_page_whose_timer_does_not_know_of_more_time_hands_nothing_in(page, as_user):
    url = f"/attempts/{page.public_id}/submission?by=timer"
    answer = as_user("an").post(url, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["state"]) == (409, "open")
    assert reread(page.attempt).closed_at is None


def test_while_paused_what_is_shown_after_closing_stays_hidden(as_user, cast):
    now = clock.now()
    quiz = make_quiz(
        cast,
        [choice(1)],
        closes_at=now + MINUTE,
        opens_at=now - 9 * MINUTE,
        show_key="closed",
        show_explanation="closed",
    )
    attempt = make_attempt(quiz, cast.an.id, now)
    service.close(cast.em, attempt, "", now)
    quiz.closes_at, quiz.paused_at = now - MINUTE, now - 2 * MINUTE
    database.session.commit()
    url = f"/attempts/{attempt.public_id}/result"
    assert "GIAITHICH1" not in as_user("an").get(url).text
    quiz.paused_at = None
    database.session.commit()
    assert "GIAITHICH1" in as_user("an").get(url).text


@pytest.fixture
def hall(own_engine):
    """A quiz with ten learners who run, really committed, in a database of its own: the ids of quiz and organiser."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        cast = make_cast()
        quiz = make_quiz(cast, [choice(1)])
        learners = [learner(cast, f"mai{n}").id for n in range(10)]
        for person_id in learners[:5]:
            make_attempt(quiz, person_id)
    return quiz.id, cast.em, learners[5:]


def test_starts_racing_a_pause_either_stand_still_with_it_or_did_not_happen(hall):
    quiz_id, em, learners = hall
    seen = [(person_id, found(quiz_id, person_id)) for person_id in learners]

    def pause():
        with database.transaction():
            pausing.pause_all(em, database.session.get_one(Quiz, quiz_id), "Mất điện", clock.now())

    actions = [
        lambda one=one: attempts.start(one[1], Visitor(one[0], "", ""), "", clock.now()) for one in seen
    ]
    queue = iter([pause, *actions])

    def take_one():
        next(queue)()

    at_once(len(actions) + 1, take_one)
    running = database.session.query(Attempt).all()
    assert len(running) >= 5
    assert all(attempt.paused_at is not None for attempt in running)


def test_a_pause_that_is_pressed_by_many_at_once_counts_once(hall):
    quiz_id, em, _learners = hall
    ends = {one.id: one.ends_at for one in database.session.query(Attempt)}
    database.session.remove()
    start = clock.now()

    def do(what, now):
        def run():
            with database.transaction():
                return what(em, database.session.get_one(Quiz, quiz_id), "", now)

        return run

    assert sorted(str(one) for one in at_once(8, do(pausing.pause_all, start))) == ["5"] + ["None"] * 7
    later = start + 7 * MINUTE
    assert sorted(str(one) for one in at_once(8, do(pausing.resume_all, later))) == ["5"] + ["None"] * 7
    moved = {one.id: one.ends_at - ends[one.id] for one in database.session.query(Attempt)}
    assert set(moved.values()) == {7 * MINUTE}
