"""Marking as plain arithmetic: the order in which a marker meets scripts, and what a filled-in sheet adds up to."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TypeVar

REMARK_LIMIT = 4000
COMMENT_LIMIT = 1000
PASSAGE_LIMITS = {"quote": 1000, "before": 60, "after": 60, "slot": 40, "body": 2000}

T = TypeVar("T")


class LevelLike(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def points(self) -> Decimal: ...


class CriterionLike(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def levels(self) -> Sequence[LevelLike]: ...


@dataclass(frozen=True)
class Score:
    """What one criterion gets; without a level where it is the mean of several marks."""

    criterion_id: int
    level_id: int | None
    points: Decimal
    comment: str = ""


@dataclass(frozen=True)
class Sheet:
    """A rubric as filled in: what was chosen, and the ids of the criteria still open."""

    scores: tuple[Score, ...]
    open: tuple[int, ...] = field(default=())
    remark: str = ""

    @property
    def total(self) -> Decimal:
        return sum((score.points for score in self.scores), Decimal(0))

    @property
    def complete(self) -> bool:
        return not self.open


def in_order_for(seed: str, marker_id: int, keys: Iterable[T]) -> list[T]:
    """The same scripts in an order of this marker's own: random to the eye, the same at every visit."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{marker_id}:{key}".encode()).digest())


def read_sheet(criteria: Iterable[CriterionLike], values: Mapping[str, str]) -> Sheet:
    """The sheet that `values` (as a form sends them) fill in. A level of another criterion counts as none chosen."""
    scores, still_open = [], []
    for criterion in criteria:
        chosen = values.get(f"level-{criterion.id}", "")
        level = next((level for level in criterion.levels if str(level.id) == chosen), None)
        if level is None:
            still_open.append(criterion.id)
            continue
        comment = values.get(f"comment-{criterion.id}", "").strip()[:COMMENT_LIMIT]
        scores.append(Score(criterion.id, level.id, level.points, comment))
    remark = values.get("remark", "").strip()[:REMARK_LIMIT]
    return Sheet(tuple(scores), tuple(still_open), remark)


def kept_values(criteria: Iterable[CriterionLike], values: Mapping[str, str]) -> dict[str, str]:
    """Of what a form or script sent, only what a draft of this rubric may hold."""
    known = {"remark": REMARK_LIMIT, "base": 10}
    known |= {f"passage-{name}": limit for name, limit in PASSAGE_LIMITS.items()}
    for criterion in criteria:
        known |= {f"level-{criterion.id}": 20, f"comment-{criterion.id}": COMMENT_LIMIT}
    return {name: str(values[name])[:limit] for name, limit in known.items() if name in values}


def find_quote(text: str, quote: str, before: str = "", after: str = "") -> tuple[int, int] | None:
    """Where the quote stands in `text`: with its surroundings if they still match, else where it first occurs."""
    if not quote:
        return None
    around = text.find(before + quote + after)
    start = around + len(before) if around >= 0 else text.find(quote)
    return None if start < 0 else (start, start + len(quote))
