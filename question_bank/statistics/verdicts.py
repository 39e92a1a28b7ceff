"""What the figures of a question say of it, as a lecturer would put it. Pure; a hint to look, never a decision.

Sources: a distractor that goes with a good rest more than the key does tells of a wrong key or of two right answers:
S. A. Livingston, "Item analysis", in Downing and Haladyna (eds), Handbook of Test Development (2006) 421–441.
Facility from 0.95 on and a discrimination below 0.20: Moodle documentation, "Quiz statistics report"; R. L. Ebel,
"Essentials of Educational Measurement" (1972). A distractor that hardly anybody chooses does nothing: T. M. Haladyna
and S. M. Downing, "How many options is enough for a multiple-choice test item?", Educational and Psychological
Measurement 53 (1993) 999–1010. A correlation of nothing with anything varies by 1 / √n (R. A. Fisher), so that little
is said of few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from question_bank.statistics.rivals import second_right

FEW = 30  # answers, below which no verdict stands
EASY, HARD = 0.95, 0.20  # shares earned
WEAK = 0.20  # a correlation with the rest that good questions reach
LEAST = 0.10  # the least correlation that is worth a word, however many answered
MANY_BLANK = 0.2
RARE = 0.05  # of those asked: an answer given more seldom is not looked at
SURPRISING = 0.10  # a chance below which that nobody chose an option is no accident
SURE = 1.645  # 95 of 100, on one side
FAIRLY = 1.28  # 90 of 100, on one side


class Kind(StrEnum):
    """In the order in which they are said; those up to BLANK put the question itself in doubt."""

    WRONG_KEY = "wrong-key"
    WRONG_PART = "wrong-part"
    AMBIGUOUS = "ambiguous"
    BACKWARDS = "backwards"
    GUESSING = "guessing"
    NO_DISCRIMINATION = "no-discrimination"
    BLANK = "blank"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    UNCHOSEN = "unchosen"


ALARMS = frozenset(list(Kind)[: list(Kind).index(Kind.BLANK)])


@dataclass(frozen=True)
class Option:
    """`correlation` of having chosen it with the rest of the test, `best` the share of the best third by total who
    chose it; None is not defined.
    """

    name: str
    right: bool
    count: int
    correlation: float | None
    best: float | None = None


@dataclass(frozen=True)
class Part:
    """One of several things that are each right or wrong by themselves: an option that may be ticked, a statement.

    `hits` judged it as the key does; `correlation` is that of judging it so. `unchosen`: a wrong option nobody ticked.
    """

    name: str
    hits: int
    correlation: float | None
    unchosen: bool = False


@dataclass(frozen=True)
class Figures:
    """`options` only where one is chosen of a list that is whole, `parts` where several may be; without either nothing
    is said of them.
    """

    count: int
    blank: int
    facility: float | None
    correlation: float | None
    options: Sequence[Option] = ()
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Verdict:
    """`options` are the names of those that it is about. `tentative`: too few answered for it to stand."""

    kind: Kind
    options: tuple[str, ...] = ()
    tentative: bool = False

    @property
    def alarm(self) -> bool:
        return self.kind in ALARMS


def verdicts(figures: Figures) -> list[Verdict]:
    """What there is to say, the gravest first; nothing of a question that is as questions should be."""
    if not figures.count or figures.facility is None:
        return []
    found = [_about_whole(figures), _blank(figures), _unchosen(figures)]
    tentative = figures.count < FEW
    return [Verdict(kind, names, tentative) for kind, names in filter(None, found)]


Found = tuple[Kind, tuple[str, ...]] | None


def _about_whole(figures: Figures) -> Found:
    """One cause at most: who says that the key is wrong need not say that the question does not discriminate."""
    facility = figures.facility or 0.0
    return (
        ((Kind.TOO_EASY, ()) if facility >= EASY else None)
        or _rival(figures)
        or _wrong_parts(figures)
        or _guessing(figures)
        or _weak(figures)
        or ((Kind.TOO_HARD, ()) if facility <= HARD else None)
    )


def _rival(figures: Figures) -> Found:
    """A wrong option that goes with a good rest: clearly better than the key, and chosen by more of the best than it
    (wrong key), or like the key (ambiguous).
    """
    bar = _bar(figures.count)
    known = [one for one in figures.options if not one.right and one.count >= RARE * figures.count]
    best = max(known, key=lambda one: _or_zero(one.correlation), default=None)
    margin = FAIRLY * sqrt(3 / figures.count)  # two options of one question vary against each other
    ahead = best is not None and _or_zero(best.correlation) >= max(
        bar, _or_zero(figures.correlation) + margin
    )
    if best is not None and ahead and _preferred(best, figures.options):
        return Kind.WRONG_KEY, (best.name,)
    second = second_right(known + [one for one in figures.options if one.right], figures.count, bar)
    return (Kind.AMBIGUOUS, (second.name,)) if second else None


def _preferred(option: Option, options: Sequence[Option]) -> bool:
    """Whether the best third chose it at least as often as the key; what two of thirty chose says little otherwise."""
    return option.best is None or option.best >= sum(one.best or 0.0 for one in options if one.right)


def _wrong_parts(figures: Figures) -> Found:
    """Those about which the better ones are wrong more often."""
    names = tuple(
        one.name
        for one in figures.parts
        if _or_zero(one.correlation) <= -_bar(figures.count) and one.hits < EASY * figures.count
    )
    return (Kind.WRONG_PART, names) if names else None


def _guessing(figures: Figures) -> Found:
    """No more are right than by chance, and those who did well elsewhere no oftener than others."""
    right = sum(one.right for one in figures.options)
    if not right or right == len(figures.options) or _or_zero(figures.correlation) >= _bar(figures.count):
        return None
    chance = right / len(figures.options)
    spread = SURE * sqrt(chance * (1 - chance) / figures.count)
    return (Kind.GUESSING, ()) if abs((figures.facility or 0.0) - chance) <= spread else None


def _weak(figures: Figures) -> Found:
    if figures.correlation is None:
        return None
    if figures.correlation <= -_bar(figures.count):
        return Kind.BACKWARDS, ()
    weak = figures.correlation + 1 / sqrt(figures.count) < WEAK
    return (Kind.NO_DISCRIMINATION, ()) if weak else None


def _blank(figures: Figures) -> Found:
    return (Kind.BLANK, ()) if figures.blank >= MANY_BLANK * figures.count else None


def _unchosen(figures: Figures) -> Found:
    """Wrong options that nobody chose, though so many chose wrong that one that draws would hardly be missed."""
    wrong = [one for one in figures.options if not one.right]
    missed = sum(one.count for one in wrong)
    by_chance = (1 - 1 / len(wrong)) ** missed if wrong else 1.0
    names = tuple(one.name for one in wrong if not one.count) if by_chance <= SURPRISING else ()
    names += tuple(one.name for one in figures.parts if one.unchosen)
    return (Kind.UNCHOSEN, names) if names else None


def _bar(count: int) -> float:
    """What a correlation must reach to be more than chance, and worth a word."""
    return max(LEAST, SURE / sqrt(count))


def _or_zero(value: float | None) -> float:
    return value or 0.0
