"""People who are not on the list: the organiser lets them in as of their scan, or does not."""

from sqlalchemy import select

from lms import database
from lms.attendance.models import CheckIn, Excuse, WalkIn
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Mark, Phase
from lms.classes.models import Enrolment
from tests.lms.attendance.hall import address, held_now, open_hall, rows


def waits(cast, as_user):
    """Giang has scanned without being on the list."""
    checkpoint, giang = open_hall(cast), as_user("giang")
    giang.get(address(checkpoint))
    giang.post("/check-ins")
    return checkpoint, giang, rows(WalkIn)[0]


def test_the_organiser_sees_who_waits(cast, as_user) -> None:
    checkpoint, _giang, _walk_in = waits(cast, as_user)
    for place in ("attendance", "door"):
        assert "Đỗ Hương Giang" in as_user("em").get(f"/sessions/{checkpoint.class_session_id}/{place}").text
    assert (
        "Đỗ Hương Giang" not in as_user("chi").get(f"/sessions/{checkpoint.class_session_id}/attendance").text
    )


def test_accepting_enrols_and_checks_in_at_the_time_of_the_scan(cast, as_user) -> None:
    _checkpoint, giang, walk_in = waits(cast, as_user)
    scanned = walk_in.at
    for _again in range(2):
        as_user("em").post(f"/walk-ins/{walk_in.id}/acceptance")
    [check_in] = rows(CheckIn)
    assert (check_in.person_id, check_in.at, check_in.by_id) == (cast.giang.id, scanned, cast.em.id)
    enrolled = select(Enrolment.study_class_id).where(Enrolment.person_id == cast.giang.id)
    assert database.session.scalars(enrolled).all() == [cast.k1.id]
    assert 'data-tone="success"' in giang.post("/check-ins").text


def test_refusing_is_said_at_the_next_look_and_stays(cast, as_user) -> None:
    _checkpoint, giang, walk_in = waits(cast, as_user)
    as_user("em").post(f"/walk-ins/{walk_in.id}/refusal")
    assert 'data-tone="danger"' in giang.post("/check-ins").text
    assert rows(CheckIn) == []
    as_user("em").post(f"/walk-ins/{walk_in.id}/acceptance")
    assert rows(CheckIn) == []


def test_whoever_takes_it_back_waits_no_longer_and_may_wait_again(cast, as_user) -> None:
    checkpoint, giang, _walk_in = waits(cast, as_user)
    giang.post(f"/checkpoints/{checkpoint.id}/withdrawal")
    assert [row.state for row in rows(WalkIn)] == ["withdrawn"]
    again = as_user("giang")
    again.get(address(checkpoint))
    again.post("/check-ins")
    assert [row.state for row in rows(WalkIn)] == ["waiting"]


def test_asking_to_be_excused_and_being_excused(cast, as_user) -> None:
    session, an = held_now(cast.k1), as_user("an")
    assert an.post(f"/sessions/{session.id}/excuse", data={"reason": " "}).status_code == 422
    an.post(f"/sessions/{session.id}/excuse", data={"reason": "Đi công tác"})
    assert "Đi công tác" in as_user("em").get(f"/sessions/{session.id}/attendance").text
    [excuse] = rows(Excuse)
    as_user("em").post(f"/excuses/{excuse.id}/approval")
    book = book_of_session(session.id)
    assert {book.entry(session.id, phase, cast.an.id).mark for phase in Phase} == {Mark.EXCUSED}
    assert an.post(f"/sessions/{session.id}/excuse", data={"reason": "Thôi"}).status_code == 409
    assert [row.reason for row in rows(Excuse)] == ["Đi công tác"]


def test_a_refused_excuse_counts_for_nothing_and_may_be_asked_again(cast, as_user) -> None:
    session, an = held_now(cast.k1), as_user("an")
    an.post(f"/sessions/{session.id}/excuse", data={"reason": "Bận"})
    as_user("em").post(f"/excuses/{rows(Excuse)[0].id}/refusal")
    assert book_of_session(session.id).entries == {}
    an.post(f"/sessions/{session.id}/excuse", data={"reason": "Con ốm"})
    assert [(row.reason, row.state) for row in rows(Excuse)] == [("Con ốm", "asked")]


def test_an_excused_person_who_comes_after_all_is_present(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.post(f"/sessions/{checkpoint.class_session_id}/excuse", data={"reason": "Bận"})
    as_user("em").post(f"/excuses/{rows(Excuse)[0].id}/approval")
    an.get(address(checkpoint))
    an.post("/check-ins")
    book = book_of_session(checkpoint.class_session_id)
    assert book.entry(checkpoint.class_session_id, Phase.BEFORE, cast.an.id).mark is Mark.PRESENT


def test_letting_in_is_undone_down_to_the_class_and_may_be_done_again(cast, as_user) -> None:
    checkpoint, _giang, walk_in = waits(cast, as_user)
    em = as_user("em")
    marks = []
    for what in ("acceptance", "undo", "acceptance", "undo"):
        em.post(f"/walk-ins/{walk_in.id}/{what}")
        database.session.expire_all()
        enrolment = database.session.scalars(
            select(Enrolment).where(Enrolment.person_id == cast.giang.id)
        ).one()
        entry = book_of_session(checkpoint.class_session_id).entry(
            checkpoint.class_session_id, Phase.BEFORE, cast.giang.id
        )
        marks.append((entry.mark, enrolment.state.value))
    assert marks == [(Mark.PRESENT, "enrolled"), (Mark.NONE, "withdrawn")] * 2
    assert [row.state for row in rows(WalkIn)] == ["waiting"]


def test_a_refusal_can_be_undone(cast, as_user) -> None:
    checkpoint, _giang, walk_in = waits(cast, as_user)
    em = as_user("em")
    for what in ("refusal", "undo"):
        em.post(f"/walk-ins/{walk_in.id}/{what}")
    assert [row.state for row in rows(WalkIn)] == ["waiting"]
    em.post(f"/walk-ins/{walk_in.id}/acceptance")
    assert len(rows(CheckIn)) == 1
    door = em.get(f"/sessions/{checkpoint.class_session_id}/door").text
    assert f"/walk-ins/{walk_in.id}/undo" in door
