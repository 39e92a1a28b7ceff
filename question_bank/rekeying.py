"""The same question with another key: what was asked stays, what is right is said anew by an answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import singledispatch
from typing import Any

from question_bank.options import FULL, NOTHING
from question_bank.question import InvalidResponse, Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Cloze,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)
from question_bank.wildcards import ANY, LITERAL_STAR


@singledispatch
def rekeyed(question: Question, answer: Any) -> Question:
    """The question to which `answer` (a parsed response) is what earns the full mark.

    Parts that the answer leaves out keep their key. InvalidResponse where a type has no key.
    """
    raise InvalidResponse("This kind of question has no key.")


def has_key(question: Question) -> bool:
    """Whether a key can be said of this kind of question at all."""
    return rekeyed.dispatch(type(question)) is not rekeyed.dispatch(object)


@rekeyed.register
def _single_choice(question: SingleChoice, answer: str) -> Question:
    chosen = tuple(
        replace(option, weight=FULL if option.id == answer else NOTHING) for option in question.options
    )
    return replace(question, options=chosen)


@rekeyed.register
def _multiple_choice(question: MultipleChoice, answer: list[str]) -> Question:
    """What was worse than nothing stays so, unless it is right now."""
    chosen = tuple(
        replace(option, weight=FULL / len(answer) if option.id in answer else min(NOTHING, option.weight))
        for option in question.options
    )
    return replace(question, options=chosen)


@rekeyed.register
def _true_false(question: TrueFalse, answer: bool) -> Question:
    return replace(question, answer=answer)


@rekeyed.register
def _statements(question: Statements, answer: Mapping[str, bool]) -> Question:
    parts = tuple(replace(part, right=answer.get(part.id, part.right)) for part in question.statements)
    return replace(question, statements=parts)


@rekeyed.register
def _short_text(question: ShortText, answer: str) -> Question:
    return replace(question, accepted=(Accepted(answer.replace(ANY, LITERAL_STAR)),))


@rekeyed.register
def _numeric(question: Numeric, answer: str) -> Question:
    """As far off as before is still right."""
    value = question.amount(answer)
    tolerance = next((one.tolerance for one in question.accepted if one.weight == FULL), Decimal(0))
    return replace(question, accepted=(AcceptedNumber(value, tolerance),))


@rekeyed.register
def _matching(question: Matching, answer: Mapping[str, str]) -> Question:
    pairs = tuple(replace(left, right=answer.get(left.id, left.right)) for left in question.lefts)
    return replace(question, lefts=pairs)


@rekeyed.register
def _ordering(question: Ordering, answer: list[str]) -> Question:
    by_id = {item.id: item for item in question.items}
    return replace(question, items=tuple(by_id[name] for name in answer))


@rekeyed.register
def _cloze(question: Cloze, answer: Mapping[str, Any]) -> Question:
    gaps = tuple(
        replace(gap, asks=rekeyed(gap.asks, answer[gap.id])) if answer.get(gap.id) is not None else gap
        for gap in question.gaps
    )
    return replace(question, gaps=gaps)
