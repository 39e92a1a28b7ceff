"""A text with gaps to fill in; each gap is a small question of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from question_bank.options import FULL, NOTHING
from question_bank.problems import Problem, error
from question_bank.question import (
    UNDECIDED,
    Form,
    Grade,
    InvalidResponse,
    Json,
    Question,
    blank,
    register,
)

ASKED = frozenset({"short_text", "numeric", "single_choice"})
GAP = re.compile(r"\[\[([a-z0-9]{1,12})\]\]")
DOTS = "…………"


@dataclass(frozen=True)
class Gap:
    """A place `[[id]]` in the text; `asks` is a short text, a number or a single choice with an empty text.

    The gaps of one text may ask in different ways.
    """

    id: str
    asks: Question
    weight: int = 1


@register
@dataclass(frozen=True, kw_only=True)
class Cloze(Question):
    """The response is a dict of gap id to the gap's own response; the mark is the weighted mean of the gaps.

    All or nothing: the full mark if every gap earns its own, else none.
    """

    type: ClassVar[str] = "cloze"

    gaps: tuple[Gap, ...]
    all_or_nothing: bool = False

    def from_form(self, form: Form, prefix: str) -> Json:
        return {gap.id: gap.asks.from_form(form, f"{prefix}-{gap.id}") for gap in self.gaps}

    def correct_response(self) -> dict[str, Any] | None:
        return {gap.id: gap.asks.correct_response() for gap in self.gaps} or None

    def describe(self, response: dict[str, Any] | None) -> str:
        given = response or {}
        return "; ".join(
            f"({place}) {gap.asks.describe(given[gap.id])}"
            for place, gap in enumerate(self.gaps, start=1)
            if gap.id in given
        )

    def shuffle(self, rng: Random) -> list[str]:
        """The options of all gaps in one list, gap after gap."""
        return [] if self.fixed_order else [name for gap in self.gaps for name in gap.asks.shuffle(rng)]

    def _parse(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise InvalidResponse("This answer must fill the gaps of the text.")
        if value.keys() - {gap.id for gap in self.gaps}:
            raise InvalidResponse("This gap does not belong to the question.")
        return {gap.id: gap.asks.parse(value[gap.id]) for gap in self.gaps if not blank(value.get(gap.id))}

    def _grade(self, response: dict[str, Any]) -> Grade:
        grades = [gap.asks.grade(response.get(gap.id)) for gap in self.gaps]
        shares = [grade.fraction for grade in grades if grade.fraction is not None]
        if len(shares) < len(grades):
            return UNDECIDED
        earned = sum((gap.weight * share for gap, share in zip(self.gaps, shares, strict=True)), Fraction(0))
        feedback = "<br>".join(grade.feedback for grade in grades if grade.feedback)
        share = earned / (sum(gap.weight for gap in self.gaps) or 1)
        return Grade(share if share == FULL or not self.all_or_nothing else NOTHING, feedback)

    @property
    def read_text(self) -> str:
        """With dots for the gaps, numbered as `describe` numbers them."""
        numbers = {gap.id: place for place, gap in enumerate(self.gaps, start=1)}
        return GAP.sub(
            lambda gap: f"<b>({numbers[gap[1]]})</b> {DOTS}" if gap[1] in numbers else gap[0], self.asked_text
        )

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        gaps = {gap.id: gap.asks.without_key(order) | {"gap": gap.id} for gap in self.gaps}
        parts = GAP.split(self.asked_text)
        drawn = [gaps.get(part) if place % 2 else {"html": part} for place, part in enumerate(parts)]
        return {"parts": [part for part in drawn if part and part != {"html": ""}]}

    def _problems(self) -> list[Problem]:
        named, known = set(GAP.findall(self.text)), {gap.id for gap in self.gaps}
        found = [] if self.gaps else [error("question.no_gaps")]
        found += [error("question.gap_missing", gap=name) for name in sorted(known - named)]
        found += [error("question.gap_unknown", gap=name) for name in sorted(named - known)]
        found += [error("question.gap_type", gap=gap.id) for gap in self.gaps if gap.asks.type not in ASKED]
        found += [error("question.gap_weight", gap=gap.id) for gap in self.gaps if gap.weight < 1]
        return found + [problem for gap in self.gaps for problem in gap.asks._problems()]
