"""What the marks of a sheet come to. Pure.

What a sheet said stays as it was said then: it keeps the words and weights of its criteria.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lms.appraisals.criteria.rules import Line

HIGHEST = 10
FEWEST = 2  # appraisers without whom nothing is decided
LOW = Decimal(5)


class Conclusion(StrEnum):
    PASS = "pass"  # noqa: S105 - no password
    CORRECT = "correct"
    FAIL = "fail"


@dataclass(frozen=True)
class Judged:
    """What an appraiser says of one criterion."""

    mark: Decimal
    comment: str = ""


def average(rows: Iterable[Mapping[str, Any]]) -> Decimal:
    """The weighted mean of a stored sheet, to two digits."""
    listed = [(Decimal(str(row["mark"])), int(row["weight"])) for row in rows]
    weights = sum(weight for _mark, weight in listed)
    if not weights:
        return Decimal(0)
    total = sum((mark * weight for mark, weight in listed), Decimal(0))
    return (total / weights).quantize(Decimal("0.01"))


def stored(judged: Mapping[str, Judged], lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The rows of a sheet as they are kept, each with what it was asked."""
    return [
        {
            "criterion": str(line.key),
            "title": line.title,
            "weight": line.weight,
            "mark": str(judged[line.key].mark),
            "comment": judged[line.key].comment,
        }
        for line in lines
    ]


def unexplained(judged: Mapping[str, Judged]) -> list[str]:
    """A low mark helps nobody who is not told why."""
    return [one for one, said in judged.items() if said.mark < LOW and not said.comment]
