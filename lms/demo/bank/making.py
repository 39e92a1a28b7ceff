"""Short ways to write a question down, so that the bank of the demo reads like a list."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from question_bank import types
from question_bank.question import Level, Question

NB, TH, VD, VDC = Level.RECOGNITION, Level.UNDERSTANDING, Level.APPLICATION, Level.HIGH_APPLICATION
Thing = TypeVar("Thing")


def one(level: Level, text: str, right: str, *wrong: str, why: str) -> Question:
    """One of several options; the right one is written first and stands anywhere."""
    texts = _mixed([right, *wrong], text)
    return types.SingleChoice(
        text=text, level=level, explanation=why, options=types.options(texts, [texts.index(right)])
    )


def last(level: Level, text: str, right: str, *others: str, why: str) -> Question:
    """The right option speaks of the others and stands below them."""
    texts = [*others, right]
    return types.SingleChoice(
        text=text, level=level, explanation=why, options=types.options(texts, [len(others)])
    )


def some(level: Level, text: str, right: Sequence[str], wrong: Sequence[str], *, why: str) -> Question:
    """Several options are right."""
    texts = _mixed([*right, *wrong], text)
    places = [texts.index(each) for each in right]
    return types.MultipleChoice(text=text, level=level, explanation=why, options=types.options(texts, places))


def fact(level: Level, text: str, answer: bool, *, why: str) -> Question:
    """One statement, true or false."""
    return types.TrueFalse(text=text, level=level, explanation=why, answer=answer)


def four(level: Level, text: str, *parts: tuple[str, bool], why: str) -> Question:
    """Four statements, each true or false."""
    texts, truths = [part for part, _right in parts], [right for _part, right in parts]
    return types.Statements(
        text=text, level=level, explanation=why, statements=types.statements(texts, truths)
    )


def word(level: Level, text: str, *answers: str, why: str) -> Question:
    """A word or short phrase that is typed; marks may be left out."""
    return types.ShortText(
        text=text, level=level, explanation=why, accepted=types.accepted(answers), ignore_marks=True
    )


def count(level: Level, text: str, number: int, *, why: str) -> Question:
    """A number that is typed."""
    return types.Numeric(
        text=text, level=level, explanation=why, accepted=(types.AcceptedNumber(Decimal(number)),)
    )


def pairs(level: Level, text: str, *joined: tuple[str, str], why: str) -> Question:
    """Left and right to be joined."""
    return types.Matching(text=text, level=level, explanation=why, **types.matching(joined))


def steps(level: Level, text: str, *in_order: str, why: str) -> Question:
    """Things to be put into order, written here in the right one."""
    return types.Ordering(text=text, level=level, explanation=why, items=types.items(in_order))


def gaps(level: Level, text: str, *answers: str | Sequence[str], why: str) -> Question:
    """A text with gaps `[[g1]]`…: a word to type, or a list to choose from whose first is right."""
    filled = tuple(_gap(f"g{place}", answer) for place, answer in enumerate(answers, 1))
    return types.Cloze(text=text, level=level, explanation=why, gaps=filled)


def essay(text: str, guidance: str, *, why: str) -> Question:
    """A longer answer that a person marks."""
    return types.Essay(text=text, level=VDC, explanation=why, guidance=guidance, min_words=80, max_words=400)


def _gap(name: str, answer: str | Sequence[str]) -> types.Gap:
    if isinstance(answer, str):
        return types.Gap(name, types.ShortText(text="", accepted=types.accepted([answer]), ignore_marks=True))
    texts = _mixed(list(answer), name + answer[0])
    return types.Gap(
        name, types.SingleChoice(text="", options=types.options(texts, [texts.index(answer[0])], scope=name))
    )


def _mixed(things: Sequence[Thing], seed: str) -> list[Thing]:
    """In an order that is always the same for the same seed."""
    mixed = list(things)
    Random(seed).shuffle(mixed)  # noqa: S311 - repeatable, no secret
    return mixed
