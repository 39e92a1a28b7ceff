"""Where people sit together away from the hall: points of connection, halls that listen to a broadcast. Pure.

They are counted by head. Such a count never joins the figures of people who were checked in one by one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A place with how many are expected and, once somebody entered it, how many were counted."""

    name: str
    expected: int = 0
    counted: int | None = None


@dataclass(frozen=True)
class Heads:
    """The places together. `entered` says of how many the count is known."""

    places: int
    entered: int
    expected: int
    counted: int

    @property
    def complete(self) -> bool:
        return self.entered == self.places


def places_of(stored: Iterable[Mapping[str, Any]]) -> list[Place]:
    """As the column holds them."""
    return [Place(one["name"], one["expected"], one["counted"]) for one in stored]


def stored(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [asdict(place) for place in places]


def heads(places: Iterable[Place]) -> Heads:
    """What is expected and what was counted over all places."""
    known = list(places)
    counts = [place.counted for place in known if place.counted is not None]
    return Heads(len(known), len(counts), sum(place.expected for place in known), sum(counts))


def doubled(places: Iterable[Place]) -> str:
    """A name that stands there twice, or nothing."""
    seen: set[str] = set()
    for place in places:
        key = " ".join(place.name.lower().split())
        if key in seen:
            return place.name
        seen.add(key)
    return ""
