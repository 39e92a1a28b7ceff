"""The figures of a question as the rules of verdicts take them. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lms.quizzes.statistics.thirds import Third
from question_bank.statistics.verdicts import Figures, Option, Part
from question_bank.types import MultipleChoice, SingleChoice, Statements, TrueFalse

if TYPE_CHECKING:
    from lms.quizzes.statistics.items import Item
    from lms.quizzes.statistics.offered import Answered


def figures_of(item: Item) -> Figures:
    """Options where one is chosen of a list that everybody saw; where several are, each is right or wrong by itself."""
    question = item.asked.question
    options, parts = [], []
    if isinstance(question, SingleChoice | TrueFalse):
        options = [
            Option(one.key, one.right, one.count, one.correlation, one.thirds.get(Third.UPPER))
            for one in item.answers
        ]
    elif isinstance(question, MultipleChoice):
        parts = [_option(one, item.count) for one in item.answers]
    elif isinstance(question, Statements):
        keyed = Counter(one.letter for one in item.answers if one.right)
        parts = [_statement(one) for one in item.answers if one.right and keyed[one.letter] == 1]
    count = item.count - item.waiting
    return Figures(count, item.blank, item.difficulty, item.correlation, options, parts)


def _option(one: Answered, asked: int) -> Part:
    """Right is who took a right option, and who left a wrong one alone."""
    if one.right or one.correlation is None:
        return Part(one.key, one.count if one.right else asked - one.count, one.correlation, _unchosen(one))
    return Part(one.key, asked - one.count, -one.correlation)


def _unchosen(one: Answered) -> bool:
    return not one.right and not one.count


def _statement(one: Answered) -> Part:
    return Part(one.key, one.count, one.correlation)
