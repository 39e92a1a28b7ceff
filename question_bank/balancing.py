"""Parallel papers made equally hard: questions of the same row change places between an easy paper and a hard one.

A change of places alters neither what a paper asks by the matrix nor how often a question is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

CLOSE = 0.002  # papers whose expected shares differ by less are equally hard
MOST_CHANGES = 30  # for each paper


class Drawn(Protocol):
    """A question of a paper; `difficulty` is the share of the mark that people earn on it, None if not known. One that
    is `tied` to others by their case stays with them.
    """

    @property
    def ref(self) -> Hashable: ...
    @property
    def key(self) -> Hashable: ...
    @property
    def difficulty(self) -> float | None: ...
    @property
    def tied(self) -> bool: ...


Place = tuple[int, int]
Paper = dict[Place, Drawn]


@dataclass(frozen=True)
class Swap:
    """Two places of one row, in an easier and in a harder paper, and how far apart the papers are afterwards."""

    easier: Place
    harder: Place
    apart: float


class Balance:
    """Papers with what each is expected to earn: the mean difficulty, each question weighing as its row."""

    def __init__(self, papers: Sequence[Paper], weights: Sequence[float], most_shared: int | None) -> None:
        self.papers = papers
        self.weights = weights
        self.most_shared = most_shared
        self.usual = _usual(papers)
        self.whole = sum(weights[place[0]] for place in papers[0]) or 1.0 if papers else 1.0
        self.expected = [self._expected(paper) for paper in papers]

    def even_out(self) -> None:
        """Change places until no change of the papers furthest apart brings them closer."""
        for _ in range(MOST_CHANGES * len(self.papers)):
            ranked = sorted(range(len(self.papers)), key=self.expected.__getitem__)
            if not any(
                self._bring_closer(ranked[-1], other) for other in ranked[: len(ranked) // 2]
            ) and not any(self._bring_closer(other, ranked[0]) for other in ranked[: len(ranked) // 2 : -1]):
                return

    def _bring_closer(self, easier: int, harder: int) -> bool:
        apart = self.expected[easier] - self.expected[harder]
        if apart < CLOSE:
            return False
        swaps = sorted(self._swaps(easier, harder, apart), key=lambda swap: swap.apart)
        for swap in swaps[:10]:
            if swap.apart < apart - CLOSE / 2 and self._allowed(easier, harder, swap):
                self._do(easier, harder, swap)
                return True
        return False

    def _swaps(self, easier: int, harder: int, apart: float) -> list[Swap]:
        one, other = self.papers[easier], self.papers[harder]
        taken, others = {each.key for each in one.values()}, {each.key for each in other.values()}
        giving, getting = _by_row(one), _by_row(other)
        return [
            Swap(
                mine,
                theirs,
                abs(apart - 2 * self._worth(one[mine], mine) + 2 * self._worth(other[theirs], theirs)),
            )
            for row in giving.keys() & getting.keys()
            for mine, theirs in product(giving[row], getting[row])
            if _free(one[mine], others, other[theirs]) and _free(other[theirs], taken, one[mine])
        ]

    def _allowed(self, easier: int, harder: int, swap: Swap) -> bool:
        """Whether no two papers come to share too much."""
        if self.most_shared is None:
            return True
        refs = [{each.ref for each in paper.values()} for paper in self.papers]
        mine, theirs = self.papers[easier][swap.easier].ref, self.papers[harder][swap.harder].ref
        refs[easier] = refs[easier] - {mine} | {theirs}
        refs[harder] = refs[harder] - {theirs} | {mine}
        return all(
            len(refs[changed] & refs[other]) <= self.most_shared
            for changed in (easier, harder)
            for other in range(len(refs))
            if other != changed
        )

    def _do(self, easier: int, harder: int, swap: Swap) -> None:
        one, other = self.papers[easier], self.papers[harder]
        one[swap.easier], other[swap.harder] = other[swap.harder], one[swap.easier]
        self.expected[easier], self.expected[harder] = self._expected(one), self._expected(other)

    def _expected(self, paper: Mapping[Place, Drawn]) -> float:
        return sum(self._worth(each, place) for place, each in paper.items())

    def _worth(self, each: Drawn, place: Place) -> float:
        known = self.usual if each.difficulty is None else each.difficulty
        return known * self.weights[place[0]] / self.whole


def expected_shares(papers: Sequence[Paper], weights: Sequence[float]) -> list[float]:
    """What people are expected to earn of each paper, as a share of its mark."""
    return Balance(papers, weights, None).expected


def most_shared(papers: Sequence[Sequence[Hashable]]) -> tuple[int, int, int]:
    """The two papers with most in common, and how much: (place, place, shared); (0, 0, 0) if none share anything."""
    holders: dict[Hashable, list[int]] = {}
    for number, paper in enumerate(papers):
        for ref in paper:
            holders.setdefault(ref, []).append(number)
    pairs = Counter(
        (one, other) for held in holders.values() for at, one in enumerate(held) for other in held[at + 1 :]
    )
    return max(
        ((*pair, count) for pair, count in pairs.items()), key=lambda found: found[2], default=(0, 0, 0)
    )


def _usual(papers: Sequence[Paper]) -> float:
    """What stands for a difficulty that is not known: the mean of those that are."""
    known = [each.difficulty for paper in papers for each in paper.values() if each.difficulty is not None]
    return sum(known) / len(known) if known else 0.5


def _by_row(paper: Paper) -> dict[int, list[Place]]:
    """The places whose questions may leave the paper."""
    found: dict[int, list[Place]] = {}
    for place, each in paper.items():
        if not each.tied:
            found.setdefault(place[0], []).append(place)
    return found


def _free(moving: Drawn, there: set[Hashable], leaving: Drawn) -> bool:
    """Whether a question may come into a paper in the place of one that leaves it."""
    return moving.key not in there or moving.key == leaving.key
