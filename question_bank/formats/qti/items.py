"""An item of any version as its parts: what it shows, what it asks, and how it scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from question_bank.problems import Problem
from question_bank.question import Level

Answers = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    """What an interaction asks for."""

    CHOICE = "choice"
    INLINE_CHOICE = "inline_choice"
    ORDER = "order"
    MATCH = "match"
    TEXT = "text"
    LONG_TEXT = "long_text"


@dataclass(frozen=True)
class Part:
    """Something to choose, order or join; `most` is how often it may be used, 0 for any number."""

    id: str
    html: str
    fixed: bool = False
    most: int = 1


@dataclass(frozen=True)
class Mapped:
    """What one answer earns by a mapping."""

    value: Fraction
    any_case: bool = False


@dataclass(frozen=True)
class MapOfAnswers:
    """The mapping of a response: what each answer earns, and within which bounds the sum stays."""

    entries: Mapping[str, Mapped]
    default: Fraction = Fraction(0)
    lower: Fraction | None = None
    upper: Fraction | None = None

    def bounded(self, value: Fraction) -> Fraction:
        least = value if self.lower is None else max(self.lower, value)
        return least if self.upper is None else min(self.upper, least)


@dataclass(frozen=True)
class Span:
    """Numbers that are right: those at most `tolerance` away from `value`."""

    value: Decimal
    tolerance: Decimal = Decimal(0)

    def holds(self, number: Decimal) -> bool:
        return abs(number - self.value) <= self.tolerance


@dataclass
class Interaction:
    """One thing that a learner answers. `correct` are the declared right answers, pairs as "left right"."""

    kind: Kind
    response: str
    parts: list[Part] = field(default_factory=list)
    targets: list[Part] = field(default_factory=list)
    single: bool = True
    shuffle: bool = False
    is_number: bool = False
    alone: bool = False
    correct: list[str] = field(default_factory=list)
    mapping: MapOfAnswers | None = None
    texts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    default: str = ""
    one_response_each: bool = False

    def joined(self, pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """The answers that join these parts with these targets."""
        if self.one_response_each:
            return {left: [right] for left, right in pairs}
        return {self.response: [f"{left} {right}" for left, right in pairs]}


@dataclass(frozen=True)
class Feedback:
    """A text shown when an outcome holds `id` or, if not `show`, when it does not."""

    outcome: str
    id: str
    show: bool
    html: str


@dataclass(frozen=True)
class Result:
    """What answers earn, and the values of all outcomes."""

    score: Fraction
    outcomes: Mapping[str, frozenset[str]]


class Unscorable(Exception):
    """The rules of scoring use what is not known here; `name` says what."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotRead(Exception):
    """No question can be made of the item; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Scorer(Protocol):
    """The rules by which an item scores."""

    given: bool
    mapped: frozenset[str]
    whole: bool

    def score(self, answers: Answers) -> Result:
        """What these answers earn; raises Unscorable."""


@dataclass
class Budget:
    """How many steps all items of a file may take to be scored, so that no file can take for ever."""

    steps: int

    def spend(self, steps: int = 1) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise Unscorable("…")


@dataclass
class Item:
    """One item; gaps in its text stand as `[[id]]`, `unsupported` names interactions that cannot be read."""

    id: str
    scorer: Scorer
    title: str = ""
    label: str = ""
    text: str = ""
    guidance: str = ""
    interactions: list[Interaction] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    feedbacks: list[Feedback] = field(default_factory=list)
    maximum: Fraction | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class About:
    """What a package says of an item besides the item itself."""

    topic: str = ""
    source: str = ""
    level: Level | None = None
    tags: tuple[str, ...] = ()
