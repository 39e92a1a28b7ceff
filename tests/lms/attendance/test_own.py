"""A learner's own sheet: times, minutes, what is missing, what was asked, how much may still be missed."""

from datetime import timedelta

import pytest

from lms import database
from lms.attendance import own, queries
from lms.attendance.rules import Entry, minutes_known
from lms.attendance.windows import Mark, Phase
from lms.web import clock
from lms.web.filters import as_time
from tests.lms.attendance.hall import came, checkpoint_of, session_of
from tests.lms.cast import NOW

MINUTE = timedelta(minutes=1)
ENDS = NOW + 240 * MINUTE


def entries(came_at, went_at, method="qr", mark=Mark.PRESENT):
    return {
        Phase.BEFORE: Entry(mark, came_at, method) if came_at else Entry(),
        Phase.AFTER: Entry(mark, went_at, method) if went_at else Entry(),
    }


@pytest.mark.parametrize(
    "came_at, went_at, minutes",
    [
        (NOW - 20 * MINUTE, ENDS + 10 * MINUTE, 240),
        (NOW, ENDS, 240),
        (NOW + 10 * MINUTE, ENDS, 230),
        (NOW, ENDS - 15 * MINUTE, 225),
        (NOW + timedelta(seconds=1), ENDS, 239),
        (ENDS, ENDS, 0),
        (ENDS + MINUTE, ENDS + 2 * MINUTE, 0),
        (NOW, None, None),
        (None, ENDS, None),
        (None, None, None),
    ],
)
def test_minutes_run_from_coming_to_going_within_the_session(came_at, went_at, minutes) -> None:
    assert minutes_known(NOW, ENDS, *entries(came_at, went_at).values()) == minutes


@pytest.mark.parametrize("method", ["list", "correction"])
def test_a_tick_on_a_list_is_no_time_of_coming(method) -> None:
    assert minutes_known(NOW, ENDS, *entries(NOW, ENDS, method).values()) is None


def past(cast, number: int):
    session = session_of(cast.k1, number)
    session.ends_at = clock.now() - timedelta(days=3 - number)
    session.starts_at = session.ends_at - timedelta(hours=4)
    database.session.commit()
    return session, checkpoint_of(session), checkpoint_of(session, Phase.AFTER)


def test_the_sheet_tells_times_minutes_what_is_missing_and_what_is_left(cast, as_user) -> None:
    session, before, after = past(cast, 1)
    came(before, cast.an, session.starts_at - 3 * MINUTE)
    came(after, cast.an, session.ends_at - 10 * MINUTE)
    second, before, after = past(cast, 2)
    came(before, cast.an, second.starts_at + 9 * MINUTE, late=True)
    came(after, cast.lan, second.ends_at)  # somebody was recorded there, so it ran
    page = as_user("an").get(f"/classes/{cast.k1.id}/attendance").text
    for time in (
        session.starts_at - 3 * MINUTE,
        session.ends_at - 10 * MINUTE,
        second.starts_at + 9 * MINUTE,
    ):
        assert as_time(time) in page
    assert "230 phút" in page
    assert "thiếu lượt cuối buổi" in page
    totals = queries.attendance_of_person(cast.k1.id, cast.an.id, clock.now())
    assert (totals.planned, totals.attended, totals.lost) == (10, 5, 5)
    assert own.may_miss(totals) == 0


def test_one_persons_book_judges_as_the_book_of_the_class(cast) -> None:
    """Whoever missed a checkpoint at which others were recorded missed it in their own sheet too."""
    for number in (1, 2):
        session, before, after = past(cast, number)
        came(before, cast.an if number == 1 else cast.lan, session.starts_at)
        came(after, cast.lan, session.ends_at)
    now = clock.now()
    whole = queries.attendance_of(cast.k1.id, now)[cast.an.id]
    own_totals = queries.attendance_of_person(cast.k1.id, cast.an.id, now)
    assert [line.standing for line in own_totals.lines] == ["incomplete", "absent"]
    assert own_totals == whole


def test_what_may_still_be_missed_is_what_the_share_leaves(cast) -> None:
    totals = queries.attendance_of_person(cast.k1.id, cast.an.id, NOW - timedelta(days=30))
    assert (totals.planned, totals.needed, own.may_miss(totals)) == (10, 8, 2)


def test_the_own_page_takes_as_many_statements_for_many_sessions(cast, as_user, count_queries) -> None:
    an = as_user("an")
    with count_queries() as queries_sent:
        an.get(f"/classes/{cast.k1.id}/attendance")
    assert len(queries_sent) <= 14, queries_sent
