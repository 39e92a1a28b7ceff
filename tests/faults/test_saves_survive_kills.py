"""Learners answer while the server's processes are killed: what was acknowledged is there, and there once."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.quizzes.models import Attempt, Response, ResponseEdit
from tests.learner import Browser, Learner
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import Sen
from tests.servers.scene import Scene

LEARNERS = 24
SECONDS = scaled(30, least=8)
BETWEEN_KILLS = 2.0


@pytest.fixture
def hall(empty_database_url: str, tmp_path: Path) -> Iterator[tuple[Scene, Sen]]:
    """Three processes, and a quiz that everybody may begin."""
    sen = Sen(empty_database_url, tmp_path, workers=3)
    tmp_path.mkdir(exist_ok=True)
    sen.lms("db", "upgrade")
    made = scene.make(empty_database_url, tmp_path, LEARNERS)
    with live.running(empty_database_url, tmp_path, workers=3) as running:
        yield made, running
    database.session.remove()
    database.engine().dispose()


@pytest.mark.timeout(400)
def test_no_acknowledged_answer_is_lost_or_doubled_while_workers_are_killed(hall: tuple[Scene, Sen]) -> None:
    made, sen = hall
    sittings = [_sitting(sen, one) for one in made.learners]
    for one in sittings:
        one.start(made.quiz_id)
    stop = threading.Event()
    problems: list[BaseException] = []
    answering = [
        threading.Thread(target=_answer_until, args=(made, one, random.Random(place), stop, problems))
        for place, one in enumerate(sittings)
    ]
    for thread in answering:
        thread.start()
    killed = _kill_now_and_then(sen)
    stop.set()
    for thread in answering:
        thread.join(150)
    assert problems == []
    assert killed >= SECONDS // BETWEEN_KILLS - 1
    assert sum(len(one.ledger) for one in sittings) > LEARNERS
    for one in sittings:
        _agrees_with_the_database(one)


def _sitting(sen: Sen, learner: scene.Learner) -> Learner:
    name, _, value = learner.cookie.partition("=")
    return Learner(Browser(sen.url, {name: value}))


def _answer_until(
    made: Scene, one: Learner, chooser: random.Random, stop: threading.Event, problems: list[BaseException]
) -> None:
    """Answer a few times a second, send what is left, hand in."""
    try:
        while not stop.wait(chooser.uniform(0.1, 0.5)):
            slot = chooser.choice(list(made.options))
            one.answer(slot, chooser.choice(made.options[slot]))
            _try_to_send(one)
        one.flush(120)
        one.hand_in()
    except BaseException as error:  # noqa: BLE001 - told to the test, which fails on it
        problems.append(error)


def _try_to_send(one: Learner) -> None:
    """Once; what fails stays in the outbox."""
    try:
        one.send()
    except (OSError, ValueError, KeyError, HTTPException):
        return


def _kill_now_and_then(sen: Sen) -> int:
    """`kill -9` of one worker after the other; how many."""
    killed, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(BETWEEN_KILLS)
        sen.kill_worker()
        killed += 1
    return killed


def _agrees_with_the_database(one: Learner) -> None:
    attempt_id = _attempt_id(one)
    with database.reading_connection() as connection:
        stands = {
            row.slot: row
            for row in connection.execute(select(Response).where(Response.attempt_id == attempt_id))
        }
        history: Any = connection.execute(
            select(ResponseEdit).where(ResponseEdit.attempt_id == attempt_id)
        ).all()
    for slot, (seq, version, value) in one.ledger.items():
        assert (stands[slot].seq, stands[slot].version, stands[slot].value) == (seq, version, value)
    arrived = Counter((row.slot, row.tab, row.seq) for row in history)
    assert [edit for edit, times in arrived.items() if times > 1] == []
    assert {seq for _slot, _tab, seq in arrived} == set(range(1, one.seq + 1))


def _attempt_id(one: Learner) -> int:
    with database.reading_connection() as connection:
        found = select(Attempt.id, Attempt.closed_at).where(Attempt.public_id == one.state["attempt"])
        row = connection.execute(found).one()
    assert row.closed_at is not None
    return int(row.id)
