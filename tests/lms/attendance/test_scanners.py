"""The scanner at the door: what it takes along, and that what it read counts once, however and whenever it is sent."""

from datetime import timedelta
from random import Random

import pytest

from lms.attendance import codes
from lms.attendance.models import AttendanceCorrection, CheckIn, ScannerRead, WalkIn
from lms.attendance.scanners import preload
from lms.attendance.scanners.models import ScannerDevice
from lms.attendance.windows import Mark
from lms.web import clock
from tests.lms.attendance.door import codes_of, prepared
from tests.lms.attendance.hall import came, fill, open_hall, rows
from tests.scale import scaled

MINUTE = timedelta(minutes=1)
DOOR = scaled(60, least=12)


def test_a_device_takes_along_names_and_salted_hashes_and_nothing_else_about_anybody(
    cast, as_user, door
) -> None:
    _checkpoint, device = door
    taken = device.taken
    code = codes.codes_of([cast.an.id])[cast.an.id]
    assert [preload.hashed(taken["salt"], code), "Nguyễn Văn An"] in taken["people"]
    assert {len(each) for each in taken["people"]} == {2}
    assert code not in str(taken)
    assert 11.9 * 3600 < taken["device"]["expires_at"] - taken["now"] <= 12 * 3600
    assert set(taken["windows"]) == {"before", "after"}


def test_every_preload_has_another_salt_and_another_token(cast, as_user, app, door) -> None:
    checkpoint, device = door
    again = prepared(as_user, app, checkpoint.class_session_id, "Cửa 2")
    assert device.taken["salt"] != again.taken["salt"]
    assert device.taken["token"] != again.taken["token"]
    assert not {pair[0] for pair in device.taken["people"]} & {pair[0] for pair in again.taken["people"]}
    assert [row.name for row in rows(ScannerDevice)] == ["Cửa 1", "Cửa 2"]
    assert device.taken["token"] not in {row.token_hash for row in rows(ScannerDevice)}


