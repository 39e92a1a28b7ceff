"""Sessions laid out over the days on which a class meets."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from hypothesis import given, strategies as st

from lms.classes.timetable import HalfDay, Pattern, lay_out, share
from lms.programmes.presets import AWARENESS
from lms.web.clock import local

MORNING = HalfDay(time(7, 30), time(11, 0))
AFTERNOON = HalfDay(time(13, 30), time(17, 0))
MONDAY = date(2026, 11, 23)
WORKDAYS = frozenset({0, 1, 2, 3, 4})


@dataclass
class Subject:
    id: int
    title: str
    periods: int = 5
    sessions: int = 1


def awareness() -> list[Subject]:
    return [
        Subject(place, topic.title, topic.periods, topic.sessions)
        for place, topic in enumerate(AWARENESS.topics, 1)
    ]


def test_the_awareness_class_takes_five_days_in_a_row():
    planned = lay_out(awareness(), Pattern(MONDAY, WORKDAYS, (MORNING, AFTERNOON)))
    assert len(planned) == 10
    assert sum(one.periods for one in planned) == 50
    assert sorted({one.starts_at.date() for one in planned}) == [MONDAY + timedelta(days=n) for n in range(5)]


def test_morning_comes_before_afternoon_whatever_the_order_they_are_given_in():
    first, second, *_rest = lay_out(awareness(), Pattern(MONDAY, WORKDAYS, (AFTERNOON, MORNING)))
    assert (local(first.starts_at).hour, local(second.starts_at).hour) == (7, 13)


def test_fridays_and_saturdays_take_three_weeks():
    planned = lay_out(awareness(), Pattern(MONDAY, frozenset({4, 5}), (MORNING, AFTERNOON)))
    assert {one.starts_at.weekday() for one in planned} == {4, 5}
    assert planned[-1].starts_at.date() == date(2026, 12, 11)


def test_holidays_are_skipped():
    planned = lay_out(
        awareness(), Pattern(MONDAY, WORKDAYS, (MORNING, AFTERNOON), frozenset({date(2026, 11, 25)}))
    )
    assert date(2026, 11, 25) not in {one.starts_at.date() for one in planned}
    assert planned[-1].starts_at.date() == date(2026, 11, 30)


def test_a_topic_of_two_sessions_counts_them_in_the_title():
    planned = lay_out([Subject(1, "Cương lĩnh", 10, 2)], Pattern(MONDAY, WORKDAYS, (MORNING,)))
    assert [(one.title, one.periods) for one in planned] == [("Cương lĩnh (1/2)", 5), ("Cương lĩnh (2/2)", 5)]


def test_a_pattern_that_never_meets_lays_out_nothing_and_comes_to_an_end():
    assert lay_out(awareness(), Pattern(MONDAY, frozenset(), (MORNING,))) == []


def test_one_session_a_week_cannot_hold_sixty_topics_within_a_year():
    topics = [Subject(place, "Bài") for place in range(60)]
    assert len(lay_out(topics, Pattern(MONDAY, frozenset({0}), (MORNING,)))) == 53


@pytest.mark.parametrize(
    "periods, sessions, parts", [(11, 2, [6, 5]), (5, 1, [5]), (10, 3, [4, 3, 3]), (1, 2, [1, 1])]
)
def test_periods_are_shared_as_evenly_as_can_be(periods: int, sessions: int, parts: list[int]):
    assert share(periods, sessions) == parts


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.dates(MONDAY, MONDAY + timedelta(days=40)), max_size=10),
)
def test_sessions_stand_in_the_order_of_time_on_days_of_the_pattern(weekdays: set[int], holidays: set[date]):
    planned = lay_out(
        awareness(), Pattern(MONDAY, frozenset(weekdays), (MORNING, AFTERNOON), frozenset(holidays))
    )
    starts = [one.starts_at for one in planned]
    assert starts == sorted(set(starts))
    assert all(one.weekday() in weekdays and one.date() not in holidays for one in starts)
    assert [one.number for one in planned] == list(range(1, 11))
