"""Every standing and mark has its figures, and figures are lines counted."""

from lms.attendance.rules import Standing
from lms.attendance.windows import Mark
from lms.reports.figures import AT_OPENING, COUNTED_AS, Figure, Line, by_group, by_unit, chosen, counts

PARTS = {Figure.PRESENT, Figure.EXCUSED, Figure.UNEXCUSED, Figure.INCOMPLETE, Figure.OPEN}


def line(*figures: Figure, unit: str = "", group: str = "", person: int = 1) -> Line:
    return Line(person, "Lê Văn Bảy", len(unit), unit, group, 1, (Figure.SUMMONED, *figures))


def test_every_standing_and_every_mark_counts_as_something_said() -> None:
    assert {standing.value for standing in Standing} <= set(COUNTED_AS)
    assert {mark.value for mark in Mark} <= set(AT_OPENING)


def test_whoever_is_summoned_stands_in_exactly_one_part_of_the_sum() -> None:
    told = {**COUNTED_AS, **AT_OPENING}
    assert {
        name: len(PARTS & set(figures)) for name, figures in told.items() if name != "cancelled"
    } == dict.fromkeys(set(told) - {"cancelled"}, 1)


def test_late_and_left_early_count_among_the_present() -> None:
    found = counts(
        [line(Figure.PRESENT, Figure.LATE, Figure.LEFT_EARLY), line(Figure.PRESENT), line(Figure.EXCUSED)]
    )
    assert found == {
        Figure.SUMMONED: 3,
        Figure.PRESENT: 2,
        Figure.EXCUSED: 1,
        Figure.UNEXCUSED: 0,
        Figure.LATE: 1,
        Figure.LEFT_EARLY: 1,
        Figure.INCOMPLETE: 0,
        Figure.OPEN: 0,
    }


def test_units_stand_in_vietnamese_order_numbers_as_numbers_and_nobodys_unit_last() -> None:
    lines = [
        line(unit=name) for name in ("", "Chi bộ 10", "Đảng bộ xã B", "Chi bộ 2", "Đảng bộ xã A", "Ấp 1")
    ]
    assert [part.name for part in by_unit(lines)] == [
        "Ấp 1",
        "Chi bộ 2",
        "Chi bộ 10",
        "Đảng bộ xã A",
        "Đảng bộ xã B",
        "",
    ]


def test_groups_are_told_only_where_there_are_some() -> None:
    assert by_group([line(), line()]) == []
    assert [part.name for part in by_group([line(group="Tổ 10"), line(group="Tổ 9"), line()])] == [
        "Tổ 9",
        "Tổ 10",
        "",
    ]


def test_a_figure_opens_to_its_lines_of_one_unit_or_group() -> None:
    lines = [
        line(Figure.LATE, unit="A", group="Tổ 1"),
        line(Figure.LATE, unit="BB"),
        line(Figure.EXCUSED, unit="A"),
    ]
    assert len(chosen(lines, Figure.LATE)) == 2
    assert chosen(lines, Figure.LATE, unit=1) == lines[:1]
    assert chosen(lines, Figure.LATE, group="Tổ 1") == lines[:1]
    assert chosen(lines, Figure.LEFT_EARLY) == []