def test_a_device_needs_a_name(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    assert as_user("em").post(f"/sessions/{checkpoint.class_session_id}/scanners").status_code == 422
    assert rows(ScannerDevice) == []


def test_the_list_can_be_loaded_again_with_the_token_alone(cast, door) -> None:
    _checkpoint, device = door
    fill(cast, 3)
    codes_of([cast.an])
    again = device.client.get("/scanner/list", headers=device.headers)
    assert again.status_code == 200
    assert again.json["salt"] != device.taken["salt"]
    assert "token" not in again.json
    assert again.json["session"]["number"] == 1


def test_a_read_keeps_the_time_of_the_scan_and_of_its_arrival(cast, door) -> None:
    _checkpoint, device = door
    scanned = clock.now() - 3 * MINUTE
    answer = device.send(("nonce-001", codes_of([cast.an])[cast.an.id], scanned), anchored_at=1000)
    assert answer.json["answers"] == [{"nonce": "nonce-001", "outcome": "recorded", "name": "Nguyễn Văn An"}]
    [check_in] = rows()
    assert (check_in.method, check_in.by_id, check_in.nonce) == ("scanner", cast.em.id, "nonce-001")
    assert abs(check_in.at - scanned) < timedelta(seconds=2)
    assert check_in.received_at - check_in.at >= 3 * MINUTE - timedelta(seconds=2)
    [read] = rows(ScannerRead)
    [held] = rows(ScannerDevice)
    assert (read.device_id, read.text) == (held.id, "")
    assert held.seen_at is not None


def test_the_same_nonce_gets_the_same_answer_and_another_says_already(cast, door) -> None:
    _checkpoint, device = door
    code, at = codes_of([cast.an])[cast.an.id], clock.now()
    told = [
        device.outcomes((nonce, code, at))[0]
        for nonce in ("nonce-001", "nonce-001", "nonce-002", "nonce-001")
    ]
    assert told == ["recorded", "recorded", "already", "recorded"]
    assert len(rows()) == 1
    assert len(rows(ScannerRead)) == 2


def test_reads_sent_late_in_another_order_and_twice_are_each_one_person(cast, as_user, app) -> None:
    checkpoint, people = open_hall(cast), fill(cast, DOOR)
    device, held = prepared(as_user, app, checkpoint.class_session_id), codes_of(people)
    reads = [
        (f"nonce-{n:03}", held[person.id], clock.now() - n * timedelta(seconds=10))
        for n, person in enumerate(people)
    ]
    shuffled = Random(5).sample(reads, len(reads))
    for start in range(0, 2 * DOOR, 25):
        assert device.send(*(shuffled + reads)[start : start + 25]).status_code == 200
    assert {row.person_id for row in rows()} == {person.id for person in people}
    assert len(rows(ScannerRead)) == DOOR


@pytest.mark.parametrize("turned", [False, True])
def test_whoever_was_scanned_in_time_is_not_late_in_whatever_order_it_is_sent(
    cast, as_user, app, turned
) -> None:
    checkpoint = open_hall(cast, begins_in=-8)
    device, code = prepared(as_user, app, checkpoint.class_session_id), codes_of([cast.an])[cast.an.id]
    starts = checkpoint.class_session.starts_at
    reads = [("nonce-001", code, starts - MINUTE), ("nonce-002", code, starts + 7 * MINUTE)]
    for read in reversed(reads) if turned else reads:
        device.outcomes(read, anchored_at=1000)
    [check_in] = rows()
    corrections = [row.new for row in rows(AttendanceCorrection)]
    assert (check_in.late, corrections) == ((True, [Mark.PRESENT]) if turned else (False, []))


def test_a_day_late_a_read_still_counts_at_its_own_time(cast, as_user, app) -> None:
    checkpoint = open_hall(cast, begins_in=-24 * 60)
    device = prepared(as_user, app, checkpoint.class_session_id)
    in_time = checkpoint.class_session.starts_at - 5 * MINUTE
    assert device.outcomes(("nonce-001", codes_of([cast.an])[cast.an.id], in_time)) == ["recorded"]
    [check_in] = rows()
    assert not check_in.late


def test_a_scanner_that_runs_ahead_checks_nobody_in_for_later(cast, as_user, app) -> None:
    checkpoint = open_hall(cast, begins_in=120)
    device = prepared(as_user, app, checkpoint.class_session_id)
    later = clock.now() + timedelta(hours=2)
    assert device.outcomes(("nonce-001", codes_of([cast.an])[cast.an.id], later)) == ["early"]
    assert rows() == []


@pytest.mark.parametrize("ahead", [3600, -3600])
def test_a_phone_whose_clock_is_an_hour_wrong_records_the_right_time(cast, door, ahead) -> None:
    _checkpoint, device = door
    now = clock.now()
    wrong = now - 2 * MINUTE + timedelta(seconds=ahead)
    sent = now.timestamp() + ahead
    device.outcomes(
        ("nonce-001", codes_of([cast.an])[cast.an.id], wrong), anchored_at=sent - 1e6, sent_at=sent
    )
    [check_in] = rows()
    assert abs(check_in.at - (now - 2 * MINUTE)) < timedelta(seconds=3)


def test_start_and_end_of_a_session_are_told_apart_by_the_device(cast, as_user, app) -> None:
    checkpoint = open_hall(cast, begins_in=-235)
    device, code = prepared(as_user, app, checkpoint.class_session_id), codes_of([cast.an])[cast.an.id]
    assert device.outcomes(("nonce-001", code, clock.now()), phase="after") == ["recorded"]
    [check_in] = rows()
    assert check_in.checkpoint_id != checkpoint.id


def test_unknown_codes_and_strangers_are_told_apart(cast, door) -> None:
    _checkpoint, device = door
    at, stranger = clock.now(), codes_of([cast.giang])[cast.giang.id]
    told = device.send(
        ("nonce-001", "https://elsewhere.example/\x00x", at), ("nonce-002", stranger, at)
    ).json["answers"]
    assert [each["outcome"] for each in told] == ["unknown", "waiting"]
    assert told[0]["name"] == ""
    assert [row.person_id for row in rows(WalkIn)] == [cast.giang.id]
    assert [row.text for row in rows(ScannerRead)] == ["https://elsewhere.example/x", ""]


def test_a_code_that_was_replaced_is_refused_but_counts_for_scans_before_that(cast, as_user, door) -> None:
    _checkpoint, device = door
    old = codes_of([cast.an])[cast.an.id]
    as_user("em").post(f"/classes/{cast.k1.id}/badges/{cast.an.id}/replacement")
    assert codes.codes_of([cast.an.id])[cast.an.id] != old
    assert device.outcomes(("nonce-001", old, clock.now())) == ["revoked"]
    assert rows() == []
    assert device.outcomes(("nonce-002", old, clock.now() - 5 * MINUTE), anchored_at=1000) == ["recorded"]


def test_what_an_organiser_decided_after_the_scan_is_not_overwritten_by_it(cast, as_user, door) -> None:
    checkpoint, device = door
    url = f"/sessions/{checkpoint.class_session_id}/checkpoints/before/marks"
    as_user("em").post(url, data={"pick": cast.an.id, "mark": "absent"})
    code = codes_of([cast.an])[cast.an.id]
    assert device.outcomes(("nonce-001", code, clock.now() - 5 * MINUTE), anchored_at=1000) == ["differs"]
    assert [row.new for row in rows(AttendanceCorrection)] == [Mark.ABSENT]
    assert device.outcomes(("nonce-002", code, clock.now() + MINUTE)) == ["recorded"]
    assert [row.new for row in rows(AttendanceCorrection)] == [Mark.ABSENT, Mark.PRESENT]


def test_somebody_who_scanned_with_the_phone_before_is_recorded_already(cast, door) -> None:
    checkpoint, device = door
    came(checkpoint, cast.an, clock.now() - MINUTE)
    assert device.outcomes(("nonce-001", codes_of([cast.an])[cast.an.id], clock.now())) == ["already"]
    assert len(rows()) == 1


def test_a_batch_costs_few_statements_however_many_people_are_in_the_class(
    cast, as_user, app, count_queries
) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 30)
    device, held = prepared(as_user, app, checkpoint.class_session_id), codes_of(people)
    at = clock.now()
    counts = []
    for start, size in ((0, 1), (1, 11)):
        reads = [(f"nonce-{n:03}", held[people[n].id], at) for n in range(start, start + size)]
        with count_queries() as queries:
            device.outcomes(*reads)
        counts.append(len(queries))
    one, eleven = counts
    assert (eleven - one) % 10 == 0
    assert (eleven - one) / 10 <= 6
    assert len(rows(CheckIn)) == 12
