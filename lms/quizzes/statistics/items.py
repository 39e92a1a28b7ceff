"""The figures of each question, from the attempts that count: pure, from what `answers` read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from math import fsum, sqrt
from operator import mul
from typing import Any

from lms.quizzes.corrections import rules
from lms.quizzes.corrections.rules import NO_CHANGES, Action, Change, Changes
from lms.quizzes.statistics.sat import Taken
from question_bank.markup import plain
from question_bank.options import arranged, letter
from question_bank.question import InvalidResponse, Level, Question
from question_bank.statistics import alpha, difficulty, discrimination, point_biserial
from question_bank.statistics.verdicts import Figures, Option, Verdict, verdicts
from question_bank.types import MultipleChoice, SingleChoice, TrueFalse

MOST_ANSWERS = 8
UNDECIDED = "?"
NOTHING = "0"
ROUNDING = 1e-9
VOID = frozenset({Action.CREDIT, Action.DROP})


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
    objective: str = ""


@dataclass(frozen=True)
class Material:
    """All that the figures are made of. `shares` are by attempt and place as they are stored ("1/3"), UNDECIDED while a
    person has to mark; `answers` are by attempt and place; `changes` are the corrections in force.
    """

    attempts: Sequence[Taken]
    slots: Mapping[int, Sequence[Slot]]
    asked: Mapping[int, Asked]
    shares: Mapping[int, Mapping[str, str]]
    answers: Mapping[int, Mapping[str, Any]]
    changes: Changes = NO_CHANGES


@dataclass(frozen=True)
class Answered:
    """How often something was answered. `key` names it in an address; `sign` is its letter on the first paper.

    `correlation` is that of choosing it with the rest of the paper; `upper` and `lower` are the shares of the best
    and of the last third by mark who chose it. None is not defined.
    """

    key: str
    sign: str
    words: str
    right: bool
    count: int
    correlation: float | None = None
    upper: float | None = None
    lower: float | None = None


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
    void: bool = False

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What the figures say of the question; of one that is void nothing."""
        return [] if self.void else verdicts(_figures(self))

    @property
    def version_id(self) -> int:
        return self.asked.version_id

    @property
    def text(self) -> str:
        return " ".join(plain(self.asked.question.text).split())


@dataclass
class Column:
    """What is gathered of one question: shares of all, and those with the totals of attempts that are wholly marked."""

    slots: list[Slot] = field(default_factory=list)
    count: int = 0
    known: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    given: list[list[str]] = field(default_factory=list)
    of_whole: list[list[str]] = field(default_factory=list)

    @cached_property
    def thirds(self) -> tuple[float, float]:
        """The total up to which the last third reaches, and from which the best third begins; equal: not told apart."""
        ordered, size = sorted(self.totals), len(self.totals) // 3
        return (ordered[size - 1], ordered[-size]) if size else (0.0, 0.0)

    @cached_property
    def spread(self) -> tuple[float, float]:
        """The mean of the rests, and the sum of their squared distances from it."""
        middle = fsum(self.rests) / len(self.rests) if self.rests else 0.0
        return middle, fsum((one - middle) ** 2 for one in self.rests)

    def correlation(self, picked: Sequence[bool]) -> float | None:
        """Of being picked with the rest; None without variance on either side."""
        (middle, squares), count, size = self.spread, sum(picked), len(picked)
        own = count - count * count / size if size else 0.0
        if own <= 0 or squares <= ROUNDING:
            return None
        above = fsum(rest for rest, one in zip(self.rests, picked, strict=True) if one) - count * middle
        return max(-1.0, min(1.0, above / sqrt(own * squares)))


def items(material: Material) -> list[Item]:
    """Every question that a counted attempt was asked, in the order of the papers."""
    columns = _columns(material)
    return [
        item(material.asked[version_id], column, material.changes.of(version_id))
        for version_id, column in columns.items()
    ]


def item(asked: Asked, column: Column, changes: Sequence[Change]) -> Item:
    """The figures of one question from what was gathered of it."""
    given = sum(map(bool, column.given))
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
        answers=_answers(asked.question, column, changes),
        void=any(change.action in VOID for change in changes),
    )


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


def _columns(material: Material) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    by_paper: dict[int, list[Taken]] = {}
    for taken in material.attempts:
        by_paper.setdefault(taken.paper_id, []).append(taken)
    for paper_id in sorted(by_paper, key=lambda paper_id: material.slots[paper_id][0].code):
        _add_paper(by_paper[paper_id], material.slots[paper_id], material, columns)
    return columns


