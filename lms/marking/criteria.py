"""What marking needs to know of a criterion, wherever it comes from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol


class Level(Protocol):
    """One step of a criterion; `label` is known again in other versions of the rubric."""

    @property
    def id(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def points(self) -> Decimal: ...


class Criterion(Protocol):
    """`points` are the most that it can bring."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def levels(self) -> Sequence[Level]: ...
