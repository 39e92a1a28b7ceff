"""When an attempt may start and end, what still counts, and what is shown afterwards: over all combinations."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, strategies as st

from lms.outbox.rules import Standing
from lms.quizzes.rules import (
    Allowance,
    ClosedBy,
    Counting,
    Course,
    End,
    Layout,
    Limit,
    Refusal,
    Reveal,
    Review,
    Sitting,
    Window,
    counted,
    end_for,
    end_of,
    is_over,
    made_at,
    may_start,
    may_start_again_at,
    review,
    standing,
    together,
    units,
    window_for,
)

T = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
GRACE = timedelta(minutes=10)


def window(opens=None, last_start=None, closes=None, minutes: int | None = 30, attempts: int = 1) -> Window:
    return Window(opens, last_start, closes, minutes, attempts)


# Limit × closing × extension × late start: the end that the learner is told before starting is the one that holds.
@pytest.mark.parametrize(
    "has_limit, has_closing, extended, starts_late",
    [case for case in product((True, False), repeat=4) if case[0] or case[1]],
)
def test_the_first_of_time_limit_and_closing_ends_an_attempt(has_limit, has_closing, extended, starts_late):
    own = window(closes=T + 60 * MINUTE if has_closing else None, minutes=30 if has_limit else None)
    allowed = (
        Allowance(extra_minutes=15, closes_at=T + 90 * MINUTE if has_closing else None) if extended else None
    )
    started = T + 50 * MINUTE if starts_late else T
    by_limit = started + (45 if extended else 30) * MINUTE if has_limit else None
    by_closing = T + (90 if extended else 60) * MINUTE if has_closing else None
    expected = min(moment for moment in (by_limit, by_closing) if moment)
    end = end_of(window_for(own, allowed), started)
    assert end.at == expected
    assert end.limit is (Limit.MINUTES if expected == by_limit else Limit.CLOSING)


def test_where_both_bounds_meet_the_time_limit_is_named():
    assert end_of(window(closes=T + 30 * MINUTE), T) == End(T + 30 * MINUTE, Limit.MINUTES)


def test_a_quiz_without_any_end_is_refused():
    with pytest.raises(ValueError):
        end_of(window(minutes=None), T)


@pytest.mark.parametrize(
    "at, refusal",
    [
        (T - SECOND, Refusal.NOT_YET),
        (T, None),
        (T + 20 * MINUTE, None),
        (T + 20 * MINUTE + SECOND, Refusal.TOO_LATE),
        (T + 60 * MINUTE - SECOND, Refusal.TOO_LATE),
        (T + 60 * MINUTE, Refusal.CLOSED),
    ],
)
def test_starting_at_the_edges_of_the_window(at, refusal):
    bounds = window(T, T + 20 * MINUTE, T + 60 * MINUTE)
    assert may_start(bounds, T - MINUTE, 0, at) is refusal


@pytest.mark.parametrize(
    "taken, refusal", [(0, None), (2, None), (3, Refusal.NO_ATTEMPT_LEFT), (4, Refusal.NO_ATTEMPT_LEFT)]
)
def test_attempts_are_counted(taken, refusal):
    assert may_start(window(attempts=3), T, taken, T) is refusal


def test_what_is_not_published_cannot_be_started():
    assert may_start(window(), None, 0, T) is Refusal.NOT_PUBLISHED
    assert may_start(window(), T + SECOND, 0, T) is Refusal.NOT_PUBLISHED


def test_an_allowance_adds_minutes_and_attempts_and_replaces_bounds():
    own = window(T, T + MINUTE, T + 60 * MINUTE, 30, 1)
    more = Allowance(15, 2, opens_at=T - MINUTE, last_start_at=T + 5 * MINUTE, closes_at=T + 90 * MINUTE)
    assert window_for(own, more) == Window(T - MINUTE, T + 5 * MINUTE, T + 90 * MINUTE, 45, 3)
    assert window_for(own, None) is own
    assert window_for(own, Allowance()) == own


@pytest.mark.parametrize(
    "group, person, expected",
    [
        (None, None, None),
        (Allowance(10), None, Allowance(10)),
        (None, Allowance(5), Allowance(5)),
        (Allowance(10, 1), Allowance(5, 2), Allowance(10, 2)),
        (Allowance(closes_at=T), Allowance(closes_at=T + MINUTE), Allowance(closes_at=T + MINUTE)),
        (Allowance(closes_at=T, opens_at=T), Allowance(5), Allowance(5, closes_at=T, opens_at=T)),
    ],
)
def test_a_persons_own_bound_goes_before_the_groups_and_the_larger_number_counts(group, person, expected):
    assert together(group, person) == expected


@pytest.mark.parametrize(
    "cooling, ended, now, refusal",
    [
        (0, T, T, None),
        (60, None, T, None),
        (60, T, T + 59 * MINUTE, Refusal.TOO_SOON),
        (60, T, T + 60 * MINUTE, None),
    ],
)
def test_between_two_attempts_there_is_a_pause(cooling, ended, now, refusal):
    own = Window(None, None, None, 30, 3, cooling)
    assert may_start(own, T, 1, now, ended) is refusal
    assert may_start_again_at(own, ended) == (ended + 60 * MINUTE if cooling and ended else None)


def test_who_has_no_attempt_left_is_not_told_to_come_back_later():
    assert may_start(Window(None, None, None, 30, 1, 60), T, 1, T, T) is Refusal.NO_ATTEMPT_LEFT


@pytest.mark.parametrize(
    "allowance, extended",
    [
        (None, False),
        (Allowance(extra_minutes=10), True),
        (Allowance(extra_attempts=1), False),
        (Allowance(closes_at=T + 90 * MINUTE), False),
    ],
)
def test_the_learner_is_told_whether_the_end_is_another_than_the_others(allowance, extended):
    assert end_for(window(closes=T + 60 * MINUTE), allowance, T).extended is extended


SECTIONS = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}


@pytest.mark.parametrize(
    "layout, expected",
    [
        (Layout.ONE, [[1], [2], [3], [4], [5]]),
        (Layout.SECTION, [[1, 2], [3], [4, 5]]),
        (Layout.ALL, [[1, 2, 3, 4, 5]]),
    ],
)
def test_what_is_on_the_screen_at_once(layout, expected):
    assert units(layout, SECTIONS) == expected


def test_in_order_only_the_present_part_can_be_changed_and_none_behind():
    course = Course(set(), units(Layout.SECTION, SECTIONS))
    assert [slot for slot in SECTIONS if course.lets_change(slot)] == [1, 2]
    course.leave(1)
    assert [slot for slot in SECTIONS if course.lets_change(slot)] == [2]
    course.leave(2)
    assert [slot for slot in SECTIONS if course.lets_change(slot)] == [3]
    for slot in (3, 4, 5):
        course.leave(slot)
    assert not any(course.lets_change(slot) for slot in SECTIONS)


def test_without_an_order_only_what_is_locked_stands():
    assert [slot for slot in SECTIONS if Course({2}).lets_change(slot)] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    "now, closed, over", [(T - SECOND, None, False), (T, None, True), (T - MINUTE, T - MINUTE, True)]
)
def test_an_attempt_is_over_at_its_end_written_down_or_not(now, closed, over):
    assert is_over(T, closed, now) is over


END = T + 30 * MINUTE
LATE, IN_TIME, IN_GRACE = Standing.TOO_LATE, Standing.IN_TIME, Standing.IN_GRACE


@pytest.mark.parametrize(
    "case, received, elapsed, expected",
    [
        ("a second before the end", END - SECOND, None, IN_TIME),
        ("a second before the end, whatever the page counts", END - SECOND, 99 * 60_000, IN_TIME),
        ("at the end, made before", END, 29 * 60_000, IN_GRACE),
        ("at the end, made at the end", END, 30 * 60_000, LATE),
        ("in the grace, made before", END + GRACE - SECOND, 29 * 60_000 + 59_999, IN_GRACE),
        ("at the last moment of the grace", END + GRACE, 1, IN_GRACE),
        ("after the grace, made before", END + GRACE + SECOND, 1, LATE),
        ("in the grace, made after", END + MINUTE, 30 * 60_000 + 1, LATE),
        ("in the grace, the page does not say when", END + MINUTE, None, LATE),
        ("in the grace, the page says tomorrow", END + MINUTE, 24 * 3_600_000, LATE),
        ("in the grace, the page says before the start", END + MINUTE, -5_000, IN_GRACE),
    ],
)
def test_what_still_counts(case, received, elapsed, expected):
    assert standing(Sitting(T, END, GRACE), elapsed, received) is expected, case


@pytest.mark.parametrize(
    "closed_by, received, expected",
    [
        (ClosedBy.CLICK, T + 10 * MINUTE, LATE),
        (ClosedBy.CLICK, T + 10 * MINUTE - SECOND, IN_TIME),
        (ClosedBy.STAFF, T + 11 * MINUTE, LATE),
    ],
)
def test_what_was_handed_in_is_not_changed_by_what_arrives_afterwards(closed_by, received, expected):
    closed = Sitting(T, END, GRACE, T + 10 * MINUTE, closed_by)
    assert standing(closed, 1, received) is expected


@pytest.mark.parametrize("closed_by", [ClosedBy.TIMER, ClosedBy.SWEEP])
def test_the_grace_holds_though_the_clock_closed_the_attempt(closed_by):
    closed = Sitting(T, END, GRACE, END + SECOND, closed_by)
    assert standing(closed, 1_000, END + 5 * MINUTE) is IN_GRACE
    assert standing(closed, 31 * 60_000, END + 5 * MINUTE) is LATE


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**7))
def test_an_edit_was_made_between_the_start_and_its_arrival(elapsed, seconds):
    received = T + timedelta(seconds=seconds)
    assert T <= made_at(elapsed, T, received) <= received


PARTS = ("score", "marks", "key", "explanation")
POLICIES = list(product(Reveal, repeat=len(PARTS)))


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_is_shown_before_an_attempt_is_closed(policy):
    named = dict(zip(PARTS, policy, strict=True))
    for closes_at in (None, T - MINUTE, T + MINUTE):
        shown = review(named, is_closed=False, closes_at=closes_at, now=T)
        assert shown == Review(False, False, False, False)
        assert not shown.lines


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("closes_at, all_done", [(None, True), (T, True), (T + SECOND, False)])
def test_after_that_each_thing_is_shown_from_its_own_moment_on(policy, closes_at, all_done):
    named = dict(zip(PARTS, policy, strict=True))
    shown = {Reveal.NEVER: False, Reveal.SUBMITTED: True, Reveal.CLOSED: all_done}
    expected = Review(*(shown[reveal] for reveal in policy))
    assert review(named, is_closed=True, closes_at=closes_at, now=T) == expected


@pytest.mark.parametrize(
    "counting, expected",
    [(Counting.BEST, "8"), (Counting.LAST, "5"), (Counting.FIRST, "6"), (Counting.AVERAGE, "6.33")],
)
def test_which_of_several_attempts_counts(counting, expected):
    assert counted([Decimal(6), Decimal(8), Decimal(5)], counting) == Decimal(expected)
    assert counted([], counting) is None
