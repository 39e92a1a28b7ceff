"""Starting: one POST, one row, the same paper for good; and never more attempts than allowed."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.classes.models import Enrolment, StudyGroup
from lms.quizzes import attempts, closing
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.attempts import Ticket, Visitor
from lms.quizzes.models import Attempt
from lms.quizzes.openings import opening
from lms.quizzes.rules import ClosedBy, Refusal
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz

MINUTE = timedelta(minutes=1)


def attempts_of(quiz, person):
    return database.session.query(Attempt).filter_by(quiz_id=quiz.id, person_id=person.id).all()


def test_starting_leads_to_the_page_of_a_new_attempt(as_user, cast, quiz):
    before = clock.now()
    answer = as_user("an").post(f"/quizzes/{quiz.id}/attempts")
    (attempt,) = attempts_of(quiz, cast.an)
    assert answer.status_code == 302
    assert answer.location.endswith(f"/attempts/{attempt.public_id}")
    assert before <= attempt.started_at <= clock.now()
    assert attempt.ends_at == attempt.started_at + 30 * MINUTE
    assert attempt.grace_minutes == 10


def test_starting_again_leads_back_to_the_attempt_that_runs(as_user, cast, quiz):
    learner = as_user("an")
    first = learner.post(f"/quizzes/{quiz.id}/attempts").location
    assert learner.post(f"/quizzes/{quiz.id}/attempts").location == first
    assert len(attempts_of(quiz, cast.an)) == 1


def test_looking_at_the_quiz_starts_nothing(as_user, cast, quiz):
    page = as_user("an").get(f"/quizzes/{quiz.id}")
    assert page.status_code == 200
    assert attempts_of(quiz, cast.an) == []


def test_the_page_says_when_it_would_end_and_why(as_user, cast):
    cast.an.language = "en"
    closing_soon = make_quiz(cast, closes_at=clock.now() + 5 * MINUTE)
    text = as_user("an").get(f"/quizzes/{closing_soon.id}").text
    assert "because the quiz closes then" in text
    unhurried = make_quiz(cast, title="Bài 2", closes_at=clock.now() + 90 * MINUTE)
    assert "when the time limit is over" in as_user("an").get(f"/quizzes/{unhurried.id}").text


@pytest.mark.parametrize(
    "sent", [{"started_at": "2020-01-01"}, {"ends_at": "2099-01-01"}, {"person_id": "1", "number": "7"}]
)
def test_nothing_that_is_posted_moves_the_clock_or_the_number(as_user, cast, quiz, sent):
    as_user("an").post(f"/quizzes/{quiz.id}/attempts", data=sent)
    (attempt,) = attempts_of(quiz, cast.an)
    assert attempt.number == 1
    assert attempt.ends_at - attempt.started_at == 30 * MINUTE
    assert attempt.started_at > clock.now() - MINUTE


@pytest.mark.parametrize(
    "values",
    [
        {"publish": False},
        {"opens_at": MINUTE},
        {"opens_at": -3 * MINUTE, "last_start_at": -MINUTE},
        {"opens_at": -3 * MINUTE, "closes_at": -MINUTE},
    ],
)
def test_outside_the_window_nobody_starts(as_user, cast, values):
    moments = {name: clock.now() + value for name, value in values.items() if name != "publish"}
    closed = make_quiz(cast, **(values | moments))
    as_user("an").post(f"/quizzes/{closed.id}/attempts")
    assert attempts_of(closed, cast.an) == []


def test_an_attempt_that_was_handed_in_is_used_up(as_user, cast, quiz):
    learner = as_user("an")
    learner.post(f"/quizzes/{quiz.id}/attempts")
    (attempt,) = attempts_of(quiz, cast.an)
    learner.post(f"/attempts/{attempt.public_id}/submission")
    assert learner.post(f"/quizzes/{quiz.id}/attempts").location.endswith(f"/quizzes/{quiz.id}")
    assert len(attempts_of(quiz, cast.an)) == 1


def test_without_the_word_of_honour_nobody_starts(as_user, cast):
    quiz = make_quiz(cast, honour="Tôi tự làm bài.")
    learner = as_user("an")
    assert "Tôi tự làm bài." in learner.get(f"/quizzes/{quiz.id}").text
    learner.post(f"/quizzes/{quiz.id}/attempts")
    assert attempts_of(quiz, cast.an) == []
    learner.post(f"/quizzes/{quiz.id}/attempts", data={"honour": "1"})
    assert len(attempts_of(quiz, cast.an)) == 1


def test_the_next_attempt_waits_and_the_page_says_how_long(as_user, cast):
    quiz = make_quiz(cast, attempts_allowed=2, cooling_minutes=60)
    now = clock.now()
    make_attempt(quiz, cast.an.id, now - 20 * MINUTE, closed_at=now - 10 * MINUTE, closed_by=ClosedBy.CLICK)
    learner = as_user("an")
    learner.post(f"/quizzes/{quiz.id}/attempts")
    assert len(attempts_of(quiz, cast.an)) == 1
    again = clock.local(now + 50 * MINUTE)
    assert f"{again:%H:%M}" in learner.get(f"/quizzes/{quiz.id}").text


def test_what_a_group_was_allowed_holds_for_its_members_only(as_user, cast):
    quiz = make_quiz(cast)
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ cao tuổi")
    database.session.add(group)
    database.session.flush()
    database.session.query(Enrolment).filter_by(person_id=cast.an.id, study_class_id=cast.k1.id).update(
        {"group_id": group.id}
    )
    database.session.commit()
    url = f"/quizzes/{quiz.id}/groups/{group.id}/override"
    assert as_user("chi").post(url, data={"extra_minutes": "15", "reason": "Mắt kém"}).status_code == 302
    assert "Mắt kém" in as_user("chi").get(f"/quizzes/{quiz.id}/allowances").text
    as_user("an").post(f"/quizzes/{quiz.id}/attempts")
    (attempt,) = attempts_of(quiz, cast.an)
    assert attempt.ends_at == attempt.started_at + 45 * MINUTE
    as_user("chi").post(url, data={"extra_minutes": "20", "reason": "Thêm 5 phút"})
    database.session.expire_all()
    assert attempt.ends_at == attempt.started_at + 50 * MINUTE


def test_the_group_of_another_class_is_not_found(as_user, cast):
    quiz = make_quiz(cast)
    group = StudyGroup(study_class_id=cast.k2.id, name="Tổ 1")
    database.session.add(group)
    database.session.commit()
    assert as_user("chi").get(f"/quizzes/{quiz.id}/groups/{group.id}/override").status_code == 404


def test_an_overdue_attempt_is_closed_before_the_next_one_starts(as_user, cast):
    twice = make_quiz(cast, attempts_allowed=2, papers_wanted=1)
    now = clock.now()
    make_attempt(twice, cast.an.id, now - 40 * MINUTE, ends_at=now - 10 * MINUTE)
    as_user("an").post(f"/quizzes/{twice.id}/attempts")
    first, second = sorted(attempts_of(twice, cast.an), key=lambda attempt: attempt.number)
    assert first.closed_at is not None
    assert second.closed_at is None
    assert second.number == 2


def test_the_next_attempt_gets_another_paper_while_there_is_one(as_user, cast):
    twice = make_quiz(cast, attempts_allowed=2, papers_wanted=2)
    learner = as_user("an")
    papers = set()
    for _turn in range(2):
        public_id = learner.post(f"/quizzes/{twice.id}/attempts").location.rsplit("/", 1)[1]
        learner.post(f"/attempts/{public_id}/submission")
        papers |= {attempt.paper_id for attempt in attempts_of(twice, cast.an)}
    assert len(papers) == 2


def test_the_code_of_the_hall_is_asked_for(as_user, cast):
    guarded = make_quiz(cast, access_code="Sen 26")
    learner = as_user("an")
    for wrong in ("", "sen", "sen 27"):
        learner.post(f"/quizzes/{guarded.id}/attempts", data={"code": wrong})
    assert attempts_of(guarded, cast.an) == []
    learner.post(f"/quizzes/{guarded.id}/attempts", data={"code": " SEN 26 "})
    assert len(attempts_of(guarded, cast.an)) == 1


def test_the_code_of_the_hall_cannot_be_tried_out(as_user, cast):
    guarded = make_quiz(cast, access_code="4711")
    learner = as_user("an")
    answers = [
        learner.post(f"/quizzes/{guarded.id}/attempts", data={"code": f"{n:04}"}).status_code
        for n in range(21)
    ]
    assert answers == [302] * 20 + [429]
    assert attempts_of(guarded, cast.an) == []


def test_more_time_for_one_person_counts_from_the_start(as_user, cast, quiz):
    database.session.add(
        QuizOverride(
            quiz_id=quiz.id, person_id=cast.an.id, extra_minutes=15, reason="Mắt kém", given_at=clock.now()
        )
    )
    database.session.commit()
    as_user("an").post(f"/quizzes/{quiz.id}/attempts")
    (attempt,) = attempts_of(quiz, cast.an)
    assert attempt.ends_at - attempt.started_at == 45 * MINUTE


def test_starting_costs_the_same_whatever_the_size_of_the_bank(as_user, cast, quiz, count_queries):
    learner = as_user("an")
    learner.get("/account")
    with count_queries() as queries:
        learner.post(f"/quizzes/{quiz.id}/attempts")
    assert len(queries) <= 7, queries
    assert not any("question_versions" in statement for statement in queries)


@pytest.fixture
def committed_quiz(own_engine):
    """A quiz of three attempts for An, really committed, in a database of its own; and An's id."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        cast = casting.make_cast()
        quiz = make_quiz(cast, [choice(1)], attempts_allowed=3)
    return quiz.id, cast.an.id


