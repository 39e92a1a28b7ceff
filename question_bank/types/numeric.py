"""A number that is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from question_bank.numbers import read_number, write_number
from question_bank.options import FULL, NOTHING
from question_bank.problems import Problem, error
from question_bank.question import UNDECIDED, WRONG, Grade, InvalidResponse, Question, register


@dataclass(frozen=True)
class AcceptedNumber:
    """A number, how far off is still right (both ends included), and what it earns."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    weight: Fraction = FULL
    feedback: str = ""

    def accepts(self, number: Fraction) -> bool:
        return abs(number - Fraction(self.value)) <= Fraction(self.tolerance)


@register
@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """The response is the number as text with a decimal comma; the best accepted number that it meets counts."""

    type: ClassVar[str] = "numeric"

    accepted: tuple[AcceptedNumber, ...]
    otherwise: str = ""

    def correct_response(self) -> str | None:
        return next((write_number(answer.value) for answer in self.accepted if answer.weight == FULL), None)

    def describe(self, response: str | None) -> str:
        return response or ""

    def _parse(self, value: Any) -> str:
        number = (
            read_number(str(value)) if isinstance(value, str | int | float) and value is not True else None
        )
        if isinstance(value, bool) or number is None:
            raise InvalidResponse("This answer must be a number, such as 12,5.")
        return write_number(number)

    def _grade(self, response: str) -> Grade:
        if not self.accepted:
            return UNDECIDED
        number = Fraction(response.replace(",", "."))
        met = [answer for answer in self.accepted if answer.accepts(number)]
        best = max(met, key=lambda answer: answer.weight, default=None)
        if best is None:
            return Grade(WRONG.fraction, self.otherwise)
        return Grade(min(FULL, max(NOTHING, best.weight)), best.feedback)

    def _problems(self) -> list[Problem]:
        if not self.accepted:
            return [error("question.no_accepted")]
        full = any(answer.weight == FULL for answer in self.accepted)
        return [] if full else [error("question.no_full_mark")]
