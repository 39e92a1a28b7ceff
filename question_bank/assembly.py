"""Papers drawn from a pool by a matrix: no repeats, equal exposure, the same result for the same seed.

Each place of a paper is matched with a question that its row accepts, the least used first, chance deciding
among equals. Where rows compete for questions, places are re-matched (augmenting paths), so that a shortfall is
reported only if no choice of questions could fill the matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from question_bank.blueprint import Blueprint, Row, Shortfall
from question_bank.question import Level, Question

Ref = Hashable


@dataclass(frozen=True)
class Candidate:
    """A question of the pool; of one `family` (questions that say nearly the same) a paper gets at most one."""

    ref: Ref
    question: Question
    topic: str
    level: Level | None
    family: str = ""

    @property
    def key(self) -> Hashable:
        """What must not repeat within a paper."""
        return ("family", self.family) if self.family else ("ref", self.ref)


@dataclass(frozen=True)
class Slot:
    """One place of a paper: which question, its options in which order, and what it is worth."""

    question_ref: Ref
    option_order: tuple[str, ...]
    points: Decimal


@dataclass(frozen=True)
class PaperPlan:
    """One paper; two papers with the same questions differ in order."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Assembled:
    """The papers, or what the pool lacks."""

    papers: list[PaperPlan] = field(default_factory=list)
    shortfalls: list[Shortfall] = field(default_factory=list)


@dataclass(frozen=True)
class Mixing:
    """What differs between papers: their questions, the order of questions, the order of options."""

    same_questions: bool = False
    shuffle_questions: bool = True
    shuffle_options: bool = True


def assemble(
    blueprint: Blueprint,
    pool: Sequence[Candidate],
    rng: Random | int,
    papers: int = 1,
    *,
    used: Mapping[Ref, int] | None = None,
    mixing: Mixing | None = None,
) -> Assembled:
    """Draw papers; `used` counts how often each question was used before, so that others come first."""
    chance = Random(rng) if isinstance(rng, int) else rng  # noqa: S311 — repeatable draws, not secrets
    how = mixing or Mixing()
    drawer = _Drawer(blueprint, pool, chance, Counter(dict(used or {})))
    plans: list[PaperPlan] = []
    chosen = drawer.draw()
    for number in range(papers):
        if number and not how.same_questions:
            chosen = drawer.draw()
        if shortfalls := drawer.shortfalls(chosen):
            return Assembled(shortfalls=shortfalls)
        plans.append(_plan(blueprint, chosen, how, chance))
    return Assembled(plans)


def shortfalls(blueprint: Blueprint, pool: Sequence[Candidate]) -> list[Shortfall]:
    """What the pool lacks to fill the matrix once; empty if it can."""
    return assemble(blueprint, pool, 0).shortfalls


Chosen = dict[tuple[int, int], Candidate]


class _Drawer:
    """Draws one paper after another and keeps count."""

    def __init__(
        self, blueprint: Blueprint, pool: Sequence[Candidate], chance: Random, used: Counter[Ref]
    ) -> None:
        self.rows = blueprint.rows
        self.chance = chance
        self.used = used
        self.fitting = [_fitting(row, pool) for row in self.rows]

    def draw(self) -> Chosen:
        """A candidate for every place that can be filled, by row and place within the row."""
        offers = [self._by_use(candidates) for candidates in self.fitting]
        matching = _Matching(offers)
        by_narrowness = sorted(
            range(len(self.rows)), key=lambda row: (-self.rows[row].narrowness, len(offers[row]))
        )
        for row in by_narrowness:
            for place in range(self.rows[row].count):
                if not matching.place((row, place)):
                    break
        chosen = dict(matching.filled)
        self.used.update(candidate.ref for candidate in chosen.values())
        return chosen

    def shortfalls(self, chosen: Chosen) -> list[Shortfall]:
        filled = Counter(row for row, _ in chosen)
        return [
            Shortfall(row, filled[number])
            for number, row in enumerate(self.rows)
            if filled[number] < row.count
        ]

    def _by_use(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The least used first, in random order among equals."""
        ranked = [(self.used[one.ref], self.chance.random(), place) for place, one in enumerate(candidates)]
        return [candidates[place] for _, _, place in sorted(ranked)]


class _Matching:
    """Places matched with candidates, one candidate of a key at most; places give way where they can."""

    def __init__(self, offers: Sequence[Sequence[Candidate]]) -> None:
        self.offers = offers
        self.filled: Chosen = {}
        self.owner: dict[Hashable, tuple[int, int]] = {}

    def place(self, wanted: tuple[int, int]) -> bool:
        """Fill one place, moving others along the shortest chain if need be."""
        queue: list[tuple[int, int]] = [wanted]
        came: dict[Hashable, tuple[tuple[int, int], Candidate]] = {}
        for place in queue:
            for candidate in self.offers[place[0]]:
                if candidate.key in came:
                    continue
                came[candidate.key] = place, candidate
                if candidate.key not in self.owner:
                    self._move(candidate.key, came, wanted)
                    return True
                queue.append(self.owner[candidate.key])
        return False

    def _move(
        self,
        key: Hashable,
        came: Mapping[Hashable, tuple[tuple[int, int], Candidate]],
        wanted: tuple[int, int],
    ) -> None:
        """Go back along the chain: each place takes the new candidate and frees its old one for the one before."""
        while True:
            place, candidate = came[key]
            before = self.filled.get(place)
            self.filled[place] = candidate
            self.owner[key] = place
            if place == wanted or before is None:
                return
            key = before.key


def _fitting(row: Row, pool: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in pool if row.accepts(one.topic, one.level, one.question.type)]


def _plan(blueprint: Blueprint, chosen: Chosen, how: Mixing, chance: Random) -> PaperPlan:
    slots = [
        Slot(candidate.ref, _order(candidate.question, how, chance), blueprint.rows[place[0]].points)
        for place, candidate in sorted(chosen.items(), key=lambda item: item[0])
    ]
    if how.shuffle_questions:
        chance.shuffle(slots)
    return PaperPlan(tuple(slots))


def _order(question: Question, how: Mixing, chance: Random) -> tuple[str, ...]:
    return tuple(question.shuffle(chance)) if how.shuffle_options else ()
