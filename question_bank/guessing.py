"""What guessing earns: the mean share of a question answered by chance, to be set beside its facility.

Moodle's quiz statistics call it the random-guess score. What is typed cannot be guessed, and earns nothing so; with
several options to choose there is no one way to guess, nor in an essay: None.
"""

from __future__ import annotations

from fractions import Fraction
from functools import singledispatch
from math import comb

from question_bank.options import FULL, NOTHING
from question_bank.question import Question
from question_bank.types import (
    Cloze,
    Matching,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)
from question_bank.types.statements import stepped


@singledispatch
def random_guess_score(question: Question) -> Fraction | None:
    """The share that answering by chance earns on average, each answer being as likely as any other."""
    return None


@random_guess_score.register
def _single_choice(question: SingleChoice) -> Fraction | None:
    earned = [min(FULL, max(NOTHING, option.weight)) for option in question.options]
    return sum(earned, NOTHING) / len(earned) if earned else None


@random_guess_score.register
def _true_false(question: TrueFalse) -> Fraction | None:
    return None if question.answer is None else Fraction(1, 2)


@random_guess_score.register
def _statements(question: Statements) -> Fraction | None:
    """Each statement is right by chance in half of the cases."""
    count = len(question.statements)
    shares = (comb(count, hits) * stepped(hits, count, question.marking) for hits in range(count + 1))
    return sum(shares, NOTHING) / 2**count


@random_guess_score.register
def _matching(question: Matching) -> Fraction | None:
    chance = Fraction(1, len(question.rights) or 1)
    return chance ** len(question.lefts) if question.all_or_nothing else chance


@random_guess_score.register
def _ordering(question: Ordering) -> Fraction | None:
    """In a random order one item is at its place on average, however many there are."""
    count = len(question.items)
    if not question.all_or_nothing:
        return Fraction(1, count or 1)
    orders = 1
    for number in range(2, count + 1):
        orders *= number
    return Fraction(1, orders)


@random_guess_score.register(ShortText)
@random_guess_score.register(Numeric)
def _typed(question: ShortText | Numeric) -> Fraction | None:
    return NOTHING


@random_guess_score.register
def _cloze(question: Cloze) -> Fraction | None:
    shares = [(random_guess_score(gap.asks) or NOTHING, gap.weight) for gap in question.gaps]
    if question.all_or_nothing:
        whole = FULL
        for share, _weight in shares:
            whole *= share
        return whole
    return sum((share * weight for share, weight in shares), NOTHING) / (
        sum(weight for _, weight in shares) or 1
    )
