"""The times of a checkpoint, second by second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.attendance.windows import Phase, Timing, Window, usual_window
from lms.programmes.data import ProgrammeData
from lms.web.clock import local

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
STARTS = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # 07:30
ENDS = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 11:00
EARLY, ON_TIME, LATE, OVER = Timing.EARLY, Timing.ON_TIME, Timing.LATE, Timing.OVER

USUAL = ProgrammeData(code="", title="")
BEFORE = usual_window(Phase.BEFORE, STARTS, ENDS, USUAL)
AFTER = usual_window(Phase.AFTER, STARTS, ENDS, USUAL)


@pytest.mark.parametrize(
    "window, moment, timing",
    [
        (BEFORE, STARTS - 45 * MINUTE - SECOND, EARLY),
        (BEFORE, STARTS - 45 * MINUTE, ON_TIME),
        (BEFORE, STARTS, ON_TIME),
        (BEFORE, STARTS + 5 * MINUTE, ON_TIME),
        (BEFORE, STARTS + 5 * MINUTE + SECOND, LATE),
        (BEFORE, STARTS + 15 * MINUTE, LATE),
        (BEFORE, STARTS + 15 * MINUTE + SECOND, OVER),
        (BEFORE, STARTS - timedelta(days=1), EARLY),
        (BEFORE, STARTS + timedelta(days=1), OVER),
        (AFTER, ENDS - 15 * MINUTE - SECOND, EARLY),
        (AFTER, ENDS - 15 * MINUTE, ON_TIME),
        (AFTER, ENDS + 44 * MINUTE, ON_TIME),
        (AFTER, ENDS + 45 * MINUTE, ON_TIME),
        (AFTER, ENDS + 45 * MINUTE + SECOND, OVER),
    ],
)
def test_every_edge_has_one_answer(window: Window, moment: datetime, timing: Timing) -> None:
    assert window.at(moment) is timing
    assert window.is_open(moment) is (timing in {ON_TIME, LATE})


def test_a_window_may_span_midnight() -> None:
    starts = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)  # 00:05 of the next day
    window = usual_window(Phase.BEFORE, starts, starts + timedelta(hours=1), USUAL)
    assert local(window.opens_at).day != local(starts).day
    assert window.at(starts - 10 * MINUTE) is ON_TIME


def test_the_window_moves_with_its_session() -> None:
    moved = usual_window(Phase.BEFORE, STARTS + timedelta(hours=6), ENDS + timedelta(hours=6), USUAL)
    assert moved.at(STARTS) is EARLY
    assert moved.at(STARTS + timedelta(hours=6)) is ON_TIME


def test_another_programme_has_other_windows() -> None:
    strict = replace(USUAL, start_opens_minutes=30, late_after_minutes=0, start_closes_minutes=10)
    window = usual_window(Phase.BEFORE, STARTS, ENDS, strict)
    moments = (-30 * MINUTE - SECOND, 0 * MINUTE, SECOND, 10 * MINUTE + SECOND)
    assert [window.at(STARTS + moment) for moment in moments] == [EARLY, ON_TIME, LATE, OVER]
    mild = replace(USUAL, late_after_minutes=15, end_opens_minutes=0, end_closes_minutes=5)
    assert usual_window(Phase.BEFORE, STARTS, ENDS, mild).at(STARTS + 15 * MINUTE) is ON_TIME
    end = usual_window(Phase.AFTER, STARTS, ENDS, mild)
    times = [end.at(ENDS + moment) for moment in (-SECOND, 0 * MINUTE, 5 * MINUTE + SECOND)]
    assert times == [EARLY, ON_TIME, OVER]


def by_hand(**values: datetime) -> Window:
    return Window(
        phase=Phase.BEFORE,
        starts_at=STARTS,
        ends_at=ENDS,
        opens_minutes=-45,
        late_minutes=5,
        closes_minutes=15,
        **values,
    )


def test_opened_by_hand_it_is_open_at_once_and_keeps_its_planned_end() -> None:
    window = by_hand(opened_at=STARTS - 90 * MINUTE)
    assert window.at(STARTS - 90 * MINUTE) is ON_TIME
    assert window.closes_at == STARTS + 15 * MINUTE


def test_opened_again_after_its_end_it_stays_open_for_an_hour() -> None:
    again = STARTS + 30 * MINUTE
    window = by_hand(opened_at=again)
    assert window.at(again + 60 * MINUTE) is LATE
    assert window.at(again + 60 * MINUTE + SECOND) is OVER


def test_closed_by_hand_it_takes_what_was_scanned_before() -> None:
    window = by_hand(closed_at=STARTS - 5 * MINUTE)
    assert window.at(STARTS - 5 * MINUTE) is ON_TIME
    assert window.at(STARTS - 5 * MINUTE + SECOND) is OVER
