"""A session for those who missed another one, sessions at which only heads are counted: what counts for a person."""

import pytest

from lms.attendance.rules import Line, Share, Standing, Totals, counted
from lms.programmes.models import AttendanceBasis

P, A, X, W, C = Standing.PRESENT, Standing.ABSENT, Standing.EXCUSED, Standing.PENDING, Standing.CANCELLED


def lines(first: Standing, again: Standing) -> tuple[Line, ...]:
    """A session, one that makes up for it, and a third."""
    return (
        Line(1, 1, 5, first),
        Line(2, 2, 5, again, makes_up_for=1),
        Line(3, 3, 5, P),
    )


@pytest.mark.parametrize(
    "first, again, attended, planned, lost",
    [
        (P, W, 2, 2, 0),
        (P, A, 2, 2, 0),
        (A, P, 2, 2, 0),
        (X, P, 2, 2, 0),
        (A, A, 1, 2, 1),
        (A, W, 1, 2, 0),
        (A, C, 1, 2, 1),
        (C, P, 2, 2, 0),
        (C, A, 1, 2, 1),
    ],
    ids=[
        "was there, nothing is asked again",
        "was there, and is not missed the second time",
        "missed and made up",
        "excused and made up",
        "missed twice",
        "can still make up",
        "the second one is cancelled",
        "the first one was cancelled: the second counts by itself",
        "the first one was cancelled, the second missed",
    ],
)
def test_a_session_made_up_counts_once(first, again, attended, planned, lost):
    totals = Totals(lines(first, again), Share(80, AttendanceBasis.SESSIONS))
    assert (totals.attended, totals.planned, totals.lost) == (attended, planned, lost)


def test_every_line_is_still_there_to_be_shown():
    totals = Totals(lines(A, P))
    assert [line.standing for line in totals.lines] == [A, P, P]


def test_a_broadcast_counted_by_head_asks_nothing_of_anybody():
    held = (Line(1, 1, 5, P), Line(2, 2, 5, W, by_count=True))
    assert [line.session_id for line in counted(held)] == [1]
    assert Totals(held).planned == 5
