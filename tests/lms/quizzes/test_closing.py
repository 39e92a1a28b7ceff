"""Closing: once, whoever comes first; what was acknowledged counts; and nobody has to look."""

import json
import threading
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest

from lms import database
from lms.classes import service as classes
from lms.classes.models import Enrolment
from lms.quizzes import closing, queries, service
from lms.quizzes.models import Attempt, AttemptMark, SlotMark
from lms.quizzes.rules import ClosedBy, Counting
from lms.web import clock
from tests.lms.cast import make_cast
from tests.lms.quizzes.samples import choice, essay, make_attempt, make_quiz, number

MINUTE = timedelta(minutes=1)


def reread(attempt: Attempt) -> Attempt:
    database.session.commit()
    database.session.expire_all()
    return database.session.get_one(Attempt, attempt.id)


def test_handing_in_closes_and_marks(page, as_user, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]}, {"slot": 2, "seq": 2, "value": option_ids[1][0]})
    answer = as_user("an").post(f"/attempts/{page.public_id}/submission")
    assert answer.status_code == 302
    attempt = reread(page.attempt)
    assert attempt.closed_by is ClosedBy.CLICK
    assert attempt.submitted_at == max(response.saved_at for response in attempt.responses)
    assert attempt.submitted_at < attempt.closed_at
    assert [total.points for total in attempt.totals] == [Decimal("3.33")]


def test_handing_in_twice_changes_nothing_and_gives_the_same_receipt(page, as_user, option_ids):
    learner = as_user("an")
    page.send({"slot": 1, "value": option_ids[0][1]})
    first = learner.post(f"/attempts/{page.public_id}/submission").location
    closed_at = reread(page.attempt).closed_at
    assert learner.post(f"/attempts/{page.public_id}/submission").location == first
    attempt = reread(page.attempt)
    assert attempt.closed_at == closed_at
    assert len(attempt.totals) == 1


def test_what_never_comes_back_is_closed_by_the_sweep_with_what_was_saved(
    open_page, quiz, option_ids, as_user
):
    now = clock.now()
    page = open_page(quiz, started_at=now - 20 * MINUTE, ends_at=now + timedelta(seconds=30))
    page.send({"slot": 1, "value": option_ids[0][1]})
    after = now + MINUTE
    assert closing.close_overdue(after) == 1
    attempt = reread(page.attempt)
    assert attempt.closed_by is ClosedBy.SWEEP
    assert attempt.closed_at == after
    assert [total.points for total in attempt.totals] == [Decimal("3.33")]
    assert closing.close_overdue(after) == 0


def test_the_sweep_leaves_alone_what_still_runs(page):
    assert closing.close_overdue(clock.now()) == 0
    assert reread(page.attempt).closed_at is None


def test_an_overdue_attempt_is_over_for_whoever_looks_before_the_sweep(open_page, quiz, as_user):
    now = clock.now()
    page = open_page(quiz, started_at=now - 40 * MINUTE, ends_at=now - MINUTE)
    learner = as_user("an")
    assert learner.get(f"/attempts/{page.public_id}").location.endswith("/result")
    assert learner.get(f"/attempts/{page.public_id}/result").status_code == 200
    assert learner.get(f"/attempts/{page.public_id}/state").get_json()["state"] == "closed"
    learner.post(f"/attempts/{page.public_id}/submission")
    assert reread(page.attempt).closed_by is ClosedBy.TIMER


def test_an_essay_waits_for_a_person_and_the_rest_counts(open_page, cast, as_user):
    quiz = make_quiz(cast, [number(7), essay(1)])
    page = open_page(quiz)
    page.send({"slot": 1, "value": "7,0"}, {"slot": 2, "seq": 2, "value": "Một bài viết dài."})
    as_user("an").post(f"/attempts/{page.public_id}/submission")
    (total,) = reread(page.attempt).totals
    assert (total.points, total.waiting) == (Decimal(5), 1)
    lecturer = as_user("chi")
    marked = lecturer.post(
        f"/attempts/{page.attempt.id}/answers/2/marks", data={"points": "3,5", "comment": "Khá"}
    )
    assert marked.status_code == 302
    totals = reread(page.attempt).totals
    assert [(total.points, total.waiting) for total in totals] == [(Decimal("8.5"), 0), (Decimal(5), 1)]
    shares = [
        (mark.share, mark.by_id)
        for mark in database.session.query(SlotMark).filter_by(slot=2).order_by(SlotMark.id)
    ]
    assert shares == [(None, None), ("7/10", cast.chi.id)]


