"""The secret address of a calendar: whose sessions it shows, and when it shows nothing any more."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from sqlalchemy import select

from lms import database
from lms.accounts.models import PersonState
from lms.calendars import service, views
from lms.calendars.models import CalendarFeed
from lms.classes import queries as classes, sessions
from lms.classes.models import ClassState, Enrolment, EnrolmentState
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.calendars.test_ical import read
from tests.lms.cast import NOW, Cast

AsUser = Callable[[str], TestClient]


@pytest.fixture
def in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The classes of the cast are held these days."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def address(client: TestClient) -> str:
    page = client.post("/calendar").text
    found = re.search(r"/calendars/[\w-]+\.ics", page)
    assert found
    return found[0]


def titles(client: Any, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return [event["SUMMARY"] for event in read(answer.data)]


@pytest.mark.usefixtures("in_time")
def test_a_learner_reads_the_sessions_of_their_classes_without_signing_in(
    cast: Cast, as_user: AsUser, client: TestClient
):
    path = address(as_user("an"))
    answer = client.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store, private"
    events = read(answer.data)
    assert [event["SUMMARY"] for event in events] == ["Bài 1", "Bài 2"]
    assert {event["LOCATION"] for event in events} == {"Hội trường A"}
    assert "Nguyễn Văn An" in answer.text
    assert "K2" not in answer.text
    assert "Lan" not in answer.text.replace("Lam Giang", "")


@pytest.mark.usefixtures("in_time")
def test_a_lecturer_reads_what_they_teach_and_nothing_else(cast: Cast, as_user: AsUser, client: TestClient):
    path = address(as_user("chi"))
    assert titles(client, path) == []
    classes.sessions_of(cast.k1)[1].lecturer_id = cast.chi.id
    classes.sessions_of(cast.k2)[0].lecturer_id = cast.chi.id
    cast.k1.state = ClassState.DRAFT
    database.session.commit()
    assert titles(client, path) == ["Bài 2"]


@pytest.mark.usefixtures("in_time")
def test_a_class_in_preparation_is_in_no_learners_calendar(cast: Cast, as_user: AsUser, client: TestClient):
    path = address(as_user("an"))
    cast.k1.state = ClassState.DRAFT
    database.session.commit()
    assert titles(client, path) == []


@pytest.mark.usefixtures("in_time")
def test_who_left_the_class_reads_no_more_of_it(cast: Cast, as_user: AsUser, client: TestClient):
    path = address(as_user("an"))
    enrolment = database.session.scalars(select(Enrolment).where(Enrolment.person_id == cast.an.id)).one()
    enrolment.state, enrolment.left_at = EnrolmentState.WITHDRAWN, NOW
    database.session.commit()
    assert titles(client, path) == []


@pytest.mark.usefixtures("in_time", "context")
def test_a_session_that_changes_keeps_its_name_and_counts_up(cast: Cast, as_user: AsUser, client: TestClient):
    path = address(as_user("an"))
    before = read(client.get(path).data)[0]
    session = classes.sessions_of(cast.k1)[0]
    sessions.cancel(session, "Bão số 5", cast.em, NOW + timedelta(hours=1))
    database.session.commit()
    after = read(client.get(path).data)[0]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["DTSTAMP"] == "20261124T020000Z"
    assert "Bão số 5" in after["DESCRIPTION"]


def test_a_new_address_ends_the_one_before(cast: Cast, as_user: AsUser, client: TestClient):
    person = as_user("an")
    first, second = address(person), address(person)
    assert first != second
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]


def test_an_ended_address_is_not_known_and_ending_twice_is_harmless(
    cast: Cast, as_user: AsUser, client: TestClient
):
    person = as_user("an")
    path = address(person)
    for _ in range(2):
        assert person.post("/calendar/ending").status_code == 302
    assert client.get(path).status_code == 404
    assert "Chưa có địa chỉ lịch" in person.get("/calendar").text


def test_the_calendar_of_a_suspended_account_is_not_known(cast: Cast, as_user: AsUser, client: TestClient):
    path = address(as_user("an"))
    cast.an.state = PersonState.SUSPENDED
    database.session.commit()
    assert client.get(path).status_code == 404


def test_only_a_hash_of_the_address_is_kept_and_the_page_shows_it_once(cast: Cast, as_user: AsUser):
    person = as_user("an")
    token = address(person).removeprefix("/calendars/").removesuffix(".ics")
    stored = database.session.scalars(select(CalendarFeed)).one()
    assert stored.token_hash == service.hashed(token)
    assert len(token) * 6 >= 128
    assert token not in person.get("/calendar").text


def test_guesses_are_counted_by_address_and_looks_by_calendar(
    cast: Cast, as_user: AsUser, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    path = address(as_user("an"))
    monkeypatch.setattr(views, "GUESSES", RateLimitItemPerMinute(2, namespace="test-guess"))
    monkeypatch.setattr(views, "LOOKS", RateLimitItemPerHour(2, namespace="test-look"))
    assert [client.get(f"/calendars/guess{n}.ics").status_code for n in range(3)] == [404, 404, 429]
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.usefixtures("in_time", "context")
def test_a_calendar_takes_the_same_statements_however_many_sessions_it_holds(
    cast: Cast, as_user: AsUser, client: TestClient, count_queries
):
    path = address(as_user("an"))
    with count_queries() as few:
        client.get(path)
    for number in range(3, 40):
        at = NOW + timedelta(days=number)
        details = sessions.SessionDetails(f"Bài {number}", at, at + timedelta(hours=3), 5)
        sessions.create(cast.k1, details, cast.em, NOW)
    database.session.commit()
    with count_queries() as many:
        assert len(titles(client, path)) == 39
    assert len(many) == len(few)
