"""The criteria of the sheet and what the marks come to. Pure.

No central form exists; these follow the practice of political schools. What a sheet said stays as it was said then: it
keeps the words and weights of its criteria.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

HIGHEST = 10
FEWEST = 2  # appraisers without whom nothing is decided
LOW = Decimal(5)


class Conclusion(StrEnum):
    PASS = "pass"  # noqa: S105 - no password
    CORRECT = "correct"
    FAIL = "fail"


class Decision(StrEnum):
    APPROVE = "approve"
    AFTER_CORRECTION = "after-correction"
    RETURN = "return"


class Criterion(StrEnum):
    """In the order of the sheet."""

    AIMS = "aims"
    CONTENT = "content"
    SOURCES = "sources"
    PRACTICE = "practice"
    METHOD = "method"
    FORM = "form"


WEIGHTS = {
    Criterion.AIMS: 1,
    Criterion.CONTENT: 4,
    Criterion.SOURCES: 2,
    Criterion.PRACTICE: 1,
    Criterion.METHOD: 1,
    Criterion.FORM: 1,
}


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


def stored(judged: Mapping[Criterion, Judged]) -> list[dict[str, Any]]:
    """The rows of a sheet as they are kept."""
    return [
        {
            "criterion": one.value,
            "weight": WEIGHTS[one],
            "mark": str(judged[one].mark),
            "comment": judged[one].comment,
        }
        for one in Criterion
    ]


def unexplained(judged: Mapping[Criterion, Judged]) -> list[Criterion]:
    """A low mark helps nobody who is not told why."""
    return [one for one, said in judged.items() if said.mark < LOW and not said.comment]
