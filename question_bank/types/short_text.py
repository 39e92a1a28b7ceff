"""A word or a short phrase that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from question_bank.markup import tidy
from question_bank.options import FULL, NOTHING
from question_bank.problems import Problem, error
from question_bank.question import UNDECIDED, WRONG, Grade, Question, register, typed
from question_bank.wildcards import comparable, matches, pieces

LONGEST = 1_000


@dataclass(frozen=True)
class Accepted:
    r"""An accepted answer in plain text; `*` stands for any text, `\*` for a star."""

    text: str
    weight: Fraction = FULL
    feedback: str = ""


@register
@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """The response is the text typed; the best of the accepted answers that it meets counts."""

    type: ClassVar[str] = "short_text"

    accepted: tuple[Accepted, ...]
    ignore_case: bool = True
    ignore_marks: bool = False

    def correct_response(self) -> str | None:
        best = next((answer for answer in self.accepted if answer.weight == FULL), None)
        return " ".join("…".join(pieces(best.text)).split()) or None if best else None

    def describe(self, response: str | None) -> str:
        return response or ""

    def _parse(self, value: Any) -> str:
        return " ".join(tidy(typed(value, LONGEST)).split()) or None  # type: ignore[return-value]

    def _grade(self, response: str) -> Grade:
        if not self.accepted:
            return UNDECIDED
        typed = self._comparable(response)
        met = [answer for answer in self.accepted if matches(typed, self._pieces(answer))]
        best = max(met, key=lambda answer: answer.weight, default=None)
        return Grade(min(FULL, max(NOTHING, best.weight)), best.feedback) if best else WRONG

    def _comparable(self, text: str) -> str:
        return comparable(text, ignore_case=self.ignore_case, ignore_marks=self.ignore_marks)

    def _pieces(self, answer: Accepted) -> list[str]:
        return [self._comparable(piece) for piece in pieces(answer.text)]

    def _problems(self) -> list[Problem]:
        if not any(answer.text.strip() for answer in self.accepted):
            return [error("question.no_accepted")]
        full = any(answer.weight == FULL for answer in self.accepted)
        return [] if full else [error("question.no_full_mark")]


def accepted(texts: Sequence[str]) -> tuple[Accepted, ...]:
    """Accepted answers that all earn the full mark."""
    return tuple(Accepted(text) for text in texts)
