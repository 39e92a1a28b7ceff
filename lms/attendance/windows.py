"""When a checkpoint takes check-ins. Pure: an answer for every moment, from the session's times and a few minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Phase(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class Mark(StrEnum):
    """How a person stands at one checkpoint. NONE: nothing recorded, or what was recorded is withdrawn.

    EARLY: went before the end (về sớm); it is said of the end of a session only.
    """

    NONE = "none"
    PRESENT = "present"
    LATE = "late"
    EARLY = "early"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def attended(self) -> bool:
        return self in {Mark.PRESENT, Mark.LATE, Mark.EARLY}


class Timing(StrEnum):
    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"
    OVER = "over"

    @property
    def counts(self) -> bool:
        return self in {Timing.ON_TIME, Timing.LATE}


@dataclass(frozen=True)
class Minutes:
    """A window in minutes from the start of the session (before) or its end (after)."""

    opens: int
    late: int | None
    closes: int


class WindowRules(Protocol):
    """What a programme says of the windows of its sessions."""

    @property
    def start_opens_minutes(self) -> int: ...
    @property
    def late_after_minutes(self) -> int: ...
    @property
    def start_closes_minutes(self) -> int: ...
    @property
    def end_opens_minutes(self) -> int: ...
    @property
    def end_closes_minutes(self) -> int: ...


OPENED_BY_HAND = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class Window:
    """Moves with its session. Opened by hand it is open from then for at least an hour; closed by hand it is over."""

    phase: Phase
    starts_at: datetime
    ends_at: datetime
    opens_minutes: int
    late_minutes: int | None
    closes_minutes: int
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def anchor(self) -> datetime:
        return self.starts_at if self.phase is Phase.BEFORE else self.ends_at

    @property
    def opens_at(self) -> datetime:
        planned = self.anchor + timedelta(minutes=self.opens_minutes)
        return min(planned, self.opened_at) if self.opened_at else planned

    @property
    def late_at(self) -> datetime | None:
        """From the second after this moment on, a check-in is late."""
        return None if self.late_minutes is None else self.anchor + timedelta(minutes=self.late_minutes)

    @property
    def closes_at(self) -> datetime:
        """The last moment that counts."""
        if self.closed_at:
            return self.closed_at
        planned = self.anchor + timedelta(minutes=self.closes_minutes)
        return max(planned, self.opened_at + OPENED_BY_HAND) if self.opened_at else planned

    def at(self, moment: datetime) -> Timing:
        """Opening and closing moment both count; a scan in the very second of the threshold is not late."""
        if moment < self.opens_at:
            return Timing.EARLY
        if moment > self.closes_at:
            return Timing.OVER
        return Timing.LATE if self.late_at and moment > self.late_at else Timing.ON_TIME

    def leaves_early(self, moment: datetime, minutes: int | None) -> bool:
        """Whether who checks out then goes more than so many minutes before the end; None: nobody does.

        An end that was opened by hand has come: the lecture was shorter, and nobody is to blame for that.
        """
        if minutes is None or self.phase is not Phase.AFTER:
            return False
        ended = min(self.ends_at, self.opened_at or self.ends_at)
        return moment < ended - timedelta(minutes=minutes)

    def is_open(self, now: datetime) -> bool:
        return self.at(now).counts


def usual_minutes(phase: Phase, rules: WindowRules) -> Minutes:
    """The window that the programme gives a checkpoint."""
    if phase is Phase.BEFORE:
        return Minutes(-rules.start_opens_minutes, rules.late_after_minutes, rules.start_closes_minutes)
    return Minutes(-rules.end_opens_minutes, None, rules.end_closes_minutes)


def usual_window(phase: Phase, starts_at: datetime, ends_at: datetime, rules: WindowRules) -> Window:
    """The window of a checkpoint that nobody has set otherwise."""
    minutes = usual_minutes(phase, rules)
    return Window(
        phase=phase,
        starts_at=starts_at,
        ends_at=ends_at,
        opens_minutes=minutes.opens,
        late_minutes=minutes.late,
        closes_minutes=minutes.closes,
    )
