"""What learners answer: right, or wrong in a way that people are wrong."""

from random import Random
from typing import Any

from question_bank.question import Question
from question_bank.types import (
    Cloze,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    SingleChoice,
    Statements,
    TrueFalse,
)

ESSAY = (
    "Tôi đã nêu nội dung chính của bài và một việc cụ thể ở đơn vị: lập sổ theo dõi và báo cáo hằng tháng."
)


def answer(asked: Question, skill: float, rng: Random) -> Any:
    """In normal form; None where nothing was answered."""
    right = asked.correct_response()
    if right is None:
        return ESSAY
    if rng.random() < skill:
        return asked.parse(right)
    return None if rng.random() < 0.05 else asked.parse(_wrong(asked, right, rng))


def _wrong(asked: Question, right: Any, rng: Random) -> Any:
    match asked:
        case SingleChoice():
            return rng.choice([option.id for option in asked.options if option.id != right])
        case MultipleChoice():
            return right[1:] or [option.id for option in asked.options if not option.right][:1]
        case TrueFalse():
            return not right
        case Statements():
            return right | {rng.choice(list(right)): rng.choice((True, False))}
        case Matching():
            values = list(right.values())
            return dict(zip(right, [*values[1:], values[0]], strict=True))
        case Ordering():
            return [right[1], right[0], *right[2:]]
        case Numeric():
            return str(int(right) + rng.choice((-1, 1, 2)))
        case Cloze():
            first = asked.gaps[0]
            return right | {first.id: _wrong(first.asks, right[first.id], rng)}
    return "không nhớ rõ"
