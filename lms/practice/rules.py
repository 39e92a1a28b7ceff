"""What is due, what is known, and how an answer went. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from random import Random

from lms.web.clock import ZONE, local
from question_bank.scheduling import Rating, Stage, known_well

NEW_A_DAY = 20
AHEAD = timedelta(minutes=20)  # a slip is asked again in the same sitting, as the last of it
FEWEST_REVIEWS = 30  # below, a share of right answers says nothing of a question
FEWEST_PEOPLE = 5  # below, a figure would tell of somebody


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class Rank(StrEnum):
    """When a question is asked: what is due, what is new, what was just missed, and what rests."""

    DUE = "due"
    NEW = "new"
    SOON = "soon"
    RESTS = "rests"


@dataclass(frozen=True)
class Day:
    """The day of a moment in Việt Nam."""

    now: datetime

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(local(self.now).date(), time(), ZONE)

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """What one person remembers of one question that is open; without a stage they never met it."""

    topic_id: int | None
    stage: Stage | None = None
    stability: float | None = None
    due_at: datetime | None = None
    last_at: datetime | None = None


@dataclass
class Standing:
    """How a topic (or everything) stands for one person."""

    open: int = 0
    known: int = 0
    due: int = 0
    new: int = 0
    soon: int = 0


@dataclass(frozen=True)
class Today:
    """What waits today; of what is new only so much as a day takes, the rest `later`."""

    due: int = 0
    new: int = 0
    soon: int = 0
    open: int = 0
    later: int = 0

    @property
    def count(self) -> int:
        return self.due + self.new + self.soon


def verdict(share: Fraction, answered: bool = True) -> Verdict:
    if not answered:
        return Verdict.UNKNOWN
    return Verdict.RIGHT if share == 1 else Verdict.WRONG if share <= 0 else Verdict.PARTLY


def rating_for(share: Fraction) -> Rating:
    """Only what is wholly right was remembered."""
    return Rating.GOOD if share == 1 else Rating.AGAIN


def rank(stage: Stage | None, due_at: datetime | None, now: datetime) -> Rank:
    """What rests for days is due from the morning of its day on, a slip some minutes after it."""
    if stage is None or due_at is None:
        return Rank.NEW
    if due_at <= now or (stage is Stage.REVIEW and due_at < Day(now).ends_at):
        return Rank.DUE
    return Rank.SOON if stage is not Stage.REVIEW and due_at <= now + AHEAD else Rank.RESTS


def standings(known: Iterable[Known], now: datetime) -> dict[int | None, Standing]:
    """How each topic stands, in the order in which they come."""
    found: dict[int | None, Standing] = {}
    for one in known:
        standing = found.setdefault(one.topic_id, Standing())
        standing.open += 1
        if one.stage is not None and one.stability is not None and one.last_at is not None:
            standing.known += known_well(one.stage, one.stability, one.last_at, now)
        match rank(one.stage, one.due_at, now):
            case Rank.DUE:
                standing.due += 1
            case Rank.NEW:
                standing.new += 1
            case Rank.SOON:
                standing.soon += 1
            case Rank.RESTS:
                pass
    return found


def new_left(begun_today: int) -> int:
    """How many questions a person may still meet for the first time today."""
    return max(0, NEW_A_DAY - begun_today)


def chance_for(secret: str, person_id: int, question_id: int, number: int) -> Random:
    """Draws the same order of options each time the same page is asked for; the next time another one."""
    told = f"{secret}:practice:{person_id}:{question_id}:{number}"
    return Random(hashlib.sha256(told.encode()).digest())  # noqa: S311 - an order, and no secret
