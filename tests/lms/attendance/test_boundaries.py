"""Every edge of time to the second, through the same door as a scan: what is told, and what is stored."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from lms import database
from lms.attendance import checking_in, own
from lms.attendance.checking_in import Outcome, Scan
from lms.attendance.models import Method
from lms.attendance.queries import book_of_session
from lms.attendance.rules import Standing
from lms.attendance.windows import Mark, Phase
from lms.web.clock import local
from tests.lms.attendance.hall import checkpoint_of, rows, session_of
from tests.lms.cast import Cast

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
STARTS = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # 07:30
ENDS = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 11:00
MIDNIGHT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # 00:00 in Hà Nội
BEFORE, AFTER = Phase.BEFORE, Phase.AFTER
NONE, IN_TIME, LATE = None, False, True

# phase, session's start and end, moment of the scan, what is told, late (None: nothing stored)
TABLE = [
    (BEFORE, STARTS, ENDS, STARTS - 45 * MINUTE - SECOND, Outcome.EARLY, NONE),
    (BEFORE, STARTS, ENDS, STARTS - 45 * MINUTE, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS - 45 * MINUTE + SECOND, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS - SECOND, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS + 5 * MINUTE - SECOND, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS + 5 * MINUTE, Outcome.RECORDED, IN_TIME),
    (BEFORE, STARTS, ENDS, STARTS + 5 * MINUTE + SECOND, Outcome.RECORDED, LATE),
    (BEFORE, STARTS, ENDS, STARTS + 15 * MINUTE - SECOND, Outcome.RECORDED, LATE),
    (BEFORE, STARTS, ENDS, STARTS + 15 * MINUTE, Outcome.RECORDED, LATE),
    (BEFORE, STARTS, ENDS, STARTS + 15 * MINUTE + SECOND, Outcome.OVER, NONE),
    (AFTER, STARTS, ENDS, ENDS - 15 * MINUTE - SECOND, Outcome.EARLY, NONE),
    (AFTER, STARTS, ENDS, ENDS - 15 * MINUTE, Outcome.RECORDED, IN_TIME),
    (AFTER, STARTS, ENDS, ENDS, Outcome.RECORDED, IN_TIME),
    (AFTER, STARTS, ENDS, ENDS + 45 * MINUTE - SECOND, Outcome.RECORDED, IN_TIME),
    (AFTER, STARTS, ENDS, ENDS + 45 * MINUTE, Outcome.RECORDED, IN_TIME),
    (AFTER, STARTS, ENDS, ENDS + 45 * MINUTE + SECOND, Outcome.OVER, NONE),
    # the same hour of another day
    (BEFORE, STARTS, ENDS, STARTS - timedelta(days=1), Outcome.EARLY, NONE),
    (BEFORE, STARTS, ENDS, STARTS + timedelta(days=1), Outcome.OVER, NONE),
    # over midnight: it begins at 00:10, and its window the day before
    (
        BEFORE,
        MIDNIGHT + 10 * MINUTE,
        MIDNIGHT + 70 * MINUTE,
        MIDNIGHT - 35 * MINUTE - SECOND,
        Outcome.EARLY,
        NONE,
    ),
    (
        BEFORE,
        MIDNIGHT + 10 * MINUTE,
        MIDNIGHT + 70 * MINUTE,
        MIDNIGHT - 35 * MINUTE,
        Outcome.RECORDED,
        IN_TIME,
    ),
    (BEFORE, MIDNIGHT + 10 * MINUTE, MIDNIGHT + 70 * MINUTE, MIDNIGHT - SECOND, Outcome.RECORDED, IN_TIME),
    (BEFORE, MIDNIGHT + 10 * MINUTE, MIDNIGHT + 70 * MINUTE, MIDNIGHT, Outcome.RECORDED, IN_TIME),
    (BEFORE, MIDNIGHT + 10 * MINUTE, MIDNIGHT + 70 * MINUTE, MIDNIGHT + SECOND, Outcome.RECORDED, IN_TIME),
    # it ends at 23:50, and its window the day after
    (AFTER, MIDNIGHT - 130 * MINUTE, MIDNIGHT - 10 * MINUTE, MIDNIGHT - SECOND, Outcome.RECORDED, IN_TIME),
    (AFTER, MIDNIGHT - 130 * MINUTE, MIDNIGHT - 10 * MINUTE, MIDNIGHT, Outcome.RECORDED, IN_TIME),
    (
        AFTER,
        MIDNIGHT - 130 * MINUTE,
        MIDNIGHT - 10 * MINUTE,
        MIDNIGHT + 35 * MINUTE,
        Outcome.RECORDED,
        IN_TIME,
    ),
    (
        AFTER,
        MIDNIGHT - 130 * MINUTE,
        MIDNIGHT - 10 * MINUTE,
        MIDNIGHT + 35 * MINUTE + SECOND,
        Outcome.OVER,
        NONE,
    ),
]


def moved(cast: Cast, starts: datetime, ends: datetime):
    session = session_of(cast.k1)
    session.starts_at, session.ends_at = starts, ends
    database.session.commit()
    return session


def scanned(connection: Connection, cast: Cast, checkpoint, at: datetime) -> Outcome:
    """The scan may arrive a little later; what counts is when it was made."""
    scan = Scan(checkpoint.id, at, Method.QR)
    return checking_in.check_in(connection, cast.an.id, scan, at + 20 * SECOND).outcome


@pytest.mark.parametrize("phase, starts, ends, at, outcome, late", TABLE)
def test_each_edge_of_each_window(connection, cast, phase, starts, ends, at, outcome, late) -> None:
    checkpoint = checkpoint_of(moved(cast, starts, ends), phase)
    assert scanned(connection, cast, checkpoint, at) is outcome
    assert [row.late for row in rows()] == ([] if late is None else [late])
    assert [row.at for row in rows()] == ([] if late is None else [at])


def test_midnight_of_the_table_is_midnight_in_ha_noi() -> None:
    assert (local(MIDNIGHT).hour, local(MIDNIGHT).minute) == (0, 0)


@pytest.mark.parametrize("hours", [-6, 1, 48])
def test_a_session_moved_after_scans_keeps_them_and_takes_new_ones_at_its_new_time(
    connection, cast, hours
) -> None:
    checkpoint = checkpoint_of(moved(cast, STARTS, ENDS))
    assert scanned(connection, cast, checkpoint, STARTS + 6 * MINUTE) is Outcome.RECORDED
    by = timedelta(hours=hours)
    session = moved(cast, STARTS + by, ENDS + by)
    entry = book_of_session(session.id).entry(session.id, BEFORE, cast.an.id)
    assert (entry.mark, entry.at) == (Mark.LATE, STARTS + 6 * MINUTE)
    assert scanned(connection, cast, checkpoint, STARTS + by) is Outcome.ALREADY
    scan = Scan(checkpoint.id, STARTS + by, Method.QR)
    other = checking_in.check_in(connection, cast.lan.id, scan, STARTS + by)
    assert (other.outcome, other.late) == (Outcome.RECORDED, False)
    for at, outcome in (
        (STARTS + by - 45 * MINUTE - SECOND, Outcome.EARLY),
        (STARTS + by + 16 * MINUTE, Outcome.OVER),
    ):
        late = checking_in.check_in(connection, cast.binh.id, Scan(checkpoint.id, at, Method.QR), at)
        assert late.outcome in {outcome, Outcome.WRONG_CLASS}


def test_a_session_that_becomes_shorter_opens_its_end_earlier(connection, cast) -> None:
    after = checkpoint_of(moved(cast, STARTS, ENDS), AFTER)
    at = ENDS - 75 * MINUTE
    assert scanned(connection, cast, after, at) is Outcome.EARLY
    moved(cast, STARTS, ENDS - 60 * MINUTE)
    assert scanned(connection, cast, after, at) is Outcome.RECORDED


@pytest.mark.parametrize(
    "opened, closed, at, outcome",
    [
        (-90, None, -90 * 60 - 1, Outcome.EARLY),
        (-90, None, -90 * 60, Outcome.RECORDED),
        (30, None, 30 * 60 + 3600, Outcome.RECORDED),
        (30, None, 30 * 60 + 3601, Outcome.OVER),
        (None, -5, -5 * 60, Outcome.RECORDED),
        (None, -5, -5 * 60 + 1, Outcome.OVER),
    ],
)
def test_opened_and_closed_by_hand_to_the_second(connection, cast, opened, closed, at, outcome) -> None:
    checkpoint = checkpoint_of(moved(cast, STARTS, ENDS))
    checkpoint.opened_at = STARTS + opened * MINUTE if opened is not None else None
    checkpoint.closed_at = STARTS + closed * MINUTE if closed is not None else None
    database.session.commit()
    assert scanned(connection, cast, checkpoint, STARTS + at * SECOND) is outcome


@pytest.mark.parametrize(
    "first, last, minutes, standing",
    [
        (STARTS - SECOND, ENDS + SECOND, 210, Standing.PRESENT),
        (STARTS + SECOND, ENDS, 209, Standing.PRESENT),
        (ENDS - 60 * MINUTE, ENDS, 60, Standing.LATE),
        (ENDS - 60 * MINUTE + SECOND, ENDS, 59, Standing.SHORT),
        (ENDS - SECOND, ENDS + MINUTE, 0, Standing.SHORT),
        (ENDS, ENDS + MINUTE, 0, Standing.SHORT),
        (ENDS + SECOND, ENDS + MINUTE, 0, Standing.SHORT),
        (ENDS + 20 * MINUTE, ENDS + 21 * MINUTE, 0, Standing.SHORT),
    ],
)
def test_minutes_of_who_comes_near_the_end_are_the_same_for_the_rule_and_on_the_own_sheet(
    connection, cast, first, last, minutes, standing
) -> None:
    """The start was left open by hand; at least 60 minutes are asked for."""
    cast.programme.minimum_minutes = 60
    session = moved(cast, STARTS, ENDS)
    before, after = checkpoint_of(session), checkpoint_of(session, AFTER)
    before.closed_at = ENDS + 30 * MINUTE
    database.session.commit()
    assert scanned(connection, cast, before, first) is Outcome.RECORDED
    assert scanned(connection, cast, after, last) is Outcome.RECORDED
    book, over = book_of_session(session.id), ENDS + timedelta(days=1)
    [row] = own.sheet(book, book.totals(cast.an.id, over), cast.an.id, {})
    assert (row.minutes, row.standing) == (minutes, standing)
