"""What a programme says about checking in decides for its classes, and for no others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lms import database
from lms.attendance import queries
from lms.attendance.rules import Standing
from lms.attendance.windows import Phase
from lms.classes.models import StudyClass
from lms.programmes import service
from lms.programmes.data import data_of
from lms.programmes.models import CheckIns, Programme
from lms.web import clock
from tests.lms.attendance.hall import HOURS, address, came, checkpoint_of, held_now, rows, session_of
from tests.lms.browser import TestClient
from tests.lms.cast import Cast

AsUser = Callable[[str], TestClient]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def regulate(programme: Programme, **rules: Any) -> None:
    for name, value in rules.items():
        setattr(programme, name, value)
    database.session.commit()


def scanned(cast: Cast, an: TestClient, *, minutes_ago: float) -> str:
    """An scans at the door of a session that began so many minutes ago; the page that she then sees."""
    checkpoint = checkpoint_of(held_now(cast.k1, begins_in=-minutes_ago))
    an.get(address(checkpoint))
    return an.post("/check-ins").text


def test_who_is_late_is_what_the_programme_says(cast: Cast, as_user: AsUser) -> None:
    regulate(cast.programme, late_after_minutes=10)
    scanned(cast, as_user("an"), minutes_ago=8)
    assert [check_in.late for check_in in rows()] == [False]


def test_by_the_usual_rules_the_same_scan_is_late(cast: Cast, as_user: AsUser) -> None:
    scanned(cast, as_user("an"), minutes_ago=8)
    assert [check_in.late for check_in in rows()] == [True]


def test_how_long_the_door_is_open_is_what_the_programme_says(cast: Cast, as_user: AsUser) -> None:
    regulate(cast.programme, start_closes_minutes=6)
    scanned(cast, as_user("an"), minutes_ago=8)
    assert rows() == []


def test_after_a_scan_the_page_names_the_programmes_time_for_the_end(cast: Cast, as_user: AsUser) -> None:
    regulate(cast.programme, end_opens_minutes=37)
    page = scanned(cast, as_user("an"), minutes_ago=2)
    opens = clock.local(session_of(cast.k1).ends_at - 37 * MINUTE)
    assert opens.strftime("%H:%M") in page


def held_yesterday(study_class: StudyClass) -> dict[Phase, Any]:
    session = session_of(study_class)
    session.starts_at = clock.now() - DAY
    session.ends_at = session.starts_at + HOURS
    database.session.commit()
    return {phase: checkpoint_of(session, phase) for phase in Phase}


@pytest.mark.parametrize(
    "needed, expected", [(CheckIns.BOTH, Standing.INCOMPLETE), (CheckIns.EITHER, Standing.PRESENT)]
)
def test_whether_one_check_in_is_enough_is_what_the_programme_says(
    needed: CheckIns, expected: Standing, cast: Cast, context: None
) -> None:
    regulate(cast.programme, check_ins_needed=needed)
    points = held_yesterday(cast.k1)
    came(points[Phase.BEFORE], cast.an, session_of(cast.k1).starts_at)
    came(points[Phase.AFTER], cast.lan, session_of(cast.k1).ends_at)
    line = queries.attendance_of(cast.k1.id)[cast.an.id].lines[0]
    assert (line.standing, line.standing.attended) == (expected, needed is CheckIns.EITHER)


def test_a_class_keeps_the_rules_of_its_version_when_others_are_issued(cast: Cast, context: None) -> None:
    stricter = data_of(cast.programme)
    issued = service.update(
        cast.programme,
        type(stricter)(**{**vars(stricter), "late_after_minutes": 0, "start_closes_minutes": 30}),
        cast.em,
        clock.now(),
    )
    cast.k2.programme = issued
    database.session.commit()
    windows = [checkpoint_of(session_of(one)).window for one in (cast.k1, cast.k2)]
    assert [(one.late_minutes, one.closes_minutes) for one in windows] == [(5, 15), (0, 30)]
