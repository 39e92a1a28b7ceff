"""What a paper earns: shares kept exact, rounded half up once, at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from question_bank.question import Question


@dataclass(frozen=True)
class Marked:
    """One question marked: `fraction` and `points` are None while a person has to decide."""

    fraction: Fraction | None
    worth: Decimal
    feedback: str = ""
    answered: bool = True

    @property
    def points(self) -> Fraction | None:
        """The exact points, not rounded."""
        return None if self.fraction is None else self.fraction * Fraction(self.worth)


@dataclass(frozen=True)
class Total:
    """The points of a paper; `waiting` counts the answers that a person has yet to mark."""

    points: Decimal
    worth: Decimal
    waiting: int

    @property
    def final(self) -> bool:
        return not self.waiting


def score(question: Question, value: Any, points: Decimal) -> Marked:
    """Mark a raw answer. InvalidResponse if it cannot be an answer to this question."""
    response = question.parse(value)
    grade = question.grade(response)
    return Marked(grade.fraction, points, grade.feedback, answered=response is not None)


def total(marks: Iterable[Marked], places: int = 2) -> Total:
    """The sum of a paper, rounded half up to so many decimal places."""
    listed = list(marks)
    known = [mark.points for mark in listed if mark.points is not None]
    worth = sum((mark.worth for mark in listed), Decimal(0))
    return Total(rounded(sum(known, Fraction(0)), places), worth, len(listed) - len(known))


@lru_cache(maxsize=4096)
def rounded(number: Fraction | Decimal, places: int = 2) -> Decimal:
    """Half up, away from zero, computed exactly."""
    share = Fraction(number)
    scaled = abs(share) * 10**places + Fraction(1, 2)
    whole = Decimal(scaled.numerator // scaled.denominator)
    return (
        (whole if share >= 0 else -whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    )