def _add_paper(
    attempts: Sequence[Taken], slots: Sequence[Slot], material: Material, columns: dict[int, Column]
) -> None:
    """What the attempts at one paper say of its questions; what was not answered earned nothing."""
    rows = [_row(taken, slots, material) for taken in attempts]
    finished = [not taken.waiting and None not in row for row, taken in zip(rows, attempts, strict=True)]
    whole = [row for row, done in zip(rows, finished, strict=True) if done]
    answered = [material.answers.get(taken.id, {}) for taken in attempts]
    points = [slot.points for slot in slots]
    totals = [fsum(map(mul, row, points)) for row in whole]
    for place, slot in enumerate(slots):
        column = columns.setdefault(slot.version_id, Column())
        shares = [row[place] for row in whole]
        column.slots.append(slot)
        column.count += len(rows)
        given = _given(material.asked[slot.version_id].question, slot.place, answered)
        column.given += given
        column.of_whole += [one for one, done in zip(given, finished, strict=True) if done]
        column.known += [share for row in rows if (share := row[place]) is not None]
        column.shares += shares
        column.totals += totals
        column.rests += [total - share * slot.points for total, share in zip(totals, shares, strict=True)]


def _row(taken: Taken, slots: Sequence[Slot], material: Material) -> list[Any]:
    """The shares of one attempt in the order of its paper."""
    shares = material.shares.get(taken.id, {})
    return [share_of(shares.get(slot.place, NOTHING)) for slot in slots]


@cache
def share_of(text: str) -> float | None:
    return None if text == UNDECIDED else float(Fraction(text))


def _given(question: Question, place: str, answered: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The keys of what each attempt answered in one place; equal answers are read once."""
    known: dict[Any, list[str]] = {}
    found = []
    for one in answered:
        value = one.get(place)
        same = value if isinstance(value, str) else repr(value)
        if same not in known:
            known[same] = answer_of(question, value)
        found.append(known[same])
    return found


def _answers(question: Question, column: Column, changes: Sequence[Change]) -> list[Answered]:
    counts = Counter(key for keys in column.given for key in keys)
    keyed = rules.answers_now(question, changes)
    if isinstance(question, SingleChoice | MultipleChoice):
        right = {option.id for one in keyed for option in getattr(one, "options", ()) if option.right}
        named = [
            (option.id, letter(place), plain(option.text), option.id in right)
            for place, option in enumerate(arranged(question.options, column.slots[0].order))
        ]
    elif isinstance(question, TrueFalse):
        truths = {getattr(one, "answer", None) for one in keyed}
        named = [("true", "Đ", "Đúng", True in truths), ("false", "S", "Sai", False in truths)]
    else:
        told = {question.describe(right) for one in keyed if (right := one.correct_response()) is not None}
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ANSWERS]
        named = [(key, "", key, key in told) for key, _count in ordered]
    return [Answered(*one, counts[one[0]], *_among(column, one[0])) for one in named]


def _among(column: Column, key: str) -> tuple[float | None, float | None, float | None]:
    """How choosing it goes with the rest; the shares of the best and the last third who chose it."""
    picked = [key in keys for keys in column.of_whole]
    low, high = column.thirds
    upper = [one for one, total in zip(picked, column.totals, strict=True) if total >= high]
    lower = [one for one, total in zip(picked, column.totals, strict=True) if total <= low]
    apart = low < high
    return (
        column.correlation(picked),
        sum(upper) / len(upper) if apart else None,
        sum(lower) / len(lower) if apart else None,
    )


def _figures(item: Item) -> Figures:
    """As the rules of verdicts take them; options only where one is chosen of a list that everybody saw."""
    listed = isinstance(item.asked.question, SingleChoice | TrueFalse)
    options = (
        [Option(one.key, one.right, one.count, one.correlation) for one in item.answers] if listed else []
    )
    return Figures(item.count - item.waiting, item.blank, item.difficulty, item.correlation, options)


def _points(taken: Taken, slots: Sequence[Slot], material: Material) -> dict[int, float]:
    """What one attempt earned, by question."""
    row = _row(taken, slots, material)
    return {slot.version_id: (share or 0.0) * slot.points for slot, share in zip(slots, row, strict=True)}
