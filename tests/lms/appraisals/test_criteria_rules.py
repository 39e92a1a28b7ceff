"""What may be kept as criteria, and putting them in order."""

import pytest

from lms.appraisals.criteria.rules import MOST, SHIPPED, Wording, Wrong, moved, wrong

A, B, C = (Wording(title, 1) for title in ("Mục tiêu", "Nội dung", "Hình thức"))


@pytest.mark.parametrize(
    "wanted, why",
    [
        ([A, B], None),
        ([A], Wrong.FEW),
        ([], Wrong.FEW),
        ([A, Wording("MỤC TIÊU", 3)], Wrong.TWICE),
        ([Wording(f"Tiêu chí {number}", 1) for number in range(MOST + 1)], Wrong.MANY),
    ],
)
def test_criteria_are_several_few_enough_and_told_apart(wanted: list[Wording], why: Wrong | None):
    assert wrong(wanted) is why


@pytest.mark.parametrize(
    "place, steps, order",
    [(0, 1, [B, A, C]), (2, -1, [A, C, B]), (0, -1, [A, B, C]), (2, 1, [A, B, C]), (7, -1, [A, B, C])],
)
def test_a_criterion_moves_by_one_and_stays_at_either_end(place: int, steps: int, order: list[Wording]):
    assert moved([A, B, C], place, steps) == order


def test_what_is_shipped_weighs_ten_and_the_content_most():
    assert sum(line.weight for line in SHIPPED) == 10
    assert max(SHIPPED, key=lambda line: line.weight).key == "content"
