"""What the screen of the hall shows: one code at a time, and how many have come."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Protocol

from lms.attendance import tokens
from lms.attendance.book import Book, Figures, Session
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Phase, Timing, Window
from lms.web import qr
from lms.web.qr import Drawing


@dataclass(frozen=True)
class Codes:
    """The two codes of this moment and how long they last, in seconds."""

    drawing: Drawing
    typed: str
    drawing_left: float
    typed_left: int


@dataclass(frozen=True)
class Screen:
    """`codes` is None as long as nobody can check in."""

    session: Session
    phase: Phase
    timing: Timing
    codes: Codes | None
    figures: dict[Phase, Figures]
    groups: list[tuple[str, Figures]]
    now: datetime

    @property
    def window(self) -> Window:
        return self.session.windows[self.phase]


def screen(checkpoint: Checkpoint, book: Book, address: str, now: datetime) -> Screen:
    """The screen at `now`; `address` is where phones reach this server, such as https://sen.example."""
    session, phase = book.sessions[0], checkpoint.phase
    timing = session.windows[phase].at(now)
    shows = timing.counts and not session.cancelled
    return Screen(
        session,
        phase,
        timing,
        codes_of(checkpoint, address, now) if shows else None,
        {each: book.figures(session.id, each) for each in Phase},
        [(name, book.figures(session.id, phase, people)) for name, people in book.by_group().items()],
        now,
    )


class Secret(Protocol):
    """What a code is made of."""

    @property
    def id(self) -> int: ...
    @property
    def secret(self) -> str: ...


def codes_of(checkpoint: Secret, address: str, now: datetime, letter: str = "C") -> Codes:
    token = tokens.make(checkpoint.id, checkpoint.secret, now)
    return Codes(
        qr.draw(f"{address}/{letter}/{token}".upper()),
        tokens.typed_code(checkpoint.id, checkpoint.secret, now),
        tokens.seconds_left(now, tokens.QR_STEP),
        ceil(tokens.seconds_left(now, tokens.CODE_STEP)),
    )
