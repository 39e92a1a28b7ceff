"""Texts that are compared with each other, and with one that comes later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from question_bank.similarity.pairs import FEWEST, Index, Keys, enough, keys, packed
from question_bank.similarity.passages import Match, Passage, Span, stretches
from question_bank.similarity.prints import RUN, Marks, Runs, among, chosen, covered, runs, touching
from question_bank.similarity.words import Reader, spans

NO_RUNS: Runs = np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True)
class Read:
    """A text as it is looked at: its runs, which of them hold quoted words, which words are quoted."""

    runs: Runs
    barred: Marks
    quoted: Marks


class Corpus:
    """Texts by name. `known` is what nobody wrote of their own: official documents, the task, outlines."""

    def __init__(self, texts: Mapping[str, str], *, known: Iterable[str] = ()) -> None:
        self.reader = Reader()
        official = [runs(self.reader.words(text)) for text in known]
        self.known = np.unique(np.concatenate([NO_RUNS, *official]))
        self.names, self.texts = list(texts), list(texts.values())
        self.places = {name: place for place, name in enumerate(self.names)}
        read = [self._read(text) for text in self.texts]
        self.read = [one for one, _kept in read]
        self.kept = [kept for _one, kept in read]
        self.index = Index(self.kept)
        self.spans = lru_cache(maxsize=60)(self._spans)

    def matches(self) -> list[Match]:
        """Every two texts that have passages in common, those with most first."""
        found = [self._match(first, second) for first, second in self._likely()]
        return sorted(filter(None, found), key=lambda match: (-match.share, match.a, match.b))

    def near(self, text: str, name: str = "") -> list[Match]:
        """The texts that have passages in common with this one, which is `a` of each match."""
        asked, kept = self._read(text)
        counts = self.index.shared_with(kept)
        likely = np.flatnonzero(enough(counts, np.minimum(self.index.sizes, len(kept))))
        mine = spans(text)
        found = [self._told(name, asked, mine, second) for second in likely.tolist()]
        return sorted(filter(None, found), key=lambda match: (-match.share, match.b))

    def quoted(self, name: str) -> list[Span]:
        """What of this text official documents say."""
        place = self.places[name]
        marks = np.concatenate([[False], self.read[place].quoted, [False]])
        edges = np.flatnonzero(np.diff(marks.astype(np.int8))).tolist()
        words = self.spans(place)
        return [_span(words, start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]

    def prints(self, name: str) -> bytes:
        """What stands for this text, to be kept for a `Shelf`."""
        return packed(self.kept[self.places[name]])

    def _read(self, text: str) -> tuple[Read, Keys]:
        """The text, and the runs that stand for it."""
        words = self.reader.words(text)
        found = runs(words)
        quoted = covered(among(found, self.known), len(words))
        barred = touching(quoted)
        places = chosen(found, barred)
        kept, first = np.unique(found[places], return_index=True)
        longer = np.resize(runs(words, 2 * RUN), len(found))  # at the end of the text it is any other
        return Read(found, barred, quoted), keys(kept, longer[places[first]])

    def _likely(self) -> Iterator[tuple[int, int]]:
        """Pairs of texts that share enough of their kept runs."""
        firsts, seconds, counts = self.index.shared(FEWEST)
        sizes = self.index.sizes
        likely = enough(counts, np.minimum(sizes[firsts], sizes[seconds]))
        return zip(firsts[likely].tolist(), seconds[likely].tolist(), strict=True)

    def _match(self, first: int, second: int) -> Match | None:
        return self._told(self.names[first], self.read[first], self.spans(first), second)

    def _told(self, name: str, asked: Read, mine: list[tuple[int, int]], second: int) -> Match | None:
        other = self.read[second]
        found = stretches(asked.runs, other.runs, asked.barred, other.barred)
        if not found:
            return None
        theirs = self.spans(second)
        passages = tuple(
            Passage(_span(mine, one.a, one.a_words), _span(theirs, one.b, one.b_words)) for one in found
        )
        share_a = _share(asked.quoted, [(one.a, one.a_words) for one in found])
        share_b = _share(other.quoted, [(one.b, one.b_words) for one in found])
        return Match(name, self.names[second], share_a, share_b, passages)

    def _spans(self, place: int) -> list[tuple[int, int]]:
        return spans(self.texts[place])


def _span(words: list[tuple[int, int]], first: int, count: int) -> Span:
    return Span(words[first][0], words[first + count - 1][1])


def _share(quoted: Marks, parts: Iterable[tuple[int, int]]) -> float:
    """How much of the words that are not quoted lies in these parts."""
    inside = np.zeros(len(quoted), dtype=np.bool_)
    for start, count in parts:
        inside[start : start + count] = True
    own = int(len(quoted) - quoted.sum())
    return float((inside & ~quoted).sum() / own) if own else 0.0
