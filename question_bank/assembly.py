"""Papers drawn from a pool by a matrix: no repeats, equal exposure, the same result for the same seed.

Each place of a paper is matched with a question that its row accepts, the least used first, chance deciding
among equals. Where rows compete for questions, places are re-matched (augmenting paths), so that a shortfall is
reported only if no choice of questions could fill the matrix. What the learner has seen is taken only for places
that nothing else can fill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from question_bank.balancing import Balance, most_shared
from question_bank.blueprint import Blueprint, Row, Shortfall
from question_bank.matching import Matching
from question_bank.question import Level, Question

Ref = Hashable
MOST_TRIES = 40


@dataclass(frozen=True)
class Candidate:
    """A question of the pool; of one `family` (questions that say nearly the same) a paper gets at most one.

    `difficulty` is the share of its mark that people earned on it before, None if that is not known. `place` is the one
    that its author gave it among the questions about the same case.
    """

    ref: Ref
    question: Question
    topic: str
    level: Level | None
    family: str = ""
    difficulty: float | None = None
    place: int = 0

    @property
    def key(self) -> Hashable:
        """What must not repeat within a paper."""
        return ("family", self.family) if self.family else ("ref", self.ref)

    @property
    def tied(self) -> bool:
        """Whether it tells a case, so that others may belong to it."""
        return bool(self.question.case)


@dataclass(frozen=True)
class Slot:
    """One place of a paper: which question, its options in which order, what it is worth, in which section."""

    question_ref: Ref
    option_order: tuple[str, ...]
    points: Decimal
    section: int = 0


@dataclass(frozen=True)
class PaperPlan:
    """One paper; two papers with the same questions differ in order. `repeated` are those that were seen before."""

    slots: tuple[Slot, ...]
    repeated: frozenset[Ref] = frozenset()


@dataclass(frozen=True)
class Overlap:
    """Two papers (counted from 1) that would share more questions than they may."""

    first: int
    second: int
    shared: int


@dataclass(frozen=True)
class Assembled:
    """The papers, or what the pool lacks: questions for a row, or enough of them to keep papers apart."""

    papers: list[PaperPlan] = field(default_factory=list)
    shortfalls: list[Shortfall] = field(default_factory=list)
    overlap: Overlap | None = None


@dataclass(frozen=True)
class Mixing:
    """What differs between papers: their questions, the order of questions, the order of options.

    `most_shared` is how many questions two papers may have in common (None: any number), unless all have the same.
    `balanced` makes papers equally hard where the difficulty of questions is known.
    """

    same_questions: bool = False
    shuffle_questions: bool = True
    shuffle_options: bool = True
    most_shared: int | None = None
    balanced: bool = True


def assemble(  # noqa: PLR0913 - what is drawn, from what, how, and what was before
    blueprint: Blueprint,
    pool: Sequence[Candidate],
    rng: Random | int,
    papers: int = 1,
    *,
    used: Mapping[Ref, int] | None = None,
    seen: Collection[Ref] = (),
    mixing: Mixing | None = None,
) -> Assembled:
    """Draw papers: all of them, or what the pool lacks.

    `used` counts how often each question was used before, so that others come first; `seen` are those that this
    learner had, which are taken only if nothing else is left.
    """
    chance = Random(rng) if isinstance(rng, int) else rng  # noqa: S311 — repeatable draws, not secrets
    how = mixing or Mixing()
    drawer = _Drawer(blueprint, pool, chance, Counter(dict(used or {})), frozenset(seen))
    drawn: list[Chosen] = []
    for _ in range(1 if how.same_questions else papers):
        chosen = drawer.draw_apart(drawn, how.most_shared)
        if shortfalls := drawer.shortfalls(chosen):
            return Assembled(shortfalls=shortfalls)
        drawn.append(chosen)
    if found := _overlap(drawn, how.most_shared):
        return Assembled(overlap=found)
    if how.balanced and len(drawn) > 1 and _any_known(drawn):
        Balance(drawn, [float(row.points) for row in blueprint.rows], how.most_shared).even_out()  # type: ignore[arg-type]
    asked = drawn * papers if how.same_questions else drawn
    return Assembled([_plan(blueprint, chosen, how, chance, drawer.seen) for chosen in asked])


def shortfalls(blueprint: Blueprint, pool: Sequence[Candidate]) -> list[Shortfall]:
    """What the pool lacks to fill the matrix once; empty if it can."""
    return assemble(blueprint, pool, 0).shortfalls


Chosen = dict[tuple[int, int], Candidate]


class _Drawer:
    """Draws one paper after another and keeps count."""

    def __init__(
        self,
        blueprint: Blueprint,
        pool: Sequence[Candidate],
        chance: Random,
        used: Counter[Ref],
        seen: frozenset[Ref],
    ) -> None:
        self.rows = blueprint.rows
        self.chance = chance
        self.used = used
        self.seen = seen
        self.fitting = [_fitting(row, pool) for row in self.rows]
        there = {one.ref for some in self.fitting for one in some}
        self.share = sum(row.count for row in self.rows) / max(
            1, len(there)
        )  # of the pool that a paper takes
        self.sets: dict[str, list[Ref]] = {}
        for one in pool:
            if one.tied:
                self.sets.setdefault(one.question.case, []).append(one.ref)

    def draw_apart(self, others: Sequence[Chosen], most: int | None) -> Chosen:
        """A paper that shares at most so many questions with each of the others, if tries lead to one."""
        refs = [{each.ref for each in other.values()} for other in others]
        barred: set[Ref] = set()
        chosen = self._drawn(frozenset())
        for _ in range(MOST_TRIES if most is not None else 0):
            mine = {each.ref for each in chosen.values()}
            excess = [mine & theirs for theirs in refs if len(mine & theirs) > (most or 0)]
            if not excess:
                break
            barred |= {ref for shared in excess for ref in self._some(shared, len(shared) - (most or 0))}
            again = self._drawn(frozenset(barred))
            if len(again) < len(chosen):
                break
            chosen = again
        self.used.update(each.ref for each in chosen.values())
        return chosen

    def shortfalls(self, chosen: Chosen) -> list[Shortfall]:
        filled = Counter(row for row, _ in chosen)
        return [
            Shortfall(row, filled[number])
            for number, row in enumerate(self.rows)
            if filled[number] < row.count
        ]

    def _drawn(self, barred: frozenset[Ref]) -> Chosen:
        """A candidate for every place that can be filled, by row and place within the row."""
        luck = {case: self._luck() for case in self.sets}
        offers = [self._by_use(candidates, barred, luck) for candidates in self.fitting]
        fresh = (
            [[one for one in offered if one.ref not in self.seen] for offered in offers]
            if self.seen
            else offers
        )
        matching = Matching(fresh)
        self._fill(matching)
        if self.seen:
            matching.offers = offers
            self._fill(matching)
        return dict(matching.filled)

    def _fill(self, matching: Matching[Candidate]) -> None:
        """Narrow rows first; a row that cannot fill a place cannot fill the next either."""
        rows = range(len(self.rows))
        for row in sorted(rows, key=lambda row: (-self.rows[row].narrowness, len(matching.offers[row]))):
            for number in range(self.rows[row].count):
                if (row, number) not in matching.filled and not matching.place((row, number)):
                    break

    def _by_use(
        self, candidates: Sequence[Candidate], barred: frozenset[Ref], luck: Mapping[str, float]
    ) -> list[Candidate]:
        """The least used first, in random order among equals; questions about the same case have the same luck."""
        ranked = [
            (self._use(one), luck[one.question.case] if one.tied else self.chance.random(), place)
            for place, one in enumerate(candidates)
            if one.ref not in barred
        ]
        return [candidates[place] for _, _, place in sorted(ranked)]

    def _luck(self) -> float:
        """Of a set: before all others or behind them, so that a paper has it in every row or not at all."""
        found = self.chance.random()
        return found - 1 if found < self.share else found + 1

    def _use(self, one: Candidate) -> int:
        """How often it was used; of a set, how often the one that was used most."""
        return max(self.used[ref] for ref in self.sets[one.question.case]) if one.tied else self.used[one.ref]

    def _some(self, refs: Collection[Ref], count: int) -> list[Ref]:
        return self.chance.sample(sorted(refs, key=repr), count)


def _fitting(row: Row, pool: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in pool if row.accepts(one.topic, one.level, one.question.type)]


def _any_known(drawn: Sequence[Chosen]) -> bool:
    return any(each.difficulty is not None for chosen in drawn for each in chosen.values())


def _overlap(drawn: Sequence[Chosen], most: int | None) -> Overlap | None:
    """The two papers with most in common, if that is too much."""
    if most is None:
        return None
    first, second, shared = most_shared([[each.ref for each in chosen.values()] for chosen in drawn])
    return Overlap(first + 1, second + 1, shared) if shared > most else None


def _plan(
    blueprint: Blueprint, chosen: Chosen, how: Mixing, chance: Random, seen: frozenset[Ref]
) -> PaperPlan:
    slots = [
        Slot(each.ref, _order(each.question, how, chance), row.points, row.section)
        for place, each in sorted(chosen.items(), key=lambda item: item[0])
        for row in [blueprint.rows[place[0]]]
    ]
    if how.shuffle_questions:
        chance.shuffle(slots)
    in_sections = sorted(_together(slots, chosen), key=lambda slot: slot.section)
    return PaperPlan(tuple(in_sections), seen & {slot.question_ref for slot in slots})


def _together(slots: Sequence[Slot], chosen: Chosen) -> list[Slot]:
    """The slots in their order, questions about the same case one behind the other as their author ordered them."""
    told = {each.ref: (each.question.case, each.place) for each in chosen.values()}
    first: dict[object, int] = {}
    placed: dict[Ref, tuple[int, int]] = {}
    for at, slot in enumerate(slots):
        case, place = told[slot.question_ref]
        placed[slot.question_ref] = (first.setdefault(case or at, at), place if case else 0)
    return sorted(slots, key=lambda slot: placed[slot.question_ref])


def _order(question: Question, how: Mixing, chance: Random) -> tuple[str, ...]:
    return tuple(question.shuffle(chance)) if how.shuffle_options else ()
