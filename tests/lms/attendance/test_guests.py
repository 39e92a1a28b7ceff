"""The door: people whom no list knows, as guests or as somebody known, and back again."""

import pytest

from lms import database
from lms.accounts.models import Person
from lms.attendance.guests import queries
from lms.attendance.guests.models import Guest, GuestState
from lms.attendance.models import AttendanceCorrection
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment
from lms.permissions import Role
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import came, held_now, open_hall, rows

NEW = {"full_name": "Phan Văn Vãng", "unit": "Chi bộ thôn Trung", "phone": "0912 345 678", "phase": "before"}


def enter(as_user, session, **values):
    answer = as_user("em").post(f"/sessions/{session.id}/guests", data={**NEW, **values})
    assert answer.status_code == 302, answer.text
    return rows(Guest)[-1]


def mark_of(session, person, phase=Phase.BEFORE) -> Mark:
    return book_of_session(session.id).entry(session.id, phase, person.id).mark


def test_somebody_on_no_list_is_written_down_and_waits(cast, as_user) -> None:
    session = held_now(cast.k1)
    guest = enter(as_user, session)
    assert (guest.full_name, guest.unit, guest.phone, guest.state) == (
        "Phan Văn Vãng", "Chi bộ thôn Trung", "0912345678", GuestState.WAITING,
    )  # fmt: skip
    assert guest.came(Phase.BEFORE) is not None
    assert (queries.waiting(session.id), queries.present(session.id)[Phase.BEFORE]) == (1, 0)
    assert "Phan Văn Vãng" in as_user("em").get(f"/sessions/{session.id}/door").text
    assert "(1)" in as_user("em").get(f"/sessions/{session.id}/attendance").text


@pytest.mark.parametrize("values", [{"full_name": ""}, {"full_name": "…"}, {"phone": "12"}, {"phase": "x"}])
def test_what_makes_no_sense_is_asked_again_with_what_was_typed(cast, as_user, values) -> None:
    session = held_now(cast.k1)
    answer = as_user("em").post(f"/sessions/{session.id}/guests", data={**NEW, **values})
    assert answer.status_code == 422
    assert "Chi bộ thôn Trung" in answer.text
    assert rows(Guest) == []


