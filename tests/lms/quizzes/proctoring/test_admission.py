"""Waiting at the door: nobody starts before somebody let them in, and asking or letting in twice is harmless."""

from lms import database
from lms.audit.models import AuditEntry
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring import admissions
from lms.web import clock
from tests.lms.quizzes.samples import make_quiz


def start(client, quiz):
    return client.post(f"/quizzes/{quiz.id}/attempts").location


def gate(client, quiz):
    return client.get(f"/quizzes/{quiz.id}/gate").get_json()["state"]


def test_who_asks_waits_and_starts_once_let_in(as_user, cast):
    quiz, an, em = make_quiz(cast, admission=True), as_user("an"), as_user("em")
    assert gate(an, quiz) == "not-admitted"
    for _again in range(2):
        assert start(an, quiz).endswith(f"/quizzes/{quiz.id}")
    assert gate(an, quiz) == "waiting"
    page = an.get(f"/quizzes/{quiz.id}").text
    assert 'data-state="waiting"' in page
    assert database.session.query(Attempt).count() == 0
    assert 'data-state="waiting"' in em.get(f"/quizzes/{quiz.id}/board").text
    for _again in range(2):
        em.post(f"/quizzes/{quiz.id}/people/{cast.an.id}/admission")
    assert gate(an, quiz) == "open"
    assert "/attempts/" in start(an, quiz)
    assert database.session.query(AuditEntry).filter_by(action="quiz.admitted").count() == 1


def test_all_who_wait_are_let_in_at_once_and_nobody_else(as_user, cast):
    quiz = make_quiz(cast, admission=True)
    start(as_user("an"), quiz)
    as_user("em").post(f"/quizzes/{quiz.id}/admissions")
    assert admissions.admission_of(quiz.id, cast.an.id).admitted_by_id == cast.em.id
    assert admissions.admission_of(quiz.id, cast.lan.id) is None


def test_somebody_can_be_let_in_before_asking(context, cast):
    quiz = make_quiz(cast, admission=True)
    assert admissions.admit(cast.em, quiz, cast.an.id, clock.now())
    assert not admissions.admit(cast.em, quiz, cast.an.id, clock.now())


def test_where_nobody_has_to_be_let_in_the_door_is_open(as_user, cast, quiz):
    assert gate(as_user("an"), quiz) == "open"


def test_the_page_of_a_paused_quiz_says_so_and_looks_again(as_user, cast, quiz):
    quiz.paused_at = clock.now()
    database.session.commit()
    an = as_user("an")
    assert gate(an, quiz) == "paused"
    assert 'data-behaviour="look-again"' in an.get(f"/quizzes/{quiz.id}").text
