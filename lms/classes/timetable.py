"""From a programme's topics and a pattern of days to the sessions of a class. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from lms.web.clock import ZONE

LONGEST = 366


class TopicLike(Protocol):
    id: int
    title: str
    periods: int
    sessions: int


@dataclass(frozen=True)
class HalfDay:
    """A part of the day in which a session is held."""

    starts: time
    ends: time


@dataclass(frozen=True)
class Pattern:
    """When a class meets: on these weekdays (Monday is 0) from a day on, in these parts of a day, never on holidays."""

    first_day: date
    weekdays: frozenset[int]
    parts: tuple[HalfDay, ...]
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class PlannedSession:
    """A session before it is stored; a topic of several sessions counts them in the title, `(1/2)`."""

    number: int
    title: str
    topic_id: int
    periods: int
    starts_at: datetime
    ends_at: datetime


def lay_out(
    topics: Iterable[TopicLike],
    pattern: Pattern,
    *,
    there: Mapping[int, int] | None = None,
    first_number: int = 1,
) -> list[PlannedSession]:
    """One session after the other; fewer than the topics want, if a year of the pattern does not hold them all.

    `there` says how many sessions of a topic (by id) are in the timetable already; the ones after them are laid out.
    """
    return [
        PlannedSession(
            number=number,
            title=_title(topic, place),
            topic_id=topic.id,
            periods=share(topic.periods, topic.sessions)[place],
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for number, ((topic, place), (starts_at, ends_at)) in enumerate(
            zip(wanted(topics, there or {}), moments(pattern), strict=False), first_number
        )
    ]


def wanted(topics: Iterable[TopicLike], there: Mapping[int, int]) -> list[tuple[TopicLike, int]]:
    """What is still to be laid out: topics with the place of the session among those of its topic."""
    return [(topic, place) for topic in topics for place in range(there.get(topic.id, 0), topic.sessions)]


def moments(pattern: Pattern) -> Iterator[tuple[datetime, datetime]]:
    """Beginnings and ends in the order of time, for at most a year."""
    parts = sorted(pattern.parts, key=lambda part: part.starts)
    for day in days(pattern):
        for part in parts:
            yield datetime.combine(day, part.starts, ZONE), datetime.combine(day, part.ends, ZONE)


def days(pattern: Pattern) -> Iterator[date]:
    """The days on which the class meets, for at most a year."""
    every = (pattern.first_day + timedelta(days=n) for n in range(LONGEST))
    return (day for day in every if day.weekday() in pattern.weekdays and day not in pattern.holidays)


def share(periods: int, sessions: int) -> list[int]:
    """Periods over sessions, as even as can be and at least one each, the longer ones first: 11 over 2 is 6 and 5."""
    each, more = divmod(periods, sessions)
    return [max(1, each + (place < more)) for place in range(sessions)]


def last_day(sessions: Iterable[PlannedSession], otherwise: date) -> date:
    """The day of the last session."""
    return max((planned.starts_at.date() for planned in sessions), default=otherwise)


def _title(topic: TopicLike, place: int) -> str:
    return topic.title if topic.sessions == 1 else f"{topic.title} ({place + 1}/{topic.sessions})"
