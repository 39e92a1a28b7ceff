"""The save protocol over HTTP: acknowledged once, in order, for nobody but the attempt's own page."""

import json
from datetime import timedelta

import pytest

from lms import database
from lms.accounts.models import PersonState
from lms.classes import service as classes
from lms.classes.models import Enrolment
from lms.outbox import token
from lms.quizzes import closing
from lms.quizzes.models import Attempt
from lms.quizzes.rules import ClosedBy
from lms.quizzes.saving import Attempts
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.quizzes.samples import essay, make_attempt, make_quiz, word

MINUTE = timedelta(minutes=1)


def enrolment_of(person):
    return database.session.query(Enrolment).filter_by(person_id=person.id).one()


def test_an_answer_is_stored_and_acknowledged(page, option_ids):
    reply = page.send(
        {"slot": 1, "value": option_ids[0][1]}, {"slot": 2, "seq": 2, "value": option_ids[1][0]}
    )
    assert reply.status_code == 200
    body = reply.get_json()
    assert body["acked"] == [[1, 1, 1], [2, 2, 1]]
    assert body["conflicts"] == []
    assert body["state"] == "open"
    assert set(body) >= {"acked", "conflicts", "now", "ends_at", "state"}
    assert page.answers() == {1: option_ids[0][1], 2: option_ids[1][0]}


def test_sending_again_gives_the_same_answer_and_stores_nothing(page, option_ids):
    edit = {"slot": 1, "value": option_ids[0][1]}
    first = page.send(edit).get_json()["acked"]
    page.send({"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][2]})
    assert page.send(edit).get_json()["acked"] == first
    assert page.answers() == {1: option_ids[0][2]}
    assert page.history() == [(1, "tab-a", 1, "stored"), (1, "tab-a", 2, "stored")]


def test_what_arrives_late_within_a_tab_does_not_undo_what_is_newer(page, option_ids):
    page.send({"slot": 1, "seq": 5, "value": option_ids[0][2]})
    reply = page.send({"slot": 1, "seq": 4, "value": option_ids[0][0]})
    assert reply.get_json()["acked"] == [[1, 4, 1]]
    assert page.answers() == {1: option_ids[0][2]}


def test_what_another_tab_stored_unseen_is_a_conflict_with_both_values(page, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]}, tab="tab-b")
    reply = page.send(
        {"slot": 1, "value": option_ids[0][2]}, {"slot": 2, "seq": 2, "value": option_ids[1][0]}
    )
    assert reply.status_code == 409
    body = reply.get_json()
    assert body["acked"] == [[2, 2, 1]]
    (conflict,) = body["conflicts"]
    assert conflict["slot"] == 1
    assert conflict["reason"] == "conflict"
    assert conflict["yours"] == option_ids[0][2]
    assert conflict["value"] == option_ids[0][1]
    assert conflict["version"] == 1
    assert page.answers() == {1: option_ids[0][1], 2: option_ids[1][0]}
    assert (1, "tab-a", 1, "conflict") in page.history()


def test_the_learner_settles_a_conflict_with_what_was_seen(page, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]}, tab="tab-b")
    page.send({"slot": 1, "value": option_ids[0][2]})
    reply = page.send({"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][2]})
    assert reply.get_json()["acked"] == [[1, 2, 2]]


def test_a_blank_replaces_nothing_unless_it_was_asked_for(page, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]})
    refused = page.send({"slot": 1, "seq": 2, "base": 1, "value": ""})
    assert refused.status_code == 409
    assert refused.get_json()["conflicts"][0]["reason"] == "blank"
    assert page.answers() == {1: option_ids[0][1]}
    assert page.send({"slot": 1, "seq": 3, "base": 1, "value": None, "clear": True}).status_code == 200
    assert page.answers() == {1: None}


@pytest.mark.parametrize("value", ["no-such-option", ["a", "b"], {"a": 1}, 5, True])
def test_what_is_no_answer_is_kept_but_does_not_count(page, value):
    reply = page.send({"slot": 1, "value": value})
    assert reply.status_code == 409
    (conflict,) = reply.get_json()["conflicts"]
    assert conflict["reason"] == "invalid"
    assert conflict["message"]
    assert page.answers() == {}
    assert page.history() == [(1, "tab-a", 1, "invalid")]


def test_without_a_token_nobody_saves(page):
    assert page.send({"value": "x"}, token=None).status_code == 401
    assert page.send({"value": "x"}, token="nonsense").status_code == 401
    assert page.answers() == {}


