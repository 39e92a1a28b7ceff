"""Topics in their tree: every move keeps all of them, each once, what stands below a topic going with it."""

from random import Random

import pytest

from lms.programmes.topics.rules import DEEPEST, How, Move, Node, carried, depths, look, moved, possible

#   1
#     2
#     3
#   4
#   5
#     6
TREE = (Node(1), Node(2, 1), Node(3, 1), Node(4), Node(5), Node(6, 5))


def told(nodes: tuple[Node, ...] | None) -> str:
    """`1(2 3) 4` for a tree."""
    assert nodes is not None
    words, before = "", 0
    for node, depth in zip(nodes, depths(nodes).values(), strict=True):
        words += "(" * (depth - before) if depth > before else ")" * (before - depth) + (" " if words else "")
        words, before = f"{words}{node.id}", depth
    return words + ")" * before


@pytest.mark.parametrize(
    "how, topic, target, expected",
    [
        (How.UP, 4, None, "4 1(2 3) 5(6)"),
        (How.DOWN, 1, None, "4 1(2 3) 5(6)"),
        (How.DOWN, 2, None, "1(3 2) 4 5(6)"),
        (How.IN, 4, None, "1(2 3 4) 5(6)"),
        (How.IN, 5, None, "1(2 3) 4(5(6))"),
        (How.OUT, 2, None, "1(3) 2 4 5(6)"),
        (How.OUT, 6, None, "1(2 3) 4 5 6"),
        (How.BEFORE, 5, 2, "1(5(6) 2 3) 4"),
        (How.AFTER, 1, 5, "4 5(6) 1(2 3)"),
        (How.AFTER, 3, 6, "1(2) 4 5(6 3)"),
        (How.INTO, 4, 5, "1(2 3) 5(6 4)"),
    ],
)
def test_a_topic_moves_with_all_below_it(how: How, topic: int, target: int | None, expected: str) -> None:
    assert told(moved(TREE, Move(topic, how, target))) == expected


@pytest.mark.parametrize(
    "move",
    [
        Move(1, How.UP),
        Move(1, How.IN),
        Move(1, How.OUT),
        Move(3, How.DOWN),
        Move(5, How.DOWN),
        Move(1, How.INTO, 2),
        Move(1, How.BEFORE, 1),
        Move(1, How.INTO, 99),
        Move(99, How.UP),
        Move(5, How.INTO, 3),
    ],
)
def test_there_is_no_place_at_the_edge_below_itself_or_too_deep(move: Move) -> None:
    assert moved(TREE, move) is None


def test_nothing_is_lost_whatever_is_moved() -> None:
    rng, nodes = Random(1930), tuple(TREE)
    for _turn in range(2000):
        ids = [node.id for node in nodes]
        move = Move(rng.choice(ids), rng.choice(list(How)), rng.choice(ids))
        after = moved(nodes, move)
        if after is None:
            continue
        assert sorted(node.id for node in after) == sorted(ids)
        assert max(depths(after).values()) < DEEPEST
        assert look(after) == look(nodes) or after != nodes
        nodes = after


def test_only_steps_that_lead_somewhere_are_offered() -> None:
    assert possible(TREE)[1] == {How.DOWN}
    assert possible(TREE)[3] == {How.UP, How.IN, How.OUT}


@pytest.mark.parametrize(
    "order, expected",
    [
        ([1, 2, 3, 4, 5, 6], {2: 1, 3: 1, 6: 5}),
        ([4, 1, 3, 2, 5, 6], {3: 1, 2: 1, 6: 5}),
        ([1, 2, 4, 3, 6, 5], {2: 1}),
        ([2, 1, 3, 5, 7, 6], {3: 1}),
    ],
)
def test_in_a_typed_order_a_topic_stays_below_another_while_nothing_stands_between(
    order: list[int], expected: dict[int, int]
) -> None:
    kept = carried(order, {node.id: node.parent_id for node in TREE})
    assert {topic: parent for topic, parent in kept.items() if parent} == expected
