"""Minutes present, early leave, excuses, and how near the edge somebody is: all pure."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.attendance.rules import (
    Entry,
    Limits,
    Line,
    Point,
    Share,
    Standing,
    Totals,
    minutes_present,
    standing,
)
from lms.attendance.windows import Mark, Phase, Window
from lms.programmes.models import AttendanceBasis, ExcusedAs

STARTS = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=4)
P, L, S, E, A, N = Mark.PRESENT, Mark.LATE, Mark.EARLY, Mark.EXCUSED, Mark.ABSENT, Mark.NONE


def at(minutes: float, mark: Mark = P, method: str = "qr") -> Entry:
    """So many minutes after the start."""
    return Entry(mark, STARTS + timedelta(minutes=minutes), method)


def out(minutes: float, mark: Mark = P, method: str = "qr") -> Entry:
    """So many minutes after the end; negative is before it."""
    return Entry(mark, ENDS + timedelta(minutes=minutes), method)


@pytest.mark.parametrize(
    "came, left, minutes",
    [
        (at(-30), out(20), 240),
        (at(10), out(5), 230),
        (at(10, L), out(-25), 205),
        (at(0.5), out(0), 239),
        (at(-5), Entry(), 240),
        (at(50, P, "list"), out(1440, P, "correction"), 240),
        (at(50, L, "list"), out(0), 190),
        (at(1500, L, "correction"), out(0), 240),
        (at(0), out(-60, S, "list"), 180),
        (at(0), out(1440, S, "correction"), 240),
        (at(20, P, "again"), out(0), 220),
        (at(239), out(0), 1),
        (at(240), out(10), 0),
        (at(241), out(10), 0),
        (at(241), Entry(), 0),
        (at(241, L, "scanner"), out(1440, P, "correction"), 0),
        (at(-30), out(-241), 0),
        (at(-30), out(-241, S, "list"), 240),
    ],
)
def test_minutes_count_within_the_session_and_who_is_marked_by_hand_is_believed(
    came: Entry, left: Entry, minutes: int
) -> None:
    assert minutes_present(STARTS, ENDS, came, left) == minutes


def test_a_session_shorter_than_the_minimum_asks_for_its_own_length() -> None:
    limits, short = Limits(minimum_minutes=300), STARTS + timedelta(minutes=60)
    assert not limits.too_short(STARTS, short, at(-1), Entry(P, short, "qr"))
    assert limits.too_short(STARTS, short, at(1), Entry(P, short, "qr"))


@pytest.mark.parametrize("minutes, short", [(230, False), (231, True), (None, False)])
def test_the_very_minute_of_the_minimum_is_enough(minutes: int | None, short: bool) -> None:
    assert Limits(minimum_minutes=minutes).too_short(STARTS, ENDS, at(10), out(0)) is short


def window(opened_by_hand: float | None = None) -> Window:
    opened = None if opened_by_hand is None else ENDS + timedelta(minutes=opened_by_hand)
    return Window(
        phase=Phase.AFTER,
        starts_at=STARTS,
        ends_at=ENDS,
        opens_minutes=-60,
        late_minutes=None,
        closes_minutes=45,
        opened_at=opened,
    )


@pytest.mark.parametrize(
    "seconds_before_the_end, allowed, early",
    [(601, 10, True), (600, 10, False), (599, 10, False), (1, 0, True), (0, 0, False), (3000, None, False)],
)
def test_who_checks_out_before_the_threshold_leaves_early_to_the_second(
    seconds_before_the_end: int, allowed: int | None, early: bool
) -> None:
    moment = ENDS - timedelta(seconds=seconds_before_the_end)
    assert window().leaves_early(moment, allowed) is early


def test_nobody_leaves_early_once_the_end_was_opened_by_hand() -> None:
    opened = window(opened_by_hand=-50)
    assert not opened.leaves_early(ENDS - timedelta(minutes=49), 0)
    assert opened.leaves_early(ENDS - timedelta(minutes=51), 0)


BOTH = [Point(phase, ran=True, over=True) for phase in Phase]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (P, S, Standing.LEFT_EARLY),
        (L, S, Standing.LEFT_EARLY),
        (N, S, Standing.INCOMPLETE),
        (E, S, Standing.EXCUSED),
    ],
)
def test_early_leave_is_a_standing_of_its_own(before: Mark, after: Mark, expected: Standing) -> None:
    assert standing({Phase.BEFORE: before, Phase.AFTER: after}, BOTH) is expected


def totals(standings: list[Standing], periods: list[int] | None = None, **share: object) -> Totals:
    sizes = periods or [5] * len(standings)
    lines = tuple(
        Line(number, number, size, found)
        for number, (found, size) in enumerate(zip(standings, sizes, strict=True), 1)
    )
    return Totals(lines, Share(**share))  # type: ignore[arg-type]


IN, OUT, TO_COME, LEFT, AWAY = (
    Standing.PRESENT,
    Standing.ABSENT,
    Standing.PENDING,
    Standing.LEFT_EARLY,
    Standing.EXCUSED,
)


@pytest.mark.parametrize("counts, attended, lost", [(True, 10, 0), (False, 5, 5)])
def test_whether_early_leave_counts_is_what_the_programme_says(
    counts: bool, attended: int, lost: int
) -> None:
    found = totals([IN, LEFT], early_counts=counts)
    assert (found.attended, found.lost) == (attended, lost)


@pytest.mark.parametrize(
    "excused_as, attended, planned, lost, needed",
    [
        (ExcusedAs.MISSED, 15, 25, 5, 20),
        (ExcusedAs.ATTENDED, 20, 25, 0, 20),
        (ExcusedAs.LEFT_OUT, 15, 20, 0, 16),
    ],
)
def test_what_an_excused_session_is_for_the_share_is_what_the_programme_says(
    excused_as: ExcusedAs, attended: int, planned: int, lost: int, needed: int
) -> None:
    found = totals([IN, IN, IN, AWAY, TO_COME], excused_as=excused_as)
    assert (found.attended, found.planned, found.lost, found.needed) == (attended, planned, lost, needed)


@pytest.mark.parametrize(
    "standings, may_miss, edge, impossible",
    [
        ([TO_COME] * 5, 1, False, False),
        ([IN, TO_COME, TO_COME, TO_COME, TO_COME], 1, False, False),
        ([OUT, TO_COME, TO_COME, TO_COME, TO_COME], 0, True, False),
        ([OUT, IN, IN, IN, TO_COME], 0, True, False),
        ([OUT, IN, IN, IN, IN], 0, False, False),
        ([OUT, OUT, IN, TO_COME, TO_COME], 0, False, True),
        ([IN, IN, IN, IN, TO_COME], 1, False, False),
    ],
)
def test_of_five_sessions_at_80_percent_one_may_be_missed(
    standings: list[Standing], may_miss: int, edge: bool, impossible: bool
) -> None:
    found = totals(standings, basis=AttendanceBasis.SESSIONS)
    assert (found.may_miss, found.on_the_edge, found.impossible) == (may_miss, edge, impossible)


def test_where_sessions_differ_the_longest_one_decides_whether_one_may_be_missed() -> None:
    found = totals([OUT, TO_COME, TO_COME, IN], periods=[2, 2, 3, 13])
    assert (found.planned, found.needed, found.lost) == (20, 16, 2)
    assert found.may_miss == 0
    assert found.on_the_edge
    assert totals([OUT, TO_COME, TO_COME, IN], periods=[1, 2, 3, 14]).may_miss == 1


def test_nobody_is_on_the_edge_before_anything_was_missed() -> None:
    assert not totals([TO_COME] * 3, percent=100).on_the_edge
