"""Time that stands still, by rule: what is over, what counts, and where an end lies afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.outbox.rules import Standing
from lms.quizzes.rules import ClosedBy, Refusal, Sitting, extended, held_back, resumed, standing

T = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
END = T + 30 * MINUTE


def sitting(paused_at=None, closed_at=None, closed_by=None) -> Sitting:
    return Sitting(T, END, 10 * MINUTE, closed_at, closed_by, paused_at)


@pytest.mark.parametrize(
    "paused_at, closed_at, now, over",
    [
        (None, None, END - MINUTE, False),
        (None, None, END, True),
        (END - MINUTE, None, END, False),
        (END - MINUTE, None, END + 1000 * MINUTE, False),
        (END - MINUTE, END - MINUTE, END - MINUTE, True),
        (None, T + MINUTE, T + 2 * MINUTE, True),
    ],
)
def test_a_paused_attempt_comes_to_no_end_but_by_hand(paused_at, closed_at, now, over):
    assert sitting(paused_at, closed_at, ClosedBy.STAFF if closed_at else None).is_over(now) is over


@pytest.mark.parametrize("elapsed_ms", [None, 0, 29 * 60_000, 999 * 60_000])
def test_what_arrives_while_paused_counts_whenever_it_was_made(elapsed_ms):
    assert standing(sitting(T + MINUTE), elapsed_ms, END + 60 * MINUTE) is Standing.IN_TIME


def test_what_staff_collected_is_not_changed_by_a_pause_before():
    collected = sitting(T + MINUTE, T + 2 * MINUTE, ClosedBy.STAFF)
    assert standing(collected, 0, T + 3 * MINUTE) is Standing.TOO_LATE


@pytest.mark.parametrize(
    "moment, expected",
    [(END, END + 12 * MINUTE), (T + 5 * MINUTE, T + 5 * MINUTE), (T + 4 * MINUTE, T + 4 * MINUTE)],
)
def test_after_a_pause_what_was_ahead_is_as_far_ahead_and_what_had_passed_has_passed(moment, expected):
    assert resumed(moment, T + 5 * MINUTE, T + 17 * MINUTE) == expected


def test_a_clock_that_was_set_back_takes_nothing_away():
    assert resumed(END, T + 5 * MINUTE, T) == END


@pytest.mark.parametrize(
    "paused_at, now, expected",
    [
        (None, T, END + 5 * MINUTE),
        (None, END + 3 * MINUTE, END + 8 * MINUTE),
        (T + MINUTE, END + 3 * MINUTE, END + 5 * MINUTE),
    ],
)
def test_more_time_counts_from_now_only_where_time_has_run_on(paused_at, now, expected):
    assert extended(END, paused_at, 5, now) == expected


@pytest.mark.parametrize(
    "paused_at, admission, admitted, refusal",
    [
        (None, False, False, None),
        (None, True, True, None),
        (None, True, False, Refusal.NOT_ADMITTED),
        (T, False, False, Refusal.PAUSED),
        (T, True, True, Refusal.PAUSED),
        (T, True, False, Refusal.PAUSED),
    ],
)
def test_who_has_to_wait_before_the_start(paused_at, admission, admitted, refusal):
    assert held_back(paused_at, admission=admission, admitted=admitted) is refusal
