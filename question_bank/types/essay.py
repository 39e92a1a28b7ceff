"""A longer text that a person marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from question_bank.markup import normalised
from question_bank.question import UNDECIDED, Grade, Question, register, typed

LONGEST = 200_000


@register
@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """The response is plain text. What markers look for stands in `guidance`, which learners never see."""

    type: ClassVar[str] = "essay"

    guidance: str = ""
    template: str = ""
    min_words: int | None = None
    max_words: int | None = None

    def correct_response(self) -> None:
        return None

    def describe(self, response: str | None) -> str:
        return response or ""

    def _parse(self, value: Any) -> str:
        return normalised(typed(value, LONGEST).replace("\r\n", "\n").replace("\r", "\n"))

    def _grade(self, response: str) -> Grade:
        return UNDECIDED

    def _shown(self, order: object) -> dict[str, Any]:
        return {"template": self.template, "min_words": self.min_words, "max_words": self.max_words}
