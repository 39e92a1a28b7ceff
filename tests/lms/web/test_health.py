"""/health is red as soon as the database does not answer, however long that one would take."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from lms import database
from lms.web import health
from tests.lms.browser import TestClient


@pytest.fixture(autouse=True)
def fresh_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "pulse", health.Pulse())


def test_it_is_green_while_the_database_answers(client: TestClient) -> None:
    assert client.get("/health").status_code == 200


def test_it_is_red_where_the_database_is_gone(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> object:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(database, "reading_connection", gone)
    answer = client.get("/health")
    assert (answer.status_code, answer.get_json()["state"]) == (503, "no database")


def test_it_is_red_in_time_where_the_database_stands_still_and_green_again_after(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, asked = threading.Event(), []

    def ask(question: health.Question) -> None:
        asked.append(question)
        goes_on.wait()
        question.well = True
        question.answered.set()

    monkeypatch.setattr(health.Question, "ask", ask)
    monkeypatch.setattr(health, "PATIENCE", 0.01)
    assert [client.get("/health").status_code for _look in range(3)] == [503] * 3
    assert len(asked) == 1, "one question at a time"
    goes_on.set()
    assert asked[0].answered.wait(30)
    monkeypatch.setattr(health, "PATIENCE", 30)
    assert client.get("/health").status_code == 200
