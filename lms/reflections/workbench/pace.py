"""How fast somebody marks, read from the times of their marks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

A_BREAK = timedelta(minutes=20)  # more between two marks was no marking
LEAST = 3
LATEST = 40
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Pace:
    """The usual time for one script, and what is left at this pace."""

    each: timedelta
    left: timedelta

    @property
    def minutes(self) -> int:
        return round(self.each / timedelta(minutes=1))


def pace(marked_at: Sequence[datetime], scripts_left: int) -> Pace | None:
    """From the times of one marker's latest marks; None while there are too few to tell."""
    moments = sorted(marked_at)
    spent = [later - earlier for earlier, later in pairwise(moments) if later - earlier <= A_BREAK]
    if len(spent) < LEAST:
        return None
    each = timedelta(seconds=median(one.total_seconds() for one in spent))
    return Pace(each, rounded(each * scripts_left))


def rounded(time: timedelta) -> timedelta:
    """As people say it: to ten minutes beyond an hour, to five beyond ten minutes, else to one."""
    step = 10 if time >= HOUR else 5 if time >= HOUR / 6 else 1
    steps = -(-time // timedelta(minutes=step))
    return timedelta(minutes=step) * steps
