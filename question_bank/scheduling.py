"""When a question that somebody practises should come again: FSRS, as the library `fsrs` computes it.

What is remembered is a pure function of the reviews so far; no chance is in it, and no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from fsrs import Card, Rating as FsrsRating, Scheduler, State

WELL = 0.9  # the chance of a right answer from which on a question counts as known; it comes again when it falls to it
SOON = timedelta(minutes=10)


class Rating(StrEnum):
    """How an answer went; HARD, GOOD and EASY are all right ones."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Stage(StrEnum):
    """LEARNING and RELEARNING come again within minutes, the first time and after a slip; REVIEW after days."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True)
class Review:
    """One answer: how it went, and when."""

    rating: Rating
    at: datetime


@dataclass(frozen=True)
class Memory:
    """What FSRS keeps of a question. `stability` is the number of days until the chance has fallen to 90 %."""

    stability: float
    difficulty: float
    stage: Stage
    due_at: datetime
    last_at: datetime


_SCHEDULER = Scheduler(
    desired_retention=WELL, learning_steps=(SOON,), relearning_steps=(SOON,), enable_fuzzing=False
)
_RATINGS = {
    Rating.AGAIN: FsrsRating.Again,
    Rating.HARD: FsrsRating.Hard,
    Rating.GOOD: FsrsRating.Good,
    Rating.EASY: FsrsRating.Easy,
}
_STAGES = {State.Learning: Stage.LEARNING, State.Review: Stage.REVIEW, State.Relearning: Stage.RELEARNING}


def remembered(reviews: Sequence[Review]) -> Memory:
    """What these reviews, the first one first, have left behind.

    Raises:
        ValueError: there is none.
    """
    if not reviews:
        raise ValueError("nothing was reviewed")
    card = Card(card_id=1, due=reviews[0].at)
    for review in reviews:
        card, _log = _SCHEDULER.review_card(card, _RATINGS[review.rating], review.at.astimezone(UTC))
    return _memory(card)


def chance(stability: float, last_at: datetime, now: datetime) -> float:
    """How likely a right answer is now, whole days after the last one."""
    card = Card(card_id=1, state=State.Review, stability=stability, due=last_at, last_review=last_at)
    return float(_SCHEDULER.get_card_retrievability(card, now))


def known_well(stage: Stage, stability: float, last_at: datetime, now: datetime) -> bool:
    """Whether the last answer was right and a right one is likely today."""
    return stage is Stage.REVIEW and chance(stability, last_at, now) >= WELL


def _memory(card: Card) -> Memory:
    if card.stability is None or card.difficulty is None or card.last_review is None:
        raise ValueError("a reviewed card holds all three")
    return Memory(card.stability, card.difficulty, _STAGES[card.state], card.due, card.last_review)
