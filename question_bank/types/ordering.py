"""Things to be put into the right order."""

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
from question_bank.question import Form, Grade, InvalidResponse, Json, Question, register

EACH_ONCE = "Each place from 1 to %(count)s must be given exactly once."


@dataclass(frozen=True)
class Item:
    """One of the things to order."""

    id: str
    text: str


@register
@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """`items` stand in the right order; the response lists all their ids. Each at its place earns its share."""

    type: ClassVar[str] = "ordering"

    items: tuple[Item, ...]
    all_or_nothing: bool = False

    def from_form(self, form: Form, prefix: str) -> Json:
        """Each item has a field with its place, 1 for the first; a place used twice is refused."""
        given = {
            str(super(Ordering, self).from_form(form, f"{prefix}-{item.id}") or "").strip(): item.id
            for item in self.items
        }
        if given.keys() <= {""}:
            return None
        places = [f"{place}" for place in range(1, len(self.items) + 1)]
        if given.keys() != set(places):
            raise InvalidResponse(EACH_ONCE, count=len(places))
        return [given[place] for place in places]

    def correct_response(self) -> list[str] | None:
        return [item.id for item in self.items] or None

    def describe(self, response: list[str] | None) -> str:
        return " → ".join(plain(by_id(self.items, name).text) for name in response or [])

    def shuffle(self, rng: Random) -> list[str]:
        order = sorted(item.id for item in self.items)
        rng.shuffle(order)
        return order

    def _parse(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple):
            raise InvalidResponse("This answer must be a list of options.")
        order = [one_of(self.items, name) for name in value]
        if len(set(order)) != len(order) or len(order) != len(self.items):
            raise InvalidResponse(EACH_ONCE, count=len(self.items))
        return order

    def _grade(self, response: list[str]) -> Grade:
        hits = sum(name == item.id for name, item in zip(response, self.items, strict=True))
        if self.all_or_nothing:
            return Grade(Fraction(int(hits == len(self.items))))
        return Grade(Fraction(hits, len(self.items) or 1))

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        return {"items": shown(sorted(self.items, key=lambda item: item.id), order)}

    def _problems(self) -> list[Problem]:
        return [] if len(self.items) > 1 else [error("question.few_items")]


def items(texts: Sequence[str]) -> tuple[Item, ...]:
    """Items from their texts, given in the right order."""
    return tuple(Item(name, text) for name, text in zip(identify(texts), texts, strict=True))
