"""The server is killed while it takes a file into the bank: all of it is there, or nothing, and then it can be taken.

That a kill came in the middle is seen from outside: somebody holds the database to write for longer than a page does.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from random import Random

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.questions import intake
from lms.questions.models import Decision, Question, QuestionImport, QuestionVersion, ReviewStep, VersionState
from lms.web import clock
from tests.faults.killed.place import Place
from tests.learner import Answer, Browser
from tests.scale import scaled
from tests.servers.live import Sen
from tests.servers.scene import Scene

QUESTIONS = scaled(5_000, 1_500)
KILLED_IN_VAIN = scaled(5, 1)  # so many kills must leave nothing behind
FILES = 3 * KILLED_IN_VAIN
LOOK_EVERY = 0.005
LOOKS_IN_A_ROW = 6  # a page that writes is over long before
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Office:
    """A server; the lecturer's cookie; whether somebody is writing much at this moment."""

    scene: Scene
    sen: Sen
    writing: Callable[[], bool]

    def confirm(self, import_id: int) -> Answer:
        name, _, value = self.scene.staff.partition("=")
        browser = Browser(self.sen.url, {name: value})
        path = f"/questions/imports/{import_id}/confirmation"
        return browser.request("POST", path, "submit=1", FORM | {"X-CSRFToken": self.scene.csrf})


@pytest.fixture
def office(place: Place) -> Iterator[Office]:
    with _watching(place.sen.database_url) as writing:
        yield Office(place.scene, place.sen, writing)


@pytest.mark.timeout(1200)
def test_a_file_is_in_the_bank_wholly_or_not_at_all_whenever_the_server_is_killed(
    office: Office, report: Callable[[str], None]
) -> None:
    chance, vain, whole = Random(1), 0, 0
    for number in range(FILES):
        import_id = _read(office, number)
        while True:
            left = _confirm_and_kill(office, import_id, chance)
            assert left in (NOTHING, EVERYTHING), left
            office.sen.start()
            if left == EVERYTHING:
                whole += 1
                break
            vain += 1
            if vain >= KILLED_IN_VAIN:
                break
        if vain >= KILLED_IN_VAIN:
            break
    assert vain >= KILLED_IN_VAIN, f"of {whole} kills none came in the middle"
    _it_is_taken_after_all(office, import_id)
    report(
        f"{QUESTIONS} questions, killed {vain + whole} times while they were stored: {vain} times nothing was stored"
    )


@dataclass(frozen=True)
class Stored:
    """What the bank holds of a file."""

    confirmed: bool
    questions: int
    versions: int
    steps: int
    entries: int


NOTHING = Stored(confirmed=False, questions=0, versions=0, steps=0, entries=0)
EVERYTHING = Stored(confirmed=True, questions=QUESTIONS, versions=QUESTIONS, steps=QUESTIONS, entries=1)


def _confirm_and_kill(office: Office, import_id: int, chance: Random) -> Stored:
    """`kill -9` some moments after the writing began."""
    asking = threading.Thread(target=_ask, args=(office, import_id), daemon=True)
    asking.start()
    looks = 0
    while looks < LOOKS_IN_A_ROW and asking.is_alive():
        looks = looks + 1 if office.writing() else 0
        time.sleep(LOOK_EVERY)
    time.sleep(chance.uniform(0, 0.25))
    office.sen.kill()
    asking.join()
    return _stored(office, import_id)


def _ask(office: Office, import_id: int) -> None:
    with suppress(OSError, HTTPException):
        office.confirm(import_id)


def _it_is_taken_after_all(office: Office, import_id: int) -> None:
    """Once, and once only."""
    assert office.confirm(import_id).status == 302
    assert _stored(office, import_id) == EVERYTHING
    assert office.confirm(import_id).status == 302
    assert _stored(office, import_id) == EVERYTHING


def _read(office: Office, number: int) -> int:
    """A file as it is read when it is sent, unlike those before it."""
    text = "".join(
        f"Câu {place}: Việc thứ {place} của tệp {number} là việc gì trong tháng {place * 7 + number}?\n"
        f"A. việc {place} loại một\nB. việc {place} loại hai\nĐáp án: {'AB'[place % 2]}\n"
        for place in range(1, QUESTIONS + 1)
    )
    with office.scene.app.app_context():
        with database.transaction():
            chi = database.session.scalars(select(Person).where(Person.username == "chi")).one()
            reading = intake.understand(text.encode(), f"tep-{number}.txt")
            for row in reading.rows:
                row["decision"] = Decision.ACCEPT
            begun = intake.begin(chi, reading, None, clock.now())
            import_id = begun.id
        database.session.remove()
    return import_id


def _stored(office: Office, import_id: int) -> Stored:
    of_it = select(Question.id).where(Question.import_id == import_id)
    versions = select(QuestionVersion.id).where(QuestionVersion.question_id.in_(of_it))
    submitted = versions.where(QuestionVersion.state == VersionState.SUBMITTED)
    steps = select(ReviewStep.id).where(ReviewStep.version_id.in_(versions))
    entries = select(AuditEntry.id).where(
        AuditEntry.action == "questions.imported", AuditEntry.subject_id == import_id
    )
    with office.scene.app.app_context(), database.reading_connection() as connection:
        confirmed = connection.scalar(
            select(QuestionImport.confirmed_at).where(QuestionImport.id == import_id)
        )
        counts = [
            connection.scalar(select(func.count()).select_from(found.subquery())) or 0
            for found in (of_it, submitted, steps, entries)
        ]
    return Stored(confirmed is not None, *counts)


class _watching:  # noqa: N801 - reads as a sentence
    """`with _watching(url) as writing:`; `writing()` says whether somebody writes to the database just now."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)

    def __enter__(self) -> Callable[[], bool]:
        if self.url.get_backend_name() == "sqlite":
            return self._sqlite
        self.connection = psycopg.connect(
            self.url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
        )
        return self._postgresql

    def __exit__(self, *_error: object) -> None:
        if self.url.get_backend_name() != "sqlite":
            self.connection.close()

    def _sqlite(self) -> bool:
        """Whoever writes holds the one lock there is."""
        probe = sqlite3.connect(str(self.url.database), timeout=0, isolation_level=None)
        try:
            probe.execute("BEGIN IMMEDIATE")
            probe.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
        finally:
            probe.close()
        return False

    def _postgresql(self) -> bool:
        """Rows went into the table of versions, and the transaction that put them there is not over."""
        found = self.connection.execute(
            "SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = pg_locks.relation"
            " WHERE relname = 'questions' AND mode = 'RowExclusiveLock' AND granted"
        )
        return found.fetchone() is not None
