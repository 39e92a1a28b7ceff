"""Devices at the door: what each may send, how long, for which session, and what anybody sees of it."""

from datetime import timedelta

import pytest
from limits import parse
from sqlalchemy import update

from lms import database
from lms.accounts.models import PersonState
from lms.attendance.models import ScannerRead
from lms.attendance.scanners import app_views
from lms.attendance.scanners.app_views import BATCHES
from lms.attendance.scanners.devices import SENDS_LATE
from lms.attendance.scanners.models import ScannerDevice
from lms.audit.models import AuditEntry
from lms.web import clock
from tests.lms.attendance.door import codes_of, prepared
from tests.lms.attendance.hall import fill, held_now, open_hall, rows
from tests.scale import scaled

MINUTE = timedelta(minutes=1)


def test_without_a_token_or_with_another_nothing_is_taken(cast, door, as_user) -> None:
    _checkpoint, device = door
    for token in ("", "x" * 43, device.taken["token"][:-1], "số"):
        for client in (device.client, as_user("em")):
            answer = client.post(
                "/scanner/reads", json={"scans": []}, headers={"X-Scanner-Token": token}, csrf=False
            )
            assert answer.status_code == 401
            assert client.get("/scanner/list", headers={"X-Scanner-Token": token}).status_code == 401
    assert rows(ScannerRead) == []


def test_a_device_that_was_taken_out_is_refused_whole_and_says_why(cast, as_user, door) -> None:
    checkpoint, device = door
    [held] = rows(ScannerDevice)
    em = as_user("em")
    em.post(f"/scanners/{held.id}/revocation")
    answer = device.send(("nonce-001", codes_of([cast.an])[cast.an.id], clock.now()))
    assert (answer.status_code, answer.json) == (403, {"why": "revoked"})
    assert device.client.get("/scanner/list", headers=device.headers).status_code == 403
    assert (rows(), rows(ScannerRead)) == ([], [])
    assert "Cửa 1" in em.get(f"/sessions/{checkpoint.class_session_id}/scanners").text
    actions = [row.action for row in rows(AuditEntry) if row.action.startswith("scanner.")]
    em.post(f"/scanners/{held.id}/revocation")
    assert actions == [row.action for row in rows(AuditEntry) if row.action.startswith("scanner.")]


def test_a_device_scans_for_hours_and_may_send_for_days(cast, door) -> None:
    _checkpoint, device = door
    code = codes_of([cast.an])[cast.an.id]
    ago = clock.now() - timedelta(hours=1)
    _let_expire(ago)
    assert device.client.get("/scanner/list", headers=device.headers).json == {"why": "expired"}
    assert device.outcomes(("nonce-001", code, clock.now() - 30 * MINUTE), anchored_at=1000) == ["expired"]
    assert device.outcomes(("nonce-002", code, ago - MINUTE), anchored_at=1000) == ["early"]
    _let_expire(clock.now() - SENDS_LATE - MINUTE)
    answer = device.send(("nonce-003", code, ago))
    assert (answer.status_code, answer.json) == (403, {"why": "expired"})


def _let_expire(at) -> None:
    moved = {"expires_at": at, "issued_at": at - timedelta(hours=12)}
    database.session.execute(update(ScannerDevice).values(**moved))
    database.session.commit()
    database.session.expire_all()


def test_the_device_of_somebody_who_may_no_longer_run_the_session_is_refused(cast, door) -> None:
    _checkpoint, device = door
    cast.em.state = PersonState.SUSPENDED
    database.session.commit()
    assert device.send().status_code == 403


@pytest.mark.parametrize(
    "body, media_type, status",
    [
        (b"", "application/json", 422),
        (b"{", "application/json", 422),
        (b"[" * 60_000, "application/json", 422),
        (b'{"scans": "\xff"}', "application/json", 422),
        (b'{"scans": [], "anchored_at": NaN, "sent_at": 1}', "application/json", 422),
        (b" " * 70_000, "application/json", 413),
        (b"scans=1", "application/x-www-form-urlencoded", 415),
    ],
)
@pytest.mark.one_database
def test_what_is_no_batch_is_refused_whole(door, body, media_type, status) -> None:
    _checkpoint, device = door
    answer = device.client.post(
        "/scanner/reads", data=body, content_type=media_type, headers=device.headers, csrf=False
    )
    assert answer.status_code == status
    assert rows(ScannerRead) == []


def test_one_bad_scan_refuses_the_batch_and_stores_nothing_of_it(cast, door) -> None:
    _checkpoint, device = door
    good = {"nonce": "nonce-001", "code": "X", "phase": "before", "at": clock.now().timestamp()}
    batch = {"scans": [good, {**good, "nonce": "x"}], "anchored_at": 1, "sent_at": 2}
    assert device.post(batch).status_code == 422
    assert rows(ScannerRead) == []


def test_a_device_that_sends_without_end_is_asked_to_wait(door, monkeypatch) -> None:
    _checkpoint, device = door
    most = scaled(BATCHES.amount, least=3)
    monkeypatch.setattr(app_views, "BATCHES", parse(f"{most} per minute"))
    assert [device.send().status_code for _try in range(most + 1)] == [200] * most + [429]


def test_a_device_of_one_session_writes_to_no_other(cast, as_user, app, door) -> None:
    _checkpoint, device = door
    other = held_now(cast.k2)
    theirs = prepared(as_user, app, other.id)
    code = codes_of([cast.binh])[cast.binh.id]
    device.outcomes(("nonce-001", code, clock.now()))
    assert rows() == []
    assert theirs.outcomes(("nonce-001", code, clock.now())) == ["recorded"]


def test_the_page_is_for_everybody_and_says_nothing_of_anybody(cast, as_user, client) -> None:
    open_hall(cast)
    pages = [visitor.get("/scanner").text for visitor in (client, as_user("em"))]
    assert "Nguyễn Văn An" not in pages[1]
    assert cast.k1.title not in pages[1]
    assert 'data-behaviour="scanner"' in pages[0]
    worker = client.get("/scanner/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/scanner"
    worker.close()
    manifest = client.get("/scanner/app.webmanifest").json
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/scanner",
        "/scanner",
        "standalone",
    )


def test_sessions_of_about_now_are_offered_to_those_who_may_run_them(cast, as_user, client) -> None:
    for one in (*cast.k1.sessions, *cast.k2.sessions):  # whatever day it is today
        one.starts_at, one.ends_at = one.starts_at - timedelta(days=365), one.ends_at - timedelta(days=365)
    session = held_now(cast.k1)
    held_now(cast.k2, begins_in=60 * 48)
    answer = as_user("em").get("/scanner/sessions").json
    assert [each["id"] for each in answer["sessions"]] == [session.id]
    assert answer["csrf"]
    for visitor in (client, as_user("chi"), as_user("an")):
        assert visitor.get("/scanner/sessions").json == {"sessions": [], "csrf": "", "may_prepare": False}


def test_what_a_device_asks_for_costs_the_same_statements_for_many_as_for_few(
    cast, as_user, door, count_queries
) -> None:
    _checkpoint, device = door
    em, counts = as_user("em"), []
    for more in (0, 20):
        codes_of(fill(cast, more))
        if more:
            held_now(cast.k2)
        for ask in (
            lambda: em.get("/scanner/sessions"),
            lambda: device.client.get("/scanner/list", headers=device.headers),
        ):
            with count_queries() as queries:
                assert ask().status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
