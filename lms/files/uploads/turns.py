"""How many pieces a process takes at the same time: each may come over a slow line, and holds a thread.

A telephone that vanished in the middle keeps its thread until the system gives its connection up. Its turn no longer
counts after two minutes, so that others go on; only so many threads may be lost that way.
"""

import threading

AT_ONCE = 6
LONG = 120.0  # seconds
MOST = 12  # of the 32 threads of a process


class Turns:
    """Who is being served, and since when."""

    def __init__(self) -> None:
        self._since: dict[int, float] = {}
        self._next = 0
        self._lock = threading.Lock()

    def take(self, now: float) -> int | None:
        """A turn, or None where too many have theirs."""
        with self._lock:
            lively = sum(now - since < LONG for since in self._since.values())
            if lively >= AT_ONCE or len(self._since) >= MOST:
                return None
            self._next += 1
            self._since[self._next] = now
            return self._next

    def give_back(self, turn: int) -> None:
        with self._lock:
            del self._since[turn]
