"""Until when a re-mark can be asked for, and about what. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum


class Refused(StrEnum):
    """Why nobody can ask (again) or decide: the task takes none, the mark is not shown, the days are over, one about
    this is open, one about this was decided, no such criterion; it is over; one marked it oneself; it was re-marked."""

    NONE_TAKEN = "none-taken"
    NOT_SHOWN = "not-shown"
    OVER = "over"
    OPEN = "open"
    DECIDED = "decided"
    NO_SUCH = "no-such"
    DONE = "done"
    BARRED = "barred"
    MARKED_ANEW = "marked-anew"


def until(days: int, shown_at: datetime | None, now: datetime) -> datetime | Refused:
    """Until when one can ask about a mark that could be read from `shown_at` on; or why one cannot."""
    if not days:
        return Refused.NONE_TAKEN
    if shown_at is None or now < shown_at:
        return Refused.NOT_SHOWN
    end = shown_at + timedelta(days=days)
    return end if now <= end else Refused.OVER


def may_ask(
    criterion: int, criteria: int, open_ones: Collection[int], decided: Collection[int]
) -> Refused | None:
    """Why this criterion (0: the whole) cannot be asked about; None if it can."""
    if not 0 <= criterion <= criteria:
        return Refused.NO_SUCH
    if criterion in open_ones:
        return Refused.OPEN
    return Refused.DECIDED if criterion in decided else None


def barred(learners: Collection[int], markers: Collection[int]) -> frozenset[int]:
    """Who may not decide: whose script it is, and whoever ever gave it a mark."""
    return frozenset({*learners, *markers})
