"""One option out of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from question_bank.markup import plain
from question_bank.options import FULL, NOTHING, Option, by_id, one_of, option_problems, shown, shuffled_ids
from question_bank.problems import Problem, error, warning
from question_bank.question import Grade, Question, register


@register
@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    """The response is the id of an option, which earns its weight (never less than nothing)."""

    type: ClassVar[str] = "single_choice"

    options: tuple[Option, ...]

    def correct_response(self) -> str | None:
        return next((option.id for option in self.options if option.weight == FULL), None)

    def describe(self, response: str | None) -> str:
        return plain(by_id(self.options, response).text) if response else ""

    def shuffle(self, rng: Random) -> list[str]:
        return [] if self.fixed_order else shuffled_ids(self.options, rng)

    def _parse(self, value: Any) -> str:
        return one_of(self.options, value)

    def _grade(self, response: str) -> Grade:
        option = by_id(self.options, response)
        return Grade(min(FULL, max(NOTHING, option.weight)), option.feedback)

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        return {"options": shown(self.options, order)}

    def _problems(self) -> list[Problem]:
        right = [option for option in self.options if option.weight == FULL]
        keyed = {0: [error("question.no_key")], 1: []}.get(len(right), [warning("question.several_keys")])
        return option_problems(self.options) + keyed
