"""Moving topics in their tree: up and down, in and out, or beside another one. Pure.

The tree is told as a list in reading order, each topic with the one that it stands below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

DEEPEST = 3


@dataclass(frozen=True)
class Node:
    """A topic and the one above it, None at the top."""

    id: int
    parent_id: int | None = None


class How(StrEnum):
    """One step by keyboard or button; or, where it was dropped, beside or below the topic that is the target."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"
    BEFORE = "before"
    AFTER = "after"
    INTO = "into"


@dataclass(frozen=True)
class Move:
    """What is to become of a topic."""

    topic_id: int
    how: How
    target_id: int | None = None


Tree = dict[int | None, list[int]]


def moved(nodes: Sequence[Node], move: Move) -> tuple[Node, ...] | None:
    """The tree after the move; None where there is no such place: at the edge, below itself, or too deep."""
    parents = {node.id: node.parent_id for node in nodes}
    if move.topic_id not in parents:
        return None
    tree = _tree(nodes)
    place = _place(tree, parents, move)
    if place is None:
        return None
    parent_id, before = place
    tree[parents[move.topic_id]].remove(move.topic_id)
    below = tree.setdefault(parent_id, [])
    below.insert(below.index(before) if before is not None else len(below), move.topic_id)
    after = tuple(_walk(tree))
    return after if max(depths(after).values()) < DEEPEST else None


def possible(nodes: Sequence[Node]) -> dict[int, set[How]]:
    """The single steps that each topic can take."""
    steps = (How.UP, How.DOWN, How.IN, How.OUT)
    return {node.id: {how for how in steps if moved(nodes, Move(node.id, how))} for node in nodes}


def depths(nodes: Sequence[Node]) -> dict[int, int]:
    """How deep each topic stands, 0 at the top."""
    found: dict[int, int] = {}
    for node in nodes:
        found[node.id] = 0 if node.parent_id is None else found[node.parent_id] + 1
    return found


def carried(order: Sequence[int], parents: Mapping[int, int | None]) -> dict[int, int | None]:
    """What stays above what in an order that was typed: as long as nothing else stands between them."""
    kept: dict[int, int | None] = {}
    above: list[int] = []
    for topic_id in order:
        parent_id = parents.get(topic_id)
        while above and above[-1] != parent_id:
            above.pop()
        kept[topic_id] = above[-1] if above else None
        above.append(topic_id)
    return kept


def look(nodes: Sequence[Node]) -> str:
    """A short name for the tree as somebody saw it."""
    told = ";".join(f"{node.id}<{node.parent_id or ''}" for node in nodes)
    return sha256(told.encode()).hexdigest()[:16]


def _place(tree: Tree, parents: Mapping[int, int | None], move: Move) -> tuple[int | None, int | None] | None:
    """Below which topic, and before which of those there (None: behind them all)."""
    if move.how in (How.BEFORE, How.AFTER, How.INTO):
        return _beside(tree, parents, move)
    parent_id = parents[move.topic_id]
    siblings = tree[parent_id]
    at = siblings.index(move.topic_id)
    if move.how is How.OUT:
        return (parents[parent_id], _next(tree[parents[parent_id]], parent_id)) if parent_id else None
    if move.how is How.DOWN:
        return (parent_id, _next(siblings, siblings[at + 1])) if at + 1 < len(siblings) else None
    if at == 0:
        return None
    return (siblings[at - 1], None) if move.how is How.IN else (parent_id, siblings[at - 1])


def _beside(
    tree: Tree, parents: Mapping[int, int | None], move: Move
) -> tuple[int | None, int | None] | None:
    target = move.target_id
    if target not in parents or target is None or move.topic_id in _above(target, parents):
        return None
    if move.how is How.INTO:
        return target, None
    siblings = [one for one in tree[parents[target]] if one != move.topic_id]
    return parents[target], target if move.how is How.BEFORE else _next(siblings, target)


def _next(siblings: Sequence[int], topic_id: int) -> int | None:
    at = siblings.index(topic_id) + 1
    return siblings[at] if at < len(siblings) else None


def _above(topic_id: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    """The topic itself and all that it stands below."""
    while topic_id is not None:
        yield topic_id
        topic_id = parents[topic_id]


def _tree(nodes: Sequence[Node]) -> Tree:
    tree: Tree = {None: []}
    for node in nodes:
        tree.setdefault(node.parent_id, []).append(node.id)
    return tree


def _walk(tree: Tree, parent_id: int | None = None) -> Iterator[Node]:
    for topic_id in tree.get(parent_id, ()):
        yield Node(topic_id, parent_id)
        yield from _walk(tree, topic_id)
