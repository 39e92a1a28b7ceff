"""When a drawing got lost, and what of its troubles passes by itself. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from lms.files.pages import Trouble

PATIENCE = timedelta(minutes=2)  # longer than any drawing may take
MOST_TRIES = 4
PASSING = frozenset({Trouble.BUSY, Trouble.TOO_SLOW})


class Asked(Protocol):
    """A drawing, as far as it matters here."""

    @property
    def asked_at(self) -> datetime: ...

    @property
    def begun_at(self) -> datetime | None: ...


def is_lost(asked: Asked, now: datetime) -> bool:
    """Whether it should have come to an end by now, and has not."""
    return now - (asked.begun_at or asked.asked_at) > PATIENCE
