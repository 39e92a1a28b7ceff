"""When a re-mark can be asked for, and by whom it may be decided. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from lms.quizzes.rules import Reveal


class Refused(StrEnum):
    """Why nobody can ask (again): the quiz takes none, the mark is not shown yet, the days are over, one about this
    is open, one about this was decided, or there is no such question."""

    NONE_TAKEN = "none-taken"
    NOT_SHOWN = "not-shown"
    OVER = "over"
    OPEN = "open"
    DECIDED = "decided"
    NO_SUCH = "no-such"


@dataclass(frozen=True)
class Stood:
    """The mark of an attempt as it stood from a moment on."""

    points: Decimal
    waiting: int
    at: datetime


@dataclass(frozen=True)
class Asking:
    """What the rule looks at; `closes_at` is when the quiz closes for this person, `marks` oldest first."""

    days: int
    show_score: Reveal
    closed_at: datetime | None
    closes_at: datetime | None
    marks: Sequence[Stood]


def until(asking: Asking, now: datetime) -> datetime | Refused:
    """Until when a re-mark can be asked for; or why it cannot.

    The days begin when the mark could be seen first, and anew when it changed: also a mark that was corrected, or
    completed by hand weeks later, can be asked about.
    """
    if not asking.days:
        return Refused.NONE_TAKEN
    shown = _shown_from(asking)
    if shown is None or not asking.marks or now < shown:
        return Refused.NOT_SHOWN
    end = max(shown, _stands_since(asking.marks)) + timedelta(days=asking.days)
    return end if now <= end else Refused.OVER


def may_ask(
    slot: int, slots: Collection[int], open_ones: Collection[int], decided: Collection[int]
) -> Refused | None:
    """Why this question (0: the whole attempt) cannot be asked about; None if it can."""
    if slot and slot not in slots:
        return Refused.NO_SUCH
    if slot in open_ones:
        return Refused.OPEN
    return Refused.DECIDED if slot in decided else None


def barred(learner_id: int, markers: Collection[int], correctors: Collection[int]) -> frozenset[int]:
    """Who may not decide: the learner, whoever marked something of the attempt by hand, and whoever made or approved
    a correction of what it asks."""
    return frozenset({learner_id, *markers, *correctors})


def _shown_from(asking: Asking) -> datetime | None:
    if asking.closed_at is None or asking.show_score is Reveal.NEVER:
        return None
    if asking.show_score is Reveal.CLOSED and asking.closes_at is not None:
        return max(asking.closed_at, asking.closes_at)
    return asking.closed_at


def _stands_since(marks: Sequence[Stood]) -> datetime:
    since = marks[-1]
    for mark in reversed(marks):
        if (mark.points, mark.waiting) != (since.points, since.waiting):
            break
        since = mark
    return since.at
