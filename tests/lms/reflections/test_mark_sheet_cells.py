"""The cells of a marking sheet: what is a code, what is a level, and which address is said to be wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lms.reflections.offline import rules
from lms.reflections.offline.rules import Code, Fault, Why
from tests.lms.marking.plain import Criterion, Level

pytestmark = pytest.mark.one_database
SECRET, CHI = "k" * 40, 7
CODE = Code("-Ab_9", 3, 2, "0a1b2c3d")


CRITERIA = [
    Criterion(
        place, title, (Level(10 * place, "Đạt", Decimal("1.5")), Level(10 * place + 1, "Tốt", Decimal(5)))
    )
    for place, title in ((1, "Bố cục"), (2, "Liên hệ"))
]


def typed(*cells, formulas=(), code=CODE):
    return rules.typed(5, ["", "12", "", "", *cells], CRITERIA, code, set(formulas))


def test_a_code_is_read_back_by_its_marker_alone():
    cell = rules.signed(CODE, CHI, SECRET)
    assert rules.read_code(cell, CHI, SECRET) == CODE
    assert rules.read_code(cell, CHI + 1, SECRET) is None
    assert rules.read_code(cell, CHI, "x" * 40) is None


@pytest.mark.parametrize(
    "changed",
    [
        replace(CODE, base=3),
        replace(CODE, version_id=4),
        replace(CODE, public_id="x"),
        replace(CODE, seen="11111111"),
    ],
)
def test_a_code_that_was_changed_by_hand_is_none(changed):
    mac = rules.signed(CODE, CHI, SECRET).rsplit(".", 1)[1]
    parts = (changed.public_id, changed.version_id, changed.base, changed.seen, mac)
    assert rules.read_code(".".join(map(str, parts)), CHI, SECRET) is None


@pytest.mark.parametrize(
    "cell", ["", "a.b.c", "a.1.2.3.4.5", "a.².1.x.y", "a.9999999999.1.x.y", "=1+1", "á.1.1.é.é"]
)
def test_anything_else_is_no_code(cell):
    assert rules.read_code(cell, CHI, SECRET) is None


@pytest.mark.parametrize("cell", ["Tốt (5)", "tốt", "TỐT (5)"])
def test_a_level_is_chosen_by_its_words(cell):
    assert typed(cell).values["level-1"] == "11"


@pytest.mark.parametrize(
    "cells, formulas, wrong",
    [
        (["Giỏi"], (), [Fault("E5", Why.LEVEL, "Giỏi")]),
        (["5"], (), [Fault("E5", Why.LEVEL, "5")]),
        (["Đạt (1,5)", "x" * 1001], (), [Fault("F5", Why.TOO_LONG, "x" * 1001)]),
        (["", "", "", "", "x" * 4001], (), [Fault("I5", Why.TOO_LONG, "x" * 4001)]),
        (["", "", "Tốt"], ["G5"], [Fault("G5", Why.FORMULA, "Tốt")]),
        (["", "", ""], ["I5", "A1"], [Fault("I5", Why.FORMULA)]),
    ],
)
def test_a_wrong_cell_is_named_by_its_address(cells, formulas, wrong):
    found = typed(*cells, formulas=formulas)
    assert list(found.faults) == wrong


def test_a_row_without_a_code_or_cells_says_so_in_its_first_cell():
    assert typed("Tốt", code=None).faults == (Fault("A5", Why.CODE, ""),)
    assert rules.typed(9, [], CRITERIA, CODE, set()).empty


def test_criteria_without_a_level_are_named():
    assert rules.open_cells(typed("", "Ý hay"), CRITERIA) == [
        Fault("E5", Why.NO_LEVEL),
        Fault("G5", Why.NO_LEVEL),
    ]


@pytest.mark.parametrize(
    "column, name", [(0, "A1"), (25, "Z1"), (26, "AA1"), (51, "AZ1"), (52, "BA1"), (701, "ZZ1")]
)
def test_columns_are_named_as_a_spreadsheet_does(column, name):
    assert rules.address(column, 1) == name


def test_a_row_has_the_same_fingerprint_when_excel_brings_it_back_as_it_was():
    out = {"level-1": "11", "comment-1": " Ý hay\r\nrõ\u200b ", "remark": "", "comment-2": "a\u0301"}
    back = {"level-1": "11", "comment-1": "Ý hay\nrõ", "comment-2": "á"}
    assert rules.fingerprint(out) == rules.fingerprint(back)
    assert rules.fingerprint(out) != rules.fingerprint({**back, "level-1": "12"})


def test_what_is_offered_is_understood_again():
    for criterion in CRITERIA:
        for level in criterion.levels:
            assert rules.choice(level) in {"Đạt (1,5)", "Tốt (5)"}
