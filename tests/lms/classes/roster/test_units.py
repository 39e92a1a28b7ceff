"""Units by the names that lists give them."""

from lms.classes.roster.problems import Problem
from lms.classes.roster.units import KnownUnit, Units

UNITS = [
    KnownUnit(1, "Đảng bộ tỉnh Lam Giang", "/1/"),
    KnownUnit(2, "Đảng bộ phường Tân Lâm", "/1/2/"),
    KnownUnit(3, "Đảng bộ xã Hòa Bình", "/1/3/"),
    KnownUnit(4, "Chi bộ 1", "/1/2/4/"),
    KnownUnit(5, "Chi bộ 1", "/1/3/5/"),
    KnownUnit(6, "Chi bộ thôn Đông", "/1/3/6/"),
]


def found(name: str, above: str = "", home: str = "/") -> int | str:
    unit = Units(UNITS, home).find(name, above)
    return unit.code if isinstance(unit, Problem) else unit.id


def test_marks_capitals_and_kind_words_do_not_matter():
    for name in ("Đảng bộ phường Tân Lâm", "ĐẢNG BỘ PHƯỜNG TÂN LÂM", "phường Tân Lâm", "Đảng ủy phường Tân lâm",
                 "dang bo phuong tan lam", "II. Đảng bộ phường Tân Lâm"):  # fmt: skip
        assert found(name) == 2
    assert found("Đảng bộ xã Hoà Bình") == 3


def test_cells_of_one_name_are_told_apart_by_the_unit_above():
    assert found("Chi bộ 1") == "unit.several"
    assert found("Chi bộ 1", "Đảng bộ xã Hòa Bình") == 5
    assert found("Chi bộ 1, Đảng bộ phường Tân Lâm") == 4
    assert found("Chi bộ 1 - phường Tân Lâm") == 4


def test_cells_of_one_name_are_told_apart_by_where_the_class_is_held():
    assert found("Chi bộ 1", home="/1/3/") == 5


def test_an_unknown_cell_stands_for_the_known_unit_above():
    assert found("Chi bộ 99", "Đảng bộ xã Hòa Bình") == 3


def test_a_name_that_nobody_has_is_said():
    assert found("Chi bộ thôn Tây") == "unit.unknown"
    assert found("1") == "unit.unknown"
