"""A number that is typed, with a unit where the question wants one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from question_bank.markup import normalised
from question_bank.numbers import read_number, write_number
from question_bank.options import FULL, NOTHING
from question_bank.problems import Problem, error
from question_bank.question import UNDECIDED, WRONG, Grade, InvalidResponse, Question, register

LONGEST = 200
NO_NUMBER = "This answer must be a number, such as 12,5."
NO_UNIT = "This unit is not known here. Known are: %(units)s."


@dataclass(frozen=True)
class AcceptedNumber:
    """A number, how far off is still right (both ends included), and what it earns."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    weight: Fraction = FULL
    feedback: str = ""

    def accepts(self, number: Fraction) -> bool:
        return abs(number - Fraction(self.value)) <= Fraction(self.tolerance)


@dataclass(frozen=True)
class Unit:
    """A unit that may stand behind the number; one of it is `size` of what the accepted numbers are in."""

    name: str
    size: Fraction = FULL


@register
@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """The response is the number as text with a decimal comma; the best accepted number that it meets counts.

    With `units`, one of them may stand behind the number ("1,5 km"), and the accepted numbers are in the one of size 1;
    a number alone is in that one, too, unless a unit is required: then it earns nothing.
    """

    type: ClassVar[str] = "numeric"

    accepted: tuple[AcceptedNumber, ...]
    otherwise: str = ""
    units: tuple[Unit, ...] = ()
    unit_required: bool = False

    def correct_response(self) -> str | None:
        best = next((answer.value for answer in self.accepted if answer.weight == FULL), None)
        unit = next((unit.name for unit in self.units if unit.size == FULL), "")
        return None if best is None else f"{write_number(best)} {unit}".strip()

    def describe(self, response: str | None) -> str:
        return response or ""

    def amount(self, response: str) -> Decimal:
        """The number of a parsed response, in what the accepted numbers are in."""
        typed, unit = self._split(response)
        number, size = Decimal(typed.replace(",", ".")), unit.size if unit else FULL
        return number if size == FULL else number * size.numerator / size.denominator

    def _parse(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise InvalidResponse(NO_NUMBER)
        typed, unit = self._split(normalised(str(value))[:LONGEST])
        number = read_number(typed)
        if number is None:
            raise InvalidResponse(NO_NUMBER)
        return f"{write_number(number)} {unit.name}" if unit else write_number(number)

    def _grade(self, response: str) -> Grade:
        if not self.accepted:
            return UNDECIDED
        typed, unit = self._split(response)
        if unit is None and self.units and self.unit_required:
            return Grade(WRONG.fraction, self.otherwise)
        number = Fraction(typed.replace(",", ".")) * (unit.size if unit else FULL)
        met = [answer for answer in self.accepted if answer.accepts(number)]
        best = max(met, key=lambda answer: answer.weight, default=None)
        if best is None:
            return Grade(WRONG.fraction, self.otherwise)
        return Grade(min(FULL, max(NOTHING, best.weight)), best.feedback)

    def _split(self, typed: str) -> tuple[str, Unit | None]:
        """The number and the unit behind it; what stands there must be one that the question knows."""
        if not self.units:
            return typed, None
        cut = max((place for place, sign in enumerate(typed, start=1) if sign in "0123456789"), default=0)
        for unit in self.units:
            head = _without(typed, unit.name)
            if head is not None and read_number(head) is not None:
                return head, unit
        if _spaced(typed[cut:]).strip(",. "):
            raise InvalidResponse(NO_UNIT, units=", ".join(unit.name for unit in self.units))
        return typed, None

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        """Which units may stand behind the number; what they are worth is nobody's business."""
        return {"units": [unit.name for unit in self.units]}

    def _problems(self) -> list[Problem]:
        names = [_spaced(unit.name) for unit in self.units]
        wrong = [
            error("question.unit", unit=unit.name)
            for name, unit in zip(names, self.units, strict=True)
            if not name or names.count(name) > 1 or unit.size <= 0 or read_number(name) is not None
        ]
        if not self.accepted:
            return [*wrong, error("question.no_accepted")]
        full = any(answer.weight == FULL for answer in self.accepted)
        return wrong if full else [*wrong, error("question.no_full_mark")]


def _without(typed: str, unit: str) -> str | None:
    """What stands before the unit, None if the text does not end with it; case and spaces do not count in it."""
    wanted = _spaced(unit)
    spaced = " ".join(typed.split())
    for length in range(len(unit.split()), len(spaced) + 1):
        tail = spaced[-length:]
        if len(_spaced(tail)) > len(wanted):
            return None
        if _spaced(tail) == wanted and not tail.startswith(" "):
            return spaced[:-length].strip()
    return None


def _spaced(text: str) -> str:
    return re.sub(r"\s+", "", normalised(text).casefold())
