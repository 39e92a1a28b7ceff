"""Which runs of words stand for a text: every run of a few words has a number, and of neighbours one is kept."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from question_bank.similarity.words import Words

RUN = 6  # syllables of a run; shorter ones are figures of speech
WINDOW = 4  # neighbours of which one is kept: whatever has RUN + WINDOW - 1 words in common is found
Marks: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
Runs: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint32]]"
Places: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"

_FACTOR, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_LAST = np.uint32(2**32 - 1)


def runs(words: Words, length: int = RUN) -> Runs:
    """The number of the run that begins at each word; none for the last few, and for a text that is shorter.

    Two runs of 4,000 million get the same number by chance, which is shorter than any passage.
    """
    count = max(len(words) - length + 1, 0)
    total = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        total = total * _FACTOR + words[place : place + count]
    total ^= total >> _HALF
    total *= _MIX
    return (total >> _HALF).astype(np.uint32)


def among(numbers: Runs, known: Runs) -> Marks:
    """Which of the runs are known; `known` is sorted."""
    if not len(known):
        return np.zeros(len(numbers), dtype=np.bool_)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return known[places] == numbers


def covered(marked: Marks, count: int) -> Marks:
    """Which of `count` words belong to a run that is marked."""
    steps = np.zeros(count + 1, dtype=np.int64)
    places = np.flatnonzero(marked)
    np.add.at(steps, places, 1)
    np.add.at(steps, places + RUN, -1)
    return np.cumsum(steps)[:count] > 0


def touching(words: Marks) -> Marks:
    """Which runs hold at least one of the words that are marked."""
    count = max(len(words) - RUN + 1, 0)
    found = np.zeros(count, dtype=np.bool_)
    for place in range(RUN):
        found |= words[place : place + count]
    return found


def chosen(numbers: Runs, barred: Marks) -> Places:
    """Where the kept runs begin: of each WINDOW neighbours the one with the least number, never one that is barred."""
    if not len(numbers):
        return np.zeros(0, dtype=np.int64)
    judged = np.where(barred, _LAST, numbers)
    windows = sliding_window_view(judged, min(WINDOW, len(judged)))
    width = windows.shape[1]
    places = np.arange(len(windows)) + width - 1 - np.argmin(windows[:, ::-1], axis=1)  # never falling
    places = places[np.append(True, places[1:] != places[:-1])]
    return places[~barred[places]]
