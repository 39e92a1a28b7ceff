"""Sessions that are still wanted, sessions on other days, two sessions as one, agendas and places: the pure rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from lms.classes.agenda import Item, Verdict, discussion_in, items_of, judged, stored as stored_items, timed
from lms.classes.clashes import Booking, ClashKind, clashes, hall_key
from lms.classes.merging import Obstacle, obstacle
from lms.classes.models import ClassSession, SessionState
from lms.classes.moving import collision, moves, shifted
from lms.classes.places import Heads, Place, doubled, heads, places_of, stored as stored_places
from lms.classes.timetable import HalfDay, Pattern, lay_out, wanted
from lms.web.clock import ZONE

MORNING, AFTERNOON = HalfDay(time(7, 30), time(11, 0)), HalfDay(time(13, 30), time(17, 0))
MONDAY = date(2026, 11, 23)
FRIDAY_SATURDAY = frozenset({4, 5})


@dataclass
class Subject:
    id: int
    title: str
    periods: int = 5
    sessions: int = 1


@dataclass
class Rule:
    discussion_minutes: int = 15
    discussion_required: bool = False


TOPICS = [Subject(1, "Lịch sử"), Subject(2, "Cương lĩnh", 10, 2), Subject(3, "Điều lệ")]


@pytest.mark.parametrize(
    "there, left",
    [
        ({}, [(1, 0), (2, 0), (2, 1), (3, 0)]),
        ({1: 1}, [(2, 0), (2, 1), (3, 0)]),
        ({1: 1, 2: 1}, [(2, 1), (3, 0)]),
        ({1: 1, 2: 2, 3: 1}, []),
        ({1: 4, 3: 2}, [(2, 0), (2, 1)]),
    ],
)
def test_only_what_the_timetable_does_not_hold_yet_is_wanted(there, left):
    assert [(topic.id, place) for topic, place in wanted(TOPICS, there)] == left


def test_what_is_added_goes_on_counting_sessions_and_topics():
    planned = lay_out(TOPICS, Pattern(MONDAY, frozenset({0}), (MORNING,)), there={1: 1, 2: 1}, first_number=7)
    assert [(one.number, one.title) for one in planned] == [(7, "Cương lĩnh (2/2)"), (8, "Điều lệ")]


@pytest.mark.parametrize(
    "weekdays, parts, holidays, days",
    [
        (frozenset(range(5)), (MORNING, AFTERNOON), set(), ["23/11", "23/11", "24/11", "24/11"]),
        (FRIDAY_SATURDAY, (MORNING,), set(), ["27/11", "28/11", "04/12", "05/12"]),
        (FRIDAY_SATURDAY, (MORNING,), {date(2026, 11, 28)}, ["27/11", "04/12", "05/12", "11/12"]),
        (frozenset({6}), (AFTERNOON,), set(), ["29/11", "06/12", "13/12", "20/12"]),
    ],
    ids=["days in a row", "Fridays and Saturdays", "a day off", "Sunday afternoons"],
)
def test_a_pattern_gives_these_days(weekdays, parts, holidays, days):
    planned = lay_out(TOPICS, Pattern(MONDAY, weekdays, parts, frozenset(holidays)))
    assert [f"{one.starts_at:%d/%m}" for one in planned] == days


# ── Clashes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def booking(session_id: int, class_id: int = 1, hour: int = 8, **values) -> Booking:
    starts = datetime(2026, 11, 24, hour, tzinfo=UTC)
    ends = starts + timedelta(hours=3)
    given = {"code": f"K{class_id}", "number": session_id, "starts_at": starts, "ends_at": ends, **values}
    return Booking(session_id=session_id, class_id=class_id, **given)


@pytest.mark.parametrize(
    "other, kinds",
    [
        (booking(2), [ClashKind.CLASS]),
        (booking(2, 2, hall="a"), [ClashKind.HALL]),
        (booking(2, 2, hall="b"), []),
        (booking(2, 2, lecturer_id=5), [ClashKind.LECTURER]),
        (booking(2, 2, hall="a", lecturer_id=5), [ClashKind.HALL, ClashKind.LECTURER]),
        (booking(2, 2, 11, hall="a"), []),
        (booking(2, 2, 10, hall="a"), [ClashKind.HALL]),
        (booking(1, 1), []),
    ],
    ids=["own class", "hall", "other hall", "lecturer", "both", "begins as it ends", "overlaps", "itself"],
)
def test_what_is_in_the_way_of_a_session(other, kinds):
    wish = booking(1, hall="a", lecturer_id=5)
    assert [clash.kind for clash in clashes(wish, [other])] == kinds


def test_only_the_own_class_forbids():
    found = clashes(booking(1, hall="a"), [booking(2), booking(3, 2, hall="a")])
    assert [clash.forbids for clash in found] == [True, False]


def test_a_session_without_a_room_is_in_the_hall_of_its_class_however_it_is_spelt():
    assert hall_key("", "Hội trường  A") == hall_key("hội trường a", "Phòng 2")
    assert hall_key("", "") == ""


# ── Moves ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def session(number: int, day: int, **values) -> ClassSession:
    starts = datetime(2026, 11, day, 7, 30, tzinfo=ZONE)
    given = {"state": SessionState.PLANNED, "study_class_id": 1, "periods": 5, **values}
    return ClassSession(
        id=number, number=number, starts_at=starts, ends_at=starts + timedelta(hours=3), **given
    )


WEEK = [session(1, 23), session(2, 24), session(3, 25, state=SessionState.CANCELLED), session(4, 26)]


@pytest.mark.parametrize(
    "number, days, later, moved",
    [
        (2, 7, False, {2: 1}),
        (2, 7, True, {2: 1, 4: 3}),
        (1, -1, True, {1: 22, 2: 23, 4: 25}),
        (4, 3, True, {4: 29}),
    ],
)
def test_these_sessions_move(number, days, later, moved):
    found = moves(WEEK[number - 1], days, WEEK, later=later)
    assert {move.class_session.number: move.starts_at.day for move in found} == moved


def test_the_time_on_the_wall_stays_whatever_zone_the_moment_was_stored_in():
    stored = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 06:30 on the 24th in Hà Nội
    assert shifted(stored, 7) == datetime(2026, 12, 1, 6, 30, tzinfo=ZONE)


def test_a_move_onto_another_session_of_the_class_is_seen():
    move, other = collision(moves(WEEK[0], 1, WEEK, later=False), WEEK) or (None, None)
    assert (move.class_session.number, other.number) == (1, 2)


def test_sessions_that_move_together_or_are_cancelled_are_in_nobodys_way():
    assert collision(moves(WEEK[0], 1, WEEK, later=True), WEEK) is None
    assert collision(moves(WEEK[1], 1, WEEK, later=False), WEEK) is None


# ── Mergers ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "gone, recorded, against",
    [
        (session(2, 24), set(), None),
        (session(2, 24), {2}, Obstacle.RECORDED),
        (session(2, 24), {1}, None),
        (session(1, 23), set(), Obstacle.SAME),
        (session(2, 24, study_class_id=2), set(), Obstacle.OTHER_CLASS),
        (session(2, 24, state=SessionState.CANCELLED), set(), Obstacle.NOT_HELD),
        (session(2, 24, periods=15), set(), None),
        (session(2, 24, periods=16), set(), Obstacle.TOO_LONG),
    ],
)
def test_what_speaks_against_holding_two_sessions_as_one(gone, recorded, against):
    assert obstacle(session(1, 23), gone, recorded) is against


# ── Agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "talk, discussion, required, verdict",
    [
        (100, 15, True, Verdict.FINE),
        (100, 14, True, Verdict.REFUSED),
        (100, 14, False, Verdict.THIN),
        (165, 15, True, Verdict.FINE),
        (166, 15, False, Verdict.TOO_LONG),
    ],
)
def test_an_agenda_of_three_hours_is_judged_as_the_programme_says(talk, discussion, required, verdict):
    items = [Item("Bài giảng", talk), Item("Thảo luận", discussion, discussion=True)]
    assert judged(items, Rule(15, required), 180) is verdict


def test_no_agenda_is_no_bad_agenda_and_a_programme_may_ask_for_nothing():
    assert judged([], Rule(15, True), 180) is Verdict.FINE
    assert judged([Item("Bài giảng", 180)], Rule(0, True), 180) is Verdict.FINE


def test_items_follow_each_other_from_the_start_and_come_back_as_they_were_stored():
    items = [Item("Bài giảng", 90), Item("Thảo luận", 30, discussion=True)]
    starts = datetime(2026, 11, 24, 7, 30, tzinfo=ZONE)
    assert [f"{one.starts_at:%H:%M}" for one in timed(items, starts)] == ["07:30", "09:00"]
    assert items_of(stored_items(items)) == items
    assert discussion_in(items) == 30


# ── Places ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_places_add_up_and_say_how_many_have_not_reported():
    places = [Place("Điểm cầu 1", 60, 58), Place("Điểm cầu 2", 40), Place("Điểm cầu 3", 10, 0)]
    assert heads(places) == Heads(places=3, entered=2, expected=110, counted=58)
    assert not heads(places).complete
    assert heads(places[::2]).complete
    assert places_of(stored_places(places)) == places


@pytest.mark.parametrize(
    "names, twice", [(["A", "B"], ""), (["Điểm  cầu", "điểm cầu"], "điểm cầu"), ([], "")]
)
def test_a_place_stands_there_once(names, twice):
    assert doubled([Place(name) for name in names]) == twice
