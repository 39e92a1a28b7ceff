"""Places of a paper matched with candidates, so that as many places are filled as can be at all."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """A candidate; of one key at most one is taken."""

    @property
    def key(self) -> Hashable: ...


Place = tuple[int, int]
Thing = TypeVar("Thing", bound=Keyed)


class Matching(Generic[Thing]):
    """`offers` are the candidates for the places of each row, the preferred first.

    A place is (row, number). Places give way to each other along augmenting paths: what is matched stays matched,
    though perhaps otherwise, so that the order in which places come decides only what they get.
    """

    def __init__(self, offers: Sequence[Sequence[Thing]]) -> None:
        self.offers = offers
        self.filled: dict[Place, Thing] = {}
        self.owner: dict[Hashable, Place] = {}

    def place(self, wanted: Place) -> bool:
        """Fill one place, moving others along the shortest chain if need be."""
        queue: list[Place] = [wanted]
        looked_at: set[int] = set()
        came: dict[Hashable, tuple[Place, Thing]] = {}
        for place in queue:
            if place[0] in looked_at:
                continue  # another place of the same row has the same offers
            looked_at.add(place[0])
            for candidate in self.offers[place[0]]:
                if candidate.key in came:
                    continue
                came[candidate.key] = place, candidate
                if candidate.key not in self.owner:
                    self._move(candidate.key, came, wanted)
                    return True
                queue.append(self.owner[candidate.key])
        return False

    def _move(self, key: Hashable, came: Mapping[Hashable, tuple[Place, Thing]], wanted: Place) -> None:
        """Go back along the chain: each place takes the new candidate and frees its old one for the one before."""
        while True:
            place, candidate = came[key]
            before = self.filled.get(place)
            self.filled[place] = candidate
            self.owner[key] = place
            if place == wanted or before is None:
                return
            key = before.key
