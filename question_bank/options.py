"""The options of a choice: what they say, what they earn, where they may stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from string import ascii_uppercase
from typing import Any

from question_bank.identity import identify
from question_bank.markup import plain
from question_bank.pinning import fixed_places, shuffled
from question_bank.problems import Problem, error
from question_bank.question import InvalidResponse

FULL = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Option:
    """One option; `weight` is the share of the mark it earns. `pinned` None leaves the place to the rule."""

    id: str
    text: str
    weight: Fraction = NOTHING
    feedback: str = ""
    pinned: bool | None = None

    @property
    def right(self) -> bool:
        return self.weight > 0


def options(texts: Sequence[str], right: Collection[int] = (), scope: str = "") -> tuple[Option, ...]:
    """Options from their texts, those at the places in `right` sharing the full mark."""
    weight = Fraction(1, len(right) or 1)
    return tuple(
        Option(name, text, weight if place in right else NOTHING)
        for place, (name, text) in enumerate(zip(identify(texts, scope), texts, strict=True))
    )


def letter(place: int) -> str:
    """A, B, C … as they stand on paper; beyond Z the number."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def arranged(choices: Sequence[Any], order: Sequence[str]) -> list[Any]:
    """Things with an id in the given order; those that the order does not name keep theirs, at the end."""
    rank = {name: place for place, name in enumerate(order)}
    return sorted(choices, key=lambda choice: rank.get(choice.id, len(rank)))


def shown(choices: Sequence[Any], order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Id and text of each, as a page may see them."""
    return [{"id": choice.id, "text": choice.text} for choice in arranged(choices, order)]


def shuffled_ids(choices: Sequence[Option], rng: Random) -> list[str]:
    """The ids in a random order that leaves options which speak of others in place."""
    decided = {place for place, choice in enumerate(choices) if choice.pinned}
    freed = {place for place, choice in enumerate(choices) if choice.pinned is False}
    fixed = (fixed_places([choice.text for choice in choices]) | decided) - freed
    return shuffled([choice.id for choice in choices], frozenset(fixed), rng)


def one_of(choices: Sequence[Any], value: Any) -> str:
    """The id that a raw value names."""
    if isinstance(value, str) and any(choice.id == value for choice in choices):
        return value
    raise InvalidResponse("This option does not belong to the question.")


def by_id(choices: Sequence[Any], name: str) -> Any:
    """The thing with this id."""
    return next(choice for choice in choices if choice.id == name)


def option_problems(choices: Sequence[Option]) -> list[Problem]:
    """Too few, empty and repeated options."""
    found = [error("question.few_options")] if len(choices) < 2 else []
    first: dict[str, int] = {}
    for place, choice in enumerate(choices):
        text = plain(choice.text) or ("" if "<img" not in choice.text else choice.text)
        if not text:
            found.append(error("question.empty_option", option=letter(place)))
        elif first.setdefault(text.casefold(), place) != place:
            found.append(
                error("question.same_option", first=letter(first[text.casefold()]), second=letter(place))
            )
    return found
