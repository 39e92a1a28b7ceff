"""Sessions that are moved, held as one and parted again, and who is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.classes.models import ClassState, SessionState
from lms.notices.models import Notice
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.classes.changes import check_in, sessions_of

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("in_november")


def test_a_session_moves_alone_or_with_all_after_it(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    first, second = sessions_of(cast.k1)
    organiser.post(f"/sessions/{second.id}/move", data={"day": "2026-12-02"})
    assert [f"{one.day:%d/%m}" for one in sessions_of(cast.k1)] == ["24/11", "02/12"]
    organiser.post(f"/sessions/{first.id}/move", data={"day": "2026-11-26", "later": "y"})
    found = sessions_of(cast.k1)
    assert [f"{one.day:%d/%m}" for one in found] == ["26/11", "04/12"]
    assert found[0].starts_at == NOW + timedelta(days=2)
    assert [one.sequence for one in found] == [1, 2]
    assert cast.k1.closes_on >= found[1].day


def test_a_move_onto_another_session_moves_nothing(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    answer = as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-11-25"})
    assert answer.status_code == 422
    assert "Chưa dời buổi nào" in answer.text
    assert f"{sessions_of(cast.k1)[0].day:%d/%m}" == "24/11"


def test_every_move_is_in_the_history_with_old_and_new(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "session.moved")).one()
    assert entry.old is not None
    assert entry.new is not None
    assert entry.old["starts_at"].startswith("2026-11-24")
    assert entry.new["starts_at"].startswith("2026-12-01")
    assert (entry.actor_id, entry.class_id) == (cast.em.id, cast.k1.id)


def told() -> list[tuple[int, str]]:
    statement = select(Notice.person_id, Notice.title).order_by(Notice.id)
    return [(row.person_id, row.title) for row in database.session.execute(statement)]


def test_the_people_of_an_open_class_are_told_once_of_every_change(cast: Cast, as_user: AsUser):
    organiser, (first, second) = as_user("em"), sessions_of(cast.k1)
    organiser.post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    assert dict(told()) == {
        person.id: "Buổi 1 dời sang ngày 01/12/2026" for person in (cast.an, cast.lan, cast.chi)
    }
    organiser.post(f"/sessions/{second.id}/cancellation", data={"reason": "Bão số 5"})
    assert (cast.an.id, "Hủy buổi 2: Bão số 5") in told()
    organiser.post(f"/sessions/{second.id}/reinstatement")
    assert len(told()) == 9


def test_before_a_class_is_opened_only_the_lecturer_of_the_session_is_told(cast: Cast, as_user: AsUser):
    first, _second = sessions_of(cast.k1)
    first.lecturer_id, cast.k1.state = cast.chi.id, ClassState.DRAFT
    database.session.commit()
    as_user("em").post(f"/sessions/{first.id}/move", data={"day": "2026-12-01"})
    assert [person_id for person_id, _title in told()] == [cast.chi.id]


def test_nobody_is_told_of_what_is_over(cast: Cast, as_user: AsUser, monkeypatch: pytest.MonkeyPatch):
    first, _second = sessions_of(cast.k1)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=30))
    as_user("em").post(f"/sessions/{first.id}/cancellation", data={"reason": "Ghi nhầm"})
    assert told() == []


def test_two_sessions_are_held_as_one_and_part_again(cast: Cast, as_user: AsUser):
    organiser, (first, second) = as_user("em"), sessions_of(cast.k1)
    organiser.post(f"/sessions/{first.id}/merger", data={"other_id": second.id})
    kept, gone = sessions_of(cast.k1)
    assert (kept.title, kept.periods) == ("Bài 1; Bài 2", 10)
    assert (gone.state, gone.merged_into_id) == (SessionState.CANCELLED, kept.id)
    assert "Học ghép với buổi 1" in as_user("an").get(f"/classes/{cast.k1.id}/timetable").text
    organiser.post(f"/sessions/{gone.id}/reinstatement")
    kept, gone = sessions_of(cast.k1)
    assert (kept.title, kept.periods) == ("Bài 1", 5)
    assert (gone.state, gone.merged_into_id) == (SessionState.PLANNED, None)


def test_a_session_at_which_somebody_was_checked_in_does_not_vanish_in_another(cast: Cast, as_user: AsUser):
    first, second = sessions_of(cast.k1)
    check_in(cast, second)
    answer = as_user("em").post(f"/sessions/{first.id}/merger", data={"other_id": second.id})
    assert answer.status_code == 422
    assert "đã có điểm danh" in answer.text
    other = sessions_of(cast.k2)[0]
    assert as_user("em").post(f"/sessions/{first.id}/merger", data={"other_id": other.id}).status_code == 422
