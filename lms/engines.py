"""Engines with the guarantees of both databases: durable commits, foreign keys, patience when busy."""

import time
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import cache, partial
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine as sqlalchemy_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError

BUSY_TIMEOUT_MS = 20_000
# A writer on SQLite asks again and again for half of that time, every millisecond at first, and then leaves the waiting
# to SQLite, which sleeps longer than the moments that a long sweep in another process leaves (`let_others_write`).
ASKS_ITSELF_MS = SQLITE_WAITS_MS = BUSY_TIMEOUT_MS // 2
ASK_OFTEN_FOR, OFTEN, LESS_OFTEN = 0.5, 0.001, 0.004  # seconds
A_MOMENT = 0.012
# Seconds a connection to PostgreSQL may have been idle before it is asked whether it still stands.
ASK_AFTER = 1.0

# What a connection to PostgreSQL is made with: a host that is gone is noticed (seconds, TCP_USER_TIMEOUT in
# milliseconds), and who waits for a lock has the same patience as on SQLite.
PATIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_MS}",
}

# Execution options of a statement that may write although its connection is there for reading.
ALONE = {"sen_alone": True}

# Whether what begins now begins as a writer.
writes: ContextVar[bool] = ContextVar("writes", default=False)


def create_engine(url: str, **options: Any) -> Engine:
    """An engine with the guarantees of both databases: durable commits, foreign keys, patience when busy."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        options = {"connect_args": PATIENT} | options
    engine = sqlalchemy_engine(url, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        _ask_after_idling(engine)
    return engine


@cache
def reader(engine: Engine) -> Engine:
    """For reading, without BEGIN and ROLLBACK around: on PostgreSQL two round trips less.

    There it has connections of its own: to switch one to and fro costs more than a small statement.
    """
    made = (
        _own_reader(engine)
        if engine.dialect.name == "postgresql"
        else engine.execution_options(sen_reads=True)
    )
    event.listen(made, "before_execute", _refuse_to_write)
    return made


def _own_reader(engine: Engine) -> Engine:
    pool: Any = engine.pool
    made = sqlalchemy_engine(
        engine.url,
        connect_args=PATIENT,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_reset_on_return=None,
        pool_use_lifo=True,
        pool_size=pool.size(),
        max_overflow=pool._max_overflow,
        pool_timeout=pool.timeout(),
    )
    _ask_after_idling(made)
    event.listen(engine, "engine_disposed", lambda _engine: made.dispose())
    return made


def _ask_after_idling(engine: Engine) -> None:
    event.listen(engine, "checkin", _note_return)
    event.listen(engine, "checkout", partial(_ask_if_idle, engine.dialect))


def _refuse_to_write(
    _connection: Connection, statement: Any, _many: object, _values: object, options: Mapping[str, Any]
) -> None:
    if getattr(statement, "is_dml", False) and not options.get("sen_alone"):
        raise RuntimeError("a request that only reads tried to write")


def _note_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _ask_if_idle(dialect: Dialect, connection: Any, record: Any, _proxy: Any) -> None:
    """After a restart of the database, a connection from before is thrown away instead of failing a request."""
    if time.monotonic() - record.info.get("returned", 0.0) < ASK_AFTER:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as gone:
        raise DisconnectionError("the database was restarted") from gone


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_WAITS_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("sen_reads"):
        return
    if not writes.get():
        connection.exec_driver_sql("BEGIN")
        return
    if not _begins_soon(connection.connection.driver_connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begins_soon(connection: Any) -> bool:
    """Whether it has begun as a writer, asking every few milliseconds.

    SQLite itself lets who waits for another process sleep longer each time, while the database lies idle.
    """
    began = time.monotonic()
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while (waited := time.monotonic() - began) < ASKS_ITSELF_MS / 1000:
            with suppress(OperationalError):
                connection.execute("BEGIN IMMEDIATE")
                return True
            time.sleep(OFTEN if waited < ASK_OFTEN_FOR else LESS_OFTEN)
    finally:
        connection.execute(f"PRAGMA busy_timeout={SQLITE_WAITS_MS}")
    return False
