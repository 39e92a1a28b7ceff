"""The figures of each question, from the attempts that count: pure, from what `answers` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from lms.quizzes.statistics.sat import Taken
from question_bank.markup import plain
from question_bank.options import arranged, letter
from question_bank.question import InvalidResponse, Level, Question
from question_bank.statistics import alpha, difficulty, discrimination, point_biserial
from question_bank.types import MultipleChoice, SingleChoice, TrueFalse

MOST_ANSWERS = 8


@dataclass(frozen=True)
class Slot:
    """One place of a paper: which question, what it is worth, in which order its options stand."""

    code: str
    number: int
    version_id: int
    points: float
    order: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question as it was frozen, and where it belongs."""

    version_id: int
    question: Question
    topic: str
    level: Level | None


@dataclass(frozen=True)
class Material:
    """All that the figures are made of. `shares` are by attempt and place, None while a person has to mark;
    `answers` count equal answers by question."""

    attempts: Sequence[Taken]
    slots: Mapping[int, Sequence[Slot]]
    asked: Mapping[int, Asked]
    shares: Mapping[int, Mapping[int, float | None]]
    answers: Mapping[int, Sequence[tuple[Any, int]]]


@dataclass(frozen=True)
class Answered:
    """How often something was answered. `key` names it in an address; `sign` is its letter on the first paper."""

    key: str
    sign: str
    words: str
    right: bool
    count: int


@dataclass(frozen=True)
class Item:
    """The figures of one question; None is not defined. `places` are (mã đề, number)."""

    asked: Asked
    places: Sequence[tuple[str, int]]
    count: int
    waiting: int
    blank: int
    difficulty: float | None
    discrimination: float | None
    correlation: float | None
    answers: Sequence[Answered]

    @property
    def version_id(self) -> int:
        return self.asked.version_id

    @property
    def text(self) -> str:
        return " ".join(plain(self.asked.question.text).split())


@dataclass
class _Column:
    """What is gathered of one question: shares of all, and those with the totals of attempts that are wholly marked."""

    slots: list[Slot]
    count: int = 0
    waiting: int = 0

    def __post_init__(self) -> None:
        self.known: list[float] = []
        self.shares: list[float] = []
        self.totals: list[float] = []
        self.rests: list[float] = []


def items(material: Material) -> list[Item]:
    """Every question that a counted attempt was asked, in the order of the papers."""
    columns = _columns(material)
    return [_item(material.asked[version_id], column, material) for version_id, column in columns.items()]


def reliability(material: Material) -> float | None:
    """Cronbach's alpha of the whole test; None where the papers ask different questions, or nothing is marked."""
    used = {taken.paper_id for taken in material.attempts}
    sets = {frozenset(slot.version_id for slot in material.slots[paper_id]) for paper_id in used}
    finished = [taken for taken in material.attempts if not taken.waiting]
    if len(sets) != 1 or not finished:
        return None
    return alpha(
        [[_points(taken, version_id, material) for taken in finished] for version_id in sorted(*sets)]
    )


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
    if isinstance(question, SingleChoice):
        return [str(response)]
    if isinstance(question, TrueFalse):
        return ["true" if response else "false"]
    return [question.describe(response)]


def _columns(material: Material) -> dict[int, _Column]:
    columns: dict[int, _Column] = {}
    used = {taken.paper_id for taken in material.attempts}
    for paper_id in sorted(used, key=lambda paper_id: material.slots[paper_id][0].code):
        for slot in material.slots[paper_id]:
            columns.setdefault(slot.version_id, _Column([])).slots.append(slot)
    for taken in material.attempts:
        _add(taken, material.slots[taken.paper_id], material.shares.get(taken.id, {}), columns)
    return columns


def _add(
    taken: Taken, slots: Sequence[Slot], shares: Mapping[int, float | None], columns: Mapping[int, _Column]
) -> None:
    """What one attempt says of each of its questions; what was not answered earned nothing."""
    earned = [shares.get(slot.number, 0.0) for slot in slots]
    known = [share for share in earned if share is not None]
    whole = len(known) == len(earned) and not taken.waiting
    total = fsum(share * slot.points for share, slot in zip(known, slots, strict=True)) if whole else 0.0
    for slot, share in zip(slots, earned, strict=True):
        column = columns[slot.version_id]
        column.count += 1
        if share is None:
            column.waiting += 1
            continue
        column.known.append(share)
        if whole:
            column.shares.append(share)
            column.totals.append(total)
            column.rests.append(total - share * slot.points)


def _item(asked: Asked, column: _Column, material: Material) -> Item:
    counted = material.answers.get(asked.version_id, ())
    given = sum(count for value, count in counted if answer_of(asked.question, value))
    if asked.question.type == "essay":
        given = column.count
    return Item(
        asked=asked,
        places=[(slot.code, slot.number) for slot in column.slots],
        count=column.count,
        waiting=column.waiting,
        blank=column.count - given,
        difficulty=difficulty(column.known),
        discrimination=discrimination(column.shares, column.totals),
        correlation=point_biserial(column.shares, column.rests),
        answers=_answers(asked.question, column.slots[0].order, counted),
    )


def _answers(question: Question, order: Sequence[str], counted: Sequence[tuple[Any, int]]) -> list[Answered]:
    counts: dict[str, int] = {}
    for value, count in counted:
        for key in answer_of(question, value):
            counts[key] = counts.get(key, 0) + count
    if isinstance(question, SingleChoice | MultipleChoice):
        return [
            Answered(option.id, letter(place), plain(option.text), option.right, counts.get(option.id, 0))
            for place, option in enumerate(arranged(question.options, order))
        ]
    if isinstance(question, TrueFalse):
        choices = (("true", "Đ", "Đúng", True), ("false", "S", "Sai", False))
        return [
            Answered(key, sign, words, question.answer is truth, counts.get(key, 0))
            for key, sign, words, truth in choices
        ]
    return _most_frequent(question, counts)


def _most_frequent(question: Question, counts: Mapping[str, int]) -> list[Answered]:
    right = question.correct_response()
    told = question.describe(right) if right is not None else None
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ANSWERS]
    return [Answered(key, "", key, key == told, count) for key, count in ordered]


def _points(taken: Taken, version_id: int, material: Material) -> float:
    slot = next(slot for slot in material.slots[taken.paper_id] if slot.version_id == version_id)
    return (material.shares.get(taken.id, {}).get(slot.number) or 0.0) * slot.points
