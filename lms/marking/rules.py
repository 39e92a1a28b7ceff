"""Marking as plain arithmetic: the order in which a marker meets scripts, and what a filled-in sheet adds up to."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from typing import TypeVar

from lms.marking.criteria import Criterion

REMARK_LIMIT = 4000
COMMENT_LIMIT = 1000
PASSAGE_LIMITS = {"quote": 1000, "before": 60, "after": 60, "slot": 40, "body": 2000}
PLACE_LIMITS = {"page": 4, "x": 10, "y": 10, "width": 10, "height": 10, "note": 2000}

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """A point or rectangle of a page, as shares of it; pages count from 1."""

    page: int
    x: Decimal
    y: Decimal
    width: Decimal = Decimal(0)
    height: Decimal = Decimal(0)


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


def read_sheet(criteria: Iterable[Criterion], values: Mapping[str, str]) -> Sheet:
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


def kept_values(criteria: Iterable[Criterion], values: Mapping[str, str]) -> dict[str, str]:
    """Of what a form or script sent, only what a draft of this rubric may hold."""
    known = {"remark": REMARK_LIMIT, "base": 10}
    known |= {f"passage-{name}": limit for name, limit in PASSAGE_LIMITS.items()}
    known |= {f"place-{name}": limit for name, limit in PLACE_LIMITS.items()}
    for criterion in criteria:
        known |= {f"level-{criterion.id}": 20, f"comment-{criterion.id}": COMMENT_LIMIT}
    return {name: str(values[name])[:limit] for name, limit in known.items() if name in values}


def read_place(values: Mapping[str, str], pages: int) -> Place | None:
    """The place that these percents of a page say; None unless it lies on one of the `pages`."""
    page = values.get("page", "")
    if not (page.isdecimal() and len(page) < 5 and 0 < int(page) <= pages):
        return None
    x, y, width, height = (_share(values.get(name, "")) for name in ("x", "y", "width", "height"))
    if x is None or y is None:
        return None
    return Place(int(page), x, y, min(width or Decimal(0), 1 - x), min(height or Decimal(0), 1 - y))


def _share(percent: str) -> Decimal | None:
    """Percent as typed, with a point or a comma, as a share of four digits; None outside of 0 to 100."""
    try:
        value = Decimal(percent.strip().replace(",", ".")) / 100
    except DecimalException:
        return None
    return value.quantize(Decimal("0.0001")) if value.is_finite() and 0 <= value <= 1 else None


def find_quote(text: str, quote: str, before: str = "", after: str = "") -> tuple[int, int] | None:
    """Where the quote stands in `text`: with its surroundings if they still match, else where it first occurs."""
    if not quote:
        return None
    around = text.find(before + quote + after)
    start = around + len(before) if around >= 0 else text.find(quote)
    return None if start < 0 else (start, start + len(quote))
