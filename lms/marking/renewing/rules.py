"""What becomes of a mark under another version of its rubric. Pure.

A criterion is known by its title, a level by its label; a criterion that was only renamed, by standing in the same
place with the same levels. Whatever is not known again needs the marker.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from lms.marking.criteria import Criterion
from lms.marking.rules import Score


class ScoreLike(Protocol):
    @property
    def criterion_id(self) -> int: ...
    @property
    def level_id(self) -> int | None: ...
    @property
    def comment(self) -> str: ...


class Gap(StrEnum):
    """Why a mark cannot be carried over by itself."""

    NEW = "new"
    REMOVED = "removed"
    LEVEL = "level"


@dataclass(frozen=True)
class Missing:
    """What needs the marker: a criterion, and the level that it no longer has."""

    gap: Gap
    title: str
    level: str = ""


@dataclass(frozen=True)
class Carried:
    """The scores under the other version, and what is missing among them."""

    scores: tuple[Score, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def total(self) -> Decimal:
        return sum((score.points for score in self.scores), Decimal(0))


def carried(scores: Sequence[ScoreLike], old: Sequence[Criterion], new: Sequence[Criterion]) -> Carried:
    """The same levels in the other version, with the points that they have there."""
    pairs, given = _pairs(old, new), {score.criterion_id: score for score in scores}
    kept: list[Score] = []
    missing: list[Missing] = []
    for criterion in new:
        before = pairs.get(criterion.id)
        if before is None:
            missing.append(Missing(Gap.NEW, criterion.title))
            continue
        found = _carry(given.get(before.id), before, criterion)
        if isinstance(found, Score):
            kept.append(found)
        else:
            missing.append(found)
    known = {criterion.id for criterion in pairs.values()}
    missing += [Missing(Gap.REMOVED, criterion.title) for criterion in old if criterion.id not in known]
    return Carried(tuple(kept), tuple(missing))


def _carry(score: ScoreLike | None, before: Criterion, criterion: Criterion) -> Score | Missing:
    label = next((one.label for one in before.levels if score and one.id == score.level_id), "")
    level = next((one for one in criterion.levels if label and _folded(one.label) == _folded(label)), None)
    if score is None or level is None:
        return Missing(Gap.LEVEL, criterion.title, label)
    return Score(criterion.id, level.id, level.points, score.comment)


def _pairs(old: Sequence[Criterion], new: Sequence[Criterion]) -> dict[int, Criterion]:
    """The old criterion of each new one, by the new one's id."""
    by_title = {_folded(criterion.title): criterion for criterion in old}
    pairs = {one.id: by_title[_folded(one.title)] for one in new if _folded(one.title) in by_title}
    taken = {criterion.id for criterion in pairs.values()}
    for before, after in zip(old, new, strict=False):
        if before.id not in taken and after.id not in pairs and _levels(before) == _levels(after):
            pairs[after.id] = before
    return pairs


def _levels(criterion: Criterion) -> list[tuple[str, Decimal]]:
    return [(_folded(level.label), level.points) for level in criterion.levels]


def _folded(text: str) -> str:
    """Capitals, spaces and the way accents are typed make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
