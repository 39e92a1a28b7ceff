"""How fast a process takes pieces, however fast the line: between two of them others have their turn.

A piece costs as much as a page, and a process keeps to one core. A line within the house brings a hundred of them a
second, and everybody else would wait twice as long; a line from outside brings so few that none has to wait.
"""

import threading

EVERY = 0.04  # seconds: 25 MB a second in each process, a fifth of a core
BURST = 0.4  # seconds: after a rest so much may come at once


class Pace:
    """When the next piece may be taken."""

    def __init__(self) -> None:
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self, now: float) -> float:
        """How many seconds a piece that comes now has to wait; each moves those that come after it."""
        with self._lock:
            turn = max(self._next, now - BURST)
            self._next = turn + EVERY
            return max(0.0, turn - now)
