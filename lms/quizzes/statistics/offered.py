"""What could be answered to a question, and how often it was: options, statements, or what was typed most. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.quizzes.corrections import rules
from lms.quizzes.corrections.rules import Change
from lms.quizzes.statistics.thirds import Shares
from question_bank.markup import plain
from question_bank.options import arranged, letter
from question_bank.question import InvalidResponse, Question
from question_bank.types import MultipleChoice, SingleChoice, Statements, TrueFalse

MOST_ANSWERS = 8
TRUTHS = {True: ("true", "Đ", "Đúng"), False: ("false", "S", "Sai")}


@dataclass(frozen=True)
class Offered:
    """One answer. `key` names it in an address; `sign` is its letter on the first paper, for a statement with what was
    said of it ("a – Đ").
    """

    key: str
    sign: str
    words: str
    right: bool

    @property
    def letter(self) -> str:
        """The letter alone."""
        return self.sign.partition(" ")[0]


@dataclass(frozen=True)
class Answered(Offered):
    """How often it was given. `correlation` is that of giving it with the rest of the paper, `thirds` the shares of the
    best, the middle and the last third who gave it. None, or nothing, is not defined.
    """

    count: int = 0
    correlation: float | None = None
    thirds: Shares = field(default_factory=dict)


def answer_of(question: Question, value: Any) -> list[str]:
    """The keys under which one stored answer is counted; none if nothing was answered."""
    try:
        response = question.parse(value)
    except InvalidResponse:
        return [str(value)]
    if response is None:
        return []
    if isinstance(question, MultipleChoice):
        return [str(name) for name in response]
    if isinstance(question, Statements):
        return [judged(name, said) for name, said in response.items()]
    if isinstance(question, SingleChoice):
        return [str(response)]
    if isinstance(question, TrueFalse):
        return [TRUTHS[response][0]]
    return [question.describe(response)]


def judged(statement_id: str, said: bool) -> str:
    """The key of saying so of one statement."""
    return f"{statement_id}:{TRUTHS[said][0]}"


def judgement(key: str) -> tuple[str, bool]:
    """Which statement such a key is about, and what it says of it."""
    name, _colon, said = key.rpartition(":")
    return name, said == TRUTHS[True][0]


def offered(
    question: Question, order: Sequence[str], changes: Sequence[Change], counts: Mapping[str, int]
) -> list[Offered]:
    """All that can be chosen, as the corrections in force key it; of what is typed, what was typed most."""
    keyed = rules.answers_now(question, changes)
    if isinstance(question, SingleChoice | MultipleChoice):
        right = {option.id for one in keyed for option in getattr(one, "options", ()) if option.right}
        return [
            Offered(option.id, letter(place), plain(option.text), option.id in right)
            for place, option in enumerate(arranged(question.options, order))
        ]
    if isinstance(question, TrueFalse):
        truths = {getattr(one, "answer", None) for one in keyed}
        return [Offered(*TRUTHS[said], said in truths) for said in TRUTHS]
    if isinstance(question, Statements):
        return _statements(question, order, keyed)
    told = {question.describe(right) for one in keyed if (right := one.correct_response()) is not None}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ANSWERS]
    return [Offered(key, "", key, key in told) for key, _count in ordered]


def _statements(question: Statements, order: Sequence[str], keyed: Iterable[Question]) -> list[Offered]:
    right = {(part.id, part.right) for one in keyed for part in getattr(one, "statements", ())}
    return [
        Offered(
            judged(part.id, said),
            f"{letter(place).lower()} – {TRUTHS[said][1]}",
            f"{plain(part.text)} – {TRUTHS[said][2]}",
            (part.id, said) in right,
        )
        for place, part in enumerate(arranged(question.statements, order))
        for said in TRUTHS
    ]


def counts_of(given: Iterable[Sequence[str]]) -> Counter[str]:
    return Counter(key for keys in given for key in keys)
