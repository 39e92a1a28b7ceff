"""Which pairs of texts share runs, and how many, counted without comparing every text with every other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from question_bank.similarity.words import Hashes

CROWD = 40  # texts that share a run; where there are more, they must go on in the same words
NEIGHBOURS = 8  # with how many each is compared where even those who go on in the same words are a crowd
AT_ONCE = 1_000_000  # pairs that are counted together
Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
NONE = np.zeros(0, dtype=np.int64)


def shared(holders: Numbers, runs: Hashes, longer: Hashes, texts: int) -> tuple[Numbers, Numbers, Numbers]:
    """First text, second text and how many runs they share.

    `holders` says which text each run is of; all three are sorted by run, and within a run by the `longer` one that
    begins at the same word. Takes two bytes for every two texts.
    """
    counts = np.zeros(texts * texts, dtype=np.uint16)
    for firsts, seconds in _pairs(holders, runs, longer):
        np.add.at(counts, np.minimum(firsts, seconds) * texts + np.maximum(firsts, seconds), np.uint16(1))
    pairs = np.flatnonzero(counts)
    return pairs // max(texts, 1), pairs % max(texts, 1), counts[pairs].astype(np.int64)


def _pairs(holders: Numbers, runs: Hashes, longer: Hashes) -> Iterator[tuple[Numbers, Numbers]]:
    starts, sizes = _groups(runs)
    yield from _each_with_each(holders, starts, sizes)
    crowds = sizes > CROWD
    crowded = np.repeat(crowds, sizes)
    starts, sizes = _groups(longer[crowded])
    holders = holders[crowded]
    yield from _each_with_each(holders, starts, sizes)
    for start, size in zip(starts[sizes > CROWD].tolist(), sizes[sizes > CROWD].tolist(), strict=True):
        together = holders[start : start + size]
        for step in range(1, NEIGHBOURS + 1):
            yield together[:-step], together[step:]


def _groups(numbers: Hashes) -> tuple[Numbers, Numbers]:
    """Where equal numbers, which stand together, begin, and how many they are."""
    first = np.ones(len(numbers), dtype=np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(first)
    return starts, np.diff(np.append(starts, len(numbers)))


def _each_with_each(holders: Numbers, starts: Numbers, sizes: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """All pairs of each group that is no crowd."""
    for size in np.unique(sizes[(sizes > 1) & (sizes <= CROWD)]).tolist():
        one, other = np.triu_indices(size, 1)
        alike = starts[sizes == size]
        for some in np.array_split(alike, len(alike) * len(one) // AT_ONCE + 1):
            together = holders[some[:, np.newaxis] + np.arange(size)]
            yield together[:, one].ravel(), together[:, other].ravel()
