"""Marking as arithmetic: the order of scripts, what a sheet adds up to, where a quote stands."""

import random
from dataclasses import dataclass
from decimal import Decimal

from lms.marking.rules import find_quote, in_order_for, kept_values, read_sheet
from tests.scale import scaled


@dataclass(frozen=True)
class Step:
    id: int
    points: Decimal


@dataclass(frozen=True)
class Row:
    id: int
    points: Decimal
    levels: tuple[Step, ...]


ROWS = [
    Row(1, Decimal(5), (Step(11, Decimal("1.25")), Step(12, Decimal(5)))),
    Row(2, Decimal(5), (Step(21, Decimal("0.75")), Step(22, Decimal("3.5")))),
]


def test_each_marker_meets_the_scripts_in_an_order_of_their_own_that_stays():
    keys = [f"script-{number}" for number in range(60)]
    first, second = in_order_for("seed", 1, keys), in_order_for("seed", 2, keys)
    assert sorted(first) == sorted(keys)
    assert first == in_order_for("seed", 1, reversed(keys))
    assert first not in (keys, second)


def test_a_sheet_adds_up_the_levels_that_were_chosen():
    sheet = read_sheet(ROWS, {"level-1": "11", "level-2": "22", "comment-1": " gọn ", "remark": "Tốt"})
    assert (sheet.total, sheet.complete, sheet.remark) == (Decimal("4.75"), True, "Tốt")
    assert [score.comment for score in sheet.scores] == ["gọn", ""]


def test_a_level_of_another_criterion_or_made_up_counts_as_none():
    for forged in ("22", "999", "-1", "1e308", "nan", "11 ", ""):
        sheet = read_sheet(ROWS, {"level-1": forged, "level-2": "22"})
        assert (sheet.open, sheet.total) == ((1,), Decimal("3.5"))


def test_totals_equal_an_independent_sum_on_random_sheets():
    lots = random.Random(7)
    for _round in range(scaled(1000)):
        chosen = {row.id: lots.choice(row.levels) for row in ROWS if lots.random() > 0.2}
        sheet = read_sheet(ROWS, {f"level-{row}": str(level.id) for row, level in chosen.items()})
        assert sheet.total * 100 == sum(int(level.points * 100) for level in chosen.values())
        assert len(sheet.open) == len(ROWS) - len(chosen)


def test_a_draft_keeps_only_what_belongs_to_the_rubric():
    sent = {"level-1": "11", "level-9": "1", "is_admin": "1", "remark": "x" * 9000}
    assert kept_values(ROWS, sent) == {"level-1": "11", "remark": "x" * 4000}


def test_a_quote_is_found_by_what_stands_around_it_and_else_where_it_first_occurs():
    text = "tám đặc trưng và tám chuyên đề"
    assert find_quote(text, "tám", before="và ") == (17, 20)
    assert find_quote(text, "tám", before="không còn ") == (0, 3)
    assert find_quote(text, "bảy") is None
    assert find_quote(text, "") is None
