"""The sweep that closes what ran out of time: twice at once, and ended in the middle, each attempt is closed once."""

import os
import signal
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from lms import database
from lms.quizzes import closing
from lms.quizzes.models import Attempt, AttemptMark, Response, SlotMark
from lms.quizzes.rules import ClosedBy
from lms.web import clock
from tests.faults import exam
from tests.faults.exam import Exam
from tests.scale import scaled
from tests.servers import processes, scene

ATTEMPTS = scaled(1000, least=100)
# In the middle of the third transaction of `closing.AT_ONCE`.
DIES_AT = closing.AT_ONCE * 2 + closing.AT_ONCE // 2


def test_each_attempt_is_closed_and_marked_once_though_one_sweep_dies_and_two_run_at_once(
    empty_database_url: str, tmp_path: Path
) -> None:
    sitting = _time_ran_out(empty_database_url, tmp_path)
    context = processes.context()
    first = context.Process(target=sweep_and_die, args=(empty_database_url,))
    first.start()
    first.join()
    assert first.exitcode == -signal.SIGKILL
    assert _closed() == closing.AT_ONCE * 2, "a transaction that was not ended left nothing"
    with ProcessPoolExecutor(2, context) as pool:
        handled = sum(pool.map(sweep, [empty_database_url] * 2))
    assert handled == ATTEMPTS - closing.AT_ONCE * 2
    _each_closed_and_marked_once(len(sitting.scene.learners))
    database.session.remove()
    database.engine().dispose()


def sweep(url: str) -> int:
    """What the worker does every few seconds, in a process of its own."""
    database.bind(database.create_engine(url))
    handled = closing.close_overdue(clock.now())
    database.engine().dispose()
    return handled


def sweep_and_die(url: str) -> None:
    """The same, ended as by a power cut while it marks."""
    marked, mark = iter(range(1, DIES_AT + 1)), closing.mark

    def mark_or_die(*arguments: Any) -> None:
        if next(marked) == DIES_AT:
            os.kill(os.getpid(), signal.SIGKILL)
        mark(*arguments)

    setattr(closing, "mark", mark_or_die)  # noqa: B010 - of another shape than what it stands for
    sweep(url)


def _time_ran_out(url: str, data: Path) -> Exam:
    """Everybody has answered one question, and time is up."""
    exam.make_tables(url, data)
    sitting = Exam(scene.make(url, data, ATTEMPTS, started=ATTEMPTS))
    now = clock.now()
    [slot, options] = next(iter(sitting.scene.options.items()))
    answer = {"slot": slot, "version": 1, "value": options[0], "tab": "t", "seq": 1, "saved_at": now}
    with database.writing_connection() as connection:
        began, ended = now - timedelta(hours=2), now - timedelta(hours=1)
        connection.execute(update(Attempt).values(started_at=began, ends_at=ended))
        ids = connection.execute(select(Attempt.id)).scalars()
        connection.execute(insert(Response), [answer | {"attempt_id": one} for one in ids])
    return sitting


def _closed() -> int:
    with database.reading_connection() as connection:
        closed = select(Attempt.closed_by).where(Attempt.closed_at.is_not(None))
        by = connection.execute(closed).scalars().all()
    assert set(by) == {ClosedBy.SWEEP}
    return len(by)


def _each_closed_and_marked_once(attempts: int) -> None:
    assert _closed() == attempts
    with database.reading_connection() as connection:
        for model in (AttemptMark, SlotMark):
            times = Counter(connection.execute(select(model.attempt_id)).scalars())
            assert (len(times), set(times.values())) == (attempts, {1})
