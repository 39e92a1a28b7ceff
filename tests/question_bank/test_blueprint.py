"""The test matrix."""

from decimal import Decimal

import pytest

from question_bank.blueprint import Blueprint, Row
from question_bank.question import Level

QUARTER = Decimal("0.25")
MATRIX = Blueprint(
    (
        Row("Chương 1", Level.RECOGNITION, 12, QUARTER),
        Row("Chương 1", Level.UNDERSTANDING, 8, QUARTER),
        Row("Chương 2", Level.RECOGNITION, 4, QUARTER),
        Row("Chương 2", None, 2, Decimal(2)),
    )
)


def test_a_matrix_adds_up():
    assert (MATRIX.count, MATRIX.points) == (26, Decimal(10))
    assert MATRIX.problems() == []


def test_totals_by_topic_and_level():
    assert {name: (part.count, part.points, part.percent) for name, part in MATRIX.by_topic().items()} == {
        "Chương 1": (20, Decimal(5), 50),
        "Chương 2": (6, Decimal(5), 50),
    }
    assert {name: part.percent for name, part in MATRIX.by_level().items()} == {"NB": 40, "TH": 20, "": 40}


@pytest.mark.parametrize(
    "rows,code",
    [
        ((), "blueprint.empty"),
        ((Row("", None, 0, QUARTER),), "blueprint.empty"),
        ((Row("", None, -1, QUARTER),), "blueprint.count"),
        ((Row("", None, 1, Decimal(0)),), "blueprint.points"),
        ((Row("", None, 1, Decimal("NaN")),), "blueprint.points"),
        ((Row("", None, 3, Decimal(3)),), "blueprint.total"),
        ((Row("", None, 501, QUARTER),), "blueprint.too_many"),
        ((Row("a", None, 20, QUARTER), Row("a", None, 20, QUARTER)), "blueprint.row_twice"),
    ],
)
def test_what_is_wrong_with_a_matrix_is_named(rows, code):
    assert code in [problem.code for problem in Blueprint(rows).problems()]


def test_a_row_accepts_what_it_asks_for():
    row = Row("Chương 1", None, 1, QUARTER, type="essay")
    assert row.accepts("Chương 1", Level.APPLICATION, "essay")
    assert not row.accepts("Chương 2", Level.APPLICATION, "essay")
    assert not row.accepts("Chương 1", Level.APPLICATION, "numeric")
