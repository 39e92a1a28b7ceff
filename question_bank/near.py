"""Questions that ask the same: exactly (by a hash of what is asked), or nearly (by shingles of words).

Wording alone gives false hits: "Đại hội VI họp năm nào?" and "Đại hội VII họp năm nào?" differ in one sign. Two
questions are near only if their stems, their options and their keys are each alike. What is compared is folded: case,
marks and signs do not count. Every pair is looked at; a shingle's questions lie in one array, so that one count of
them gives what a question shares with all the others at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from question_bank.fingerprints import all_texts, fingerprint_of
from question_bank.markup import folded, plain
from question_bank.problems import Problem, warning
from question_bank.question import Question

ALIKE = 0.5  # the least share of shingles in common, of each part
FEW = 100
NOWHERE = np.zeros(0, dtype=np.int64)
MOST = 50  # near questions named for one
WEIGHTS = {"stem": 0.5, "options": 0.25, "key": 0.25}
WITHOUT_OPTIONS = frozenset({"short_text", "numeric", "essay", "true_false"})
Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
Shares: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"


@dataclass(frozen=True)
class Near:
    """The question at `place` among those compared with, and how alike, from 0.5 to 1; `exact` if it is the same."""

    place: int
    alike: float
    exact: bool = False


@dataclass(frozen=True)
class Pair:
    """Two of the questions by their places, `first` < `second`."""

    first: int
    second: int
    alike: float
    exact: bool = False


def near_pairs(questions: Sequence[Question]) -> list[Pair]:
    """All pairs that ask the same or nearly the same, the most alike first.

    Of questions that are exactly the same the first stands for all when it is compared with others; at most MOST are
    named for each question.
    """
    return _pairs([read(question) for question in questions])


def _pairs(asked: Sequence[Asked]) -> list[Pair]:
    first: dict[str, int] = {}
    before = [first.setdefault(one.fingerprint, place) for place, one in enumerate(asked)]
    twins = [Pair(one, place, 1.0, exact=True) for place, one in enumerate(before) if one != place]
    kept = sorted(first.values())
    index = Index(asked[place] for place in kept)
    found = [
        Pair(kept[place], kept[one.place], one.alike)
        for place in range(len(kept))
        for one in index.near_of(place)
        if one.place > place
    ]
    return sorted(twins + found, key=lambda pair: (-pair.alike, pair.first, pair.second))


def near_before(asked: Sequence[Asked]) -> dict[int, Problem]:
    """For each place whose question is nearly the same as one before it, a problem that names the latter's number."""
    before: dict[int, int] = {}
    for pair in _pairs(asked):
        if not pair.exact:
            before.setdefault(pair.second, pair.first)
    return {place: warning("question.near", number=first + 1) for place, first in before.items()}


