"""The scanner at the door: what it read counts once, at the time of the read, however and whenever it is sent."""

from datetime import timedelta
from random import Random

import pytest
import zxingcpp

from lms import database
from lms.attendance import scanner
from lms.attendance.models import PersonalCode, ScannerRead, WalkIn
from lms.web import clock, qr
from tests.lms.attendance.hall import fill, held_now, open_hall, rows
from tests.lms.web.test_qr import picture

MINUTE = timedelta(minutes=1)


def codes(people) -> dict[int, str]:
    scanner.issue([person.id for person in people], clock.now())
    database.session.commit()
    return scanner.codes_of(person.id for person in people)


def send(client, checkpoint, *reads):
    """Each read is (nonce, code, moment)."""
    scans = [{"nonce": nonce, "code": code, "scanned_at": at.timestamp()} for nonce, code, at in reads]
    return client.post(f"/checkpoints/{checkpoint.id}/scans", json={"scans": scans})


def test_a_read_keeps_the_time_of_the_scan_and_of_its_arrival(cast, as_user) -> None:
    checkpoint, scanned = open_hall(cast), clock.now() - 3 * MINUTE
    answer = send(as_user("em"), checkpoint, ("nonce-001", codes([cast.an])[cast.an.id], scanned))
    assert answer.json["answers"] == [{"nonce": "nonce-001", "outcome": "recorded", "name": "Nguyễn Văn An"}]
    [check_in] = rows()
    assert (check_in.method, check_in.by_id, check_in.nonce) == ("scanner", cast.em.id, "nonce-001")
    assert abs(check_in.at - scanned) < timedelta(milliseconds=1)
    assert check_in.received_at - check_in.at >= 3 * MINUTE


def test_the_same_nonce_gets_the_same_answer_and_another_says_already(cast, as_user) -> None:
    checkpoint, em, at = open_hall(cast), as_user("em"), clock.now()
    code = codes([cast.an])[cast.an.id]
    outcomes = [
        send(em, checkpoint, (nonce, code, at)).json["answers"][0]["outcome"]
        for nonce in ("nonce-001", "nonce-001", "nonce-002", "nonce-001")
    ]
    assert outcomes == ["recorded", "recorded", "already", "recorded"]
    assert len(rows()) == 1
    assert len(rows(ScannerRead)) == 2


def test_sixty_reads_sent_late_in_another_order_and_twice_are_sixty_people(cast, as_user) -> None:
    checkpoint, people, em = open_hall(cast), fill(cast, 60), as_user("em")
    held = codes(people)
    reads = [
        (f"nonce-{n:03}", held[person.id], clock.now() - n * timedelta(seconds=10))
        for n, person in enumerate(people)
    ]
    shuffled = Random(5).sample(reads, len(reads))
    for batch in batches(shuffled + reads):
        assert send(em, checkpoint, *batch).status_code == 200
    assert {row.person_id for row in rows()} == {person.id for person in people}
    assert len(rows(ScannerRead)) == 60


def batches(reads):
    return [reads[start : start + 25] for start in range(0, len(reads), 25)]


def test_a_day_late_a_read_still_counts_at_its_own_time(cast, as_user) -> None:
    checkpoint = open_hall(cast, begins_in=-24 * 60)
    in_time = checkpoint.class_session.starts_at - 5 * MINUTE
    send(as_user("em"), checkpoint, ("nonce-001", codes([cast.an])[cast.an.id], in_time))
    [check_in] = rows()
    assert not check_in.late


def test_a_scanner_that_runs_ahead_checks_nobody_in_for_later(cast, as_user) -> None:
    checkpoint = open_hall(cast, begins_in=120)
    tomorrow = clock.now() + timedelta(hours=2)
    answer = send(as_user("em"), checkpoint, ("nonce-001", codes([cast.an])[cast.an.id], tomorrow))
    assert answer.json["answers"][0]["outcome"] == "early"
    assert rows() == []


def test_unknown_codes_and_strangers_are_told_apart(cast, as_user) -> None:
    checkpoint, em, at = open_hall(cast), as_user("em"), clock.now()
    stranger = codes([cast.giang])[cast.giang.id]
    told = send(em, checkpoint, ("nonce-001", "NO SUCH CODE", at), ("nonce-002", stranger, at)).json[
        "answers"
    ]
    assert [each["outcome"] for each in told] == ["unknown", "waiting"]
    assert told[0]["name"] == ""
    assert [row.person_id for row in rows(WalkIn)] == [cast.giang.id]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"scans": {}},
        {"scans": [1]},
        {"scans": [{"nonce": "x", "code": "A", "scanned_at": 1}]},
        {"scans": [{"nonce": "nonce-001", "code": 5, "scanned_at": 1}]},
        {"scans": [{"nonce": "nonce-001", "code": "A", "scanned_at": "now"}]},
        {"scans": [{"nonce": "nonce-001", "code": "A", "scanned_at": 1e300}]},
        {"scans": [{"nonce": "nonce-001", "code": "A", "scanned_at": True}]},
        {"scans": [{"nonce": "nonce-001", "code": "A" * 201, "scanned_at": 1}]},
        {"scans": [{"nonce": f"nonce-{n:03}", "code": "A", "scanned_at": 1} for n in range(201)]},
    ],
)
def test_what_is_not_a_batch_is_refused_whole(cast, as_user, sent) -> None:
    checkpoint = open_hall(cast)
    assert as_user("em").post(f"/checkpoints/{checkpoint.id}/scans", json=sent).status_code == 422
    assert rows(ScannerRead) == []


def test_codes_are_random_kept_and_read_back_from_ones_own_page(cast, as_user) -> None:
    an = as_user("an")
    assert 'class="qr' not in an.get("/my-code").text
    for _again in range(2):
        an.post("/my-code")
    [held] = rows(PersonalCode)
    assert (held.person_id, len(held.code)) == (cast.an.id, 16)
    drawing = qr.draw(held.code)
    assert drawing.path in an.get("/my-code").text
    assert zxingcpp.read_barcodes(picture(drawing))[0].text == held.code


def test_badges_are_made_for_all_who_have_none(cast, as_user) -> None:
    em, kept = as_user("em"), codes([cast.an])[cast.an.id]
    assert em.get(f"/classes/{cast.k1.id}/badges").text.count("badges__one") == 1
    em.post(f"/classes/{cast.k1.id}/badges")
    page = em.get(f"/classes/{cast.k1.id}/badges").text
    assert page.count("badges__one") == 2
    assert qr.draw(kept).path in page


def test_the_page_of_the_scanner_needs_a_prepared_checkpoint(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    url = f"/sessions/{session.id}/checkpoints/before"
    assert em.get(f"{url}/scanner").location == f"{url}/hall"
    em.post(url)
    assert 'data-behaviour="scanner"' in em.get(f"{url}/scanner").text
