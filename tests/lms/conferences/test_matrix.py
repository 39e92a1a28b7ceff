"""Units × quarters: the pure rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.conferences.matrix import CellState, Entry, Unit, matrix
from lms.conferences.models import ConferenceState
from lms.conferences.quarters import Quarter, quarter_at, quarter_of, quarters_of

HELD, PLANNED, CANCELLED = ConferenceState.HELD, ConferenceState.PLANNED, ConferenceState.CANCELLED
TODAY = date(2026, 8, 10)  # in the third quarter


def unit(unit_id: int = 1, founded: date | None = None, closed: date | None = None) -> Unit:
    return Unit(unit_id, f"Đơn vị {unit_id}", f"don vi {unit_id}", "Đảng bộ cơ sở", founded, closed)


def entry(month: int, state: ConferenceState = HELD, unit_id: int = 1) -> Entry:
    return Entry(unit_id, datetime(2026, month, 15, 1, tzinfo=UTC), state)


def states(units: list[Unit], *entries: Entry) -> list[list[str]]:
    found = matrix(units, entries, quarters_of(2026), TODAY)
    return [[cell.state.value for cell in line.cells] for line in found.lines]


@pytest.mark.parametrize(
    "day, quarter",
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 9, 30), Quarter(2026, 3)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    assert quarter_of(day) == quarter
    assert quarter.first_day <= day < quarter.next.first_day


def test_a_quarter_begins_at_midnight_in_viet_nam():
    edge = datetime(2026, 9, 30, 17, tzinfo=UTC)
    assert quarter_at(edge - timedelta(seconds=1)) == Quarter(2026, 3)
    assert quarter_at(edge) == Quarter(2026, 4)
    assert Quarter(2026, 4).starts_at == edge == Quarter(2026, 3).ends_at


@pytest.mark.parametrize(
    "today, left", [(date(2026, 9, 30), 1), (date(2026, 10, 1), 0), (date(2026, 9, 1), 30)]
)
def test_days_are_left_until_a_quarter_ends(today, left):
    assert Quarter(2026, 3).days_left(today) == left


def test_a_unit_without_any_conference_missed_what_is_over_and_can_still_hold_what_runs():
    assert states([unit()]) == [["missed", "missed", "open", "ahead"]]


def test_held_counts_planned_waits_and_cancelled_is_none():
    assert states([unit()], entry(2), entry(5, CANCELLED), entry(8, PLANNED), entry(11, PLANNED)) == [
        ["held", "missed", "planned", "ahead"]
    ]


def test_a_planned_one_in_a_quarter_that_is_over_was_not_held():
    assert states([unit()], entry(2, PLANNED))[0][0] == "missed"


@pytest.mark.parametrize(
    "founded, closed, seen",
    [
        (date(2026, 6, 30), None, ["not-there", "missed", "open", "ahead"]),
        (date(2026, 7, 1), None, ["not-there", "not-there", "open", "ahead"]),
        (None, date(2026, 7, 1), ["missed", "missed", "not-there", "not-there"]),
        (None, date(2026, 6, 30), ["missed", "not-there", "not-there", "not-there"]),
    ],
)
def test_a_unit_is_asked_only_for_quarters_at_whose_end_it_was_there(founded, closed, seen):
    assert states([unit(1, founded, closed)]) == [seen]


def test_what_a_unit_held_before_it_was_closed_is_not_forgotten():
    assert states([unit(1, None, date(2026, 5, 1))], entry(4))[0][1] == "held"


def test_sums_count_units_and_conferences_apart_and_lead_to_those_that_want():
    units = [unit(1), unit(2), unit(3, founded=date(2026, 5, 1))]
    found = matrix(
        units, [entry(1), entry(2), entry(2, unit_id=2), entry(5, unit_id=3)], quarters_of(2026), TODAY
    )
    first, second, third, fourth = found.sums
    assert (first.expected, first.held, first.conferences, first.wanting) == (2, 2, 3, 0)
    assert (second.expected, second.held, second.wanting) == (3, 1, 2)
    assert [line.unit.id for line in found.wanting(Quarter(2026, 2))] == [1, 2]
    assert [line.unit.id for line in found.wanting(Quarter(2026, 3))] == [1, 2, 3]
    assert found.wanting(fourth.quarter) == []
    assert third.held == 0
    assert found.lines[0].held == 2
    assert found.lines[0].cells[0].state is CellState.HELD
