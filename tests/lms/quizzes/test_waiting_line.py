"""Starting when the server can take no more: a place that is kept, and no attempt before its turn."""

import re
from collections import defaultdict

import pytest

from lms import database
from lms.quizzes.models import Attempt
from lms.web import clock
from lms.web.crowd import Crowd, crowd
from lms.web.line import gate
from lms.web.line.models import WaitingLine
from lms.web.line.tickets import Line
from tests.lms.quizzes.samples import make_quiz

NAME = "attempts.create"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def of_this_test(monkeypatch):
    """Lines of a process outlive a request; here each test begins without one."""
    monkeypatch.setattr(gate, "_lines", defaultdict(Line))


@pytest.fixture
def full(monkeypatch):
    """The process has been full for long; `full(False)` ends it."""
    held = {"now": True}
    monkeypatch.setattr(Crowd, "is_full", lambda _crowd: held["now"])
    return lambda now: held.update(now=now)


def attempts_of(quiz):
    return database.session.query(Attempt).filter_by(quiz_id=quiz.id).count()


def ticket_of(answer):
    return re.search(r'name="ticket" value="([^"]+)"', answer.text)[1]


def test_who_starts_when_all_is_full_gets_a_place_and_no_attempt(as_user, quiz, full):
    answer = as_user("an").post(f"/quizzes/{quiz.id}/attempts")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "Content-Security-Policy" in answer.headers
    assert "Số người đứng trước" in answer.text
    assert attempts_of(quiz) == 0


def test_the_place_is_asked_by_script_and_starts_nothing_by_itself(as_user, quiz, full):
    client, address = as_user("an"), f"/quizzes/{quiz.id}/attempts"
    ticket = ticket_of(client.post(address))
    first = client.post(address, data={"ticket": ticket}, headers=JSON)
    assert first.get_json() == {"before": 0, "enters": False, "again_in": 2}
    full(False)
    assert client.post(address, data={"ticket": ticket}, headers=JSON).get_json()["enters"] is True
    assert attempts_of(quiz) == 0


def test_who_waited_goes_in_with_what_was_sent_before(as_user, cast, full):
    quiz = make_quiz(cast, access_code="SEN2026", honour=True)
    client, address = as_user("an"), f"/quizzes/{quiz.id}/attempts"
    answer = client.post(address, data={"code": "SEN2026", "honour": "y", "other": "no"})
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert sent.keys() == {"csrf_token", "code", "honour", "ticket"}
    full(False)
    assert "/attempts/" in client.post(address, data=sent).location
    assert attempts_of(quiz) == 1


def test_who_comes_later_does_not_overtake(as_user, quiz, full):
    address, line = f"/quizzes/{quiz.id}/attempts", gate._lines[NAME]
    for _ in range(60):
        line.ticket(NAME, clock.now())
    full(False)
    line._moved_at = float("inf")  # nobody more is let in now
    answer = as_user("an").post(address)
    assert answer.status_code == 503
    assert ">60<" in answer.text.replace("\n", "")


@pytest.mark.parametrize(
    "ticket", ["1", "1.", "-5.AAAA", "1.AAAAAAAAAAAAAAAAAAAAAAAAAAA", "x" * 5000, "１.é"]
)
def test_a_made_up_number_is_none(as_user, quiz, full, ticket):
    answer = as_user("an").post(f"/quizzes/{quiz.id}/attempts", data={"ticket": ticket})
    assert answer.status_code == 503
    assert ticket_of(answer).startswith("1.")


def test_all_who_start_stand_in_one_line_since_the_server_is_one(as_user, cast, quiz, full):
    other = make_quiz(cast, title="Bài 2")
    client = as_user("an")
    assert ticket_of(client.post(f"/quizzes/{other.id}/attempts")).startswith("1.")
    assert ticket_of(client.post(f"/quizzes/{quiz.id}/attempts")).startswith("2.")


def test_strangers_are_given_no_number_and_fill_nothing(client, full):
    for number in (1, 2, 10**40):
        assert client.post(f"/quizzes/{number}/attempts").status_code in {401, 404}
    assert gate._lines == {}
    assert database.session.query(WaitingLine).count() == 0


def test_what_was_typed_is_escaped_on_the_page(as_user, quiz, full):
    answer = as_user("an").post(f"/quizzes/{quiz.id}/attempts", data={"code": '"><script>'})
    assert "<script>" not in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;"' in answer.text


def test_where_there_is_room_nobody_is_given_a_number(as_user, quiz):
    assert not crowd.is_full()
    assert as_user("an").post(f"/quizzes/{quiz.id}/attempts").status_code == 302
    assert not gate._lines[NAME].waits


def test_other_pages_know_no_line(as_user, quiz, full):
    assert as_user("an").get(f"/quizzes/{quiz.id}").status_code == 200
