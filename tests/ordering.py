"""In which order tests run, so that browsers and faults do not all stand at the same time at the end of one's list.

Each of the workers gets its share of them, with quick tests in between; what is left over goes to who is free.
"""

from itertools import groupby
from pathlib import Path
from typing import TypeVar

import pytest

LANES = 4  # as many as `make test` has workers
SLOW = {"faults", "journeys"}
SHARED = {"killed", "standing", "postgres"}  # folders of tests that share one server
T = TypeVar("T")


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, modules of slow ones kept together, since they share a server and a browser."""
    slow = [item for item in items if SLOW & set(item.path.parts)]
    quick = [item for item in items if not SLOW & set(item.path.parts)]
    modules = [list(group) for _place, group in groupby(slow, key=_place)]
    ordered: list[pytest.Item] = []
    for lane in range(LANES):
        mine = modules[lane::LANES]
        size = len(items) * (lane + 1) // LANES - len(ordered) - sum(map(len, mine))
        fill, quick = quick[: max(size, 0)], quick[max(size, 0) :]
        ordered += _between(mine, fill)
    return ordered + quick


def _place(item: pytest.Item) -> Path:
    """The module, or the folder whose modules belong together."""
    return item.path.parent if item.path.parent.name in SHARED else item.path


def _between(modules: list[list[T]], fill: list[T]) -> list[T]:
    """The modules at equal distances in what fills the room between them."""
    ordered: list[T] = []
    for number, module in enumerate(modules):
        start, end = (len(fill) * place // len(modules) for place in (number, number + 1))
        ordered += module + fill[start:end]
    return ordered if modules else fill