@pytest.mark.parametrize("points", ["5,01", "-1", "NaN", "1e308", "Infinity", "năm", ""])
def test_a_mark_outside_the_range_is_refused_and_what_was_typed_stays(open_page, cast, as_user, points):
    page = open_page(make_quiz(cast, [number(7), essay(1)]))
    page.send({"slot": 2, "value": "Bài viết"})
    as_user("an").post(f"/attempts/{page.public_id}/submission")
    before = database.session.query(AttemptMark).count()
    refused = as_user("chi").post(f"/attempts/{page.attempt.id}/answers/2/marks", data={"points": points})
    assert refused.status_code == 422
    assert f'value="{points}"' in refused.text
    assert database.session.query(AttemptMark).count() == before


def test_a_wrong_number_typed_in_another_way_is_still_graded(open_page, cast, as_user):
    page = open_page(make_quiz(cast, [number(7)]))
    assert page.send({"slot": 1, "value": "bảy"}).status_code == 409
    as_user("an").post(f"/attempts/{page.public_id}/submission")
    assert [total.points for total in reread(page.attempt).totals] == [Decimal(0)]


@pytest.mark.parametrize(
    "counting, expected",
    [(Counting.BEST, "10"), (Counting.LAST, "0"), (Counting.FIRST, "10"), (Counting.AVERAGE, "5")],
)
def test_the_mark_that_counts_follows_the_rule_of_the_quiz(cast, as_user, open_page, counting, expected):
    quiz = make_quiz(cast, [number(7)], attempts_allowed=2, counting=counting)
    for turn, value in enumerate(("7", "8"), 1):
        page = open_page(quiz, number=turn)
        page.send({"slot": 1, "value": value})
        as_user("an").post(f"/attempts/{page.public_id}/submission")
    (mark,) = queries.best_marks(cast.k1.id)[cast.an.id]
    assert mark.mark == Decimal(expected)
    assert mark.attempts == 2


def test_staff_close_extend_and_reopen_with_a_reason(page, as_user, option_ids):
    organiser, base = as_user("em"), f"/attempts/{page.attempt.id}"
    old_end = page.attempt.ends_at
    assert organiser.post(f"{base}/extension", data={"minutes": "5"}).status_code == 422
    organiser.post(f"{base}/extension", data={"minutes": "5", "reason": "Mất điện"})
    assert reread(page.attempt).ends_at == old_end + 5 * MINUTE
    organiser.post(f"{base}/closing", data={"reason": "Hết buổi"})
    assert reread(page.attempt).closed_by is ClosedBy.STAFF
    assert page.send({"slot": 1, "value": option_ids[0][1]}).get_json()["conflicts"][0]["reason"] == "late"
    organiser.post(f"{base}/reopening", data={"minutes": "10", "reason": "Đóng nhầm"})
    attempt = reread(page.attempt)
    assert attempt.closed_at is None
    assert page.send({"slot": 1, "seq": 2, "value": option_ids[0][1]}).get_json()["acked"] == [[1, 2, 1]]


def test_more_time_given_during_the_attempt_counts_at_once(page, cast, as_user):
    old_end = page.attempt.ends_at
    url = f"/quizzes/{page.attempt.quiz_id}/people/{cast.an.id}/override"
    as_user("em").post(url, data={"extra_minutes": "15", "extra_attempts": "0", "reason": "Mắt kém"})
    assert reread(page.attempt).ends_at == old_end + 15 * MINUTE


def test_the_learner_brings_the_outbox_as_a_file(page, as_user, cast, option_ids):
    content = {
        "token": page.token,
        "saves": [
            {
                "tab": "tab-a",
                "edits": [{"slot": 1, "seq": 1, "base": 0, "value": option_ids[0][1], "elapsed_ms": 5}],
            }
        ],
    }
    url = f"/quizzes/{page.attempt.quiz_id}/outboxes"

    def bring(data: bytes):
        return as_user("em").post(
            url, data={"outbox": (BytesIO(data), "bai-lam.json")}, content_type="multipart/form-data"
        )

    assert bring(b"nonsense").status_code == 422
    assert bring(json.dumps(content | {"token": "x"}).encode()).status_code == 422
    assert page.answers() == {}
    assert bring(json.dumps(content).encode()).status_code == 302
    assert page.answers() == {1: option_ids[0][1]}
    assert bring(json.dumps(content).encode()).status_code == 302
    assert page.history() == [(1, "tab-a", 1, "stored")]


