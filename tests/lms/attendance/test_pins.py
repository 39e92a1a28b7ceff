"""PINs: set by oneself or printed on slips, never one that is easily guessed."""

from sqlalchemy import select

from lms import database
from lms.attendance.own_models import CheckInPin
from lms.web import clock
from tests.lms.attendance.hall import open_hall
from tests.lms.attendance.naming import name, scanned


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


NO_PINS = {
    "": "",
    "12345": "12345",
    "1234567": "1234567",
    "27041a": "27041a",
    "270418": "270419",
    "111111": "111111",
    "121212": "121212",
    "123456": "123456",
    "987654": "987654",
    "345678": "345678",
    "140585": "140585",
}


def test_a_pin_that_is_none_or_is_easily_guessed_is_sent_back(cast, as_user) -> None:
    cast.an.phone, cast.an.birth_date = "0912345678", clock.now().date().replace(1985, 5, 14)
    database.session.commit()
    an = as_user("an")
    statuses = {
        pin: an.post("/my-pin", data={"pin": pin, "again": NO_PINS[pin]}).status_code for pin in NO_PINS
    }
    assert statuses == dict.fromkeys(NO_PINS, 422)
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


def rows_of_pins() -> list[CheckInPin]:
    database.session.expire_all()
    return list(database.session.scalars(select(CheckInPin)))


def _codes(text: str) -> list[str]:
    return [part.split("</code>")[0] for part in text.split('<code class="slip__password">')[1:]]
