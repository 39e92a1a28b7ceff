"""What the screen of the hall shows: one code at a time, and how many have come."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import ceil
from typing import Protocol

from lms.attendance import tokens
from lms.attendance.book import Figures
from lms.attendance.counts import Counts, together
from lms.attendance.guests.counts import NO_GUESTS, GuestCounts
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Mark, Phase, Timing, Window
from lms.classes.models import ClassSession, SessionState
from lms.web import qr
from lms.web.qr import Drawing

MOST_GROUPS, MOST_INCOMPLETE = 12, 9  # as many as can be read from the back row; a line says what is left out


@dataclass(frozen=True)
class Codes:
    """The two codes of this moment and how long they last, in seconds."""

    drawing: Drawing
    typed: str
    drawing_left: float
    typed_left: int

    @property
    def good_for(self) -> float:
        """How long a phone may still scan what is shown now."""
        return self.drawing_left + tokens.QR_MARGIN


@dataclass(frozen=True)
class Screen:
    """`codes` is None as long as nobody can check in."""

    session: ClassSession
    phase: Phase
    windows: Mapping[Phase, Window]
    codes: Codes | None
    counts: Counts
    now: datetime
    guests: GuestCounts = NO_GUESTS

    @property
    def window(self) -> Window:
        return self.windows[self.phase]

    @property
    def timing(self) -> Timing:
        return self.window.at(self.now)

    @property
    def cancelled(self) -> bool:
        return self.session.state is SessionState.CANCELLED

    @cached_property
    def figures(self) -> dict[Phase, Figures]:
        return {phase: together(groups.values()) for phase, groups in self.counts.items()}

    @property
    def groups(self) -> list[tuple[str, Figures]]:
        """Of this checkpoint, in their order; who is in no group stands in none."""
        return [(name, figures) for name, figures in self.counts[self.phase].items() if name]

    @property
    def listed_groups(self) -> list[tuple[str, Figures]]:
        """All of them while they fit; else those that are not complete yet, as many as fit."""
        return self.groups if len(self.groups) <= MOST_GROUPS else self._incomplete[:MOST_INCOMPLETE]

    @property
    def complete_groups(self) -> int:
        """How many are not listed because everybody is there."""
        return 0 if len(self.groups) <= MOST_GROUPS else len(self.groups) - len(self._incomplete)

    @property
    def more_groups(self) -> int:
        """How many are not listed although somebody is missing."""
        return 0 if len(self.groups) <= MOST_GROUPS else max(0, len(self._incomplete) - MOST_INCOMPLETE)

    @property
    def _incomplete(self) -> list[tuple[str, Figures]]:
        return [
            (name, one) for name, one in self.groups if one.present + one.marks[Mark.EXCUSED] < one.expected
        ]

    @property
    def end_has_begun(self) -> bool:
        """Whether the screen of the start has done its work, and that of the end should stand here."""
        others = self.phase is Phase.BEFORE and self.timing is Timing.OVER
        return others and not self.cancelled and self.windows[Phase.AFTER].is_open(self.now)

    def looks(self) -> dict[str, str]:
        """A short name for what each part of the screen shows: as long as it is the same, nothing is sent again."""
        codes = self.codes
        times = [
            (window.opens_at, window.closes_at, self.now < window.opens_at)
            for window in self.windows.values()
        ]
        scan = (self.timing, self.cancelled, times, codes and codes.drawing.path)
        side = (self.timing, self.cancelled, times, codes and codes.typed, self.counts, self.guests)
        return {"scan": _short(scan), "side": _short(side)}


def screen(
    checkpoint: Checkpoint,
    windows: Mapping[Phase, Window],
    counts: Counts,
    address: str,
    now: datetime,
    guests: GuestCounts = NO_GUESTS,
) -> Screen:
    """The screen at `now`; `address` is where phones reach this server, such as https://sen.example."""
    session = checkpoint.class_session
    shows = windows[checkpoint.phase].is_open(now) and session.state is not SessionState.CANCELLED
    codes = codes_of(checkpoint, address, now) if shows else None
    return Screen(session, checkpoint.phase, windows, codes, counts, now, guests)


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


def _short(shown: object) -> str:
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()
