"""Where two texts say the same: runs of equal words, joined where only a few words between them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from question_bank.similarity.prints import RUN, WINDOW, Marks, Runs

SHORTEST = RUN + WINDOW - 1  # words of a passage
GAP = 3  # words that may differ, in either text, inside a passage


class Span(NamedTuple):
    """Characters of a text from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """The same passage in two texts."""

    a: Span
    b: Span


@dataclass(frozen=True)
class Match:
    """Two texts with passages in common. `share_a` is how much of the own words of `a` stands in passages, 0 to 1;
    own is what no official text says. Passages are in the order of `a`.
    """

    a: str
    b: str
    share_a: float
    share_b: float
    passages: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """The larger of both shares: a short text may be wholly in a long one."""
        return max(self.share_a, self.share_b)


class Stretch(NamedTuple):
    """Words in common: from `a` and from `b` on, so many of each."""

    a: int
    b: int
    a_words: int
    b_words: int


def stretches(a: Runs, b: Runs, barred_a: Marks, barred_b: Marks) -> list[Stretch]:
    """What two texts have in common, given the numbers of their runs; runs that are barred do not count."""
    return [one for one in _joined(_equal(a, b, barred_a, barred_b)) if one.a_words >= SHORTEST]


def _equal(a: Runs, b: Runs, barred_a: Marks, barred_b: Marks) -> list[Stretch]:
    """Equal words, each word of `a` at most once: where there is a choice, what goes on from the stretch before."""
    free_b = np.flatnonzero(~barred_b)
    where: dict[int, list[int]] = {}
    for place, number in zip(free_b.tolist(), b[free_b].tolist(), strict=True):
        where.setdefault(number, []).append(place)
    numbers_a, numbers_b, shut_a, shut_b = a.tolist(), b.tolist(), barred_a.tolist(), barred_b.tolist()
    found: list[Stretch] = []
    place, follows = 0, 0
    for place_a in np.flatnonzero(np.isin(a, b[free_b]) & ~barred_a).tolist():
        if place_a < place:
            continue
        best, longest = 0, 0
        for candidate in sorted(where[numbers_a[place_a]], key=lambda one: (one < follows, one))[:8]:
            length = _same(numbers_a, numbers_b, shut_a, shut_b, place_a, candidate)
            if length > longest:
                best, longest = candidate, length
        found.append(Stretch(place_a, best, longest + RUN - 1, longest + RUN - 1))
        place, follows = place_a + longest, best + longest
    return found


def _same(
    a: Sequence[int],
    b: Sequence[int],
    barred_a: Sequence[bool],
    barred_b: Sequence[bool],
    from_a: int,
    from_b: int,
) -> int:
    """How many runs in a row are equal from there on."""
    length, longest = 0, min(len(a) - from_a, len(b) - from_b)
    while (
        length < longest
        and a[from_a + length] == b[from_b + length]
        and not barred_a[from_a + length]
        and not barred_b[from_b + length]
    ):
        length += 1
    return length


def _joined(parts: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that follow each other in both texts, with no more than GAP words between, are one."""
    joined: list[Stretch] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before and _follows(before, part):
            a_words = part.a + part.a_words - before.a
            joined[-1] = Stretch(before.a, before.b, a_words, part.b + part.b_words - before.b)
        else:
            joined.append(part)
    return joined


def _follows(before: Stretch, part: Stretch) -> bool:
    between_a = part.a - (before.a + before.a_words)
    between_b = part.b - (before.b + before.b_words)
    return between_a <= GAP and -RUN < between_b <= GAP and part.b > before.b
