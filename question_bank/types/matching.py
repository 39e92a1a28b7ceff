"""Things on the left, each to be joined with one thing on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from question_bank.identity import identify
from question_bank.markup import plain
from question_bank.options import by_id, one_of, shown
from question_bank.problems import Problem, error
from question_bank.question import Form, Grade, InvalidResponse, Json, Question, blank, register


@dataclass(frozen=True)
class Left:
    """What is given, and the id of what belongs to it."""

    id: str
    text: str
    right: str


@dataclass(frozen=True)
class Right:
    """What can be chosen; one that belongs to nothing on the left is there to distract."""

    id: str
    text: str


@register
@dataclass(frozen=True, kw_only=True)
class Matching(Question):
    """The response is a dict of left id to right id; each right pair earns its share, unless it is all or nothing."""

    type: ClassVar[str] = "matching"

    lefts: tuple[Left, ...]
    rights: tuple[Right, ...]
    all_or_nothing: bool = False

    def from_form(self, form: Form, prefix: str) -> Json:
        return {left.id: super(Matching, self).from_form(form, f"{prefix}-{left.id}") for left in self.lefts}

    def correct_response(self) -> dict[str, str] | None:
        return {left.id: left.right for left in self.lefts} or None

    def describe(self, response: dict[str, str] | None) -> str:
        given = response or {}
        return "; ".join(
            f"{plain(left.text)} → {plain(by_id(self.rights, given[left.id]).text)}"
            for left in self.lefts
            if left.id in given
        )

    def shuffle(self, rng: Random) -> list[str]:
        """The order of the right side; the left side stays as written."""
        order = sorted(right.id for right in self.rights)
        rng.shuffle(order)
        return order

    def _parse(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise InvalidResponse("This answer must join left and right.")
        if value.keys() - {left.id for left in self.lefts}:
            raise InvalidResponse("This option does not belong to the question.")
        given = {name: one_of(self.rights, right) for name, right in value.items() if not blank(right)}
        return {left.id: given[left.id] for left in self.lefts if left.id in given}

    def _grade(self, response: dict[str, str]) -> Grade:
        hits = sum(response.get(left.id) == left.right for left in self.lefts)
        if self.all_or_nothing:
            return Grade(Fraction(int(hits == len(self.lefts))))
        return Grade(Fraction(hits, len(self.lefts) or 1))

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        by_name = sorted(self.rights, key=lambda right: right.id)
        return {"lefts": shown(self.lefts), "rights": shown(by_name, order)}

    def _problems(self) -> list[Problem]:
        return [] if len(self.lefts) > 1 and len(self.rights) > 1 else [error("question.few_pairs")]


def matching(pairs: Sequence[tuple[str, str]], distractors: Sequence[str] = ()) -> dict[str, Any]:
    """The two sides as keywords for `Matching`, from pairs of texts; equal right texts are one choice."""
    rights = list(dict.fromkeys([right for _, right in pairs] + list(distractors)))
    names = dict(zip(rights, identify(rights, "right"), strict=True))
    lefts = [left for left, _ in pairs]
    return {
        "lefts": tuple(
            Left(name, left, names[right])
            for name, (left, right) in zip(identify(lefts, "left"), pairs, strict=True)
        ),
        "rights": tuple(Right(name, text) for text, name in names.items()),
    }
