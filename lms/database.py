"""The database: one engine, one session per request, one transaction per unit of work.

SQLite and PostgreSQL hold the same schema. On SQLite a unit of work that writes opens with BEGIN IMMEDIATE:
a deferred transaction that turns into a writer fails at once with SQLITE_BUSY, whatever the timeout.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    MetaData,
    String,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker

from lms import engines
from lms.engines import BUSY_TIMEOUT_MS, writes as _writing

create_engine = engines.create_engine
_unit_of_work: ContextVar["Unit | None"] = ContextVar("unit_of_work", default=None)
_turn = threading.Lock()


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


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused: nobody knows when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number with four digits behind the comma, exact, sortable and summable on both databases.

    Stored as a count of ten-thousandths, because SQLite knows no decimals. More digits are rounded half up.
    """

    impl = BigInteger
    cache_ok = True
    unit = Decimal("0.0001")

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        return int((Decimal(value).quantize(self.unit, ROUND_HALF_UP)) / self.unit)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) * self.unit


Json = JSON().with_variant(JSONB(), "postgresql")
# Sort keys are compared byte by byte on both databases.
SortKey = String(400).with_variant(String(400, collation="C"), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        Decimal: ExactNumber,
        dict[str, Any]: Json,
        list[Any]: Json,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,  # see _only_known_values
            validate_strings=True,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


@event.listens_for(Column, "after_parent_attach")
def _only_known_values(column: Column[Any], table: Any) -> None:
    """A CHECK for every enum column of ours, named after the column: two of one kind may stand in one table."""
    if getattr(table, "metadata", None) is Base.metadata and isinstance(column.type, Enum):
        values = ", ".join(f"'{value}'" for value in column.type.enums)
        table.append_constraint(CheckConstraint(f"{column.name} IN ({values})", name=f"{column.name}_known"))


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

    It runs where the request reads, with nothing begun and so nothing to commit: on PostgreSQL two round trips less,
    on SQLite a shorter turn. As durable as any other.
    """
    bound, unit = _factory.kw["bind"], _unit_of_work.get()
    if unit is None or _writing.get() or isinstance(bound, Connection):
        with writing_connection() as connection:
            return _first(connection, statement, values)
    with _one_writer():
        return _first(unit.reading(bound), statement, values)


def _first(connection: Connection, statement: Executable, values: Mapping[str, Any] | None) -> Any:
    result = connection.execute(statement, values, execution_options=engines.ALONE)
    return result.scalar() if result.returns_rows else None


def after_commit(action: Callable[[], object]) -> None:
    """Run `action` once the present transaction is safely stored; forget it if the transaction fails."""
    session.info.setdefault("after_commit", []).append(action)


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
