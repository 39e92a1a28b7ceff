"""Simulated classes that sit a test of thirty questions, some of them bad on purpose; and the figures of each question.

Knowing is two-parameter logistic. Who does not know guesses, the key as well, some options more gladly than others; in
every third question there is besides an option that draws those who know half of it, as good distractors do.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from question_bank.statistics.verdicts import Figures, Option, Part

OPTIONS, STATEMENTS = 4, 4
QUESTIONS = 30
Rng = np.random.Generator
Chosen = np.ndarray[Any, np.dtype[np.int64]]


class Fault(StrEnum):
    """What is wrong with a question; the key is option 0."""

    WRONG_KEY = "wrong-key"  # those who know choose 1
    AMBIGUOUS = "ambiguous"  # they are torn between 0 and 1
    LEANING = "leaning"  # of ten who know three choose 1
    THREE_RIGHT = "three-right"  # they are torn between 0, 1 and 2
    GUESSING = "guessing"  # nobody knows
    TOO_EASY = "too-easy"
    UNCHOSEN = "unchosen"  # nobody chooses 3
    WRONG_PART = "wrong-part"  # of four statements the key of one is wrong


TORN = {Fault.AMBIGUOUS: (0, 1), Fault.LEANING: (0,) * 7 + (1,) * 3, Fault.THREE_RIGHT: (0, 1, 2)}


def bank(rng: Rng) -> list["Asked"]:
    """Thirty questions: each fault once, the others good."""
    good = [Asked(rng, None) for _question in range(QUESTIONS - len(Fault) - 1)]
    return [*(Asked(rng, fault) for fault in Fault), *good, Asked(rng, None, statements=True)]


class Asked:
    """One question with what it is like; whoever sits it later finds it the same."""

    def __init__(self, rng: Rng, fault: Fault | None, *, statements: bool = False) -> None:
        self.fault, self.statements = fault, statements or fault is Fault.WRONG_PART
        self.slopes, self.places = rng.uniform(1.0, 2.0, STATEMENTS), rng.uniform(-1.2, 1.0, STATEMENTS)
        self.pull = [0.2, *0.8 * rng.dirichlet([2.0] * (OPTIONS - 1))]
        self.half_known = rng.uniform(-1.0, 0.5) if rng.random() < 1 / 3 else None
        self.lure = int(rng.integers(1, OPTIONS))

    def sat(self, rng: Rng, ability: Any) -> Any:
        """What each chose; of statements, whether each judged each as the key does."""
        return self._judged(rng, ability) if self.statements else self._chosen(rng, ability)

    def _chosen(self, rng: Rng, ability: Any) -> Chosen:
        people = len(ability)
        knows, guessed = self._knows(rng, ability, 0), self._guessed(rng, ability)
        blind = rng.integers(0, OPTIONS, people)
        if self.fault is Fault.GUESSING:
            return blind
        if self.fault is Fault.TOO_EASY:
            return np.where(rng.random(people) < 0.985, 0, guessed)
        if self.fault is Fault.UNCHOSEN:
            return np.where(knows, 0, np.where(guessed == 3, 1, guessed))
        if self.fault is Fault.WRONG_KEY:
            return np.where(knows, 1, np.where(guessed == 1, 0, guessed))
        if self.fault in TORN:
            return np.where(knows, rng.choice(TORN[self.fault], people), blind)
        return np.where(knows, 0, guessed)

    def _judged(self, rng: Rng, ability: Any) -> Any:
        columns = []
        for place in range(STATEMENTS):
            right = self._knows(rng, ability, place) | (rng.random(len(ability)) < 0.5)
            columns.append(~right if self.fault and place == 0 else right)
        return np.column_stack(columns).astype(float)

    def _knows(self, rng: Rng, ability: Any, place: int) -> Any:
        return rng.random(len(ability)) < _logistic(self.slopes[place] * (ability - self.places[place]))

    def _guessed(self, rng: Rng, ability: Any) -> Chosen:
        found = rng.choice(OPTIONS, len(ability), p=self.pull)
        if self.half_known is None:
            return found
        drawn = rng.random(len(ability)) < 0.8 * _logistic(1.2 * (ability - self.half_known))
        return np.where(drawn, self.lure, found)


def sat(asked: Sequence[Asked], rng: Rng, people: int) -> list[Figures]:
    """The figures of each question after a class sat them all."""
    ability = rng.normal(size=people)
    given = [one.sat(rng, ability) for one in asked]
    total = np.sum([_share(one) for one in given], axis=0)
    best = total >= np.sort(total)[-(people // 3)]
    return [
        _of_statements(one, total) if question.statements else _of_choice(one, total, best)
        for question, one in zip(asked, given, strict=True)
    ]


def _share(given: Any) -> Any:
    return given.mean(axis=1) if given.ndim > 1 else (given == 0).astype(float)


def _logistic(value: Any) -> Any:
    return 1 / (1 + np.exp(-value))


def _of_choice(chosen: Chosen, total: Any, best: Any) -> Figures:
    right = (chosen == 0).astype(float)
    rest = total - right
    options = []
    for name in range(OPTIONS):
        picked = (chosen == name).astype(float)
        figures = int(picked.sum()), _correlation(picked, rest), float(picked[best].mean())
        options.append(Option(str(name), name == 0, *figures))
    return Figures(len(chosen), 0, float(right.mean()), options[0].correlation, options)


def _of_statements(judged: Any, total: Any) -> Figures:
    share = judged.mean(axis=1)
    rest = total - share
    parts = [
        Part(str(place), int(column.sum()), _correlation(column, rest))
        for place, column in enumerate(judged.T)
    ]
    return Figures(len(share), 0, float(share.mean()), _correlation(share, rest), (), parts)


def _correlation(one: Any, other: Any) -> float | None:
    if not one.std() or not other.std():
        return None
    return float(np.mean((one - one.mean()) * (other - other.mean())) / (one.std() * other.std()))
