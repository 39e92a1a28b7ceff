"""Guests and people at the door stand beside the figures of a hall and of the chair, and open to their rows."""

import re
from html import unescape

import pytest

from lms import database
from lms.attendance.guests import service
from lms.attendance.guests.counts import guests_of
from lms.attendance.guests.models import Guest
from lms.attendance.guests.service import Details
from lms.attendance.models import Method, WalkIn
from lms.attendance.windows import Phase
from lms.web import clock
from tests.lms.attendance.hall import open_hall, rows


@pytest.fixture
def checkpoint(cast):
    """Two guests are confirmed, one waits, one was sent away; Bình of another class has scanned and waits."""
    made, now = open_hall(cast), clock.now()
    session = made.class_session
    for name in ("Lê Thị Hoa", "Trần Văn Bốn", "Phạm Thị Nga", "Đỗ Văn Tư"):
        service.enter(session, Details(name, "Chi bộ 3"), Phase.BEFORE, cast.em, now)
    database.session.flush()
    hoa, bon, _nga, tu = rows(Guest)
    service.confirm(hoa, cast.em, now)
    service.confirm(bon, cast.em, now)
    service.arrive(hoa, Phase.AFTER, cast.em, now)
    service.refuse(tu, cast.em, now)
    moment = {"at": now, "received_at": now, "method": Method.QR}
    database.session.add(WalkIn(checkpoint_id=made.id, person_id=cast.binh.id, **moment))
    database.session.commit()
    return made


def test_confirmed_and_waiting_are_counted_by_checkpoint_in_one_statement(checkpoint, count_queries) -> None:
    with count_queries() as sent, database.reading_connection() as connection:
        found = guests_of(connection, checkpoint.class_session_id)
    assert len(sent) == 1
    assert (found.confirmed, found.waiting) == ({Phase.BEFORE: 2, Phase.AFTER: 1}, {Phase.BEFORE: 2})


def test_the_screen_of_the_hall_counts_them_and_leads_to_the_door(cast, as_user, checkpoint) -> None:
    base = f"/sessions/{checkpoint.class_session_id}"
    page = as_user("em").get(f"{base}/checkpoints/before/hall").text
    assert re.search(rf'href="{base}/door">khách: 2 · chờ ở cửa: 2</a>', page)
    assert "/ 2" in page, "guests are not among the two who are expected"


def test_the_screen_renews_itself_when_a_guest_is_confirmed(cast, as_user, checkpoint) -> None:
    em, nga = as_user("em"), next(one for one in rows(Guest) if one.full_name == "Phạm Thị Nga")
    live = f"/sessions/{checkpoint.class_session_id}/checkpoints/before/hall/live"
    look = em.get(live).json["parts"]["side"]["look"]
    em.post(f"/guests/{nga.id}/confirmation")
    part = em.get(live, headers={"X-Shown": look}).json["parts"]["side"]["html"]
    assert "khách: 3 · chờ ở cửa: 1" in part


def test_the_page_of_the_chair_counts_them_apart_and_opens_to_their_names(cast, as_user, checkpoint) -> None:
    chi, base = as_user("chi"), f"/sessions/{checkpoint.class_session_id}/chair-report"
    page = chi.get(f"{base}?moment=opening").text
    assert re.search(r"data-guests>2<", page)
    assert re.search(r"data-waiting>2<", page)
    assert "- Khách: 2" in unescape(page)
    assert re.search(r'figure=summoned"><b>2</b>', page)
    opened = chi.get(f"{base}/guests?moment=opening").text
    for name in ("Lê Thị Hoa", "Trần Văn Bốn", "Phạm Thị Nga", "Lê Thị Bình"):
        assert name in opened, name
    assert "Đỗ Văn Tư" not in opened
    assert "/door" not in opened, "a lecturer looks and does not decide"
    assert re.search(r"data-guests>1<", chi.get(f"{base}?moment=closing").text)


def test_without_guests_nothing_is_said_of_them(cast, as_user) -> None:
    session = open_hall(cast).class_session
    assert "data-guests" not in as_user("em").get(f"/sessions/{session.id}/chair-report").text
    assert "khách:" not in as_user("em").get(f"/sessions/{session.id}/checkpoints/before/hall").text