def families(questions: Sequence[Question]) -> list[str]:
    """For each question the name of its family: those that ask nearly the same, or are near to one that does.

    Empty for a question that is alone.
    """
    head = list(range(len(questions)))

    def top(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for pair in near_pairs(questions):
        one, other = sorted((top(pair.first), top(pair.second)))
        head[other] = one
    tops = [top(place) for place in range(len(questions))]
    sizes = Counter(tops)
    return [str(one) if sizes[one] > 1 else "" for one in tops]


@dataclass(frozen=True)
class Asked:
    """What of a question is compared: the texts of its parts, and the numbers that decide."""

    fingerprint: str
    texts: Mapping[str, Sequence[str]]
    numbers: frozenset[str]

    @cached_property
    def stem(self) -> frozenset[str]:
        return _shingles(self.texts["stem"])

    @cached_property
    def options(self) -> frozenset[str]:
        return _shingles(self.texts["options"])

    @cached_property
    def key(self) -> frozenset[str]:
        return _shingles(self.texts["key"])


class Index:
    """Questions to compare others with, such as a bank with the questions of an import."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self.asked = list(asked)
        self.prints = {one.fingerprint: place for place, one in reversed(list(enumerate(self.asked)))}
        self.shelves = {name: _Shelf(self.asked, name) for name in WEIGHTS}
        with_numbers: dict[frozenset[str], list[int]] = {}
        for place, one in enumerate(self.asked):
            with_numbers.setdefault(one.numbers, []).append(place)
        self.with_numbers = {numbers: np.array(places) for numbers, places in with_numbers.items()}

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Index:
        """An index of these questions, which are named by their places."""
        return cls(map(read, questions))

    def near(self, question: Question) -> list[Near]:
        """Those that ask the same or nearly the same, the most alike first, at most MOST."""
        return self.near_to(read(question))

    def near_to(self, asked: Asked) -> list[Near]:
        """As `near`, for a question that was read."""
        same = self.prints.get(asked.fingerprint)
        found = [one for one in self._near(asked) if one.place != same]
        exact = [] if same is None else [Near(same, 1.0, exact=True)]
        return (exact + found)[:MOST]

    def near_of(self, place: int) -> list[Near]:
        """As `near`, for one of the index itself, which is left out."""
        return self._near(self.asked[place], but=place)[:MOST]

    def _near(self, asked: Asked, but: int = -1) -> list[Near]:
        places = self.with_numbers.get(asked.numbers)
        if places is None:
            return []
        places = self.shelves["stem"].possible(asked.stem, places)
        places = places[places != but]
        alike = np.zeros(len(places))
        for name, weight in WEIGHTS.items():
            shares = self.shelves[name].shares(getattr(asked, name), places)
            kept = shares >= ALIKE
            places, alike = places[kept], alike[kept] + weight * shares[kept]
            if not len(places):
                return []
        ranked = sorted(zip((-alike).tolist(), places.tolist(), strict=True))
        return [Near(place, round(-less, 6)) for less, place in ranked]


class _Shelf:
    """One part of all questions: the questions of each shingle stand together in one array.

    The stems of most questions are unlike, so that their other parts are never looked at: nothing is counted before.
    """

    def __init__(self, asked: Sequence[Asked], part: str) -> None:
        self.asked = asked
        self.part = part

    def of(self, place: int) -> frozenset[str]:
        found: frozenset[str] = getattr(self.asked[place], self.part)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The shingles, numbered as they come."""
        found: dict[str, int] = {}
        for place in range(len(self.asked)):
            for one in self.of(place):
                found.setdefault(one, len(found))
        return found

    @cached_property
    def sizes(self) -> Numbers:
        return np.array([len(self.of(place)) for place in range(len(self.asked))], dtype=np.int64)

    @cached_property
    def holders(self) -> list[Numbers]:
        """For each shingle the places of the questions that have it."""
        numbers = self.numbers
        of_shingle = np.array(
            [numbers[one] for place in range(len(self.asked)) for one in self.of(place)], dtype=np.int64
        )
        order = np.argsort(of_shingle, kind="stable")
        places = np.repeat(np.arange(len(self.asked)), self.sizes)[order]
        return np.split(places, np.cumsum(np.bincount(of_shingle, minlength=len(numbers)))[:-1])

    def possible(self, shingles: frozenset[str], places: Numbers) -> Numbers:
        """Those of the places that may be ALIKE: who shares half of the shingles has one of the rarer half."""
        if not shingles:
            return places
        rarer = sorted(map(self._held, shingles), key=len)[: len(shingles) // 2 + 1]
        marked = self.sizes == 0
        marked[np.concatenate(rarer)] = True
        return places[marked[places]]

    def _held(self, shingle: str) -> Numbers:
        """The places of the questions that have it."""
        number = self.numbers.get(shingle)
        return NOWHERE if number is None else self.holders[number]

    def shares(self, shingles: frozenset[str], places: Numbers) -> Shares:
        """Jaccard's share of shingles in common with each of these; 1 where a side has none in this part."""
        common, sizes = self._common(shingles, places)
        either = np.maximum(sizes + len(shingles) - common, 1)
        return np.where((sizes == 0) | (len(shingles) == 0), 1.0, common / either)

    def _common(self, shingles: frozenset[str], places: Numbers) -> tuple[Numbers, Numbers]:
        """How many of the shingles each has, and how many in all: one by one where they are few, else all at once."""
        if len(places) < FEW:
            theirs = [self.of(place) for place in places.tolist()]
            common = np.array([len(shingles & some) for some in theirs], dtype=np.int64)
            return common, np.array([len(some) for some in theirs], dtype=np.int64)
        held = np.concatenate([NOWHERE, *map(self._held, shingles)])
        return np.bincount(held, minlength=len(self.asked))[places], self.sizes[places]


def read(question: Question, texts: Sequence[str] = (), fingerprint: str = "") -> Asked:
    """What of the question is compared; `texts` are its `all_texts`, where they and its fingerprint are at hand."""
    texts = texts or all_texts(question)
    options = [] if question.type in WITHOUT_OPTIONS else texts[1:]
    key = question.describe(question.correct_response()).split("; ")
    stem = [plain(question.case), *texts[:1]] if question.case else texts[:1]
    said = {"stem": stem, "options": options, "key": key}
    return Asked(fingerprint or fingerprint_of(question, texts), said, _numbers(key, stem))


def _shingles(texts: Iterable[str]) -> frozenset[str]:
    """Pairs of neighbouring words, the ends of a text counting as words."""
    found: set[str] = set()
    for words in _words(texts):
        found.update(map(" ".join, zip(["", *words], [*words, ""], strict=True)))
    return frozenset(found)


def _numbers(key: Iterable[str], stem: Iterable[str]) -> frozenset[str]:
    """The numbers that decide: those of the key, or of the stem where there is no key."""
    said = {word for words in _words(key) or _words(stem) for word in words}
    return frozenset(word for word in said if word.isdecimal() or _ROMAN.fullmatch(word))


def _words(texts: Iterable[str]) -> list[list[str]]:
    """The words of each text that has any, without case and marks."""
    return [words for text in folded("\0".join(texts)).split("\0") if (words := _WORD.findall(text))]


_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[ivxlc]+")
