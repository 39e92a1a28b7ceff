"""A roll-call in the middle of a session: it informs, and changes nobody's attendance."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance import queries, tokens
from lms.attendance.roll_calls.models import RollCall, RollCallAnswer
from lms.audit.models import AuditEntry
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import CROWD, address, came, fill, open_hall, rows

MINUTE = timedelta(minutes=1)


@pytest.fixture
def called(cast, as_user):
    """An and two others were checked in at the start; the organiser calls the roll."""
    checkpoint, people = open_hall(cast), fill(cast, 2)
    for person in (cast.an, *people):
        came(checkpoint, person, clock.now())
    assert as_user("em").post(f"/sessions/{checkpoint.class_session_id}/roll-calls").status_code == 302
    return rows(RollCall)[0]


def code(roll_call, moment=None) -> str:
    return f"/R/{tokens.make(roll_call.id, roll_call.secret, moment or clock.now())}"


def answered() -> list[int]:
    database.session.expire_all()
    return list(database.session.scalars(select(RollCallAnswer.person_id)))


def test_who_scans_is_noted_once_and_attendance_stays_as_it_was(cast, called, as_user) -> None:
    an, before = as_user("an"), queries.attendance_of(cast.k1.id)
    for _again in range(2):
        assert an.get(code(called)).status_code == 200
        assert 'data-tone="success"' in an.post("/roll-calls/answers").text
    assert answered() == [cast.an.id]
    assert queries.attendance_of(cast.k1.id) == before


def test_the_organiser_sees_who_answered_and_who_did_not(cast, called, as_user) -> None:
    an = as_user("an")
    an.get(code(called))
    an.post("/roll-calls/answers")
    page = as_user("em").get(f"/roll-calls/{called.id}").text
    silent, here = page.index("Nguyễn Văn Học 0001"), page.index("Nguyễn Văn An")
    assert silent < here
    screen = as_user("em").get(f"/roll-calls/{called.id}/hall").text
    assert "1 <small>/ 3</small>" in screen


def test_looking_alone_notes_nobody(cast, called, as_user) -> None:
    as_user("an").get(code(called))
    assert answered() == []


def test_a_code_is_good_for_its_seconds_and_its_roll_call_only(cast, called, as_user) -> None:
    an = as_user("an")
    assert an.get(code(called, clock.now() - MINUTE)).status_code == 410
    assert an.get("/R/" + "7" * 24).status_code == 410
    assert an.get("/R/x").status_code == 410
    checkpoint = open_hall(cast)
    assert an.get(address(checkpoint).replace("/C/", "/R/")).status_code == 410
    assert an.get(code(called).replace("/R/", "/C/")).status_code == 410
    assert an.post("/roll-calls/answers").status_code == 410
    assert answered() == []


def test_signed_out_one_signs_in_first_and_the_scan_is_kept(cast, called, client) -> None:
    asked = client.get(code(called))
    assert asked.status_code == 302
    client.sign_in(cast.an)
    assert client.get("/roll-calls/claim").status_code == 200
    client.post("/roll-calls/answers")
    assert answered() == [cast.an.id]


def test_who_is_of_another_class_or_too_late_is_told_so(cast, called, as_user) -> None:
    binh = as_user("binh")
    binh.get(code(called))
    assert "Không phải lớp" in binh.post("/roll-calls/answers").text
    an = as_user("an")
    an.get(code(called))
    called.closes_at = called.opened_at + timedelta(milliseconds=1)
    database.session.commit()
    an.post("/roll-calls/answers")
    assert answered() == []


def test_called_twice_it_is_one_and_the_history_says_who_called(cast, called, as_user) -> None:
    as_user("em").post(f"/sessions/{called.class_session_id}/roll-calls")
    assert len(rows(RollCall)) == 1
    [entry] = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "roll-call.opened"))
    assert entry.actor_id == cast.em.id


def test_when_it_is_over_the_screen_shows_no_code(cast, called, as_user) -> None:
    em = as_user("em")
    assert "data-good-for" in em.get(f"/roll-calls/{called.id}/hall/live").text
    called.opened_at, called.closes_at = called.opened_at - 9 * MINUTE, called.closes_at - 9 * MINUTE
    database.session.commit()
    assert "data-good-for" not in em.get(f"/roll-calls/{called.id}/hall/live").text


def test_the_list_takes_as_many_queries_for_250_as_for_three(cast, called, as_user, count_queries) -> None:
    em, url = as_user("em"), f"/roll-calls/{called.id}"
    with count_queries() as few:
        em.get(url)
    fill_more(cast)
    with count_queries() as many:
        em.get(url)
    assert len(many) == len(few) <= 12, many


def fill_more(cast) -> None:
    names = {f"m{number}": f"Trần Thị Mai {number}" for number in range(CROWD)}
    casting.learners(cast.k1, names, cast.unit1)
    database.session.commit()
