"""The figures of each question, from the attempts that count: pure, from what `answers` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from math import fsum
from operator import mul
from typing import Any

from lms.quizzes.statistics.sat import Taken
from question_bank.markup import plain
from question_bank.options import arranged, letter
from question_bank.question import InvalidResponse, Level, Question
from question_bank.statistics import alpha, difficulty, discrimination, point_biserial
from question_bank.types import MultipleChoice, SingleChoice, TrueFalse

MOST_ANSWERS = 8
UNDECIDED = "?"
NOTHING = "0"


@dataclass(frozen=True)
class Slot:
    """One place of a paper: which question, what it is worth, in which order its options stand."""

    code: str
    number: int
    version_id: int
    points: float
    order: tuple[str, ...]

    @cached_property
    def place(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Asked:
    """A question as it was frozen, and where it belongs."""

    version_id: int
    question: Question
    topic: str
    level: Level | None


@dataclass(frozen=True)
class Material:
    """All that the figures are made of. `shares` are by attempt and place as they are stored ("1/3"), UNDECIDED while a
    person has to mark; `answers` count equal answers by question.
    """

    attempts: Sequence[Taken]
    slots: Mapping[int, Sequence[Slot]]
    asked: Mapping[int, Asked]
    shares: Mapping[int, Mapping[str, str]]
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

    slots: list[Slot] = field(default_factory=list)
    count: int = 0
    known: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)


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
    people = [_points(taken, material.slots[taken.paper_id], material) for taken in finished]
    return alpha([[person[version_id] for person in people] for version_id in sorted(*sets)])


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
    by_paper: dict[int, list[Taken]] = {}
    for taken in material.attempts:
        by_paper.setdefault(taken.paper_id, []).append(taken)
    for paper_id in sorted(by_paper, key=lambda paper_id: material.slots[paper_id][0].code):
        _add_paper(by_paper[paper_id], material.slots[paper_id], material, columns)
    return columns


def _add_paper(
    attempts: Sequence[Taken], slots: Sequence[Slot], material: Material, columns: dict[int, _Column]
) -> None:
    """What the attempts at one paper say of its questions; what was not answered earned nothing."""
    rows = [_row(taken, slots, material) for taken in attempts]
    whole = [row for row, taken in zip(rows, attempts, strict=True) if not taken.waiting and None not in row]
    points = [slot.points for slot in slots]
    totals = [fsum(map(mul, row, points)) for row in whole]
    for place, slot in enumerate(slots):
        column = columns.setdefault(slot.version_id, _Column())
        shares = [row[place] for row in whole]
        column.slots.append(slot)
        column.count += len(rows)
        column.known += [share for row in rows if (share := row[place]) is not None]
        column.shares += shares
        column.totals += totals
        column.rests += [total - share * slot.points for total, share in zip(totals, shares, strict=True)]


def _row(taken: Taken, slots: Sequence[Slot], material: Material) -> list[Any]:
    """The shares of one attempt in the order of its paper."""
    shares = material.shares.get(taken.id, {})
    return [_share(shares.get(slot.place, NOTHING)) for slot in slots]


@cache
def _share(text: str) -> float | None:
    return None if text == UNDECIDED else float(Fraction(text))


def _item(asked: Asked, column: _Column, material: Material) -> Item:
    counted = material.answers.get(asked.version_id, ())
    given = sum(count for value, count in counted if answer_of(asked.question, value))
    if asked.question.type == "essay":
        given = column.count
    return Item(
        asked=asked,
        places=[(slot.code, slot.number) for slot in column.slots],
        count=column.count,
        waiting=column.count - len(column.known),
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


def _points(taken: Taken, slots: Sequence[Slot], material: Material) -> dict[int, float]:
    """What one attempt earned, by question."""
    row = _row(taken, slots, material)
    return {slot.version_id: (share or 0.0) * slot.points for slot, share in zip(slots, row, strict=True)}
