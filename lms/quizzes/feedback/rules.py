"""What a checked answer earns: pure functions of what was told before.

Certainty-based marks are those of Gardner-Medwin: sure and right earns three times as much as unsure and right,
sure and wrong costs more than it could have earned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from lms.quizzes.rules import Feedback

UNSURE, FAIRLY_SURE, SURE = 1, 2, 3
_RIGHT = {UNSURE: Fraction(1, 3), FAIRLY_SURE: Fraction(2, 3), SURE: Fraction(1)}
_WRONG = {UNSURE: Fraction(0), FAIRLY_SURE: Fraction(-2, 3), SURE: Fraction(-2)}


class Told(Protocol):
    """One check, as far as marks go."""

    @property
    def version(self) -> int: ...
    @property
    def certainty(self) -> int: ...


def tries_of(feedback: Feedback, tries: int) -> int:
    """How often an answer may be checked."""
    return tries if feedback is Feedback.TRIES else 1


def is_final(share: Fraction, number: int, tries: int) -> bool:
    """Whether an answer stands for good after its check of this number."""
    return share == 1 or number >= tries


def earned(feedback: Feedback, tries: int, share: Fraction, version: int, checks: Sequence[Told]) -> Fraction:
    """The share of a question's points for the answer of this version, given what was told about it."""
    if feedback is Feedback.TRIES:
        before = sum(1 for check in checks if check.version < version)
        return share * max(Fraction(0), 1 - Fraction(before, tries))
    if feedback is Feedback.CERTAINTY:
        certainty = next((check.certainty for check in checks if check.version == version), UNSURE)
        return share * _RIGHT[certainty] if share > 0 else _WRONG[certainty]
    return share


@dataclass(frozen=True)
class Telling:
    """How a quiz tells about answers while it runs, and what it told in one attempt, by slot."""

    feedback: Feedback
    tries: int = 1
    checks: Mapping[int, Sequence[Told]] = field(default_factory=dict)

    @property
    def weighs(self) -> bool:
        return self.feedback is not Feedback.DEFERRED

    def earned(self, slot: int, share: Fraction, version: int) -> Fraction:
        return earned(self.feedback, self.tries, share, version, self.checks.get(slot, ()))


SILENT = Telling(Feedback.DEFERRED)
