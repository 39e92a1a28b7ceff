"""Questions of every type in whose keys stand words and numbers that stand nowhere else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from string import ascii_uppercase
from typing import Any

from question_bank.options import options
from question_bank.question import Question
from question_bank.types import (
    AcceptedNumber,
    Cloze,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    accepted,
    items,
    matching,
    statements,
)

MARK = "ZQX"  # begins every word that only a key holds
LENGTH = 14


@dataclass
class Keyed:
    """Makes questions, the right one always written first; `canaries` are what only their keys hold."""

    rng: Random
    canaries: set[str] = field(default_factory=set)
    made: int = 0

    def of_every_type(self) -> list[Question]:
        return [
            self.single(),
            self.several(),
            self.fact(),
            self.four(),
            self.word(),
            self.number(),
            self.pairs(),
            self.steps(),
            self.gaps(),
            self.talk(),
        ]

    def single(self) -> SingleChoice:
        """Four options; the first is right."""
        found = SingleChoice(text=self._text(), options=options(self._texts(4), [0]), **self._told())
        return replace(found, options=tuple(replace(one, feedback=self._word()) for one in found.options))

    def several(self) -> MultipleChoice:
        """Of five options the first two are right."""
        found = MultipleChoice(text=self._text(), options=options(self._texts(5), [0, 1]), **self._told())
        return replace(found, options=tuple(replace(one, feedback=self._word()) for one in found.options))

    def fact(self) -> TrueFalse:
        told = self._told() | {"feedback_true": self._word(), "feedback_false": self._word()}
        return TrueFalse(text=self._text(), answer=self.rng.random() < 0.5, **told)

    def four(self) -> Statements:
        right = [self.rng.random() < 0.5 for _place in range(4)]
        return Statements(text=self._text(), statements=statements(self._texts(4), right), **self._told())

    def word(self) -> ShortText:
        known = [replace(one, feedback=self._word()) for one in accepted([self._word(), self._word()])]
        return ShortText(text=self._text(), accepted=tuple(known), **self._told())

    def number(self) -> Numeric:
        close = AcceptedNumber(Decimal(self._digits()), Decimal(self._digits()), feedback=self._word())
        return Numeric(text=self._text(), accepted=(close,), otherwise=self._word(), **self._told())

    def pairs(self) -> Matching:
        lefts, rights = self._texts(4), self._texts(5)
        return Matching(
            text=self._text(), **matching(list(zip(lefts, rights, strict=False)), rights[4:]), **self._told()
        )

    def steps(self) -> Ordering:
        return Ordering(text=self._text(), items=items(self._texts(4)), **self._told())

    def gaps(self) -> Cloze:
        chosen = SingleChoice(text="", options=options(self._texts(4), [0], scope=f"g{self.made}"))
        word = ShortText(text="", accepted=accepted([self._word()]), explanation=self._word())
        asked = (Gap("g1", word), Gap("g2", self.number_in_gap()), Gap("g3", chosen, weight=3))
        return Cloze(text=f"{self._text()} [[g1]], [[g2]], [[g3]]", gaps=asked, **self._told())

    def number_in_gap(self) -> Numeric:
        return Numeric(text="", accepted=(AcceptedNumber(Decimal(self._digits())),), otherwise=self._word())

    def talk(self) -> Essay:
        return Essay(text=self._text(), guidance=self._word(), **self._told())

    def _told(self) -> dict[str, Any]:
        """What is said afterwards, or to authors alone."""
        return {name: self._word() for name in ("explanation", "title", "code", "source")}

    def _text(self) -> str:
        self.made += 1
        return f"Câu hỏi {self.made}"

    def _texts(self, count: int) -> Sequence[str]:
        """Options of one length, so that nothing but their order could tell them apart."""
        return [f"Phương án {self.rng.randrange(10**9):09d}" for _place in range(count)]

    def _word(self) -> str:
        return self._canary(MARK + "".join(self.rng.choices(ascii_uppercase, k=LENGTH - len(MARK))))

    def _digits(self) -> str:
        return self._canary(f"{self.rng.randrange(10**5, 10**6)}.{self.rng.randrange(1001, 9999, 2)}")

    def _canary(self, made: str) -> str:
        self.canaries.add(made)
        return made


def seen(canaries: set[str], data: bytes) -> set[str]:
    """Which canaries show up in what came over the wire, in whatever letters or writing of numbers."""
    text = data.decode("utf-8", "replace").upper()
    words = {text[found.start() : found.start() + LENGTH] for found in re.finditer(MARK, text)}
    numbers = {canary for canary in canaries if "." in canary}
    return canaries & words | {
        number for number in numbers if any(number.replace(".", point) in text for point in (".", ",", ""))
    }
