"""The rules of time and of what may be shown: pure functions of stored values and `now`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lms.outbox.rules import Standing
from question_bank.grading import rounded


class Counting(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


class ClosedBy(StrEnum):
    CLICK = "click"
    TIMER = "timer"
    SWEEP = "sweep"
    STAFF = "staff"


class Reveal(StrEnum):
    """From when on something of the result is shown to the learner."""

    NEVER = "never"
    SUBMITTED = "submitted"
    CLOSED = "closed"


class Layout(StrEnum):
    """How much of a paper is on the screen at once."""

    ONE = "one"
    SECTION = "section"
    ALL = "all"


class Feedback(StrEnum):
    """When a learner hears about an answer: at the end, at once, at once with further tries, or weighed by how
    certain they said to be."""

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    TRIES = "tries"
    CERTAINTY = "certainty"


class Limit(StrEnum):
    """What ends an attempt: its time limit, or the closing of the quiz."""

    MINUTES = "minutes"
    CLOSING = "closing"


class Refusal(StrEnum):
    """Why nobody can start (again)."""

    NOT_PUBLISHED = "not-published"
    NOT_YET = "not-yet"
    TOO_LATE = "too-late"
    CLOSED = "closed"
    NO_ATTEMPT_LEFT = "no-attempt-left"
    TOO_SOON = "too-soon"
    PAUSED = "paused"
    NOT_ADMITTED = "not-admitted"


@dataclass(frozen=True)
class Window:
    """When a quiz can be sat, for how long, how often. None: no such bound."""

    opens_at: datetime | None
    last_start_at: datetime | None
    closes_at: datetime | None
    minutes: int | None
    attempts: int
    cooling_minutes: int = 0


@dataclass(frozen=True)
class Allowance:
    """What a person or a group was given beyond the others; a bound given here replaces the quiz's own."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    opens_at: datetime | None = None
    last_start_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class End:
    """When an attempt started now would end, and which bound does it."""

    at: datetime
    limit: Limit
    extended: bool = False


@dataclass(frozen=True)
class Review:
    """What the learner may see of an attempt now."""

    score: bool
    marks: bool
    key: bool
    explanation: bool

    @property
    def lines(self) -> bool:
        """Whether anything of the single questions may be shown."""
        return self.marks or self.key or self.explanation


def together(group: Allowance | None, person: Allowance | None) -> Allowance | None:
    """What holds for a person whose group was allowed something too: the larger number, the person's own bound."""
    if group is None or person is None:
        return person or group
    return Allowance(
        max(group.extra_minutes, person.extra_minutes),
        max(group.extra_attempts, person.extra_attempts),
        person.opens_at or group.opens_at,
        person.last_start_at or group.last_start_at,
        person.closes_at or group.closes_at,
    )


def window_for(window: Window, allowance: Allowance | None) -> Window:
    """The quiz's window as it holds for one person."""
    if allowance is None:
        return window
    return Window(
        allowance.opens_at or window.opens_at,
        allowance.last_start_at or window.last_start_at,
        allowance.closes_at or window.closes_at,
        window.minutes and window.minutes + allowance.extra_minutes,
        window.attempts + allowance.extra_attempts,
        window.cooling_minutes,
    )


def may_start(
    window: Window,
    published_at: datetime | None,
    taken: int,
    now: datetime,
    last_ended: datetime | None = None,
) -> Refusal | None:
    """Why a new attempt may not start now; None if it may. `last_ended` is when the one before was over."""
    if published_at is None or now < published_at:
        return Refusal.NOT_PUBLISHED
    if window.opens_at and now < window.opens_at:
        return Refusal.NOT_YET
    if window.closes_at and now >= window.closes_at:
        return Refusal.CLOSED
    if window.last_start_at and now > window.last_start_at:
        return Refusal.TOO_LATE
    if taken >= window.attempts:
        return Refusal.NO_ATTEMPT_LEFT
    again_at = may_start_again_at(window, last_ended)
    return Refusal.TOO_SOON if again_at and now < again_at else None


def may_start_again_at(window: Window, last_ended: datetime | None) -> datetime | None:
    """When the cooling-off after an attempt is over; None if there is none to wait for."""
    if last_ended is None or not window.cooling_minutes:
        return None
    return last_ended + timedelta(minutes=window.cooling_minutes)


def end_of(window: Window, started_at: datetime) -> End:
    """The time limit or the closing of the quiz, whichever comes first."""
    by_limit = started_at + timedelta(minutes=window.minutes) if window.minutes else None
    if window.closes_at and (by_limit is None or window.closes_at < by_limit):
        return End(window.closes_at, Limit.CLOSING)
    if by_limit is None:
        raise ValueError("a quiz needs a time limit or a closing time")
    return End(by_limit, Limit.MINUTES)


