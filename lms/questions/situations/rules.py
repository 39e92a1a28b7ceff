"""How a set is ordered. Pure."""

from collections.abc import Sequence


def moved(order: Sequence[int], one: int, up: bool) -> list[int]:
    """The order after `one` has changed places with its neighbour; at an end, or unknown, nothing changes."""
    found = list(order)
    if one not in found:
        return found
    here = found.index(one)
    there = here - 1 if up else here + 1
    if 0 <= there < len(found):
        found[here], found[there] = found[there], found[here]
    return found
