"""What a question wants on paper, and how an answer to it is written. Pure; `signs` reads what is written here.

| question | signs |
|---|---|
| one option | its letter on this paper: `B` |
| several options | the letters in brackets: `(AC)`; a single one also bare |
| true or false | `Đ` (also `D`) or `S`; of several statements one sign each, in brackets or not: `ĐS-Đ` |
| matching | for each line on the left the letter on the right: `(CAB)` |
| ordering | all letters, the first on top: `(BDAC)` |
| number, short text | in quotes: `"12,5"`; plain digits also bare |
| text with gaps | one sign for each gap |
| essay | `G`: it stands on paper; or the text in quotes |
| nothing answered | `-`; where several signs are wanted `()` or a `-` for each |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from string import ascii_uppercase

from question_bank.question import Json, Question
from question_bank.types import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)

BLANK = "-"
ESSAY = "G"
QUOTE = '"'
ON_PAPER = "(bài làm trên giấy)"


@dataclass(frozen=True)
class Letters:
    """One of these, named by letter in this order."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Truth:
    """True or false."""


@dataclass(frozen=True)
class Typed:
    """What is written out; a number may stand without quotes."""

    number: bool = False


@dataclass(frozen=True)
class Written:
    """A longer text: as a rule it stays on the paper."""


Part = Letters | Truth | Typed | Written


@dataclass(frozen=True)
class One:
    part: Part


@dataclass(frozen=True)
class Some:
    letters: Letters


@dataclass(frozen=True)
class Each:
    """A sign for each of these, by id."""

    parts: tuple[tuple[str, Part], ...]


@dataclass(frozen=True)
class Order:
    letters: Letters


Shape = One | Some | Each | Order


@singledispatch
def shape(question: Question, order: Sequence[str] = ()) -> Shape:  # noqa: ARG001 - the types look at it
    """With which signs a question is answered on the paper that shows it in this order."""
    raise TypeError(f"no signs for {question.type}")


def write(wanted: Shape, value: Json) -> str:
    """The signs for an answer; reading them gives the answer again."""
    if isinstance(wanted, One):
        return _sign(wanted.part, value)
    if isinstance(wanted, Some):
        letters = sorted(_sign(wanted.letters, name) for name in _listed(value))
        return f"({''.join(letters)})" if letters else BLANK
    if not value:
        return "()"
    if isinstance(wanted, Order):
        return f"({''.join(_sign(wanted.letters, name) for name in _listed(value))})"
    given = value if isinstance(value, Mapping) else {}
    signs = [_sign(part, given.get(name)) for name, part in wanted.parts]
    # Two texts side by side need a blank: a quote that is written twice stands for itself.
    return f"({(' ' if any(QUOTE in sign for sign in signs) else '').join(signs)})"


@shape.register
def _single_choice(question: SingleChoice, order: Sequence[str] = ()) -> Shape:
    return One(_letters(question, order, "options"))


@shape.register
def _multiple_choice(question: MultipleChoice, order: Sequence[str] = ()) -> Shape:
    return Some(_letters(question, order, "options"))


@shape.register
def _true_false(_question: TrueFalse, _order: Sequence[str] = ()) -> Shape:
    return One(Truth())


@shape.register
def _statements(question: Statements, order: Sequence[str] = ()) -> Shape:
    return Each(tuple((name, Truth()) for name in _letters(question, order, "statements").ids))


@shape.register
def _matching(question: Matching, order: Sequence[str] = ()) -> Shape:
    rights = _letters(question, order, "rights")
    return Each(tuple((left.id, rights) for left in question.lefts))


@shape.register
def _ordering(question: Ordering, order: Sequence[str] = ()) -> Shape:
    return Order(_letters(question, order, "items"))


@shape.register
def _numeric(_question: Numeric, _order: Sequence[str] = ()) -> Shape:
    return One(Typed(number=True))


@shape.register
def _short_text(_question: ShortText, _order: Sequence[str] = ()) -> Shape:
    return One(Typed())


@shape.register
def _essay(_question: Essay, _order: Sequence[str] = ()) -> Shape:
    return One(Written())


@shape.register
def _cloze(question: Cloze, order: Sequence[str] = ()) -> Shape:
    asked = [(gap.id, shape(gap.asks, order)) for gap in question.gaps]
    return Each(tuple((name, one.part) for name, one in asked if isinstance(one, One)))


def _letters(question: Question, order: Sequence[str], name: str) -> Letters:
    return Letters(tuple(str(one["id"]) for one in question.without_key(order)[name]))


def _listed(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _sign(part: Part, value: Json) -> str:
    if value is None:
        return BLANK
    if isinstance(part, Letters):
        return ascii_uppercase[part.ids.index(str(value))]
    if isinstance(part, Truth):
        return "Đ" if value else "S"
    if isinstance(part, Written) and value == ON_PAPER:
        return ESSAY
    text = " ".join(str(value).split()).replace(QUOTE, QUOTE + QUOTE)
    return f"{QUOTE}{text}{QUOTE}"
