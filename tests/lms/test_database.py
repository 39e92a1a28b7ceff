"""Units of work on real databases: what is written stays, what only reads cannot write, and writers take turns."""

import sqlite3
import threading
import time

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from lms import database, engines
from lms.web.limits import RateCounter


@pytest.fixture
def engine(own_engine: Engine) -> Engine:
    return own_engine


def counter(key: str) -> dict[str, object]:
    return {"key": key, "count": 1, "expires_at": 1}


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(RateCounter)).scalar_one()


def test_what_is_written_alone_is_stored_at_once_and_stays_when_the_request_fails(engine: Engine) -> None:
    def request() -> None:
        with database.own_session():
            database.session.execute(select(RateCounter)).all()
            assert database.write_alone(insert(RateCounter).returning(RateCounter.key), counter("a")) == "a"
            assert stored(engine) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        request()
    assert stored(engine) == 1


def test_writing_alone_answers_none_where_nothing_came_back(engine: Engine) -> None:
    kind = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    once = kind(RateCounter).on_conflict_do_nothing().returning(RateCounter.key)
    with database.own_session():
        assert [database.write_alone(once, counter("a")) for _ in range(2)] == ["a", None]
        assert database.write_alone(insert(RateCounter), counter("b")) is None
    assert stored(engine) == 2


def test_inside_a_unit_of_work_that_writes_it_is_stored_too(engine: Engine) -> None:
    database.write_alone(insert(RateCounter), counter("outside of any request"))
    assert stored(engine) == 1


def test_what_only_reads_is_refused_to_write(engine: Engine) -> None:
    writing = insert(RateCounter)
    with database.own_session(), database.reading_connection() as connection:
        for execute in (database.session.execute, connection.execute):
            with pytest.raises(RuntimeError, match="only reads"):
                execute(writing, counter("a"))
    assert stored(engine) == 0


def test_reading_sees_what_was_stored_a_moment_ago(engine: Engine) -> None:
    with database.own_session(), database.reading_connection() as connection:
        count = select(func.count()).select_from(RateCounter)
        assert connection.execute(count).scalar_one() == 0
        with engine.begin() as other:
            other.execute(insert(RateCounter), counter("a"))
        assert connection.execute(count).scalar_one() == 1


def test_connections_for_reading_end_with_the_engine(engine: Engine) -> None:
    reader = engines.reader(engine)
    with reader.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    assert reader.pool.checkedin() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seconds", [0.2, 0.8])
def test_a_writer_waits_until_another_process_has_ended(
    engine: Engine, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also longer than it asks itself: then SQLite waits."""
    monkeypatch.setattr(engines, "ASKS_ITSELF_MS", 500)
    held, ended = threading.Event(), threading.Event()

    def other() -> None:
        connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        time.sleep(seconds)
        ended.set()
        connection.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(20)
    with database.writing_connection() as connection:
        assert ended.is_set()
        connection.execute(insert(RateCounter), counter("a"))
    thread.join()
    assert stored(engine) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_writer_finds_the_moments_that_a_long_sweep_elsewhere_leaves(engine: Engine) -> None:
    """Also after it has begun to ask less often."""
    began, over = threading.Event(), threading.Event()

    def sweep() -> None:
        connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
        while not over.is_set():
            connection.execute("BEGIN IMMEDIATE")
            began.set()
            time.sleep(engines.ASK_OFTEN_FOR * 1.5)
            connection.execute("COMMIT")
            time.sleep(engines.A_MOMENT)
        connection.close()

    thread = threading.Thread(target=sweep)
    thread.start()
    assert began.wait(20)
    try:
        with database.writing_connection() as connection:
            connection.execute(insert(RateCounter), counter("a"))
    finally:
        over.set()
        thread.join()
    assert stored(engine) == 1


def test_on_postgresql_who_waits_for_a_lock_has_the_patience_that_sqlite_has(databases):
    engine = database.create_engine(databases.new("postgresql"))
    for one in (engine, engines.reader(engine)):
        with one.connect() as connection:
            waits = connection.exec_driver_sql("SHOW lock_timeout").scalar()
        assert waits == f"{engines.BUSY_TIMEOUT_MS // 1000}s"
    engine.dispose()


@pytest.mark.timeout(15)
def test_a_sweep_that_writes_in_smaller_units_of_its_own_does_not_wait_for_itself(engine: Engine) -> None:
    with database.transaction(), database.writing_connection() as connection:
        connection.execute(insert(RateCounter), counter("swept"))
    assert stored(engine) == 1
