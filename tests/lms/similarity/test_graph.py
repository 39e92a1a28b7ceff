"""Groups as they are drawn: everybody on the circle, inside the picture, apart from each other."""

from itertools import combinations
from math import dist

import pytest

from lms.similarity import graph


@pytest.mark.parametrize("count", [2, 3, 12, 40])
def test_scripts_stand_inside_the_picture_and_do_not_cover_each_other(count):
    drawing = graph.drawn(range(count), [(0, 1, 0.5)])
    assert [node.key for node in drawing.nodes] == list(range(count))
    for node in drawing.nodes:
        assert min(node.x, node.y) >= graph.NODE
        assert max(node.x, node.y) <= drawing.size - graph.NODE
    for one, other in combinations(drawing.nodes, 2):
        assert dist((one.x, one.y), (other.x, other.y)) > 2 * graph.NODE


def test_the_more_in_common_the_thicker_the_line_and_the_later_it_is_drawn():
    drawing = graph.drawn([1, 2, 3], [(1, 2, 0.9), (2, 3, 0.3), (1, 99, 1.0)])
    assert [(edge.one.key, edge.other.key) for edge in drawing.edges] == [(2, 3), (1, 2)]
    assert drawing.edges[0].width < drawing.edges[1].width
