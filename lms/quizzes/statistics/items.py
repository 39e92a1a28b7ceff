"""The figures of each question, from the attempts that count: pure, from what `answers` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from math import fsum, sqrt
from operator import mul
from typing import Any

from lms.quizzes.corrections.rules import NO_CHANGES, Action, Change, Changes
from lms.quizzes.durations import Spent
from lms.quizzes.statistics import thirds
from lms.quizzes.statistics.judging import figures_of
from lms.quizzes.statistics.offered import Answered, Offered, answer_of, counts_of, offered
from lms.quizzes.statistics.sat import Taken
from lms.quizzes.statistics.thirds import Shares, Third
from question_bank.markup import plain
from question_bank.question import Level, Question
from question_bank.statistics import alpha, difficulty, discrimination, median, point_biserial
from question_bank.statistics.verdicts import Figures, Verdict, verdicts
from question_bank.types import Statements, TrueFalse

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
    person has to mark; `answers` are by attempt and place; `changes` are the corrections in force; `spent` are the
    seconds that were measured.
    """

    attempts: Sequence[Taken]
    slots: Mapping[int, Sequence[Slot]]
    asked: Mapping[int, Asked]
    shares: Mapping[int, Mapping[str, str]]
    answers: Mapping[int, Mapping[str, Any]]
    changes: Changes = NO_CHANGES
    spent: Spent = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One attempt behind the figures of a question: the share it earned there, its points elsewhere and in all."""

    share: float
    rest: float
    total: float
    third: Third | None


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
    column: Column | None = field(default=None, repr=False, compare=False)

    @cached_property
    def figures(self) -> Figures:
        """As the rules of verdicts take them."""
        return figures_of(self)

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What the figures say of the question; of one that is void nothing."""
        return [] if self.void else verdicts(self.figures)

    @cached_property
    def rows(self) -> dict[int, Row]:
        """The attempts that r, D and the thirds are made of, by id: those that are wholly marked."""
        return self.column.rows if self.column else {}

    @property
    def statements(self) -> bool:
        """Whether each answer is one of two that can be given to the same statement."""
        return isinstance(self.asked.question, Statements | TrueFalse)

    @property
    def seconds(self) -> Mapping[int, float]:
        """How long it took, by attempt, where that was measured."""
        return self.column.seconds if self.column else {}

    @cached_property
    def median_seconds(self) -> float | None:
        return median(list(self.seconds.values()))

    @property
    def blank_thirds(self) -> Shares:
        """What share of each third left it blank."""
        column = self.column
        return thirds.shares((not keys for keys in column.of_whole), column.thirds) if column else {}

    @property
    def version_id(self) -> int:
        return self.asked.version_id

    @property
    def text(self) -> str:
        return " ".join(plain(self.asked.question.text).split())


@dataclass
class Column:
    """What is gathered of one question: shares of all, and those with the totals of attempts that are wholly marked.

    `attempts` are the ids of the latter; empty where alike attempts were counted together.
    """

    slots: list[Slot] = field(default_factory=list)
    count: int = 0
    known: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    given: list[list[str]] = field(default_factory=list)
    of_whole: list[list[str]] = field(default_factory=list)
    attempts: list[int] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)

    @cached_property
    def thirds(self) -> list[Third]:
        return thirds.thirds(self.totals)

    @property
    def rows(self) -> dict[int, Row]:
        if not self.attempts:
            return {}
        standing: Sequence[Third | None] = self.thirds or [None] * len(self.totals)
        figures = zip(self.shares, self.rests, self.totals, standing, strict=True)
        return {one: Row(*row) for one, row in zip(self.attempts, figures, strict=True)}

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
        column=column,
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
    ids = [taken.id for taken, done in zip(attempts, finished, strict=True) if done]
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
        column.attempts += ids
        column.seconds |= _seconds(attempts, slot, material)
        column.known += [share for row in rows if (share := row[place]) is not None]
        column.shares += shares
        column.totals += totals
        column.rests += [total - share * slot.points for total, share in zip(totals, shares, strict=True)]


def _row(taken: Taken, slots: Sequence[Slot], material: Material) -> list[Any]:
    """The shares of one attempt in the order of its paper."""
    shares = material.shares.get(taken.id, {})
    return [share_of(shares.get(slot.place, NOTHING)) for slot in slots]


def _seconds(attempts: Sequence[Taken], slot: Slot, material: Material) -> dict[int, float]:
    spent = {taken.id: material.spent.get(taken.id, {}).get(slot.number) for taken in attempts}
    return {attempt_id: seconds for attempt_id, seconds in spent.items() if seconds is not None}


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
    counts = counts_of(column.given)
    found = offered(question, column.slots[0].order, changes, counts)
    return [_answered(one, column, counts[one.key]) for one in found]


def _answered(one: Offered, column: Column, count: int) -> Answered:
    """With how giving it goes with the rest."""
    picked = [one.key in keys for keys in column.of_whole]
    shares = thirds.shares(picked, column.thirds)
    return Answered(one.key, one.sign, one.words, one.right, count, column.correlation(picked), shares)


def _points(taken: Taken, slots: Sequence[Slot], material: Material) -> dict[int, float]:
    """What one attempt earned, by question."""
    row = _row(taken, slots, material)
    return {slot.version_id: (share or 0.0) * slot.points for slot, share in zip(slots, row, strict=True)}
