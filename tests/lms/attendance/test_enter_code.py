"""Six digits for whoever cannot scan: held with their time, judged against one's own classes, few tries."""

from datetime import timedelta

import pytest

from lms.attendance.models import WalkIn
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import checkpoint_of, digits, held_now, open_hall, rows

MINUTE = timedelta(minutes=1)


def wrong(checkpoint) -> str:
    """Digits that are good neither now nor within the next minutes."""
    good = {digits(checkpoint, clock.now() + minutes * MINUTE) for minutes in range(-3, 4)}
    return next(f"{n:06}" for n in range(100) if f"{n:06}" not in good)


@pytest.mark.parametrize("between", ["", " ", "-", "\u00a0"])
def test_the_code_of_ones_own_class_checks_in(cast, as_user, between) -> None:
    checkpoint = open_hall(cast)
    code = digits(checkpoint)
    answer = as_user("an").post("/check-in", data={"code": f" {code[:3]}{between}{code[3:]}"})
    assert 'data-tone="success"' in answer.text
    [check_in] = rows()
    assert (check_in.person_id, check_in.method) == (cast.an.id, "code")


def test_a_code_typed_signed_out_is_judged_after_signing_in_at_its_own_time(cast, client) -> None:
    checkpoint = open_hall(cast)
    held = client.post("/check-in", data={"code": digits(checkpoint, clock.now() - 5 * MINUTE)})
    assert held.location == "/check-ins/person"
    with client.session_transaction() as cookie:
        cookie["claim"] = {**cookie["claim"], "at": (clock.now() - 5 * MINUTE).timestamp()}
    client.csrf = None
    client.post(held.location, data={"login": "an", "password": casting.PASSWORD})
    client.csrf = None
    assert 'data-tone="success"' in client.post("/check-ins").text
    [check_in] = rows()
    assert clock.now() - check_in.at >= 5 * MINUTE


def test_a_wrong_code_keeps_the_page_and_what_was_typed(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    answer = as_user("an").post("/check-in", data={"code": wrong(checkpoint)})
    assert answer.status_code == 422
    assert wrong(checkpoint) in answer.text
    assert rows() == []


@pytest.mark.parametrize("code", ["", "12345", "1234567", "mười hai", "１２３４５６"])
@pytest.mark.one_database
def test_what_is_not_six_digits_is_sent_back(cast, as_user, code) -> None:
    answer = as_user("an").post("/check-in", data={"code": code})
    assert answer.status_code == 422


def test_the_code_of_another_class_is_no_code(cast, as_user) -> None:
    open_hall(cast)
    other = checkpoint_of(held_now(cast.k2))
    answer = as_user("an").post("/check-in", data={"code": digits(other)})
    assert answer.status_code == 422
    assert (rows(), rows(WalkIn)) == ([], [])


def test_after_ten_tries_in_a_minute_the_right_code_must_wait_too(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    bad = wrong(checkpoint)
    statuses = [an.post("/check-in", data={"code": bad}).status_code for _try in range(10)]
    last = an.post("/check-in", data={"code": digits(checkpoint)})
    assert (set(statuses), last.status_code) == ({422}, 429)
    assert rows() == []


def test_tries_of_one_person_do_not_block_another_at_the_same_address(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    casting.enrol(cast.binh, cast.k1)
    for _try in range(11):
        an.post("/check-in", data={"code": wrong(checkpoint)})
    as_user("binh").post("/check-in", data={"code": digits(checkpoint)})
    assert [row.person_id for row in rows()] == [cast.binh.id]


def test_the_short_address_on_the_screen_leads_to_the_page(client) -> None:
    assert client.get("/ma").status_code == 200
