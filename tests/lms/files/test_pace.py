"""However fast pieces come, others have most of the core; who sends over a line from outside never waits."""

from itertools import count

import pytest

from lms.files.uploads.pace import BURST, EVERY, Pace

NOW = 1000.0


def test_a_fast_line_is_slowed_down_to_the_pace_after_a_first_rush() -> None:
    pace, moment, pieces = Pace(), NOW, 0
    while moment < NOW + 10:
        moment += pace.wait(moment)
        pieces += 1
    assert pieces == pytest.approx((10 + BURST) / EVERY, abs=2)


def test_each_of_many_who_come_at_once_waits_for_those_before() -> None:
    pace = Pace()
    waits = [pace.wait(NOW) for _piece in range(30)]
    free = round(BURST / EVERY) + 1
    assert waits[:free] == [0.0] * free
    assert waits[free:] == pytest.approx([EVERY * place for place in range(1, 31 - free)])


def test_a_line_from_outside_never_waits() -> None:
    pace = Pace()
    arriving = (NOW + 0.05 * place for place in count())
    assert {pace.wait(moment) for _piece, moment in zip(range(100), arriving, strict=False)} == {0.0}
