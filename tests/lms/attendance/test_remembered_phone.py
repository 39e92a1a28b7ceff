"""A phone that remembers who checked in offers one tap, and gives nothing else away."""

import pytest

from lms import database
from lms.accounts.device import REMEMBERED
from lms.accounts.models import PersonState
from lms.attendance.models import CheckIn
from lms.attendance.own_models import CheckInPin
from tests.lms import cast as casting
from tests.lms.attendance.hall import give_pin, open_hall, rows
from tests.lms.attendance.naming import PIN, name, observed, scanned


@pytest.fixture
def checkpoint(cast):
    give_pin(cast.an)
    return open_hall(cast)


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
