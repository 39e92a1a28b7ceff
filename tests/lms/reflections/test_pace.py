"""The pace of a marker: from the times of marks, without breaks, said as people say it."""

from datetime import datetime, timedelta

import pytest

from lms.reflections.workbench.pace import pace, rounded
from tests.lms.cast import NOW

MINUTE = timedelta(minutes=1)


def moments(*gaps: float) -> list[datetime]:
    found = [NOW]
    for gap in gaps:
        found.append(found[-1] + gap * MINUTE)
    return found


def test_the_pace_is_the_usual_time_between_two_marks_whatever_the_order():
    found = pace(list(reversed(moments(4, 3, 4, 15, 4))), 37)
    assert (found.minutes, found.left) == (4, timedelta(hours=2, minutes=30))


def test_a_break_is_no_marking():
    assert pace(moments(4, 4, 90, 4), 10).each == 4 * MINUTE


def test_too_few_marks_tell_nothing():
    assert pace(moments(4, 4), 10) is None
    assert pace(moments(4, 4, 600), 10) is None


@pytest.mark.parametrize(
    "minutes, said", [(0, 0), (0.2, 1), (7, 7), (11, 15), (58, 60), (61, 70), (148, 150)]
)
def test_the_time_left_is_said_roughly(minutes, said):
    assert rounded(minutes * MINUTE) == said * MINUTE
