"""Short ways to write a question down, so that the bank of the demo reads like a list."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from question_bank.question import Level, Question
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
    options,
    statements,
)

NB, TH, VD, VDC = Level.RECOGNITION, Level.UNDERSTANDING, Level.APPLICATION, Level.HIGH_APPLICATION
Thing = TypeVar("Thing")


def one(level: Level, text: str, right: str, *wrong: str, why: str) -> Question:
    """One of several options; the right one is written first and stands anywhere."""
    texts = _mixed([right, *wrong], text)
    return SingleChoice(text=text, level=level, explanation=why, options=options(texts, [texts.index(right)]))


def last(level: Level, text: str, right: str, *others: str, why: str) -> Question:
    """The right option speaks of the others and stands below them."""
    texts = [*others, right]
    return SingleChoice(text=text, level=level, explanation=why, options=options(texts, [len(others)]))


def some(level: Level, text: str, right: Sequence[str], wrong: Sequence[str], *, why: str) -> Question:
    """Several options are right."""
    texts = _mixed([*right, *wrong], text)
    places = [texts.index(each) for each in right]
    return MultipleChoice(text=text, level=level, explanation=why, options=options(texts, places))


def fact(level: Level, text: str, answer: bool, *, why: str) -> Question:
    """One statement, true or false."""
    return TrueFalse(text=text, level=level, explanation=why, answer=answer)


def four(level: Level, text: str, *parts: tuple[str, bool], why: str) -> Question:
    """Four statements, each true or false."""
    texts, truths = [part for part, _right in parts], [right for _part, right in parts]
    return Statements(text=text, level=level, explanation=why, statements=statements(texts, truths))


def word(level: Level, text: str, *answers: str, why: str) -> Question:
    """A word or short phrase that is typed; marks may be left out."""
    return ShortText(text=text, level=level, explanation=why, accepted=accepted(answers), ignore_marks=True)


def count(level: Level, text: str, number: int, *, why: str) -> Question:
    """A number that is typed."""
    return Numeric(text=text, level=level, explanation=why, accepted=(AcceptedNumber(Decimal(number)),))


def pairs(level: Level, text: str, *joined: tuple[str, str], why: str) -> Question:
    """Left and right to be joined."""
    return Matching(text=text, level=level, explanation=why, **matching(joined))


def steps(level: Level, text: str, *in_order: str, why: str) -> Question:
    """Things to be put into order, written here in the right one."""
    return Ordering(text=text, level=level, explanation=why, items=items(in_order))


def gaps(level: Level, text: str, *answers: str | Sequence[str], why: str) -> Question:
    """A text with gaps `[[g1]]`…: a word to type, or a list to choose from whose first is right."""
    filled = tuple(_gap(f"g{place}", answer) for place, answer in enumerate(answers, 1))
    return Cloze(text=text, level=level, explanation=why, gaps=filled)


def essay(text: str, guidance: str, *, why: str) -> Question:
    """A longer answer that a person marks."""
    return Essay(text=text, level=VDC, explanation=why, guidance=guidance, min_words=80, max_words=400)


def _gap(name: str, answer: str | Sequence[str]) -> Gap:
    if isinstance(answer, str):
        return Gap(name, ShortText(text="", accepted=accepted([answer]), ignore_marks=True))
    texts = _mixed(list(answer), name + answer[0])
    return Gap(name, SingleChoice(text="", options=options(texts, [texts.index(answer[0])], scope=name)))


def _mixed(things: Sequence[Thing], seed: str) -> list[Thing]:
    """In an order that is always the same for the same seed."""
    mixed = list(things)
    Random(seed).shuffle(mixed)  # noqa: S311 - repeatable, no secret
    return mixed
