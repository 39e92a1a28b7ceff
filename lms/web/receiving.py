"""Files are received before a request takes a seat, by few threads of a process at a time, and not for ever.

Whoever sends a file over a bad line, or a byte a second on purpose, keeps a thread busy until it is there. So only a
few may send at once; they take no seat from those who compute and are not counted among those who wait for the
database, and who sends slower than any line that could bring it to an end is given up. The next ones are asked to come
again; pages, answers and forms without files go on as if nothing were.
"""

import threading
import time
from contextlib import suppress
from typing import Protocol

from flask import Request
from werkzeug.exceptions import HTTPException

AT_ONCE = 8  # of the 32 threads of a process
LEAST_PACE = 400  # bytes a second, of the slowest line that is worth waiting for
GRACE = 10.0  # seconds in which nothing is asked of a line
FIRST, MOST = 64, 1 << 16  # bytes that are asked for at once: more from those who send fast
MULTIPART = "multipart/form-data"

_places = threading.BoundedSemaphore(AT_ONCE)


class TooSlow(Exception):
    """What is being sent would never be there."""


class Source(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Paced:
    """A stream that is read in small bites while it is slow, and given up where it stays so.

    Who reads gets as much at once as was asked for: a form is taken apart in the same places as without this.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.bite = FIRST
        self.got = 0
        self.since = time.monotonic()

    def read(self, size: int = MOST) -> bytes:
        bites: list[bytes] = []
        left = size if size >= 0 else MOST
        while left and (data := self._bite(min(left, self.bite))):
            bites.append(data)
            left -= len(data)
        return b"".join(bites)

    def _bite(self, size: int) -> bytes:
        before = time.monotonic()
        data = self.source.read(size)
        now = time.monotonic()
        self.got += len(data)
        self.bite = min(MOST, self.bite * 2) if now - before < 1 else FIRST
        if is_hopeless(self.got, now - self.since):
            raise TooSlow
        return data


def is_hopeless(got: int, seconds: float) -> bool:
    """Whether so many bytes in so many seconds will never become a file."""
    return seconds > GRACE and got < LEAST_PACE * seconds


def received(request: Request) -> bool:
    """Read the files that come with a form; False where too many are being sent already.

    What else is wrong with them (too large, broken off, no room) is said when the view asks for them. Raises TooSlow.
    """
    if request.mimetype != MULTIPART or request.routing_exception is not None:
        return True
    if not _places.acquire(blocking=False):
        return False
    try:
        request.environ["wsgi.input"] = Paced(request.environ["wsgi.input"])
        with suppress(HTTPException, OSError):
            _ = request.files
    finally:
        _places.release()
    return True
