"""How well two markers agree, over the scripts that have their mark. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lms.reflections.double.rules import How


@dataclass(frozen=True)
class Given:
    """What one criterion got from one marker."""

    points: Decimal
    level: str


@dataclass(frozen=True)
class Pair:
    """One script with what the first, second and perhaps third found, by criterion's place and title."""

    public_id: str
    script_no: int
    how: How
    total: Decimal
    totals: Sequence[Decimal]
    scores: Sequence[Mapping[tuple[int, str], Given]] = field(default=())

    @property
    def apart(self) -> Decimal:
        return abs(self.totals[0] - self.totals[1])


@dataclass(frozen=True)
class CriterionAgreement:
    title: str
    scripts: int
    same_level: int
    mean_apart: Decimal


@dataclass(frozen=True)
class Agreement:
    """`within` counts the pairs that lie no more than the task's limit apart (without one: exactly alike)."""

    scripts: int
    within: int
    third: int
    mean_apart: Decimal | None
    mean_first_above: Decimal | None
    criteria: Sequence[CriterionAgreement]


def of_pairs(pairs: Sequence[Pair], within: Decimal | None) -> Agreement:
    return Agreement(
        scripts=len(pairs),
        within=sum(pair.apart <= (within or 0) for pair in pairs),
        third=sum(len(pair.totals) > 2 for pair in pairs),
        mean_apart=_mean([pair.apart for pair in pairs]),
        mean_first_above=_mean([pair.totals[0] - pair.totals[1] for pair in pairs]),
        criteria=_by_criterion(pairs),
    )


def _by_criterion(pairs: Sequence[Pair]) -> list[CriterionAgreement]:
    both: dict[tuple[int, str], list[tuple[Given, Given]]] = {}
    for pair in pairs:
        first, second = pair.scores[0], pair.scores[1]
        for key in sorted(first.keys() & second.keys()):
            both.setdefault(key, []).append((first[key], second[key]))
    return [
        CriterionAgreement(
            title,
            len(found),
            sum(one.level == other.level for one, other in found),
            _mean([abs(one.points - other.points) for one, other in found]) or Decimal(0),
        )
        for (_place, title), found in sorted(both.items())
    ]


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None
