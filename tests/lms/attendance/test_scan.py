"""Scanning: verified first, identified later; looking marks nobody."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import SignIn
from lms.attendance.models import AttendanceCorrection, CheckIn, WalkIn
from lms.attendance.windows import Mark, Phase
from lms.audit.models import Observation
from lms.classes.models import SessionState
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import address, checkpoint_of, held_now, open_hall, rows

SECOND = timedelta(seconds=1)


def observed(kind: str = "scan.refused") -> list[dict[str, Any]]:
    return [row.facts for row in database.session.scalars(select(Observation)) if row.kind == kind]


def test_scanning_signed_in_shows_a_page_that_posts_itself_and_the_post_checks_in(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    page = an.get(address(checkpoint))
    assert page.status_code == 200
    assert 'data-behaviour="auto-submit"' in page.text
    assert rows() == []
    answer = an.post("/check-ins")
    assert answer.status_code == 200
    assert "Nguyễn Văn An" in answer.text
    [check_in] = rows()
    assert (check_in.person_id, check_in.checkpoint_id, check_in.method) == (cast.an.id, checkpoint.id, "qr")
    assert not check_in.late


def test_looking_marks_nobody_however_often(cast, as_user, client) -> None:
    checkpoint = open_hall(cast)
    for visitor in (client, as_user("an")):
        for method in ("GET", "HEAD"):
            visitor.open(address(checkpoint), method=method)
    assert rows() == []
    assert rows(WalkIn) == []


def test_scanning_signed_out_then_signing_in_still_counts_at_the_time_of_the_scan(cast, client) -> None:
    checkpoint = open_hall(cast)
    scanned = client.get(address(checkpoint))
    assert scanned.location == "/check-ins/person"
    with client.session_transaction() as cookie:
        cookie["claim"] = {
            **cookie["claim"],
            "at": cookie["claim"]["at"] - 480,
        }  # the password took 8 minutes
        scanned_at = cookie["claim"]["at"]
    client.csrf = None
    signed_in = client.post(scanned.location, data={"login": "an", "password": casting.PASSWORD})
    assert signed_in.location == "/check-ins/claim"
    client.csrf = None
    assert "auto-submit" in client.get("/check-ins/claim").text
    client.post("/check-ins")
    [check_in] = rows()
    assert check_in.person_id == cast.an.id
    assert check_in.at.timestamp() == scanned_at
    assert (check_in.received_at - check_in.at).total_seconds() >= 480


def test_a_claim_older_than_ten_minutes_asks_for_another_scan(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    with an.session_transaction() as cookie:
        cookie["claim"] = {**cookie["claim"], "at": cookie["claim"]["at"] - 601}
    assert an.get("/check-ins/claim").status_code == 410
    assert an.post("/check-ins").status_code == 410
    assert rows() == []


def test_without_a_scan_there_is_nothing_to_record(cast, as_user) -> None:
    assert as_user("an").post("/check-ins").status_code == 410
    assert rows() == []


def test_a_code_of_two_steps_ago_is_refused_and_noted(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    old = an.get(address(checkpoint, clock.now() - 20 * SECOND))
    assert old.status_code == 410
    an.post("/check-ins")
    assert rows() == []
    assert {"why": "expired", "checkpoint_id": checkpoint.id} in observed()


def test_a_code_with_another_secret_or_a_made_up_one_is_refused_and_noted(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    good = address(checkpoint)
    for bad in (
        good[:-1],
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good + "A",
        "/C/x",
        "/C/" + "7" * 24,
    ):
        assert an.get(bad).status_code == 410, bad
    assert {facts["why"] for facts in observed()} == {"forged"}


def test_the_address_works_in_small_letters_too(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    assert an.get(address(checkpoint).lower()).status_code == 200
    an.post("/check-ins")
    assert len(rows()) == 1


def test_scanning_twice_is_green_and_keeps_the_first_time(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins")
    [first] = rows()
    an.get(address(checkpoint))
    again = an.post("/check-ins")
    assert again.status_code == 200
    assert 'data-tone="success"' in again.text
    assert [row.id for row in rows()] == [first.id]


def test_forty_people_may_scan_the_same_picture_while_it_is_good(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    picture = address(checkpoint)
    casting.enrol(cast.binh, cast.k1)
    database.session.commit()
    for name in ("an", "binh"):
        person = as_user(name)
        person.get(picture)
        person.post("/check-ins")
    assert {row.person_id for row in rows()} == {cast.an.id, cast.binh.id}


def test_who_it_is_comes_from_the_session_and_never_from_what_is_sent(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins", data={"person_id": cast.binh.id, "checkpoint_id": 999})
    assert [row.person_id for row in rows()] == [cast.an.id]


def test_too_early_tells_when_it_opens(cast, as_user) -> None:
    checkpoint, an = open_hall(cast, begins_in=120), as_user("an")
    an.get(address(checkpoint))
    answer = an.post("/check-ins")
    assert answer.status_code == 200
    assert 'data-tone="warning"' in answer.text
    assert rows() == []


def test_too_late_sends_to_the_organiser_and_is_noted(cast, as_user) -> None:
    checkpoint, an = open_hall(cast, begins_in=-16), as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins")
    assert rows() == []
    assert {"why": "over", "checkpoint_id": checkpoint.id} in observed()


def test_after_the_threshold_one_is_late(cast, as_user) -> None:
    checkpoint, an = open_hall(cast, begins_in=-6), as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins")
    assert [row.late for row in rows()] == [True]


def test_a_cancelled_session_takes_nobody(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    checkpoint.class_session.state, checkpoint.class_session.reason = SessionState.CANCELLED, "bão"
    database.session.commit()
    an.get(address(checkpoint))
    an.post("/check-ins")
    assert rows() == []
    assert [facts["why"] for facts in observed()] == ["cancelled"]


def test_the_start_of_a_session_is_not_its_end(cast, as_user) -> None:
    session = held_now(cast.k1)
    before, after = checkpoint_of(session), checkpoint_of(session, Phase.AFTER)
    an = as_user("an")
    an.get(address(after))
    an.post("/check-ins")
    assert rows() == []
    an.get(address(before))
    an.post("/check-ins")
    assert [row.checkpoint_id for row in rows()] == [before.id]


def test_coming_to_the_wrong_class_says_where_the_own_one_is(cast, as_user) -> None:
    checkpoint, binh = open_hall(cast), as_user("binh")
    held_now(cast.k2)
    binh.get(address(checkpoint))
    answer = binh.post("/check-ins")
    assert 'data-tone="danger"' in answer.text
    assert cast.k2.title in answer.text
    assert (rows(), rows(WalkIn)) == ([], [])
    moved = binh.post("/check-ins/transfer")
    assert 'data-tone="info"' in moved.text
    assert [row.person_id for row in rows(WalkIn)] == [cast.binh.id]


def test_whoever_is_on_no_list_waits_with_the_time_of_the_scan(cast, as_user) -> None:
    checkpoint, giang = open_hall(cast), as_user("giang")
    giang.get(address(checkpoint))
    answer = giang.post("/check-ins")
    assert 'data-tone="info"' in answer.text
    giang.post("/check-ins")
    [walk_in] = rows(WalkIn)
    assert (walk_in.person_id, walk_in.state) == (cast.giang.id, "waiting")
    assert rows() == []


def test_that_is_not_me_takes_the_mark_back_and_lets_another_use_the_scan(cast, client) -> None:
    checkpoint = open_hall(cast)
    casting.enrol(cast.binh, cast.k1)
    database.session.commit()
    client.sign_in(cast.an)
    client.get(address(checkpoint))
    client.post("/check-ins")
    gone = client.post(f"/checkpoints/{checkpoint.id}/withdrawal")
    assert gone.location == "/check-ins/person"
    [correction] = rows(AttendanceCorrection)
    assert (correction.old, correction.new, correction.person_id) == (Mark.PRESENT, Mark.NONE, cast.an.id)
    assert all(row.ended_at for row in database.session.scalars(select(SignIn)))
    client.csrf = None
    client.post(gone.location, data={"login": "binh", "password": casting.PASSWORD})
    client.csrf = None
    client.post("/check-ins")
    assert {row.person_id for row in rows()} == {cast.an.id, cast.binh.id}
    assert rows()[1].at == rows()[0].at


def test_whoever_withdrew_by_mistake_may_scan_again(cast, client) -> None:
    checkpoint = open_hall(cast)
    for _again in range(2):
        client.sign_in(cast.an)
        client.get(address(checkpoint))
        assert 'data-tone="success"' in client.post("/check-ins").text
        client.post(f"/checkpoints/{checkpoint.id}/withdrawal")
    client.sign_in(cast.an)
    client.get(address(checkpoint))
    client.post("/check-ins")
    assert len(rows(CheckIn)) == 1
    marks = [row.new for row in rows(AttendanceCorrection)]
    assert marks == [Mark.NONE, Mark.PRESENT, Mark.NONE, Mark.PRESENT]


def test_withdrawing_takes_back_nothing_of_another(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins")
    as_user("chi").post(f"/checkpoints/{checkpoint.id}/withdrawal")
    assert rows(AttendanceCorrection) == []


def test_checking_in_takes_at_most_four_statements(cast, as_user, count_queries) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    with count_queries() as queries:
        an.post("/check-ins")
    assert len(queries) <= 4, queries
    assert len(rows()) == 1
    with count_queries() as queries:
        an.post("/check-ins")
    assert len(queries) <= 4, queries
    picture = address(checkpoint)
    with count_queries() as queries:
        an.get(picture)
    assert len(queries) <= 2, queries