def end_for(window: Window, allowance: Allowance | None, started_at: datetime) -> End:
    """The end that holds for one person, and whether it is another than everybody's."""
    own = end_of(window_for(window, allowance), started_at)
    return End(own.at, own.limit, extended=own.at != end_of(window, started_at).at)


def held_back(paused_at: datetime | None, *, admission: bool, admitted: bool) -> Refusal | None:
    """Why somebody who may start has to wait: the quiz is paused, or nobody let them in yet."""
    if paused_at is not None:
        return Refusal.PAUSED
    return Refusal.NOT_ADMITTED if admission and not admitted else None


def resumed(moment: datetime, paused_at: datetime, now: datetime) -> datetime:
    """Where a moment lies after a pause: what was still ahead is as far ahead as it was."""
    return moment + max(now - paused_at, timedelta(0)) if moment > paused_at else moment


def extended(ends_at: datetime, paused_at: datetime | None, minutes: int, now: datetime) -> datetime:
    """The end with more minutes: counted from now if it has passed, but never while time stands still."""
    return (max(ends_at, now) if paused_at is None else ends_at) + timedelta(minutes=minutes)


def is_over(
    ends_at: datetime, closed_at: datetime | None, now: datetime, paused_at: datetime | None = None
) -> bool:
    """Whether an attempt is over, written down or not. While it is paused it does not come to its end."""
    return closed_at is not None or (paused_at is None and now >= ends_at)


@dataclass(frozen=True)
class Sitting:
    """The times of one attempt, as its row holds them."""

    started_at: datetime
    ends_at: datetime
    grace: timedelta
    closed_at: datetime | None = None
    closed_by: ClosedBy | None = None
    paused_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return is_over(self.ends_at, self.closed_at, now, self.paused_at)


@dataclass
class Course:
    """How far a learner is: answers in `locked` stand for good; with `units` only those of the first unit that is not
    left yet can be changed. Without units the order is free.
    """

    locked: set[int]
    units: Sequence[Sequence[int]] = ()
    moved: bool = False

    def lets_change(self, slot: int) -> bool:
        if slot in self.locked:
            return False
        here = next((unit for unit in self.units if not self.locked.issuperset(unit)), ())
        return not self.units or slot in here

    def leave(self, slot: int) -> None:
        """The learner goes on; there is no way back to this one."""
        self.locked.add(slot)
        self.moved = True


def units(layout: Layout, sections: Mapping[int, int]) -> list[list[int]]:
    """What is on the screen at once, from the section of each slot, in the order of the paper."""
    if layout is Layout.ALL:
        return [list(sections)]
    if layout is Layout.ONE:
        return [[slot] for slot in sections]
    return [[slot for slot in sections if sections[slot] == one] for one in dict.fromkeys(sections.values())]


def standing(sitting: Sitting, elapsed_ms: int | None, received_at: datetime) -> Standing:
    """Whether an edit counts, by when it was made as far as the server can tell.

    `elapsed_ms` counts from the start of the attempt; an edit was made neither before the start nor after it
    arrived. What was handed in, or closed by staff, is not changed by what arrives afterwards.
    """
    by_hand = sitting.closed_at if sitting.closed_by in (ClosedBy.CLICK, ClosedBy.STAFF) else None
    if by_hand and received_at >= by_hand:
        return Standing.TOO_LATE
    if received_at < sitting.ends_at or (sitting.paused_at and not sitting.closed_at):
        return Standing.IN_TIME
    if received_at > sitting.ends_at + sitting.grace or elapsed_ms is None:
        return Standing.TOO_LATE
    in_time = made_at(elapsed_ms, sitting.started_at, received_at) < sitting.ends_at
    return Standing.IN_GRACE if in_time else Standing.TOO_LATE


def made_at(elapsed_ms: int, started_at: datetime, received_at: datetime) -> datetime:
    """When an edit was made: the page's own count, held between start and arrival."""
    longest = (received_at - started_at) / timedelta(milliseconds=1)
    return started_at + timedelta(milliseconds=min(max(elapsed_ms, 0), longest))


def review(
    policy: dict[str, Reveal], *, is_closed: bool, closes_at: datetime | None, now: datetime
) -> Review:
    """What may be shown of an attempt now; nothing before it is closed. `policy` names each part of Review."""
    all_done = closes_at is None or now >= closes_at

    def shown(reveal: Reveal) -> bool:
        return is_closed and (reveal is Reveal.SUBMITTED or (reveal is Reveal.CLOSED and all_done))

    return Review(**{part: shown(reveal) for part, reveal in policy.items()})


def counted(marks: Sequence[Decimal], counting: Counting) -> Decimal | None:
    """The mark that counts of several attempts, in the order in which they were made."""
    if not marks:
        return None
    if counting is Counting.AVERAGE:
        return rounded(sum(map(Fraction, marks), Fraction(0)) / len(marks))
    return {Counting.BEST: max(marks), Counting.FIRST: marks[0], Counting.LAST: marks[-1]}[counting]
