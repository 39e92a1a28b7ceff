"""Texts that are compared with each other, and with one that comes later.

Kept runs of all texts lie sorted in one array. Texts that share several of them are looked at word by word; all others
never are, so that thousands of texts take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from question_bank.similarity.pairs import NONE, Numbers, shared
from question_bank.similarity.passages import Match, Passage, Span, stretches
from question_bank.similarity.prints import RUN, Marks, chosen, covered, runs, touching
from question_bank.similarity.words import Hashes, Reader, spans

FEWEST = 3  # kept runs that two texts must share before they are looked at
LEAST = 0.05  # of the shorter text's kept runs
NO_RUNS: Hashes = np.zeros(0, dtype=np.uint64)


@dataclass(frozen=True)
class Read:
    """A text as it is compared: the numbers of its runs, which of them are barred, which words are not its own.

    `kept` are the runs that stand for it, each once and sorted, `longer` the runs of twice the words that begin there.
    """

    numbers: Hashes
    barred: Marks
    quoted: Marks
    kept: Hashes
    longer: Hashes

    @property
    def own(self) -> int:
        return int(len(self.quoted) - self.quoted.sum())


class Corpus:
    """Texts by name. `known` is what nobody wrote of their own: official documents, the task, outlines."""

    def __init__(self, texts: Mapping[str, str], *, known: Iterable[str] = ()) -> None:
        self.reader = Reader()
        official = [runs(self.reader.words(text)) for text in known]
        self.known = np.unique(np.concatenate([NO_RUNS, *official]))
        self.names = list(texts)
        self.texts = list(texts.values())
        self.read = [self._read(text) for text in self.texts]
        self.sizes = np.array([len(one.kept) for one in self.read], dtype=np.int64)
        self.holders, self.kept, self.longer = self._sorted()
        self.spans = lru_cache(maxsize=500)(self._spans)

    def matches(self) -> list[Match]:
        """Every two texts that have passages in common, those with most first."""
        found = (self._match(first, second) for first, second in self._likely())
        return sorted(filter(None, found), key=lambda match: (-match.share, match.a, match.b))

    def near(self, text: str, name: str = "") -> list[Match]:
        """The texts that have passages in common with this one, which is `a` of each match."""
        asked = self._read(text)
        starts = np.searchsorted(self.kept, asked.kept, side="left")
        ends = np.searchsorted(self.kept, asked.kept, side="right")
        parts = [self.holders[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        counts = np.bincount(np.concatenate([NONE, *parts]), minlength=len(self.read))
        likely = np.flatnonzero(_enough(counts, np.minimum(self.sizes, len(asked.kept))))
        mine = spans(text)
        found = (self._told(name, asked, mine, second) for second in likely.tolist())
        return sorted(filter(None, found), key=lambda match: (-match.share, match.b))

    def quoted(self, name: str) -> list[Span]:
        """What of this text official documents say."""
        place = self.names.index(name)
        marks = np.concatenate([[False], self.read[place].quoted, [False]])
        edges = np.flatnonzero(np.diff(marks.astype(np.int8))).tolist()
        words = self.spans(place)
        return [
            Span(words[start][0], words[end - 1][1])
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]

    def _read(self, text: str) -> Read:
        words = self.reader.words(text)
        numbers = runs(words)
        quoted = covered(np.isin(numbers, self.known), len(words))
        barred = touching(quoted)
        places = chosen(numbers, barred)
        kept, first = np.unique(numbers[places], return_index=True)
        longer = np.resize(runs(words, 2 * RUN), len(numbers))  # at the end of the text it is any other
        return Read(numbers, barred, quoted, kept, longer[places[first]])

    def _sorted(self) -> tuple[Numbers, Hashes, Hashes]:
        """Of all kept runs the text, the run, and the longer one, by run."""
        holders = np.repeat(np.arange(len(self.read)), self.sizes)
        kept = np.concatenate([NO_RUNS, *(one.kept for one in self.read)])
        longer = np.concatenate([NO_RUNS, *(one.longer for one in self.read)])
        order = np.lexsort((longer, kept))
        return holders[order], kept[order], longer[order]

    def _likely(self) -> Iterator[tuple[int, int]]:
        """Pairs of texts that share enough of their kept runs."""
        firsts, seconds, counts = shared(self.holders, self.kept, self.longer, len(self.read))
        sizes = self.sizes
        enough = _enough(counts, np.minimum(sizes[firsts], sizes[seconds]))
        return zip(firsts[enough].tolist(), seconds[enough].tolist(), strict=True)

    def _match(self, first: int, second: int) -> Match | None:
        return self._told(self.names[first], self.read[first], self.spans(first), second)

    def _told(self, name: str, asked: Read, mine: list[tuple[int, int]], second: int) -> Match | None:
        other = self.read[second]
        found = stretches(asked.numbers, other.numbers, asked.barred, other.barred)
        if not found:
            return None
        theirs = self.spans(second)
        passages = tuple(
            Passage(_span(mine, one.a, one.a_words), _span(theirs, one.b, one.b_words)) for one in found
        )
        share_a = _share(asked, [(one.a, one.a_words) for one in found])
        share_b = _share(other, [(one.b, one.b_words) for one in found])
        return Match(name, self.names[second], share_a, share_b, passages)

    def _spans(self, place: int) -> list[tuple[int, int]]:
        return spans(self.texts[place])


def _enough(counts: Numbers, sizes: Numbers) -> Marks:
    return (counts >= FEWEST) & (counts >= LEAST * sizes)


def _span(words: list[tuple[int, int]], first: int, count: int) -> Span:
    return Span(words[first][0], words[first + count - 1][1])


def _share(text: Read, parts: Iterable[tuple[int, int]]) -> float:
    """How much of what is its own lies in these words."""
    inside = np.zeros(len(text.quoted), dtype=np.bool_)
    for start, count in parts:
        inside[start : start + count] = True
    return float((inside & ~text.quoted).sum() / text.own) if text.own else 0.0