def test_a_confirmed_guest_is_counted_apart_from_those_who_are_expected(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    guest = enter(as_user, session)
    em.post(f"/guests/{guest.id}/confirmation")
    em.post(f"/guests/{guest.id}/arrivals/after")
    assert queries.present(session.id) == {Phase.BEFORE: 1, Phase.AFTER: 1}
    assert book_of_session(session.id).figures(session.id, Phase.BEFORE).expected == 2
    em.post(f"/guests/{guest.id}/arrivals/after/delete")
    assert queries.present(session.id) == {Phase.BEFORE: 1, Phase.AFTER: 0}
    em.post(f"/guests/{guest.id}/undo")
    assert queries.waiting(session.id) == 1


def test_a_guest_who_is_a_learner_is_found_by_the_name_without_marks_and_checked_in(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    guest = enter(as_user, session, full_name="nguyen van an")
    page = em.get(f"/guests/{guest.id}").text
    assert f"/guests/{guest.id}/merge/{cast.an.id}" in page
    em.post(f"/guests/{guest.id}/merge/{cast.an.id}")
    assert mark_of(session, cast.an) is Mark.PRESENT
    [check_in] = rows()
    assert check_in.at == guest.arrivals[0].at


def test_a_merge_is_undone_down_to_the_mark_and_the_enrolment_and_kept_in_the_history(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    guest = enter(as_user, session, full_name="Lê Thị Bình")
    em.post(f"/guests/{guest.id}/merge/{cast.binh.id}")
    assert mark_of(session, cast.binh) is Mark.PRESENT
    enrolment = (
        database.session.query(Enrolment).filter_by(person_id=cast.binh.id, study_class_id=cast.k1.id).one()
    )
    assert enrolment.state == "enrolled"
    for _again in range(2):
        em.post(f"/guests/{guest.id}/undo")
    database.session.expire_all()
    assert enrolment.state == "withdrawn"
    assert [(row.old, row.new) for row in rows(AttendanceCorrection)] == [(Mark.PRESENT, Mark.NONE)]
    [back] = rows(Guest)
    assert (back.state, back.person_id) == (GuestState.WAITING, None)
    actions = [row.action for row in rows(AuditEntry) if row.action.startswith("guest.")]
    assert actions == ["guest.entered", "guest.merged", "guest.undone"]
    em.post(f"/guests/{guest.id}/merge/{cast.binh.id}")
    assert mark_of(session, cast.binh) is Mark.PRESENT


def test_undoing_a_merge_leaves_what_was_recorded_without_it(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    session = checkpoint.class_session
    came(checkpoint, cast.an, clock.now())
    guest = enter(as_user, session, full_name="Nguyễn Văn An")
    em.post(f"/guests/{guest.id}/merge/{cast.an.id}")
    em.post(f"/guests/{guest.id}/undo")
    assert mark_of(session, cast.an) is Mark.PRESENT
    assert rows(AttendanceCorrection) == []


def test_a_new_learner_comes_into_the_register_and_the_class(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    guest = enter(as_user, session)
    em.post(f"/guests/{guest.id}/registration")
    person = database.session.query(Person).filter_by(phone="0912345678").one()
    assert (person.full_name, mark_of(session, person)) == ("Phan Văn Vãng", Mark.PRESENT)


def test_a_new_learner_with_somebodys_phone_is_not_added_but_shown_who_it_is(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    cast.giang.phone = "0912345678"
    database.session.commit()
    guest = enter(as_user, session)
    people = database.session.query(Person).count()
    em.post(f"/guests/{guest.id}/registration")
    assert database.session.query(Person).count() == people
    page = em.get(f"/guests/{guest.id}").text
    assert f"/guests/{guest.id}/merge/{cast.giang.id}" in page


def test_somebody_else_can_be_searched_for(cast, as_user) -> None:
    session = held_now(cast.k1)
    guest = enter(as_user, session)
    page = as_user("em").get(f"/guests/{guest.id}?q=do+huong").text
    assert "Đỗ Hương Giang" in page


def test_an_organiser_of_one_class_merges_with_nobody_out_of_sight(cast, as_user) -> None:
    session = held_now(cast.k1)
    casting.appoint(cast.dung, Role.ORGANISER, class_id=cast.k1.id)
    database.session.commit()
    guest, dung = enter(as_user, session, full_name="Lê Thị Bình"), as_user("dung")
    assert f"/merge/{cast.binh.id}" not in dung.get(f"/guests/{guest.id}?q=binh").text
    assert dung.post(f"/guests/{guest.id}/merge/{cast.binh.id}").status_code == 404
    assert dung.post(f"/guests/{guest.id}/merge/{cast.an.id}").status_code == 302
    assert rows(Guest)[0].person_id == cast.an.id


def test_the_door_costs_the_same_statements_for_many_as_for_few(cast, as_user, count_queries) -> None:
    session, em = held_now(cast.k1), as_user("em")
    counts = []
    for many in (1, 12):
        for number in range(many):
            enter(as_user, session, full_name=f"Phan Văn {number} Vãng {many}", phone="")
        with count_queries() as queries_sent:
            em.get(f"/sessions/{session.id}/door")
        counts.append(len(queries_sent))
    assert counts[0] == counts[1]


def test_the_printed_sheet_of_a_session_says_how_many_guests_came(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    url = f"/sessions/{session.id}/attendance/print"
    guest = enter(as_user, session)
    assert "Khách:" not in em.get(url).text
    em.post(f"/guests/{guest.id}/confirmation")
    assert "Khách: đầu buổi 1, cuối buổi 0" in em.get(url).text
