"""How an attempt stands as the proctor sees it: pure, from stored facts and `now`. What is seen, never a verdict."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.quizzes.rules import ClosedBy

# A page reports about once a minute; two reports may get lost on the way before anybody is alarmed.
UNSEEN_AFTER = timedelta(seconds=150)
SILENT_AFTER = timedelta(minutes=5)


class State(StrEnum):
    """In the order in which they ask for a proctor's eyes."""

    WAITING = "waiting"
    DISCONNECTED = "disconnected"
    SILENT = "silent"
    TIME_UP = "time-up"
    PAUSED = "paused"
    WORKING = "working"
    NOT_STARTED = "not-started"
    HANDED_IN = "handed-in"
    CLOSED_BY_TIME = "closed-by-time"
    COLLECTED = "collected"


NEEDS_HELP = frozenset({State.WAITING, State.DISCONNECTED, State.SILENT})
URGENCY = {state: place for place, state in enumerate(State)}
_CLOSED = {
    ClosedBy.CLICK: State.HANDED_IN,
    ClosedBy.TIMER: State.CLOSED_BY_TIME,
    ClosedBy.SWEEP: State.CLOSED_BY_TIME,
    ClosedBy.STAFF: State.COLLECTED,
}


@dataclass(frozen=True)
class Facts:
    """What is stored of one learner and, once started, of the latest attempt."""

    asked_at: datetime | None = None
    admitted_at: datetime | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: ClosedBy | None = None
    saved_at: datetime | None = None
    seen_at: datetime | None = None
    resumed_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """A state and since when it lasts; None where nothing has begun."""

    state: State
    since: datetime | None


def standing(facts: Facts, now: datetime) -> Standing:
    """How the learner stands now."""
    if facts.started_at is None or facts.ends_at is None or _asks_for_another(facts):
        return _before_the_start(facts)
    if facts.closed_at is not None and facts.closed_by is not None:
        return Standing(_CLOSED[facts.closed_by], facts.closed_at)
    if facts.paused_at is not None:
        return Standing(State.PAUSED, facts.paused_at)
    if now >= facts.ends_at:
        return Standing(State.TIME_UP, facts.ends_at)
    return _at_work(facts, facts.started_at, now)


def _asks_for_another(facts: Facts) -> bool:
    """Whether somebody who is done with one attempt stands at the door for the next."""
    if facts.asked_at is None or facts.admitted_at is not None or facts.closed_at is None:
        return False
    return facts.asked_at > facts.closed_at


def _before_the_start(facts: Facts) -> Standing:
    if facts.asked_at is not None and facts.admitted_at is None:
        return Standing(State.WAITING, facts.asked_at)
    return Standing(State.NOT_STARTED, None)


def _at_work(facts: Facts, started_at: datetime, now: datetime) -> Standing:
    """A saved answer is a sign of life too; while time stood still nobody was expected to answer."""
    seen_at = _latest(started_at, facts.seen_at, facts.saved_at)
    answered_at = _latest(started_at, facts.saved_at, facts.resumed_at)
    if now - seen_at >= UNSEEN_AFTER:
        return Standing(State.DISCONNECTED, seen_at)
    if now - answered_at >= SILENT_AFTER:
        return Standing(State.SILENT, answered_at)
    return Standing(State.WORKING, started_at)


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max([first, *(moment for moment in others if moment is not None)])
