"""The database: one engine, one session per request, one transaction per unit of work.

SQLite and PostgreSQL hold the same schema. On SQLite a unit of work that writes opens with BEGIN IMMEDIATE:
a deferred transaction that turns into a writer fails at once with SQLITE_BUSY, whatever the timeout.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, Executable
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from lms import engines
from lms.engines import A_MOMENT, BUSY_TIMEOUT_MS, writes as _writing

create_engine = engines.create_engine
_unit_of_work: ContextVar["Unit | None"] = ContextVar("unit_of_work", default=None)
_turn = threading.RLock()  # a sweep runs in a unit of work, and writes in smaller ones of its own


class Unit:
    """What one request holds for reading: one connection at most, from when it is first asked for."""

    connection: Connection | None = None

    def reading(self, engine: Engine) -> Connection:
        if self.connection is None:
            self.connection = engines.reader(engine).connect()
        return self.connection

    def release(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class RequestSession(Session):
    """Inside a request, what is no unit of work that writes only reads, and is refused to do more."""

    def get_bind(self, *arguments: Any, **options: Any) -> Engine | Connection:
        bound = super().get_bind(*arguments, **options)
        unit = _unit_of_work.get()
        if unit is None or _writing.get() or isinstance(bound, Connection):
            return bound
        return unit.reading(bound)


_factory = sessionmaker[RequestSession](class_=RequestSession, autoflush=True, expire_on_commit=False)


def _scope() -> object:
    """One session per request (see own_session); elsewhere (commands, jobs, tests) one per thread."""
    return _unit_of_work.get() or threading.get_ident()


session = scoped_session(_factory, scopefunc=_scope)


def bind(engine: Engine | Connection, **options: Any) -> None:
    """Let `session` speak to this engine (in tests: to one connection whose transaction is rolled back)."""
    session.remove()
    # A session joins the connection of its request, which is in no transaction that it could end.
    _factory.configure(bind=engine, **({"join_transaction_mode": "rollback_only"} | options))


def engine() -> Engine:
    """The engine that `session` is bound to, for hot paths written in Core."""
    bound = _factory.kw["bind"]
    return bound.engine if isinstance(bound, Connection) else bound


@contextmanager
def own_session() -> Iterator[None]:
    """What happens in here has a session of its own, thrown away at the end."""
    unit = Unit()
    token = _unit_of_work.set(unit)
    try:
        yield
    finally:
        session.remove()
        unit.release()
        _unit_of_work.reset(token)


def end_session() -> None:
    """Give the connection back early, if there is a session of one's own."""
    unit = _unit_of_work.get()
    if unit is not None:
        session.remove()
        unit.release()


@contextmanager
def writing() -> Iterator[None]:
    """What begins in here begins as a writer."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work that writes: returning commits, raising rolls back, then what waited for the commit runs."""
    end_reading()
    try:
        with _one_writer(), writing():
            yield session()
            session.commit()
    except BaseException:
        session.rollback()
        session.info.pop("after_commit", None)
        raise
    for action in session.info.pop("after_commit", []):
        action()


@contextmanager
def writing_connection() -> Iterator[Connection]:
    """A Core connection inside its own committed transaction, for hot paths and observations.

    What the session only read is left first, so that a request never holds two connections at once.
    """
    if not _writing.get():
        end_reading()
    bound = _factory.kw["bind"]
    if isinstance(bound, Connection):  # a test: everything happens inside one transaction that is rolled back
        with bound.begin_nested():
            yield bound
        return
    with _one_writer(), bound.connect() as connection:
        with (
            writing()
        ):  # only this one: whatever is read meanwhile elsewhere must not wait for the writer it serves
            begun = connection.begin()
        with begun:
            yield connection


@contextmanager
def reading_connection() -> Iterator[Connection]:
    """A Core connection for reading only, also in the middle of a unit of work that writes elsewhere."""
    bound = _factory.kw["bind"]
    if isinstance(bound, Connection):
        yield bound
        return
    unit = _unit_of_work.get()
    if unit is not None and not _writing.get():
        yield unit.reading(bound)
        return
    token = _writing.set(False)
    try:
        with bound.connect() as connection:
            yield connection
    finally:
        _writing.reset(token)


def write_alone(statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
    """Run one statement that is a transaction of its own; returns the first value of its first row, if it has one.

    On PostgreSQL it runs where the request reads, with nothing begun and so nothing to commit: two round trips less.
    On SQLite it waits for its turn as every writer does, so that none is starved by the others. As durable as any.
    """
    rows = rows_written_alone(statement, values)
    return rows[0][0] if rows else None


def rows_written_alone(statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """As `write_alone`; all rows that the statement returns."""
    bound, unit = _factory.kw["bind"], _unit_of_work.get()
    if unit is None or _writing.get() or bound.dialect.name == "sqlite" or isinstance(bound, Connection):
        with writing_connection() as connection:
            return _rows(connection, statement, values)
    return _rows(unit.reading(bound), statement, values)


def _rows(connection: Connection, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Any]:
    result = connection.execute(statement, values, execution_options=engines.ALONE)
    return result.all() if result.returns_rows else []


def let_others_write() -> None:
    """Between two transactions of long work: on SQLite who waits in another process must find a moment to begin."""
    bound = _factory.kw["bind"]
    if bound.dialect.name == "sqlite" and not isinstance(bound, Connection):
        time.sleep(A_MOMENT)


def after_commit(action: Callable[[], object]) -> None:
    """Run `action` once the present transaction is safely stored; forget it if the transaction fails."""
    session.info.setdefault("after_commit", []).append(action)


def has_one_connection() -> bool:
    """Whether everything runs on one connection that somebody else opened; then no other thread may write."""
    return isinstance(_factory.kw["bind"], Connection)


def is_postgresql() -> bool:
    return session.get_bind().dialect.name == "postgresql"


def end_reading() -> None:
    """Leave the snapshot that was only read from: on SQLite a reader cannot turn into a writer once others wrote.

    Also for hot paths that loaded the person first: with it they hold one connection, not two.
    """
    unit = _unit_of_work.get()
    if session.registry.has():
        _leave(session())
    if unit is not None:
        unit.release()


def _leave(current: Session) -> None:
    if current.new or current.dirty or current.deleted:
        raise RuntimeError("something was changed outside a transaction")
    if current.in_transaction():
        current.commit()


@contextmanager
def _one_writer() -> Iterator[None]:
    """On SQLite the threads of a process take turns here; the database itself lets waiters sleep, and not in turn."""
    if _factory.kw["bind"].dialect.name != "sqlite":
        yield
        return
    had = _turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000)  # after that the database decides
    try:
        yield
    finally:
        if had:
            _turn.release()
