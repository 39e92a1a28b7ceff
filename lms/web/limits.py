"""Counters of tries, shared by all processes through the database: a storage for the `limits` library.

A counter is one row that an upsert raises and returns, so that a hundred tries at once count as a hundred.
"""

import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from limits import RateLimitItem
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import BigInteger, String, TextClause, case, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from lms import columns, database


class RateCounter(columns.Base):
    """Tries counted under one key until a moment (seconds since 1970)."""

    __tablename__ = "rate_counters"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[int] = mapped_column(BigInteger, index=True)


class DatabaseStorage(Storage):
    """Counts in `rate_counters`, each try in its own short transaction."""

    STORAGE_SCHEME = ["sen-database"]
    _clock = staticmethod(time.time)

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self.incr_each([(key, expiry)], amount)[0]

    def incr_each(self, counters: Sequence[tuple[str, int]], amount: int = 1) -> list[int]:
        """Raise several counters (key, seconds) in one statement; what each of them holds now."""
        now = int(self._clock())
        values: dict[str, Any] = {"amount": amount, "now": now}
        for place, (key, expiry) in enumerate(counters):
            values |= {f"key{place}": key, f"expires{place}": now + expiry}
        rows = database.rows_written_alone(_raising(len(counters)), values)
        found: dict[str, int] = {row[0]: row[1] for row in rows}
        return [found[key] for key, _expiry in counters]

    def get(self, key: str) -> int:
        row = self._row(key)
        return row.count if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._row(key)
        return float(row.expires_at) if row else self._clock()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with database.writing_connection() as connection:
            return connection.execute(delete(RateCounter)).rowcount

    def clear(self, key: str) -> None:
        database.write_alone(delete(RateCounter).where(RateCounter.key == key))

    def _row(self, key: str) -> Any:
        statement = select(RateCounter.count, RateCounter.expires_at).where(
            RateCounter.key == key, RateCounter.expires_at > int(self._clock())
        )
        with database.reading_connection() as connection:
            return connection.execute(statement).one_or_none()


storage = DatabaseStorage()
limiter = FixedWindowRateLimiter(storage)


def hit(limit: RateLimitItem, *key: str) -> bool:
    """Count one try under `key`; False when that is one too many."""
    return limiter.hit(limit, *key)


def count(*tries: tuple[RateLimitItem, str]) -> list[int]:
    """Count one try under each of these keys at once; how many there were, this one included."""
    counters = [(limit.key_for(key), limit.get_expiry()) for limit, key in tries]
    return storage.incr_each(counters)


def give_back(*tries: tuple[RateLimitItem, str], amount: int = 1) -> None:
    """Take tries under each of these keys back, since they were none."""
    keys = [limit.key_for(key) for limit, key in tries]
    fewer = case((RateCounter.count > amount, RateCounter.count - amount), else_=0)
    database.write_alone(update(RateCounter).where(RateCounter.key.in_(keys)).values(count=fewer))


def forget(limit: RateLimitItem, *key: str) -> None:
    """Start counting afresh under `key`, after a success."""
    limiter.clear(limit, *key)


@cache
def _raising(counters: int) -> TextClause:
    """Written for the drivers: an insert of several rows that SQLAlchemy composes is compiled anew each time."""
    rows = ", ".join(f"(:key{place}, :amount, :expires{place})" for place in range(counters))
    return text(
        f"INSERT INTO rate_counters (key, count, expires_at) VALUES {rows} ON CONFLICT (key) DO UPDATE SET"  # noqa: S608 - numbers only
        " count = CASE WHEN rate_counters.expires_at <= :now THEN excluded.count"
        " ELSE rate_counters.count + excluded.count END,"
        " expires_at = CASE WHEN rate_counters.expires_at <= :now THEN excluded.expires_at"
        " ELSE rate_counters.expires_at END RETURNING key, count"
    )
