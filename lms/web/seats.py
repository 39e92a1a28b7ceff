"""How many requests of a process compute at the same time.

Python runs one thread at a time. The two or three that keep a core busy while one of them waits for the database are
enough; more only wrest the interpreter from each other, which costs a hot page half its speed. So a request takes one
of a few seats first. A save takes none: it is short, and the more of them wait together, the more one commit carries.
Who waits for something slow leaves the seat to another meanwhile.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

SEATS = 2
# Seconds. Where everybody seated waits for the database, a slow answer is better than a standstill.
PATIENCE = 1.0

F = TypeVar("F")
_free = threading.BoundedSemaphore(SEATS)


class Seat:
    """One request's; `taken` is false while it is left to another, or none came free in time."""

    taken = False

    def take(self) -> None:
        self.taken = _free.acquire(timeout=PATIENCE)

    def leave(self) -> None:
        if self.taken:
            self.taken = False
            _free.release()


_mine: ContextVar[Seat | None] = ContextVar("seat", default=None)


def without_seat(view: F) -> F:
    """The view is answered at once, however many compute."""
    view.without_seat = True  # type: ignore[attr-defined]
    return view


@contextmanager
def seated(view: object) -> Iterator[None]:
    """A seat while `view` is answered, unless it needs none."""
    if getattr(view, "without_seat", False):
        yield
        return
    seat = Seat()
    seat.take()
    mark = _mine.set(seat)
    try:
        yield
    finally:
        _mine.reset(mark)
        seat.leave()


@contextmanager
def aside() -> Iterator[None]:
    """What happens in here leaves the seat to another request; outside of a request it changes nothing."""
    seat = _mine.get()
    if seat is None or not seat.taken:
        yield
        return
    seat.leave()
    try:
        yield
    finally:
        seat.take()
