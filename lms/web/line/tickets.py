"""Giving out numbers and moving a line on: one row for each line, and as few statements as may be."""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.web.line import rules
from lms.web.line.models import WaitingLine
from lms.web.line.rules import BATCH, BATCHES_A_SECOND, Standing

# Numbers that a process takes from the row at once, and seconds for which it believes what it read there.
BLOCK = 10
BELIEVED = 0.3


@dataclass
class Line:
    """One line as a process knows it. Threads take turns: who waits here waits for one short statement."""

    _next: int = 1
    _end: int = 0
    _admitted: int = 0
    _tickets: int = 0
    _read_at: float = float("-inf")
    _moved_at: float = float("-inf")
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def waits(self) -> bool:
        """Whether somebody who came here earlier may still be waiting."""
        return self._admitted < self._tickets and time.monotonic() - self._read_at < rules.FORGOTTEN.seconds

    def ticket(self, name: str, now: datetime) -> int:
        """The next number, after everybody who asked this process before."""
        with self._turn:
            if self._next > self._end:
                self._learn(database.rows_written_alone(_grab(), _asked(name, now)))
                self._next, self._end = self._tickets - BLOCK + 1, self._tickets
            self._next += 1
            return self._next - 1

    def standing(self, name: str, number: int, now: datetime, *, at_ease: bool) -> Standing:
        """How the holder of a number stands; a process that is at ease lets the next ones in first."""
        with self._turn:
            if at_ease and number > self._admitted and self._may_move():
                self._moved_at = time.monotonic()
                self._learn(database.rows_written_alone(_MOVE, {"line": name, "at": now}))
            elif time.monotonic() - self._read_at > BELIEVED:
                self._look(name, now)
            return Standing(number, self._admitted)

    def _may_move(self) -> bool:
        return time.monotonic() - self._moved_at >= 1 / BATCHES_A_SECOND

    def _look(self, name: str, now: datetime) -> None:
        with database.reading_connection() as connection:
            rows = connection.execute(_LOOK, {"line": name}).all()
        if rows and rules.everybody_is_in(rows[0].moved_at, now):
            self._learn([(rows[0].tickets, rows[0].tickets)])
        else:
            self._learn(rows)

    def _learn(self, rows: Any) -> None:
        if rows:
            self._tickets, self._admitted = rows[0][0], rows[0][1]
        self._read_at = time.monotonic()


_LOOK = select(WaitingLine.tickets, WaitingLine.admitted, WaitingLine.moved_at).where(
    WaitingLine.name == bindparam("line")
)
_ON = WaitingLine.admitted + BATCH
_MOVE = (
    update(WaitingLine)
    .where(WaitingLine.name == bindparam("line"))
    .values(
        admitted=case((WaitingLine.tickets < _ON, WaitingLine.tickets), else_=_ON), moved_at=bindparam("at")
    )
    .returning(WaitingLine.tickets, WaitingLine.admitted)
)


def _asked(name: str, now: datetime) -> dict[str, Any]:
    return {"name": name, "now": now, "long_ago": now - rules.FORGOTTEN, "n": BLOCK}


def _moment(name: str) -> Any:
    return bindparam(name, type_=WaitingLine.moved_at.type)


def _grab() -> Any:
    return _grabbing(database.engine().dialect.name)


@cache
def _grabbing(dialect: str) -> Any:
    """A block of numbers. Where nobody has moved for long, all who came before are gone."""
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    count, now, long_ago = bindparam("n", type_=Integer), _moment("now"), _moment("long_ago")
    fresh = insert(WaitingLine).values(
        name=bindparam("name", type_=String), tickets=count, admitted=0, moved_at=now
    )
    forgotten = WaitingLine.moved_at < long_ago
    return fresh.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "tickets": WaitingLine.tickets + count,
            "admitted": case((forgotten, WaitingLine.tickets), else_=WaitingLine.admitted),
            "moved_at": case((forgotten, now), else_=WaitingLine.moved_at),
        },
    ).returning(WaitingLine.tickets, WaitingLine.admitted)
