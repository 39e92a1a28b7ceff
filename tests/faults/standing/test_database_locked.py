"""Another program holds the database: nothing is called saved that is not."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.faults import exam, ledger
from tests.faults.standing.place import Standing
from tests.faults.watcher import STYLES, Watcher
from tests.scale import scaled

LOCKED_FOR = scaled(10, least=6)
STORED = "SELECT count(*) FROM response_edits"


@pytest.mark.timeout(1200)
def test_no_answer_is_called_saved_while_another_program_holds_the_database(
    standing: Standing, report: Callable[[str], None]
) -> None:
    sitting, sen = standing.locked, standing.sen
    watcher = Watcher(sen.url, sitting.scene.learners[0])
    with _held(sen.database_url) as before:
        seen: list[int] = []

    def lock() -> None:
        time.sleep(1)
        with _held(sen.database_url) as stored, watcher.watching(health="/health", static=STYLES):
            time.sleep(LOCKED_FOR)
            seen.extend((stored - before, sitting.acknowledged))

    sitting.sit(sen.url, lock)
    stored, acknowledged = seen
    assert 0 < acknowledged <= stored
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(seconds_locked=LOCKED_FOR, turned_away=answers))
    assert set(answers) <= {"503"}
    assert set(watcher.seen) == {"health 200", "static 200"}
    assert ledger.integrity() == []


@contextmanager
def _held(url: str) -> Iterator[int]:
    """Nobody else writes; yields how many edits were stored when that began."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None, timeout=60)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield holder.execute(STORED).fetchone()[0]
            holder.execute("ROLLBACK")
        return
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE attempts, response_edits IN ACCESS EXCLUSIVE MODE")
        yield other.execute(STORED).fetchall()[0][0]
