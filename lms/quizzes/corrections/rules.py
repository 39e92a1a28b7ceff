"""What a correction does to a mark: pure functions of the question, the answer and the corrections in force.

Corrections apply one after the other, in the order in which they were approved. Nothing is parsed anew and nothing
stored is changed: what an answer earns is computed from the version that was asked and what was corrected since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from question_bank.question import InvalidResponse, Question
from question_bank.rekeying import rekeyed

NOTHING, EVERYTHING = Fraction(0), Fraction(1)


class Action(StrEnum):
    """Another key; one more answer that is right; void with the full mark for all; void and left out of the total;
    another weight; taking an earlier correction back."""

    KEY = "key"
    ACCEPT = "accept"
    CREDIT = "credit"
    DROP = "drop"
    WEIGHT = "weight"
    UNDO = "undo"


KEYED = frozenset({Action.KEY, Action.ACCEPT})
WEIGHED = frozenset({Action.DROP, Action.WEIGHT})


@dataclass(frozen=True)
class Change:
    """One correction in force. `answer` is a right response (KEY, ACCEPT), `points` the new weight (WEIGHT)."""

    id: int
    version_id: int
    action: Action
    at: datetime
    answer: Any = None
    points: Decimal | None = None
    only_up: bool = False
    reason: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Changes:
    """All corrections of a quiz: those in force, and for each question ever touched the latest step."""

    standing: tuple[Change, ...] = ()
    latest: Mapping[int, int] | None = None

    def of(self, version_id: int) -> tuple[Change, ...]:
        return tuple(change for change in self.standing if change.version_id == version_id)

    def touched(self, version_id: int) -> int | None:
        """The id of the latest correction of this question, taken back or not; None if there never was one."""
        return (self.latest or {}).get(version_id)

    def with_one(self, change: Change) -> "Changes":
        """As it would be with one more."""
        known = dict(self.latest or {})
        return Changes((*self.standing, change), known | {change.version_id: change.id})

    def without(self, change_id: int, undo_id: int) -> "Changes":
        """As it would be without one that is in force."""
        gone = {change.version_id: undo_id for change in self.standing if change.id == change_id}
        left = tuple(change for change in self.standing if change.id != change_id)
        return Changes(left, dict(self.latest or {}) | gone)


NO_CHANGES = Changes()


@dataclass(frozen=True)
class Hand:
    """What a person decided about the answer that stands, and when."""

    share: Fraction
    at: datetime


class Place(Protocol):
    """One place of a paper."""

    @property
    def version_id(self) -> int: ...
    @property
    def points(self) -> Decimal: ...


def graded(question: Question, value: Any) -> Fraction | None:
    """What an answer earns by the key, between 0 and 1; None if a person must decide."""
    try:
        return question.grade(question.parse(value)).fraction
    except InvalidResponse:
        return NOTHING


def share(
    question: Question, value: Any, changes: Sequence[Change], hand: Hand | None = None
) -> Fraction | None:
    """What an answer earns after the corrections of its question.

    What a person decided stands against another key, since the person saw the answer; a void question is void for
    all. A decision later than a correction stands above it.
    """
    earned = graded(question, value) if hand is None else hand.share
    for change in changes:
        if hand is None or (change.action is Action.CREDIT and change.at > hand.at):
            earned = _after(change, question, value, earned)
    return earned


def weights(
    places: Mapping[int, Place], shares: Mapping[int, Fraction | None], changes: Iterable[Change]
) -> dict[int, Decimal]:
    """What each place counts for this learner: a change that would lower an "only up" mark is left out for them."""
    counted = {slot: place.points for slot, place in places.items()}
    for change in changes:
        if change.action in WEIGHED:
            other = counted | {
                slot: change.points or Decimal(0)
                for slot, place in places.items()
                if place.version_id == change.version_id
            }
            if not (change.only_up and part(other, shares) < part(counted, shares)):
                counted = other
    return counted


def part(counted: Mapping[int, Decimal], shares: Mapping[int, Fraction | None]) -> Fraction:
    """The share of the whole paper that is earned; what waits earns nothing yet."""
    whole = sum(map(Fraction, counted.values()), NOTHING)
    earned = sum(
        ((shares.get(slot) or NOTHING) * Fraction(weight) for slot, weight in counted.items()), NOTHING
    )
    return earned / whole if whole else NOTHING


def answers_now(question: Question, changes: Sequence[Change]) -> list[Question]:
    """The question as it is keyed now, once for each answer that counts as right."""
    keyed = [question]
    for change in changes:
        if change.action is Action.KEY:
            keyed = [with_key(question, change.answer)]
        elif change.action is Action.ACCEPT:
            keyed = [*keyed, with_key(question, change.answer)]
    return keyed


def explanation(changes: Sequence[Change]) -> str | None:
    """The explanation that fits the key: a new key takes the old one away; None if it stays as it is in the bank."""
    found: str | None = None
    for change in changes:
        if change.action is Action.KEY or change.explanation:
            found = change.explanation
    return found


def with_key(question: Question, answer: Any) -> Question:
    """The question with this answer as its key, made once."""
    return _with_key(question, _Frozen(answer))


def _after(change: Change, question: Question, value: Any, earned: Fraction | None) -> Fraction | None:
    found = earned
    if change.action is Action.CREDIT:
        found = EVERYTHING
    elif change.action is Action.KEY:
        found = graded(with_key(question, change.answer), value)
    elif change.action is Action.ACCEPT:
        found = _better(earned, graded(with_key(question, change.answer), value))
    fell = earned is not None and (found is None or found < earned)
    return earned if change.only_up and fell else found


def _better(earned: Fraction | None, found: Fraction | None) -> Fraction | None:
    """What waits for a person waits on, unless it is wholly right by the other key."""
    if earned is None:
        return found if found == EVERYTHING else None
    return max(earned, found or NOTHING)


@dataclass(frozen=True)
class _Frozen:
    """A JSON value that can be a key of a cache: by what it says."""

    value: Any

    def __hash__(self) -> int:
        return hash(repr(self.value))


@lru_cache(maxsize=500)
def _with_key(question: Question, answer: _Frozen) -> Question:
    return rekeyed(question, question.parse(answer.value))
