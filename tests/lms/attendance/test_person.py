"""Who scanned: a member code with a PIN checks in and does nothing else; the password signs in as ever."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.accounts.device import REMEMBERED
from lms.accounts.models import PersonState, SignIn
from lms.attendance.models import AttendanceCorrection, CheckIn, WalkIn
from lms.attendance.own_models import CheckInPin
from lms.attendance.windows import Mark
from lms.audit.models import Observation
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import address, digits, give_pin, open_hall, rows
from tests.lms.attendance.test_enter_code import wrong

PIN = "482915"


def observed(kind: str) -> list[dict[str, Any]]:
    return [row.facts for row in database.session.scalars(select(Observation)) if row.kind == kind]


@pytest.fixture
def checkpoint(cast):
    give_pin(cast.an)
    return open_hall(cast)


def scanned(client, checkpoint):
    answer = client.get(address(checkpoint))
    assert answer.location == "/check-ins/person"
    client.csrf = None
    return client


def name(client, login: str, secret: str, **more: str):
    return client.post("/check-ins/person", data={"login": login, "password": secret, **more})


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


ONE_TAP = "/check-ins/person/remembered"


def remembering(client, checkpoint, secret: str = PIN):
    """A phone on which An has checked in, and which scans again, signed out."""
    name(scanned(client, checkpoint), "an", secret, remember="y")
    with client.session_transaction() as cookie:
        cookie.clear()
    database.session.query(CheckIn).delete()
    database.session.commit()
    return scanned(client, checkpoint)


@pytest.mark.parametrize("secret", [PIN, casting.PASSWORD])
def test_a_phone_that_remembers_checks_in_with_one_tap_and_opens_nothing(
    cast, client, checkpoint, secret
) -> None:
    page = remembering(client, checkpoint, secret).get("/check-ins/person").text
    assert ONE_TAP in page
    assert "V. A." in page
    answer = client.post(ONE_TAP)
    assert 'data-tone="success"' in answer.text
    assert "Nguyễn Văn An" in answer.text
    assert [(row.person_id, row.method) for row in rows()] == [(cast.an.id, "qr")]
    for path in ("/", "/my-code", f"/classes/{cast.k1.id}/attendance"):
        assert client.get(path).status_code == 302, path
    told = {"person_id": cast.an.id, "checkpoint_id": checkpoint.id}
    assert observed("check-in.remembered") == [told]


def test_whoever_holds_the_phone_is_shown_neither_name_nor_code_nor_pin(client, checkpoint) -> None:
    page = remembering(client, checkpoint).get("/check-ins/person").text
    for told in ("Nguyễn Văn An", "Văn An", PIN, 'value="an"'):
        assert told not in page, told


def test_looking_at_the_offer_marks_nobody_and_without_a_scan_there_is_none(client, checkpoint) -> None:
    remembering(client, checkpoint).get("/check-ins/person")
    assert rows() == []
    with client.session_transaction() as cookie:
        cookie.pop("claim")
    assert client.post(ONE_TAP).status_code == 410
    assert rows() == []


def other_pin(cast) -> None:
    database.session.query(CheckInPin).delete()
    give_pin(cast.an, "270418")


def other_password(cast) -> None:
    cast.an.password_hash = "another"


def suspended(cast) -> None:
    cast.an.state = PersonState.SUSPENDED


@pytest.mark.parametrize("changed", [other_pin, other_password, suspended])
def test_what_was_remembered_ends_with_the_pin_the_password_or_the_account(
    cast, client, checkpoint, changed
) -> None:
    remembering(client, checkpoint)
    changed(cast)
    database.session.commit()
    assert ONE_TAP not in client.get("/check-ins/person").text
    refused = client.post(ONE_TAP)
    assert refused.status_code == 422
    assert "vẫn được giữ" in refused.text
    assert rows() == []


def test_a_forged_or_borrowed_word_is_worth_nothing(cast, client, checkpoint) -> None:
    remembering(client, checkpoint)
    word = client.get_cookie(REMEMBERED, path="/check-ins").value
    for bad in (
        "",
        "x",
        word[:-1],
        word[:-5]
        + ("A" if word[-5] != "A" else "B")
        + word[-4:],  # the last letter has bits that say nothing
        f"[{cast.em.id},1]." + word,
    ):
        client.set_cookie(REMEMBERED, bad, path="/check-ins")
        assert client.post(ONE_TAP).status_code == 422
        scanned(client, checkpoint)
    assert rows() == []


def test_that_is_not_me_and_signing_out_make_the_phone_forget(cast, client, checkpoint) -> None:
    remembering(client, checkpoint)
    client.post(ONE_TAP)
    assert client.post("/check-ins/withdrawal").location == "/check-ins/person"
    assert ONE_TAP not in client.get("/check-ins/person").text
    remembering(client, checkpoint)
    client.post("/sign-out")
    assert ONE_TAP not in scanned(client, checkpoint).get("/check-ins/person").text


def test_a_phone_that_was_not_to_remember_does_not(client, checkpoint) -> None:
    name(scanned(client, checkpoint), "an", PIN)
    assert ONE_TAP not in scanned(client, checkpoint).get("/check-ins/person").text


def test_whoever_is_on_no_list_waits_also_with_a_pin(cast, client, checkpoint) -> None:
    give_pin(cast.giang)
    answer = name(scanned(client, checkpoint), "giang", PIN)
    assert 'data-tone="info"' in answer.text
    assert "/check-ins/transfer" not in answer.text
    assert [row.person_id for row in rows(WalkIn)] == [cast.giang.id]
    client.post("/check-ins/withdrawal")
    assert [row.state for row in rows(WalkIn)] == ["withdrawn"]


def test_ones_own_pin_is_set_changed_and_removed(cast, as_user) -> None:
    an = as_user("an")
    assert an.post("/my-pin", data={"pin": "270 418", "again": "270-418"}).status_code == 302
    [kept] = rows_of_pins()
    assert (kept.person_id, kept.set_by_id) == (cast.an.id, None)
    assert "270418" not in kept.pin_hash
    first = kept.pin_hash
    an.post("/my-pin", data={"pin": "915204", "again": "915204"})
    assert [row.pin_hash == first for row in rows_of_pins()] == [False]
    an.post("/my-pin/removal")
    assert rows_of_pins() == []


@pytest.mark.parametrize(
    "pin, again",
    [
        ("", ""),
        ("12345", "12345"),
        ("1234567", "1234567"),
        ("27041a", "27041a"),
        ("270418", "270419"),
        ("111111", "111111"),
        ("121212", "121212"),
        ("123456", "123456"),
        ("987654", "987654"),
        ("345678", "345678"),
        ("140585", "140585"),
    ],
)
def test_a_pin_that_is_none_or_is_easily_guessed_is_sent_back(cast, as_user, pin, again) -> None:
    cast.an.phone, cast.an.birth_date = "0912345678", clock.now().date().replace(1985, 5, 14)
    database.session.commit()
    assert as_user("an").post("/my-pin", data={"pin": pin, "again": again}).status_code == 422
    assert rows_of_pins() == []


def test_slips_show_new_pins_once_and_they_check_in(cast, as_user, client) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    assert 'name="pick"' in em.get(f"/classes/{cast.k1.id}/pins").text
    slips = em.post(f"/classes/{cast.k1.id}/pins", data={"pick": [cast.an.id]})
    [pin] = [text.replace(" ", "") for text in _codes(slips.text)]
    assert pin not in em.get(f"/classes/{cast.k1.id}/pins").text
    [kept] = rows_of_pins()
    assert (kept.person_id, kept.set_by_id) == (cast.an.id, cast.em.id)
    assert 'data-tone="success"' in name(scanned(client, checkpoint), "an", pin).text


def test_no_slip_is_made_for_who_is_not_in_the_class(cast, as_user) -> None:
    em = as_user("em")
    assert em.post(f"/classes/{cast.k1.id}/pins", data={"pick": [cast.binh.id]}).status_code == 422
    assert rows_of_pins() == []


def test_the_claim_is_good_for_ten_minutes_to_the_second(cast, client, checkpoint) -> None:
    scanned(client, checkpoint)
    for age, status in ((timedelta(seconds=598), 200), (timedelta(seconds=602), 410)):
        with client.session_transaction() as cookie:
            cookie["claim"] = {**cookie["claim"], "at": (clock.now() - age).timestamp()}
        assert client.get("/check-ins/person").status_code == status


def rows_of_pins() -> list[CheckInPin]:
    database.session.expire_all()
    return list(database.session.scalars(select(CheckInPin)))


def _codes(text: str) -> list[str]:
    return [part.split("</code>")[0] for part in text.split('<code class="slip__password">')[1:]]


def test_check_ins_by_pin_are_stored_like_all_others(cast, client, checkpoint) -> None:
    name(scanned(client, checkpoint), "an", PIN)
    answer = name(scanned(client, checkpoint), "an", PIN)
    assert "đã" in answer.text.lower()
    assert len(rows(CheckIn)) == 1