def test_the_outbox_of_somebody_who_left_the_class_is_not_said_to_be_stored(page, as_user, cast, option_ids):
    edits = [{"slot": 1, "seq": 1, "base": 0, "value": option_ids[0][1], "elapsed_ms": 5}]
    content = json.dumps({"token": page.token, "tab": "tab-a", "edits": edits}).encode()
    url = f"/quizzes/{page.attempt.quiz_id}/outboxes"

    def bring():
        sent = {"outbox": (BytesIO(content), "bai-lam.json")}
        return as_user("em").post(url, data=sent, content_type="multipart/form-data")

    enrolment = database.session.query(Enrolment).filter_by(person_id=cast.an.id).one()
    classes.withdraw(enrolment, "Chuyển lớp", clock.now(), cast.em)
    refused = bring()
    assert refused.status_code == 409
    assert "đã rời lớp" in refused.text
    assert page.history() == []
    classes.take_back(enrolment, clock.now(), cast.em)
    assert bring().status_code == 302
    assert page.answers() == {1: option_ids[0][1]}


def test_an_outbox_of_another_quiz_is_refused(page, as_user, cast, option_ids):
    other = make_quiz(cast, title="Bài 2")
    content = {
        "token": page.token,
        "tab": "t",
        "edits": [{"slot": 1, "seq": 1, "base": 0, "value": option_ids[0][1]}],
    }
    answer = as_user("em").post(
        f"/quizzes/{other.id}/outboxes",
        data={"outbox": (BytesIO(json.dumps(content).encode()), "a.json")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert page.answers() == {}


def test_without_script_the_page_is_a_form(page, as_user, option_ids):
    learner, url = as_user("an"), f"/attempts/{page.public_id}/form"
    learner.post(url, data={"tab": "form-1", "q1": option_ids[0][1], "then": "save"})
    assert page.answers() == {1: option_ids[0][1]}
    learner.post(
        url,
        data={"tab": "form-1", "base-1": "0", "q1": option_ids[0][2], "q2": option_ids[1][1], "then": "save"},
    )
    assert page.answers() == {1: option_ids[0][2], 2: option_ids[1][1]}
    learner.post(url, data={"tab": "form-2", "base-1": "2", "base-2": "1", "clear": "1", "then": "submit"})
    assert page.answers() == {1: None, 2: option_ids[1][1]}
    assert reread(page.attempt).closed_by is ClosedBy.CLICK


def test_two_sweeps_and_a_click_at_once_close_once(own_engine):
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        cast = make_cast()
        quiz = make_quiz(cast, [choice(1)])
        now = clock.now()
        ids = [
            make_attempt(quiz, person.id, now - 40 * MINUTE, ends_at=now - MINUTE).id
            for person in (cast.an, cast.lan)
        ]
    gate = threading.Barrier(4)

    def close(by_hand: bool):
        gate.wait()
        if not by_hand:
            closing.close_overdue(now)
            return
        for attempt_id in ids:
            with database.writing_connection() as connection:
                closing.close(connection, attempt_id, ClosedBy.TIMER, now)

    threads = [threading.Thread(target=close, args=(turn % 2 == 0,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.session.query(AttemptMark).count() == 2
    assert {attempt.closed_at for attempt in database.session.query(Attempt)} == {now}


def test_best_marks_cost_the_same_however_many_sat(cast, as_user, open_page, count_queries):
    make_quiz(cast, [number(7)])
    with count_queries() as queries_sent:
        queries.best_marks(cast.k1.id)
    assert len(queries_sent) <= 4


def test_a_published_quiz_keeps_its_matrix(cast, quiz):
    before = quiz.blueprint
    plan = service.Plan(
        {name: getattr(quiz, name) for name in service.SETTINGS} | {"title": "Mới"}, [], {}, []
    )
    service.update(cast.chi, quiz, plan, clock.now())
    assert (quiz.title, quiz.blueprint) == ("Mới", before)
