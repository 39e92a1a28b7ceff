"""Any number of options out of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from question_bank.markup import plain
from question_bank.options import FULL, NOTHING, Option, one_of, option_problems, shown, shuffled_ids
from question_bank.problems import Problem, error
from question_bank.question import Form, Grade, InvalidResponse, Json, Question, register


class Credit(StrEnum):
    """How a partly right choice is marked."""

    ALL_OR_NOTHING = "all_or_nothing"
    PROPORTIONAL = "proportional"
    RIGHT_MINUS_WRONG = "right_minus_wrong"
    WEIGHTS = "weights"


@register
@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Question):
    """The response is a list of option ids, in the order of the question.

    | credit | share of the mark |
    |---|---|
    | all or nothing | 1 for exactly the right ones, else 0 |
    | proportional | right chosen / right; 0 for choosing more than are right, so that ticking all earns nothing |
    | right minus wrong | (right chosen − wrong chosen) / right, not below 0 |
    | weights | the sum of the weights chosen, within 0 and 1 |
    """

    type: ClassVar[str] = "multiple_choice"

    options: tuple[Option, ...]
    credit: Credit = Credit.ALL_OR_NOTHING

    def from_form(self, form: Form, prefix: str) -> Json:
        return [value for value in form.get(prefix, ()) if value.strip()] or None

    def correct_response(self) -> list[str] | None:
        return [option.id for option in self.options if option.right] or None

    def describe(self, response: list[str] | None) -> str:
        return "; ".join(plain(option.text) for option in self._chosen(response or []))

    def shuffle(self, rng: Random) -> list[str]:
        return [] if self.fixed_order else shuffled_ids(self.options, rng)

    def _chosen(self, response: Sequence[str]) -> list[Option]:
        return [option for option in self.options if option.id in response]

    def _parse(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple):
            raise InvalidResponse("This answer must be a list of options.")
        chosen = {one_of(self.options, name) for name in value}
        return [option.id for option in self.options if option.id in chosen]

    def _grade(self, response: Sequence[str]) -> Grade:
        chosen = self._chosen(response)
        feedback = "<br>".join(option.feedback for option in chosen if option.feedback)
        return Grade(self._fraction(chosen), feedback)

    def _fraction(self, chosen: Sequence[Option]) -> Fraction:
        right = [option for option in self.options if option.right]
        if self.credit is Credit.ALL_OR_NOTHING:
            return FULL if list(chosen) == right else NOTHING
        if self.credit is Credit.WEIGHTS:
            return min(FULL, max(NOTHING, sum((option.weight for option in chosen), NOTHING)))
        hits = sum(option.right for option in chosen)
        if self.credit is Credit.PROPORTIONAL:
            return Fraction(hits, len(right) or 1) if len(chosen) <= len(right) else NOTHING
        return max(NOTHING, Fraction(2 * hits - len(chosen), len(right) or 1))

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        return {"options": shown(self.options, order)}

    def _problems(self) -> list[Problem]:
        right = [option for option in self.options if option.right]
        found = option_problems(self.options)
        if not right:
            return [*found, error("question.no_key")]
        best = self._fraction(right)
        return found if best == FULL else [*found, error("question.no_full_mark")]