def test_a_token_opens_its_own_attempt_only(page, cast, app):
    other = make_attempt(make_quiz(cast, title="Bài 2"), cast.an.id)
    foreign = page.client.post(
        f"/attempts/{other.public_id}/responses",
        json={"tab": "t", "edits": []},
        headers={"X-Attempt-Token": page.token},
        csrf=False,
    )
    assert foreign.status_code == 401
    with app.app_context():
        wrong_purpose = token.sign("reflections", [page.attempt.public_id, page.attempt.id, cast.an.id, "k"])
    assert page.send({"value": "x"}, token=wrong_purpose).status_code == 401


def test_a_login_alone_does_not_save(page, as_user):
    url = f"/attempts/{page.attempt.public_id}/responses"
    assert as_user("an").post(url, json={"tab": "t", "edits": []}).status_code == 401


def test_a_suspended_person_saves_nothing_more(page, cast, option_ids):
    cast.an.state = PersonState.SUSPENDED
    database.session.commit()
    assert page.send({"slot": 1, "value": option_ids[0][1]}).status_code == 403
    assert page.answers() == {}
    assert page.history() == []


def test_who_was_withdrawn_from_the_class_saves_nothing_more_until_taken_back(page, cast, option_ids):
    page.send({"slot": 1, "value": option_ids[0][0]})
    enrolment = enrolment_of(cast.an)
    classes.withdraw(enrolment, "Chuyển lớp", clock.now(), cast.em)
    database.session.commit()
    later = {"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][1]}
    assert page.send(later).status_code == 403
    assert page.answers() == {1: option_ids[0][0]}
    classes.take_back(enrolment, clock.now(), cast.em)
    database.session.commit()
    assert page.send(later).get_json()["acked"] == [[1, 2, 2]]
    assert page.answers() == {1: option_ids[0][1]}


def test_one_who_left_never_costs_another_in_the_same_batch_an_answer(page, quiz, cast, option_ids):
    casting.enrol(cast.hanh, cast.k1)
    other = make_attempt(quiz, cast.hanh.id)
    classes.withdraw(enrolment_of(cast.an), "Chuyển lớp", clock.now(), cast.em)
    database.session.commit()
    locked = Attempts().lock(database.session.connection(), [page.attempt.id, other.id])
    assert list(locked) == [other.id]


def test_only_json_is_read(page):
    text = json.dumps({"tab": "t", "edits": []})
    assert page.post(None, json=None, data=text, content_type="text/plain").status_code == 415
    assert page.post(None, json=None, data={"tab": "t"}).status_code == 415


def test_a_body_beyond_64_kib_is_refused(page):
    assert page.send({"value": "x" * 65 * 1024}).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"tab": "t"},
        {"tab": "", "edits": []},
        {"tab": "<script>", "edits": []},
        {"tab": "x" * 41, "edits": []},
        {"tab": 5, "edits": []},
        {"tab": "t", "edits": {}},
        {"tab": "t", "edits": ["x"]},
        {"tab": "t", "edits": [{}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": 0, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": 1.5, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": True, "base": 0}]},
        {"tab": "t", "edits": [{"slot": "1", "seq": 1, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": 1, "base": -1}]},
        {"tab": "t", "edits": [{"slot": 99, "seq": 1, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 2**70, "seq": 1, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": 2**70, "base": 0}]},
        {"tab": "t", "edits": [{"slot": 1, "seq": 1, "base": 0}] * 501},
    ],
)
def test_another_shape_is_refused_with_a_sentence_and_stores_nothing(page, body):
    reply = page.post(body)
    assert reply.status_code == 422
    assert reply.get_json()["message"]
    assert page.history() == []


@pytest.mark.parametrize(
    "text", ["{", "[NaN]", '{"tab": "t", "edits": [{"slot": 1, "seq": Infinity}]}', "[" * 5000]
)
def test_what_is_no_json_is_refused(page, text):
    assert page.post(None, json=None, data=text, content_type="application/json").status_code == 422


@pytest.mark.parametrize(
    "field", ["score", "points", "marked_at", "ends_at", "person_id", "share", "outcome", "version"]
)
def test_fields_that_nobody_asked_for_change_nothing(page, option_ids, field):
    before = database.session.get(Attempt, page.attempt.id).ends_at
    reply = page.send({"slot": 1, "value": option_ids[0][0], field: 9999})
    assert reply.get_json()["acked"] == [[1, 1, 1]]
    again = database.session.get(Attempt, page.attempt.id)
    assert (again.ends_at, again.marked_at, again.person_id) == (before, None, page.attempt.person_id)


@pytest.mark.parametrize("value", ["1e400", "-1e999", "[" * 400 + "]" * 400, '{"a":' * 900 + "1" + "}" * 900])
def test_numbers_and_nesting_that_no_database_can_hold_are_refused_or_kept_and_never_break(page, value):
    text = f'{{"tab": "t", "edits": [{{"slot": 1, "seq": 1, "base": 0, "value": {value}}}]}}'
    reply = page.post(None, json=None, data=text, content_type="application/json")
    assert reply.status_code in (409, 422)
    assert page.answers() == {}


def test_text_that_no_database_can_hold_is_kept_without_it(open_page, cast):
    page = open_page(make_quiz(cast, [essay(1)]))
    text = '{"tab": "t", "edits": [{"slot": 1, "seq": 1, "base": 0, "value": "Đ\\u0000\\ud800ẫ 😀"}]}'
    assert page.post(None, json=None, data=text.encode(), content_type="application/json").status_code == 200
    assert page.answers() == {1: "Đ\ufffdẫ 😀"}


def test_typed_text_comes_back_as_it_was_typed(open_page, cast):
    page = open_page(make_quiz(cast, [word(1)]))
    typed = "  Nguyễn Ái Quốc \"<b>'\n"
    page.send({"slot": 1, "value": typed})
    assert page.answers() == {1: typed}


def test_in_the_grace_what_was_made_in_time_counts_and_is_marked(open_page, quiz, option_ids):
    now = clock.now()
    page = open_page(quiz, started_at=now - 31 * MINUTE, ends_at=now - MINUTE)
    made_before = {"slot": 1, "value": option_ids[0][1], "elapsed_ms": 29 * 60_000}
    made_after = {"slot": 2, "seq": 2, "value": option_ids[1][1], "elapsed_ms": 31 * 60_000}
    untold = {"slot": 3, "seq": 3, "value": option_ids[2][1], "elapsed_ms": None}
    reply = page.send(made_before, made_after, untold)
    assert reply.status_code == 409
    body = reply.get_json()
    assert body["state"] == "closed"
    assert body["acked"] == [[1, 1, 1]]
    assert [one["reason"] for one in body["conflicts"]] == ["late", "late"]
    assert page.answers() == {1: option_ids[0][1]}
    assert page.history() == [
        (1, "tab-a", 1, "counted-late"),
        (2, "tab-a", 2, "late"),
        (3, "tab-a", 3, "late"),
    ]


def test_after_the_grace_nothing_counts_and_everything_is_kept(open_page, quiz, option_ids):
    now = clock.now()
    page = open_page(quiz, started_at=now - 60 * MINUTE, ends_at=now - 11 * MINUTE)
    reply = page.send({"slot": 1, "value": option_ids[0][1], "elapsed_ms": 1})
    assert reply.get_json()["conflicts"][0]["reason"] == "late"
    assert page.answers() == {}
    assert page.history() == [(1, "tab-a", 1, "late")]


def test_what_counts_after_the_sweep_is_marked_again(open_page, quiz, option_ids):
    now = clock.now()
    page = open_page(quiz, started_at=now - 31 * MINUTE, ends_at=now - MINUTE)
    assert closing.close_overdue(now) == 1
    page.send({"slot": 1, "value": option_ids[0][1], "elapsed_ms": 60_000})
    assert database.session.get(Attempt, page.attempt.id).marked_at is None
    assert closing.close_overdue(clock.now()) == 1
    database.session.expire_all()
    attempt = database.session.get(Attempt, page.attempt.id)
    assert attempt.marked_at is not None
    assert [float(total.points) for total in attempt.totals] == [3.33, 0.0]


def test_what_was_handed_in_stays_as_it_was(page, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]})
    attempt_id = page.attempt.id
    with database.writing_connection() as connection:
        closing.close(connection, attempt_id, ClosedBy.CLICK, clock.now())
    reply = page.send({"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][0]})
    assert reply.get_json()["state"] == "closed"
    assert reply.get_json()["conflicts"][0]["reason"] == "late"
    assert page.answers() == {1: option_ids[0][1]}


def test_saving_five_answers_takes_at_most_four_statements(page, option_ids, count_queries):
    page.send({"slot": 3, "seq": 1, "value": option_ids[2][1]})
    with count_queries() as queries:
        page.send(
            *[{"slot": 1 + seq % 3, "seq": seq, "value": option_ids[seq % 3][1]} for seq in range(2, 7)]
        )
    assert len(queries) <= 4, queries


def test_a_cookie_is_not_even_looked_at(page, as_user, option_ids, count_queries):
    page.client = as_user("an")
    page.send({"slot": 1, "value": option_ids[0][0]})
    with count_queries() as queries:
        page.send({"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][1]})
    assert not any("sign_ins" in statement for statement in queries)
