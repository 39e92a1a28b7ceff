"""Figures are counted from lines, and each opens to exactly the lines that it counts."""

from decimal import Decimal
from random import Random

import pytest

from lms.reports.reflections import figures
from lms.reports.reflections.figures import BELOW, Asked, Handed, Line, Scored, Sight, sight

BANDS = (("Giỏi", Decimal(8)), ("Khá", Decimal(7)), ("Trung bình", Decimal(5)))


def line(number: int, mark: str | None = None, handed: Handed = Handed.HANDED_IN, unit: int = 1) -> Line:
    score = Scored(1, "Bố cục", "Tốt" if number % 2 else "Khá", Decimal(3), Decimal(5))
    return Line(
        *(number, f"Học viên {number}", unit, f"Đơn vị {unit}", handed, number),
        total=Decimal(mark) if mark else None,
        out_of=Decimal(20),
        marker_id=number % 3 if mark else None,
        marker=f"Giảng viên {number % 3}" if mark else "",
        scores=(score,) if mark else (),
    )


def some() -> list[Line]:
    """A hundred learners with marks out of twenty, some without."""
    rng = Random(7)
    made = []
    for number in range(100):
        handed = rng.choice(list(Handed))
        mark = str(Decimal(rng.randrange(0, 81)) / 4) if handed.handed_in and rng.random() < 0.8 else None
        made.append(line(number, mark, handed, rng.randrange(1, 6)))
    return made


@pytest.mark.parametrize(
    "released, may_mark, blind, seen",
    [
        (False, False, True, Sight(marks=False, persons=False)),
        (False, False, False, Sight(marks=False, persons=False)),
        (False, True, True, Sight(marks=True, persons=False)),
        (False, True, False, Sight(marks=True, persons=True)),
        (True, False, True, Sight(marks=True, persons=True)),
        (True, True, True, Sight(marks=True, persons=True)),
    ],
)
def test_marks_are_for_markers_before_the_release_and_without_names_while_it_is_blind(
    released: bool, may_mark: bool, blind: bool, seen: Sight
):
    assert sight(released=released, may_mark=may_mark, blind=blind) == seen


def test_every_figure_opens_to_as_many_lines_as_it_counts():
    lines = some()

    def opened(**asked: object) -> int:
        return sum(Asked(**asked).fits(one, BANDS) for one in lines)  # type: ignore[arg-type]

    whole = figures.total(lines, BANDS)
    assert whole.handed_in == opened(delivered=True)
    assert whole.missing == opened(missing=True)
    assert whole.late == opened(handed=Handed.LATE)
    assert whole.marked == opened(marked=True)
    assert all(count == opened(band=label) for label, count in whole.bands.items())
    assert [opened(bin=place) for place in range(10)] == figures.distribution(lines)
    assert all(one.marked == opened(marker_id=one.id) for one in figures.by_marker(lines))
    for unit in figures.by_unit(lines, BANDS):
        assert unit.sum.learners == opened(unit_id=unit.id)
        assert unit.sum.bands.get("Giỏi", 0) == opened(unit_id=unit.id, band="Giỏi")
    for criterion in figures.by_criterion(lines):
        for level, count in criterion.levels:
            assert count == opened(criterion=criterion.place, level=level)


def test_units_markers_bands_and_tenths_add_up_to_the_whole():
    lines = some()
    whole = figures.total(lines, BANDS)
    assert sum(one.sum.learners for one in figures.by_unit(lines, BANDS)) == whole.learners == 100
    assert sum(one.marked for one in figures.by_marker(lines)) == whole.marked
    assert sum(figures.distribution(lines)) == sum(whole.bands.values()) == whole.marked
    assert whole.handed_in + whole.missing + whole.exempt == whole.learners


@pytest.mark.parametrize(
    "mark, band, tenth",
    [
        ("10", "Giỏi", 9),
        ("8", "Giỏi", 8),
        ("7.99", "Khá", 7),
        ("5", "Trung bình", 5),
        ("4.99", BELOW, 4),
        ("0", BELOW, 0),
    ],
)
def test_a_mark_belongs_to_the_band_whose_lower_end_it_reaches(mark: str, band: str, tenth: int):
    assert figures.band_of(Decimal(mark), BANDS) == band
    assert figures.bin_of(Decimal(mark)) == tenth


def test_the_mean_is_on_the_scale_of_ten_and_rounded_half_up():
    assert figures.total([line(1, "15"), line(2, "16.01")], BANDS).mean == Decimal("7.76")
