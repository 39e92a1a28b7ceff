"""Where the database keeps everybody waiting, a few threads of each process go on answering.

A process has so many threads (`lms serve --threads`). If the database stands still, each request that needs it holds
one until it is over, and soon nobody is left to send a style sheet or to say that something is wrong. So once many are
inside and the first of them has been for long, the next is asked to come again. Many alone are no reason: they are
quick, and who comes next waits for a moment.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

# Of the 32 threads of a process, and after how many seconds of the one who came first.
MANY = 24
LONG = 5.0
# Seconds after which many are more than a rush that is over in a moment.
RUSH = 4.0

F = TypeVar("F")


def always_answered(view: F) -> F:
    """The view needs no database, or does not wait for it."""
    view.always_answered = True  # type: ignore[attr-defined]
    return view


class Crowd:
    """Who is inside, in the order in which they came."""

    def __init__(self, many: int = MANY, long: float = LONG) -> None:
        self.many = many
        self.long = long
        self._since: dict[int, float] = {}
        self._many_since: float | None = None
        self._turn = threading.Lock()

    @contextmanager
    def entered(self, view: object) -> Iterator[bool]:
        """Inside while `view` is answered; False where too many have been waiting too long."""
        if getattr(view, "always_answered", False):
            yield True
            return
        me, now = threading.get_ident(), time.monotonic()
        with self._turn:
            stuck = len(self._since) >= self.many and now - next(iter(self._since.values())) > self.long
            if not stuck:
                self._since[me] = now
                self._count(now)
        try:
            yield not stuck
        finally:
            with self._turn:
                if not stuck:
                    del self._since[me]
                    self._count(now)

    def is_full(self) -> bool:
        """Whether many have been inside all the time for some seconds: more come than go."""
        since = self._many_since
        return since is not None and time.monotonic() - since > RUSH

    def _count(self, now: float) -> None:
        if len(self._since) < self.many:
            self._many_since = None
        elif self._many_since is None:
            self._many_since = now


crowd = Crowd()
