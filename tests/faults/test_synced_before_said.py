"""A save is on the disk before it is called saved: seen in what the processes ask of the system."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lms import database
from tests.faults import exam
from tests.learner import Browser, Learner
from tests.scale import scaled
from tests.servers import live, runs, strace
from tests.servers.databases import Databases

SAVES = scaled(200, least=8)
ACKNOWLEDGED = r"\"acked\""
SYNC = re.compile(r"^f(data)?sync\(.*\) += 0$")


@dataclass(frozen=True)
class Traced:
    """A database, where its log lies, and what else but Sen has to be looked at."""

    url: str
    log: str
    traces: tuple[Path, ...] = ()


@pytest.fixture
def traced(backend: str, databases: Databases, tmp_path: Path) -> Iterator[Traced]:
    if backend == "sqlite":
        yield Traced(databases.new("sqlite"), "-wal>")
        return
    # Where the database's own user may write: beside its data.
    server = runs.own_postgres(f"traced-{tmp_path.name}")
    trace = server.folder / "data" / "trace"
    server.under = strace.around(trace, detached=True)
    server.start()
    try:
        yield Traced(server.create_database("traced"), "/pg_wal/", (trace,))
    finally:
        server.stop()


@pytest.mark.timeout(1200)
def test_the_log_is_synced_between_a_save_and_its_acknowledgement(
    traced: Traced, tmp_path: Path, report: Callable[[str], None]
) -> None:
    sitting = exam.furnish(traced.url, tmp_path, 1)
    trace = tmp_path / "trace"
    with live.running(traced.url, tmp_path, workers=1, under=strace.around(trace)) as sen:
        _save_often(sen.url, sitting)
        seen = strace.calls(trace, *traced.traces)
    _is_set_to_be_durable(traced.url)
    synced, acknowledged = False, 0
    for call in seen:
        if SYNC.match(call.text) and traced.log in call.text:
            synced = True
        elif ACKNOWLEDGED in call.text:
            assert synced, f"acknowledged before it was synced: {call.text}"
            acknowledged, synced = acknowledged + 1, False
    assert acknowledged == SAVES
    report(f"saves acknowledged: {acknowledged}, each after the log was synced")
    database.session.remove()
    database.engine().dispose()


def _save_often(url: str, sitting: exam.Exam) -> None:
    """One after the other, so that each reply can be held against what came before it."""
    [learner] = sitting.scene.learners
    name, _, value = learner.cookie.partition("=")
    one = Learner(Browser(url, {name: value}))
    one.resume(f"/attempts/{learner.attempt}")
    for number in range(SAVES):
        one.answer(1, sitting.scene.options[1][number % 4])
        one.flush()


def _is_set_to_be_durable(url: str) -> None:
    """As Sen's own connections see it."""
    engine = database.create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        else:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == "on"
    engine.dispose()
