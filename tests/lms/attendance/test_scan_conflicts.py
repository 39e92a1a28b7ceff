"""Scans that are not simply check-ins: listed for the organiser, who lets them count or leaves them out."""

from datetime import timedelta

import pytest

from lms.attendance.models import AttendanceCorrection, ScannerRead, WalkIn
from lms.attendance.windows import Mark
from lms.audit.models import AuditEntry
from lms.web import clock
from tests.lms.attendance.door import codes_of, prepared
from tests.lms.attendance.hall import came, held_now, open_hall, rows

MINUTE = timedelta(minutes=1)


def late_scan(cast, as_user, app):
    """A scan of An, twenty minutes after the session began and so after check-in closed."""
    checkpoint = open_hall(cast, begins_in=-20)
    device = prepared(as_user, app, checkpoint.class_session_id)
    told = device.outcomes(("nonce-001", codes_of([cast.an])[cast.an.id], clock.now()))
    assert told == ["over"]
    [read] = rows(ScannerRead)
    return checkpoint, device, read


def page(as_user, checkpoint) -> str:
    return as_user("em").get(f"/sessions/{checkpoint.class_session_id}/scanners").text


def test_a_scan_after_the_close_waits_and_counts_at_its_time_once_it_is_taken(cast, as_user, app) -> None:
    checkpoint, _device, read = late_scan(cast, as_user, app)
    assert f"/scanner-reads/{read.id}/acceptance" in page(as_user, checkpoint)
    assert rows() == []
    for _again in range(2):
        as_user("em").post(f"/scanner-reads/{read.id}/acceptance")
    [check_in] = rows()
    assert (check_in.at, check_in.late, check_in.by_id) == (read.scanned_at, True, cast.em.id)
    assert [row.new for row in rows(AttendanceCorrection)] == [Mark.LATE]
    assert [row.action for row in rows(AuditEntry)].count("scan.taken") == 1
    assert f"/scanner-reads/{read.id}/acceptance" not in page(as_user, checkpoint)


def test_a_scan_that_is_left_out_records_nobody_and_stays_in_the_history(cast, as_user, app) -> None:
    checkpoint, _device, read = late_scan(cast, as_user, app)
    as_user("em").post(f"/scanner-reads/{read.id}/dismissal")
    assert rows() == []
    [kept] = rows(ScannerRead)
    assert (kept.taken, kept.settled_by_id) == (False, cast.em.id)
    assert "Nguyễn Văn An" in page(as_user, checkpoint)
    as_user("em").post(f"/scanner-reads/{read.id}/acceptance")
    assert rows() == []


def test_the_organiser_may_prefer_the_scan_to_the_own_mark(cast, as_user, app) -> None:
    checkpoint = open_hall(cast)
    device = prepared(as_user, app, checkpoint.class_session_id)
    url = f"/sessions/{checkpoint.class_session_id}/checkpoints/before/marks"
    as_user("em").post(url, data={"pick": cast.an.id, "mark": "absent"})
    scanned = clock.now() - 5 * MINUTE
    device.outcomes(("nonce-001", codes_of([cast.an])[cast.an.id], scanned), anchored_at=1000)
    [read] = rows(ScannerRead)
    as_user("em").post(f"/scanner-reads/{read.id}/acceptance")
    corrections = rows(AttendanceCorrection)
    assert [(row.old, row.new) for row in corrections] == [
        (Mark.NONE, Mark.ABSENT),
        (Mark.ABSENT, Mark.PRESENT),
    ]
    assert corrections[1].reason


def test_somebody_of_another_class_waits_at_the_door_once_the_scan_is_taken(cast, as_user, app) -> None:
    checkpoint = open_hall(cast)
    held_now(cast.k2)
    device = prepared(as_user, app, checkpoint.class_session_id)
    assert device.outcomes(("nonce-001", codes_of([cast.binh])[cast.binh.id], clock.now())) == ["wrong-class"]
    [read] = rows(ScannerRead)
    as_user("em").post(f"/scanner-reads/{read.id}/acceptance")
    assert rows() == []
    assert [(row.person_id, row.state) for row in rows(WalkIn)] == [(cast.binh.id, "waiting")]


def test_a_conflict_that_settled_itself_is_not_listed(cast, as_user, app) -> None:
    checkpoint, _device, read = late_scan(cast, as_user, app)
    came(checkpoint, cast.an, checkpoint.class_session.starts_at)
    assert f"/scanner-reads/{read.id}/acceptance" not in page(as_user, checkpoint)


def test_the_same_unknown_code_is_listed_once(cast, as_user, app) -> None:
    checkpoint = open_hall(cast)
    device = prepared(as_user, app, checkpoint.class_session_id)
    device.outcomes(*[(f"nonce-{n:03}", "WHOSE-IS-THIS", clock.now()) for n in range(5)])
    assert page(as_user, checkpoint).count("/dismissal") == 1
    assert page(as_user, checkpoint).count("/acceptance") == 0


@pytest.mark.parametrize("what", ["acceptance", "dismissal"])
def test_nothing_can_be_decided_about_scans_of_classes_that_are_not_ones_own(
    cast, as_user, app, what
) -> None:
    _checkpoint, _device, read = late_scan(cast, as_user, app)
    assert as_user("dung").post(f"/scanner-reads/{read.id}/{what}").status_code in {403, 404}
    assert [row.settled_at for row in rows(ScannerRead)] == [None]


def test_the_page_costs_the_same_statements_for_many_as_for_few(cast, as_user, app, count_queries) -> None:
    checkpoint = open_hall(cast)
    device, em = prepared(as_user, app, checkpoint.class_session_id), as_user("em")
    counts = []
    for many in (1, 15):
        device.outcomes(*[(f"nonce-{many:02}-{n:03}", f"CODE-{many}-{n}", clock.now()) for n in range(many)])
        with count_queries() as queries:
            em.get(f"/sessions/{checkpoint.class_session_id}/scanners")
        counts.append(len(queries))
    assert counts[0] == counts[1]
