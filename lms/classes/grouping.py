"""How people are spread over groups (tổ). Pure."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from enum import StrEnum


class Spread(StrEnum):
    EVENLY = "evenly"
    BY_UNIT = "by-unit"


def spread(people: Sequence[tuple[int, Hashable]], groups: int, how: Spread) -> list[list[int]]:
    """People, given as (id, unit) in the order of the list, over `groups` groups."""
    return (
        by_unit(people, groups) if how is Spread.BY_UNIT else evenly([one for one, _unit in people], groups)
    )


def evenly(people: Sequence[int], groups: int) -> list[list[int]]:
    """In the order of the list, sizes at most one apart."""
    size, more = divmod(len(people), groups)
    found, start = [], 0
    for place in range(groups):
        end = start + size + (place < more)
        found.append(list(people[start:end]))
        start = end
    return found


def by_unit(people: Sequence[tuple[int, Hashable]], groups: int) -> list[list[int]]:
    """Nobody parted from their unit: the largest units first, each into the group that is smallest so far."""
    units: dict[Hashable, list[int]] = defaultdict(list)
    for one, unit in people:
        units[unit].append(one)
    found: list[list[int]] = [[] for _ in range(groups)]
    for members in sorted(units.values(), key=len, reverse=True):
        min(found, key=len).extend(members)
    return found
