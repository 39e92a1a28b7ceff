"""A class runs today whatever the day, one is over with all its results, others are to come."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.attendance.models import AttendanceCorrection, CheckIn, Excuse, ExcuseState, WalkIn
from lms.attendance.queries import attendance_of
from lms.attendance.rules import Standing
from lms.classes.models import ClassState, StudyClass
from lms.classes.queries import learner_counts
from lms.classes.timetable import Pattern, lay_out
from lms.database import session
from lms.demo import classes
from lms.programmes.data import TopicData
from lms.programmes.presets import AWARENESS
from lms.results.queries import rows_of
from lms.web import clock
from lms.web.clock import local
from tests.lms.demo.conftest import PEOPLE, Made


def the_class(state: ClassState) -> StudyClass:
    return session.scalars(select(StudyClass).where(StudyClass.state == state)).one()


class Numbered:
    """A topic as the timetable wants it."""

    def __init__(self, number: int, topic: TopicData) -> None:
        self.id, self.title, self.periods, self.sessions = number, topic.title, topic.periods, topic.sessions


@pytest.mark.parametrize("days", range(14))
@pytest.mark.parametrize("hour", [0, 7, 12, 18, 23])
def test_whatever_the_day_and_hour_a_session_is_held_that_day(days: int, hour: int) -> None:
    now = datetime(2026, 11, 16, tzinfo=UTC) + timedelta(days=days, hours=hour)
    today = local(now).date()
    began = classes.first_day(today, classes.DAYS_HELD)
    pattern = Pattern(began, classes.WORKDAYS | {today.weekday()}, classes.parts_for(now))
    topics = [Numbered(place, topic) for place, topic in enumerate(AWARENESS.topics)]
    held = [local(one.starts_at).date() for one in lay_out(topics, pattern)]
    assert len(held) == 10
    assert held.count(today) == 2
    assert sum(day < today for day in held) == 6


def test_the_programmes_have_the_hours_of_the_guideline(demo: Made) -> None:
    running = the_class(ClassState.OPEN)
    assert (running.programme.periods, running.programme.sessions) == (50, 10)
    coming = session.scalars(select(StudyClass).where(StudyClass.state == ClassState.DRAFT)).first()
    assert coming is not None
    assert len(coming.programme.topics) == 10


def test_nobody_is_in_two_classes_and_no_class_is_larger_than_the_hall() -> None:
    people = [Person(full_name=f"Người {number}") for number in range(3000)]
    running, finished, rest = classes.divided(people)
    parts = [running, finished, *rest]
    assert sum(len(part) for part in parts) == len({id(one) for part in parts for one in part}) == 3000
    assert max(len(part) for part in parts) <= classes.HALL


def test_the_running_class_has_been_checked_in_with_all_kinds_of_standing(demo: Made) -> None:
    running = the_class(ClassState.OPEN)
    totals = attendance_of(running.id, clock.now())
    found = {line.standing for one in totals.values() for line in one.lines}
    assert {Standing.PRESENT, Standing.ABSENT, Standing.EXCUSED, Standing.PENDING} <= found
    for model in (AttendanceCorrection, WalkIn, CheckIn):
        assert session.scalar(select(func.count()).select_from(model)), model
    assert session.scalar(select(func.count()).where(Excuse.state == ExcuseState.ASKED)) == 2


def test_nobody_was_checked_in_in_the_future(demo: Made) -> None:
    latest = session.scalar(select(func.max(CheckIn.at)))
    assert latest is not None
    assert latest <= clock.now()


def test_every_row_of_the_results_has_its_reasons(demo: Made) -> None:
    for state in (ClassState.OPEN, ClassState.CLOSED):
        study_class = the_class(state)
        rows = rows_of(study_class, clock.now())
        assert len(rows) == learner_counts([study_class.id])[study_class.id]
        for row in rows:
            assert row.result.conditions
            assert row.result.met or row.result.missing
            assert row.result.band or not row.result.met


def test_the_finished_class_has_passed_and_failed(demo: Made) -> None:
    rows = rows_of(the_class(ClassState.CLOSED), clock.now())
    assert {row.result.met for row in rows} == {True, False}
    assert {row.result.band for row in rows} & {"Giỏi", "Khá", "Xuất sắc"}


def test_people_are_of_all_ages_and_their_names_differ(demo: Made) -> None:
    learners = session.scalars(select(Person).where(Person.member_code.is_not(None))).all()
    years = [person.birth_year or 0 for person in learners]
    assert len(learners) == PEOPLE + 1
    assert min(years) >= 1946
    assert max(years) <= 2008
    assert len({person.full_name for person in learners}) > PEOPLE * 0.9
    assert all(person.unit_id for person in learners)
    assert date.today().year - min(years) > 45  # noqa: DTZ011 - years are enough
