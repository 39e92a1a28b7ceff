"""How a set is ordered."""

import pytest

from lms.questions.situations.rules import moved


@pytest.mark.parametrize(
    "order, one, up, after",
    [
        ([1, 2, 3], 2, True, [2, 1, 3]),
        ([1, 2, 3], 2, False, [1, 3, 2]),
        ([1, 2, 3], 1, True, [1, 2, 3]),
        ([1, 2, 3], 3, False, [1, 2, 3]),
        ([1, 2, 3], 9, True, [1, 2, 3]),
    ],
)
def test_a_question_changes_places_with_its_neighbour(
    order: list[int], one: int, up: bool, after: list[int]
) -> None:
    assert moved(order, one, up) == after
