"""Situational sets: one case text and several questions about it.

Each question stays one of its own type, with its own mark and its own figures; what makes them a set is the same case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from question_bank.question import Question

Asked = TypeVar("Asked", bound=Question)


@dataclass(frozen=True)
class Situation:
    """A case and the questions about it, in their order; without a case it is a single question."""

    case: str
    questions: tuple[Question, ...]


def about(case: str, questions: Iterable[Asked]) -> tuple[Asked, ...]:
    """The questions as a set about this case."""
    return tuple(replace(question, case=case) for question in questions)


def situations(questions: Sequence[Question]) -> list[Situation]:
    """The questions in sets, each where its first question stands; every question is in exactly one."""
    found: dict[object, list[Question]] = {}
    for place, question in enumerate(questions):
        found.setdefault(question.case or place, []).append(question)
    return [Situation(some[0].case, tuple(some)) for some in found.values()]
