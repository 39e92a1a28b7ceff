"""Title lines above, heads of two rows, totals and signatures below."""

from lms.classes.roster.cells import lines_of
from lms.classes.roster.columns import Field
from lms.classes.roster.head import layout, score

TITLE = [
    ["ĐẢNG BỘ PHƯỜNG TÂN LÂM"],
    ["DANH SÁCH HỌC VIÊN"],
    ["Kèm theo Quyết định số 12, ngày 05/11/2026"],
    [],
]


def test_the_head_is_found_below_title_lines():
    found = layout(lines_of([*TITLE, ["STT", "Họ và tên", "Ngày sinh"], ["1", "Nguyễn Văn An", "1981"]]))
    assert found.head_row == 5
    assert [line.number for line in found.rows] == [6]


def test_a_head_of_two_rows_tells_sex_by_the_column_of_the_birth():
    rows = [
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Ghi chú"],
        ["", "", "Nam", "Nữ", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Nguyễn Văn An", "18/5/1981", "", ""],
        ["2", "Lê Thị Bình", "", "1990", ""],
    ]
    found = layout(lines_of(rows))
    assert [column.meaning for column in found.columns] == [
        Field.ORDINAL, Field.NAME, Field.BIRTH_MALE, Field.BIRTH_FEMALE, Field.NOTE,
    ]  # fmt: skip
    assert [line.number for line in found.rows] == [4, 5]


def test_totals_and_signatures_at_the_end_are_passed_over():
    rows = [
        ["STT", "Họ và tên", "Đơn vị"],
        ["1", "Nguyễn Văn An", "A"],
        ["2", "Lê Thị Bình", "B"],
        ["Tổng cộng: 02 người"],
        ["", "", "Tân Lâm, ngày 05 tháng 11 năm 2026"],
        ["", "NGƯỜI LẬP BIỂU", "TM. BAN THƯỜNG VỤ"],
        ["", "Trần Thị Lập", "Phạm Văn Ký"],
    ]
    found = layout(lines_of(rows))
    assert [line.number for line in found.rows] == [2, 3]
    assert [line.number for line in found.passed_over] == [4, 5, 6, 7]


def test_people_below_a_subtotal_are_not_lost():
    rows = [
        ["STT", "Họ và tên", "Năm sinh"],
        ["1", "Nguyễn Văn An", "1981"],
        ["Cộng: 1"],
        ["2", "Lê Thị Bình", "1990"],
    ]
    assert [line.number for line in layout(lines_of(rows)).rows] == [2, 4]


def test_rows_that_hold_only_their_number_are_nobody():
    rows = [["STT", "Họ và tên", "Năm sinh"], ["1", "Nguyễn Văn An", "1981"], ["2"], ["3"]]
    assert [line.number for line in layout(lines_of(rows)).rows] == [2]


def test_a_heading_inside_the_list_names_the_unit_of_those_below():
    rows = [
        ["STT", "Họ và tên", "Năm sinh"],
        ["I. Đảng bộ phường Tân Lâm"],
        ["1", "Nguyễn Văn An", "1981"],
        ["II. Đảng bộ xã Hòa Bình"],
        ["1", "Lê Thị Bình", "1990"],
    ]
    assert layout(lines_of(rows)).sections == {3: "I. Đảng bộ phường Tân Lâm", 5: "II. Đảng bộ xã Hòa Bình"}


def test_the_head_printed_again_on_the_next_page_is_nobody():
    rows = [["STT", "Họ và tên"], ["1", "Nguyễn Văn An"], ["STT", "Họ và tên"], ["2", "Lê Thị Bình"]]
    assert [line.number for line in layout(lines_of(rows)).rows] == [2, 4]


def test_a_list_without_a_head_is_read_by_its_cells():
    found = layout(lines_of([["1", "Nguyễn Văn An", "0912345678"], ["2", "Lê Thị Bình", "0912345679"]]))
    assert found.head_row == 0
    assert [line.number for line in found.rows] == [1, 2]


def test_a_roster_scores_higher_than_other_sheets():
    roster = lines_of([["STT", "Họ và tên", "Năm sinh"], ["1", "Nguyễn Văn An", "1981"]])
    assert score(roster) > score(lines_of([["Hướng dẫn"], ["Đọc kỹ trước khi điền"]])) > score([])
