"""Criteria that stand in no database, for tests of plain rules."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Level:
    id: int
    label: str
    points: Decimal


@dataclass(frozen=True)
class Criterion:
    id: int
    title: str
    levels: tuple[Level, ...]

    @property
    def points(self) -> Decimal:
        return max(level.points for level in self.levels)
