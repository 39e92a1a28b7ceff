"""What is sent is received before a request takes a seat, by few threads of a process at a time, and not for ever.

Whoever sends a file over a bad line, or a byte a second on purpose, keeps a thread busy until it is there. So only a
few may send at once; they take no seat from those who compute and are not counted among those who wait for the
database, and who sends slower than any line that could bring it to an end is given up. The next ones are asked to come
again; pages, answers and saves go on as if nothing were. Forms and messages of scripts are small and mostly there at
once: more of them are received at a time, and who comes next waits for a moment. Saves are left to themselves: many of
them at once are no trouble but the point, and what is cut off is no message.

What breaks off on the way is refused: half of a form reads like a whole one.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Protocol

from flask import Request
from werkzeug.exceptions import ClientDisconnected, HTTPException

AT_ONCE = 8  # of the 32 threads of a process
FORMS_AT_ONCE = 16
MOMENT = 1.0  # seconds that a form waits for its turn
LARGEST_MESSAGE = 4 << 20  # what scripts send beyond that is read by whoever wants it
LEAST_PACE = 400  # bytes a second, of the slowest line that is worth waiting for
GRACE = 10.0  # seconds in which nothing is asked of a line
FIRST, MOST = 64, 1 << 16  # bytes that are asked for at once: more from those who send fast
MULTIPART, FORM = "multipart/form-data", "application/x-www-form-urlencoded"

_places = threading.BoundedSemaphore(AT_ONCE)
_forms = threading.BoundedSemaphore(FORMS_AT_ONCE)


class TooSlow(Exception):
    """What is being sent would never be there."""


class Source(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Paced:
    """A stream that is read in small bites while it is slow, and given up where it stays so.

    Who reads gets as much at once as was asked for: a form is taken apart in the same places as without this. Where
    fewer than `length` bytes come, the line broke.
    """

    def __init__(self, source: Source, length: int | None = None) -> None:
        self.source = source
        self.length = length
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
        if self.got == self.length:
            return b""
        before = time.monotonic()
        data = self.source.read(size)
        now = time.monotonic()
        self.got += len(data)
        if not data and self.length is not None:
            raise ClientDisconnected
        self.bite = min(MOST, self.bite * 2) if now - before < 1 else FIRST
        if is_hopeless(self.got, now - self.since):
            raise TooSlow
        return data


def is_hopeless(got: int, seconds: float) -> bool:
    """Whether so many bytes in so many seconds will never become a file."""
    return seconds > GRACE and got < LEAST_PACE * seconds


def received(request: Request, view: object) -> bool:
    """Read what comes with a request; False where too many are sending already.

    What else is wrong with it (too large, broken off, no room) is said when the view asks for it. Raises TooSlow.
    """
    if request.routing_exception is not None or getattr(view, "without_seat", False):
        return True
    if request.mimetype == MULTIPART:
        return _receive(request, _places, 0)
    if request.mimetype == FORM or (request.is_json and 0 < (request.content_length or 0) <= LARGEST_MESSAGE):
        return _receive(request, _forms, MOMENT)
    return True


def _receive(request: Request, places: threading.BoundedSemaphore, patience: float) -> bool:
    with _turn(places, patience) as mine:
        if mine:
            request.environ["wsgi.input"] = Paced(request.environ["wsgi.input"], request.content_length)
            with suppress(HTTPException, OSError):
                _read(request)
    return mine


def _read(request: Request) -> None:
    if request.is_json:
        request.environ["wsgi.input"] = BytesIO(request.get_data())
        del request.stream  # the next to ask begins at its beginning
    else:
        _ = request.form


@contextmanager
def _turn(places: threading.BoundedSemaphore, patience: float) -> Iterator[bool]:
    mine = places.acquire(timeout=patience) if patience else places.acquire(blocking=False)
    try:
        yield mine
    finally:
        if mine:
            places.release()
