"""What check-ins mean: one mark, one session, a whole class."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from lms.attendance.rules import (
    NOTHING,
    Entry,
    Line,
    Point,
    Share,
    Standing,
    Totals,
    entry_of,
    needs_reason,
    standing,
)
from lms.attendance.windows import Mark, Phase
from lms.programmes.models import AttendanceBasis, CheckIns

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
N, P, L, E, A = Mark.NONE, Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT
BOTH_OVER = (True, True), (True, True)


@dataclass
class Came:
    at: datetime = NOW
    received_at: datetime = NOW
    method: str = "qr"
    late: bool = False
    by_id: int | None = None


@dataclass
class Corrected:
    new: Mark
    at: datetime = NOW + MINUTE
    by_id: int | None = 5
    reason: str = "nhầm"
    old: Mark = Mark.PRESENT


def test_a_check_in_is_present_or_late() -> None:
    assert entry_of(Came(), [], None).mark is P
    assert entry_of(Came(late=True), [], None).mark is L
    assert entry_of(None, [], None) == NOTHING


def test_the_latest_correction_counts_and_the_time_of_coming_stays() -> None:
    entry = entry_of(Came(), [Corrected(L), Corrected(P, NOW + 9 * MINUTE)], None)
    assert (entry.mark, entry.at, entry.decided_at, entry.reason) == (P, NOW, NOW + 9 * MINUTE, "nhầm")


def test_whoever_scans_again_after_withdrawing_came_at_the_second_scan() -> None:
    entry = entry_of(Came(), [Corrected(N), Corrected(P, NOW + 3 * MINUTE)], None)
    assert (entry.mark, entry.at) == (P, NOW + 3 * MINUTE)


def test_an_absent_person_came_at_no_time() -> None:
    assert entry_of(Came(), [Corrected(A)], None).at is None


def test_an_excuse_counts_only_where_nothing_is_recorded() -> None:
    assert entry_of(None, [], "ốm").mark is E
    assert entry_of(Came(), [], "ốm").mark is P
    assert entry_of(None, [Corrected(A)], "ốm").mark is A


def test_only_changing_what_others_or_scans_recorded_needs_a_reason() -> None:
    tapped = Entry(P, NOW, "list", NOW, by_id=5)
    assert not needs_reason(NOTHING, 5, NOW)
    assert not needs_reason(Entry(E, method="excuse"), 5, NOW)
    assert not needs_reason(tapped, 5, NOW + 5 * MINUTE)
    assert needs_reason(tapped, 5, NOW + 6 * MINUTE)
    assert needs_reason(tapped, 6, NOW)
    assert needs_reason(entry_of(Came(), [], None), 5, NOW)


def judged(
    before: Mark,
    after: Mark,
    points: tuple[tuple[bool, bool], ...] = BOTH_OVER,
    needed: CheckIns = CheckIns.BOTH,
) -> Standing:
    """`points` tells of each checkpoint whether it ran and whether it is over."""
    known = [Point(phase, *point) for phase, point in zip(Phase, points, strict=True)]
    return standing({Phase.BEFORE: before, Phase.AFTER: after}, known, needed)


@pytest.mark.parametrize(
    "before, after, points, expected",
    [
        (P, N, BOTH_OVER, Standing.PRESENT),
        (N, P, BOTH_OVER, Standing.PRESENT),
        (L, N, BOTH_OVER, Standing.LATE),
        (P, A, BOTH_OVER, Standing.PRESENT),
        (E, P, BOTH_OVER, Standing.PRESENT),
        (E, N, BOTH_OVER, Standing.EXCUSED),
        (N, A, BOTH_OVER, Standing.ABSENT),
        (P, N, ((True, True), (False, False)), Standing.PRESENT),
        (N, N, ((True, True), (False, False)), Standing.PENDING),
    ],
)
def test_where_the_programme_asks_for_either_check_in_one_is_enough(
    before: Mark, after: Mark, points: tuple[tuple[bool, bool], ...], expected: Standing
) -> None:
    assert judged(before, after, points, CheckIns.EITHER) is expected


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (P, P, Standing.PRESENT),
        (L, P, Standing.LATE),
        (P, N, Standing.INCOMPLETE),
        (N, P, Standing.INCOMPLETE),
        (L, A, Standing.INCOMPLETE),
        (E, E, Standing.EXCUSED),
        (P, E, Standing.EXCUSED),
        (E, A, Standing.EXCUSED),
        (A, E, Standing.EXCUSED),
        (A, A, Standing.ABSENT),
        (N, N, Standing.ABSENT),
        (N, A, Standing.ABSENT),
    ],
)
def test_a_session_counts_from_both_check_ins(before: Mark, after: Mark, expected: Standing) -> None:
    assert judged(before, after) is expected


def test_as_long_as_a_checkpoint_is_to_come_nothing_is_lost() -> None:
    assert judged(P, N, ((True, True), (False, False))) is Standing.PENDING
    assert judged(N, N, ((True, False), (False, False))) is Standing.PENDING


def test_a_checkpoint_that_nobody_used_asks_nothing_of_anybody() -> None:
    assert judged(P, N, ((True, True), (False, True))) is Standing.PRESENT
    assert judged(N, N, ((True, True), (False, True))) is Standing.ABSENT
    assert judged(N, N, ((False, True), (False, True))) is Standing.PENDING


def test_every_pair_of_marks_has_a_standing_once_all_is_over() -> None:
    found = {judged(before, after) for before, after in product(Mark, Mark)}
    assert Standing.PENDING not in found


def totals(
    *standings: Standing, percent: int = 80, basis: AttendanceBasis = AttendanceBasis.PERIODS
) -> Totals:
    lines = tuple(Line(number, number, 5, each) for number, each in enumerate(standings, 1))
    return Totals(lines, Share(percent, basis))


def test_periods_are_counted_against_the_share_that_is_needed() -> None:
    made = totals(*[Standing.PRESENT] * 8, Standing.LATE, Standing.ABSENT)
    assert (made.planned, made.attended, made.needed, made.lost, made.missing) == (50, 45, 40, 5, 0)
    assert made.met
    assert not made.impossible


def test_cancelled_sessions_count_neither_for_nor_against() -> None:
    made = totals(Standing.PRESENT, Standing.CANCELLED)
    assert (made.planned, made.attended, made.needed) == (5, 5, 4)


def test_it_is_said_when_the_share_can_no_longer_be_reached() -> None:
    lost_two_of_ten = totals(Standing.ABSENT, Standing.EXCUSED, *[Standing.PENDING] * 8)
    assert not lost_two_of_ten.impossible
    assert totals(*[Standing.ABSENT] * 3, *[Standing.PENDING] * 7).impossible


def test_a_programme_may_count_sessions_and_rounds_up() -> None:
    made = totals(Standing.PRESENT, Standing.PRESENT, Standing.PENDING, basis=AttendanceBasis.SESSIONS)
    assert (made.planned, made.attended, made.needed, made.missing) == (3, 2, 3, 1)


def test_a_class_without_sessions_asks_for_nothing() -> None:
    assert totals().met
    assert totals().planned == 0