def at_once(count, action):
    """So many threads, let go at the same moment; what each returned or raised."""
    gate, results = threading.Barrier(count), []

    def run():
        gate.wait()
        try:
            results.append(action())
        finally:
            database.session.remove()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def found(quiz_id, person_id):
    with database.reading_connection() as connection:
        return opening(connection, quiz_id, person_id)


def test_twenty_starts_at_once_are_one_attempt(committed_quiz):
    quiz_id, person_id = committed_quiz

    def start():
        return attempts.start(found(quiz_id, person_id), Visitor(person_id, "", ""), Ticket(), clock.now())

    results = at_once(20, start)
    assert len(results) == 20
    assert len(set(results)) == 1
    assert database.session.query(Attempt).count() == 1


def test_starts_and_hand_ins_at_once_never_exceed_what_is_allowed(committed_quiz):
    quiz_id, person_id = committed_quiz

    def start_and_hand_in():
        for _turn in range(4):
            begun = attempts.start(
                found(quiz_id, person_id), Visitor(person_id, "", ""), Ticket(), clock.now()
            )
            if isinstance(begun, Refusal):
                return begun
            with database.writing_connection() as connection:
                own = connection.execute(select(Attempt.id).where(Attempt.public_id == begun)).scalar_one()
                closing.close(connection, own, ClosedBy.CLICK, clock.now())
        return None

    results = at_once(12, start_and_hand_in)
    assert results == [Refusal.NO_ATTEMPT_LEFT] * 12
    numbers = [attempt.number for attempt in database.session.query(Attempt).order_by(Attempt.number)]
    assert numbers == [1, 2, 3]
