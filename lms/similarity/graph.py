"""Groups of scripts that have much in common, drawn: scripts on a circle, lines between those that share. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

NODE = 24  # radius of a script
ROOM = 34  # of the circle's line that each script has, in radii of one
THIN, THICK = 1.5, 9.0


@dataclass(frozen=True)
class Node:
    key: int
    x: float
    y: float


@dataclass(frozen=True)
class Edge:
    one: Node
    other: Node
    share: float

    @property
    def width(self) -> float:
        return round(THIN + (THICK - THIN) * self.share, 1)


@dataclass(frozen=True)
class Drawing:
    """A group: `size` is the width and height that it is drawn in."""

    size: int
    nodes: list[Node]
    edges: list[Edge]


def drawn(members: Sequence[int], links: Iterable[tuple[int, int, float]]) -> Drawing:
    """The members on a circle, from the top on; the more they are, the larger it is."""
    radius = max(2.2 * NODE, len(members) * ROOM / pi)
    middle = radius + NODE + 4
    nodes = [
        Node(member, *_place(middle, radius, place / len(members))) for place, member in enumerate(members)
    ]
    by_key = {node.key: node for node in nodes}
    edges = [
        Edge(by_key[one], by_key[other], share)
        for one, other, share in links
        if {one, other} <= by_key.keys()
    ]
    return Drawing(round(2 * middle), nodes, sorted(edges, key=lambda edge: edge.share))


def _place(middle: float, radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn - pi / 2
    return round(middle + radius * cos(angle), 1), round(middle + radius * sin(angle), 1)
