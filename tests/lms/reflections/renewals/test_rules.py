"""A mark under another version of its rubric: what is known again is carried over, the rest needs the marker."""

from dataclasses import dataclass
from decimal import Decimal

from lms.marking.renewing.rules import Gap, Missing, carried
from tests.lms.marking.plain import Criterion, Level

D = Decimal


@dataclass(frozen=True)
class Score:
    criterion_id: int
    level_id: int | None
    comment: str = ""


def criterion(number, title, **levels):
    made = [
        Level(number * 10 + place, label, D(points)) for place, (label, points) in enumerate(levels.items())
    ]
    return Criterion(number, title, tuple(made))


OLD = [criterion(1, "Bố cục", đạt="1", tốt="2"), criterion(2, "Liên hệ", đạt="2", tốt="4")]
MARK = [Score(1, 11, "Rõ."), Score(2, 20)]


def test_levels_keep_their_names_and_take_the_new_points():
    new = [criterion(5, "Liên hệ", đạt="3", tốt="6"), criterion(6, "BỐ  CỤC", đạt="1", tốt="3")]
    found = carried(MARK, OLD, new)
    assert found.complete
    assert {score.criterion_id: (score.points, score.comment) for score in found.scores} == {
        5: (D(3), ""),
        6: (D(3), "Rõ."),
    }
    assert found.total == D(6)


def test_new_and_removed_criteria_and_levels_need_the_marker():
    new = [criterion(5, "Bố cục", đạt="1", khá="2"), criterion(6, "Sáng tạo", có="1", không="0")]
    assert set(carried(MARK, OLD, new).missing) == {
        Missing(Gap.LEVEL, "Bố cục", "tốt"),
        Missing(Gap.NEW, "Sáng tạo"),
        Missing(Gap.REMOVED, "Liên hệ"),
    }


def test_a_criterion_that_was_only_renamed_is_known_by_its_place_and_levels():
    new = [criterion(5, "Bố cục", đạt="1", tốt="2"), criterion(6, "Vận dụng", đạt="2", tốt="4")]
    assert carried(MARK, OLD, new).total == D(4)


def test_points_without_a_level_need_the_marker():
    assert carried([Score(1, None), Score(2, 20)], OLD, OLD).missing == (Missing(Gap.LEVEL, "Bố cục"),)
