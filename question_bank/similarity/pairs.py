"""Which texts share runs, and how many, found without comparing every text with every other.

A run that many texts hold is a figure of speech or a quote: those count only who go on in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from question_bank.similarity.prints import Marks, Runs

FEWEST = 3  # kept runs that two texts must share before they are looked at word by word
LEAST = 0.05  # of the shorter text's kept runs
CROWD = 40  # texts that share a run; where there are more, they must go on in the same words
NEIGHBOURS = 8  # with how many each is compared where even those who go on in the same words are a crowd
AT_ONCE = 1_000_000  # pairs that are counted together
Keys: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint64]]"
Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
Holders: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int32]]"
NO_KEYS: Keys = np.zeros(0, dtype=np.uint64)
_HALF = np.uint64(32)
_LOWER = np.uint64(2**32 - 1)


def keys(kept: Runs, longer: Runs) -> Keys:
    """Of each kept run one number, by which it sorts: the run itself, and then the longer one that begins there."""
    return (kept.astype(np.uint64) << _HALF) | longer


def packed(kept: Keys) -> bytes:
    """Keys as they are stored, the same on every machine."""
    return kept.astype("<u8").tobytes()


def unpacked(stored: bytes) -> Keys:
    return np.frombuffer(stored, dtype="<u8").astype(np.uint64)


def enough(counts: Numbers, sizes: Numbers) -> Marks:
    """Where so many runs are shared that two texts are worth looking at; `sizes` are those of the shorter."""
    return (counts >= FEWEST) & (counts >= LEAST * sizes)


class Index:
    """Who holds which run: of each text its `keys`, each once."""

    def __init__(self, texts: Sequence[Keys]) -> None:
        self.sizes = np.array([len(one) for one in texts], dtype=np.int64)
        together = np.concatenate([NO_KEYS, *texts])
        order = np.argsort(together, kind="stable")
        self.keys = together[order]
        self.holders = np.repeat(np.arange(len(texts), dtype=np.int32), self.sizes)[order]

    def shared(self, fewest: int) -> tuple[Numbers, Numbers, Numbers]:
        """First text, second text and how many runs they share, if at least so many.

        Takes two bytes for every two texts.
        """
        texts = len(self.sizes)
        counts = np.zeros(texts * texts, dtype=np.uint16)
        for one, other in self._pairs():
            first, second = np.minimum(one, other), np.maximum(one, other)
            np.add.at(counts, first.astype(np.int64) * texts + second, np.uint16(1))
        pairs = np.flatnonzero(counts >= fewest)
        return pairs // max(texts, 1), pairs % max(texts, 1), counts[pairs].astype(np.int64)

    def shared_with(self, asked: Keys) -> Numbers:
        """How many runs each text shares with one that is not among them."""
        start = np.searchsorted(self.keys, asked & ~_LOWER, side="left")
        end = np.searchsorted(self.keys, asked | _LOWER, side="right")
        crowded = end - start > CROWD
        start[crowded] = np.searchsorted(self.keys, asked[crowded], side="left")
        end[crowded] = np.searchsorted(self.keys, asked[crowded], side="right")
        parts = [self.holders[one:other] for one, other in zip(start.tolist(), end.tolist(), strict=True)]
        return np.bincount(np.concatenate([self.holders[:0], *parts]), minlength=len(self.sizes))

    def _pairs(self) -> Iterator[tuple[Holders, Holders]]:
        starts, sizes = _groups(self.keys >> _HALF)
        yield from _each_with_each(self.holders, starts, sizes)
        crowded = np.repeat(sizes > CROWD, sizes)
        holders = self.holders[crowded]
        starts, sizes = _groups(self.keys[crowded])
        yield from _each_with_each(holders, starts, sizes)
        for start, size in zip(starts[sizes > CROWD].tolist(), sizes[sizes > CROWD].tolist(), strict=True):
            together = holders[start : start + size]
            for step in range(1, NEIGHBOURS + 1):
                yield together[:-step], together[step:]


def _groups(numbers: Keys) -> tuple[Numbers, Numbers]:
    """Where equal numbers, which stand together, begin, and how many they are."""
    first = np.ones(len(numbers), dtype=np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(first)
    return starts, np.diff(np.append(starts, len(numbers)))


def _each_with_each(holders: Holders, starts: Numbers, sizes: Numbers) -> Iterator[tuple[Holders, Holders]]:
    """All pairs of each group that is no crowd."""
    for size in np.unique(sizes[(sizes > 1) & (sizes <= CROWD)]).tolist():
        one, other = np.triu_indices(size, 1)
        alike = starts[sizes == size]
        for some in np.array_split(alike, len(alike) * len(one) // AT_ONCE + 1):
            together = holders[some[:, np.newaxis] + np.arange(size)]
            yield together[:, one].ravel(), together[:, other].ravel()
