"""Who scanned: a member code with a PIN checks in and does nothing else; the password signs in as ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.accounts.models import SignIn
from lms.attendance.models import AttendanceCorrection, CheckIn, WalkIn
from lms.attendance.windows import Mark
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import address, digits, give_pin, open_hall, rows
from tests.lms.attendance.naming import PIN, name, observed, scanned
from tests.lms.attendance.test_enter_code import wrong


@pytest.fixture
def checkpoint(cast):
    give_pin(cast.an)
    return open_hall(cast)


def test_the_page_says_when_it_was_scanned_and_asks_who_it_was(client, checkpoint) -> None:
    page = scanned(client, checkpoint).get("/check-ins/person")
    assert page.status_code == 200
    assert all(f'name="{field}"' in page.text for field in ("login", "password", "remember"))


def test_a_pin_checks_in_at_the_time_of_the_scan_and_opens_nothing_else(cast, client, checkpoint) -> None:
    scanned(client, checkpoint)
    with client.session_transaction() as cookie:
        cookie["claim"] = {**cookie["claim"], "at": cookie["claim"]["at"] - 300}
        at = cookie["claim"]["at"]
    answer = name(client, "an", PIN)
    assert 'data-tone="success"' in answer.text
    assert "Nguyễn Văn An" in answer.text
    [check_in] = rows()
    assert (check_in.person_id, check_in.method, check_in.at.timestamp()) == (cast.an.id, "qr", at)
    assert list(database.session.scalars(select(SignIn))) == []
    for path in ("/", "/account", "/my-code", f"/classes/{cast.k1.id}/attendance"):
        assert client.get(path).status_code == 302, path
    assert observed("check-in.by-pin") == [{"person_id": cast.an.id, "checkpoint_id": checkpoint.id}]


def test_a_pin_does_not_sign_in(cast, client, checkpoint) -> None:
    answer = client.post("/sign-in", data={"login": "an", "password": PIN})
    assert answer.status_code == 422
    again = client.post("/sign-in/again", json={"login": "an", "password": PIN})
    assert again.status_code == 422


def test_one_scan_with_a_pin_is_for_one_person(cast, client, checkpoint) -> None:
    casting.enrol(cast.binh, cast.k1)
    give_pin(cast.binh)
    name(scanned(client, checkpoint), "an", PIN)
    assert name(client, "binh", PIN).status_code == 410
    assert [row.person_id for row in rows()] == [cast.an.id]


def test_that_is_not_me_after_a_pin_gives_the_scan_to_the_right_person(cast, client, checkpoint) -> None:
    casting.enrol(cast.binh, cast.k1)
    give_pin(cast.binh)
    page = name(scanned(client, checkpoint), "an", PIN)
    assert "/check-ins/withdrawal" in page.text
    gone = client.post("/check-ins/withdrawal")
    assert gone.location == "/check-ins/person"
    [correction] = rows(AttendanceCorrection)
    assert (correction.old, correction.new, correction.person_id) == (Mark.PRESENT, Mark.NONE, cast.an.id)
    assert "Nguyễn" not in client.get("/check-ins/person").text
    name(client, "binh", PIN)
    first, second = rows()
    assert (first.person_id, second.person_id) == (cast.an.id, cast.binh.id)
    assert first.at == second.at
    assert len(rows(AttendanceCorrection)) == 1


def test_without_a_pin_check_in_of_this_browser_nothing_is_withdrawn(
    cast, client, as_user, checkpoint
) -> None:
    an = as_user("an")
    an.get(address(checkpoint))
    an.post("/check-ins")
    assert client.post("/check-ins/withdrawal").status_code == 410
    assert rows(AttendanceCorrection) == []


def test_with_the_password_one_is_signed_in_and_led_on_to_check_in(cast, client, checkpoint) -> None:
    answer = name(scanned(client, checkpoint), "an", casting.PASSWORD, remember="y")
    assert answer.location == "/check-ins/claim"
    client.csrf = None
    client.get("/check-ins/claim")
    assert 'data-tone="success"' in client.post("/check-ins").text
    assert [row.remembered for row in database.session.scalars(select(SignIn))] == [True]


def test_digits_typed_signed_out_are_judged_for_whom_the_pin_names(cast, client, checkpoint) -> None:
    typed = client.post("/check-in", data={"code": digits(checkpoint)})
    assert typed.location == "/check-ins/person"
    client.csrf = None
    assert 'data-tone="success"' in name(client, "an", PIN).text
    assert [(row.person_id, row.method) for row in rows()] == [(cast.an.id, "code")]


def test_wrong_digits_of_the_hall_stay_wrong_with_a_right_pin(client, checkpoint) -> None:
    client.post("/check-in", data={"code": wrong(checkpoint)})
    client.csrf = None
    assert name(client, "an", PIN).status_code == 422
    assert rows() == []


@pytest.mark.parametrize("login, secret", [("an", "482916"), ("binh", PIN), ("nobody", PIN), ("lan", PIN)])
def test_whatever_is_wrong_is_told_in_the_same_words_and_keeps_the_scan(
    cast, client, checkpoint, login, secret
) -> None:
    give_pin(cast.lan)
    answer = name(scanned(client, checkpoint), login, secret)
    assert answer.status_code == 422
    assert "không khớp" in answer.text
    assert rows() == []
    assert 'data-tone="success"' in name(client, "an", PIN).text


def test_after_five_tries_the_right_pin_must_wait_but_the_password_does_not(cast, client, checkpoint) -> None:
    scanned(client, checkpoint)
    statuses = [name(client, "an", f"00000{n}").status_code for n in range(5)]
    assert statuses == [422] * 5
    assert name(client, "an", PIN).status_code == 429
    assert rows() == []
    assert name(client, "an", casting.PASSWORD).location == "/check-ins/claim"


def test_tries_under_every_name_of_a_person_count_together(cast, client, checkpoint) -> None:
    cast.an.phone, cast.an.member_code = "0912345678", "HV7"
    database.session.commit()
    scanned(client, checkpoint)
    for login in ("an", "0912345678", "HV7", "hv7", "an"):
        name(client, login, "000000")
    assert name(client, "hv7", PIN).status_code == 429


def test_tries_of_one_person_do_not_block_the_next_at_the_same_address(cast, client, checkpoint) -> None:
    casting.enrol(cast.binh, cast.k1)
    give_pin(cast.binh)
    scanned(client, checkpoint)
    for _try in range(6):
        name(client, "an", "000000")
    assert 'data-tone="success"' in name(client, "binh", PIN).text


def test_a_right_pin_forgets_the_wrong_ones(cast, client, checkpoint) -> None:
    for _round in range(3):
        scanned(client, checkpoint)
        for _try in range(4):
            name(client, "an", "000000")
        assert 'data-tone="success"' in name(client, "an", PIN).text


def test_without_a_scan_or_with_an_old_one_nobody_is_asked(cast, client, checkpoint) -> None:
    assert client.get("/check-ins/person").status_code == 410
    assert name(client, "an", PIN).status_code == 410
    scanned(client, checkpoint)
    with client.session_transaction() as cookie:
        cookie["claim"] = {**cookie["claim"], "at": cookie["claim"]["at"] - 601}
    assert name(client, "an", PIN).status_code == 410
    assert rows() == []


def test_whoever_is_on_no_list_waits_also_with_a_pin(cast, client, checkpoint) -> None:
    give_pin(cast.giang)
    answer = name(scanned(client, checkpoint), "giang", PIN)
    assert 'data-tone="info"' in answer.text
    assert "/check-ins/transfer" not in answer.text
    assert [row.person_id for row in rows(WalkIn)] == [cast.giang.id]
    client.post("/check-ins/withdrawal")
    assert [row.state for row in rows(WalkIn)] == ["withdrawn"]


def test_the_claim_is_good_for_ten_minutes_to_the_second(cast, client, checkpoint) -> None:
    scanned(client, checkpoint)
    for age, status in ((timedelta(seconds=598), 200), (timedelta(seconds=602), 410)):
        with client.session_transaction() as cookie:
            cookie["claim"] = {**cookie["claim"], "at": (clock.now() - age).timestamp()}
        assert client.get("/check-ins/person").status_code == status


def test_check_ins_by_pin_are_stored_like_all_others(cast, client, checkpoint) -> None:
    name(scanned(client, checkpoint), "an", PIN)
    answer = name(scanned(client, checkpoint), "an", PIN)
    assert "đã" in answer.text.lower()
    assert len(rows(CheckIn)) == 1
