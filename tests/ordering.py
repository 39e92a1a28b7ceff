"""In which order tests run, so that browsers and faults do not all stand at the same time at the end of one's list.

Each of the workers gets its share of them, with quick tests in between; what is left over goes to who is free.
"""

from itertools import groupby
from typing import TypeVar

import pytest

LANES = 4  # as many as `make test` has workers
SLOW = {"faults", "journeys"}
T = TypeVar("T")


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, modules of slow ones kept together, since they share a server and a browser."""
    slow = [item for item in items if SLOW & set(item.path.parts)]
    quick = [item for item in items if not SLOW & set(item.path.parts)]
    modules = [list(group) for _path, group in groupby(slow, key=lambda item: item.path)]
    ordered: list[pytest.Item] = []
    for lane in range(LANES):
        mine = modules[lane::LANES]
        size = len(items) * (lane + 1) // LANES - len(ordered) - sum(map(len, mine))
        fill, quick = quick[: max(size, 0)], quick[max(size, 0) :]
        ordered += _between(mine, fill)
    return ordered + quick


def _between(modules: list[list[T]], fill: list[T]) -> list[T]:
    """The modules at equal distances in what fills the room between them."""
    ordered: list[T] = []
    for number, module in enumerate(modules):
        start, end = (len(fill) * place // len(modules) for place in (number, number + 1))
        ordered += module + fill[start:end]
    return ordered if modules else fill
