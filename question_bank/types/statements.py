"""Several statements under one question, each true or false, with the stepped marks of the national exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from question_bank.identity import identify
from question_bank.markup import plain
from question_bank.options import shown
from question_bank.pinning import fixed_places, shuffled
from question_bank.problems import Problem, error
from question_bank.question import UNDECIDED, Form, Grade, InvalidResponse, Json, Question, blank, register
from question_bank.types.true_false import SPOKEN, truth, truth_from_form

STEPS = (Fraction(0), Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(1))


class Marking(StrEnum):
    """How the number of right statements becomes a share of the mark."""

    STEPPED = "stepped"
    PROPORTIONAL = "proportional"
    ALL_OR_NOTHING = "all_or_nothing"


@dataclass(frozen=True)
class Statement:
    """One statement; `right` says whether it is true, None while that is not known."""

    id: str
    text: str
    right: bool | None


@register
@dataclass(frozen=True, kw_only=True)
class Statements(Question):
    """The response is a dict of statement id to true or false; some may be left out.

    Stepped marks (0.1, 0.25, 0.5, 1 for one to four right) exist for four statements; any other number is
    marked in proportion.
    """

    type: ClassVar[str] = "statements"

    statements: tuple[Statement, ...]
    marking: Marking = Marking.STEPPED

    def from_form(self, form: Form, prefix: str) -> Json:
        return {part.id: truth_from_form(form, f"{prefix}-{part.id}") for part in self.statements}

    def correct_response(self) -> dict[str, bool] | None:
        key = {part.id: part.right for part in self.statements if part.right is not None}
        return key if key and len(key) == len(self.statements) else None

    def describe(self, response: dict[str, bool] | None) -> str:
        given = response or {}
        return "; ".join(
            f"{plain(part.text)}: {SPOKEN[given[part.id]]}" for part in self.statements if part.id in given
        )

    def shuffle(self, rng: Random) -> list[str]:
        if self.fixed_order:
            return []
        fixed = fixed_places([part.text for part in self.statements])
        return shuffled([part.id for part in self.statements], fixed, rng)

    def _parse(self, value: Any) -> dict[str, bool]:
        if not isinstance(value, dict):
            raise InvalidResponse("This answer must say true or false for each statement.")
        if value.keys() - {part.id for part in self.statements}:
            raise InvalidResponse("This statement does not belong to the question.")
        given = {name: truth(part) for name, part in value.items() if not blank(part)}
        return {part.id: given[part.id] for part in self.statements if part.id in given}

    def _grade(self, response: dict[str, bool]) -> Grade:
        if any(part.right is None for part in self.statements):
            return UNDECIDED
        hits = sum(response.get(part.id) == part.right for part in self.statements)
        return Grade(stepped(hits, len(self.statements), self.marking))

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        return {"statements": shown(self.statements, order)}

    def _problems(self) -> list[Problem]:
        unkeyed = [
            error("question.statement_unkeyed", option=chr(ord("a") + place))
            for place, part in enumerate(self.statements)
            if part.right is None
        ]
        return unkeyed if len(self.statements) > 1 else [*unkeyed, error("question.few_options")]


def statements(texts: Sequence[str], right: Sequence[bool | None]) -> tuple[Statement, ...]:
    """Statements from their texts and truth values."""
    return tuple(Statement(*parts) for parts in zip(identify(texts), texts, right, strict=True))


def stepped(hits: int, count: int, marking: Marking) -> Fraction:
    """The share of the mark for `hits` right statements out of `count`."""
    if marking is Marking.STEPPED and count == len(STEPS) - 1:
        return STEPS[hits]
    if marking is Marking.ALL_OR_NOTHING:
        return Fraction(int(hits == count))
    return Fraction(hits, count or 1)
