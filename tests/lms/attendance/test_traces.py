"""Traces of check-ins as they are left, looked at, put aside and deleted; and the place of a hall."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from lms import database
from lms.attendance.models import AttendanceCorrection
from lms.attendance.trust import traces
from lms.attendance.trust.models import HallPlace, SignalDismissal, Trace, TraceKind
from lms.attendance.windows import Phase
from lms.audit.models import AuditEntry
from lms.programmes.models import Programme
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import (
    CROWD,
    address,
    came,
    came_all,
    checkpoint_of,
    digits,
    fill,
    open_hall,
    rows,
)

DAY = timedelta(days=1)


def check_in(client, checkpoint) -> None:
    client.get(address(checkpoint))
    assert client.post("/check-ins").status_code == 200


def signals_url(checkpoint) -> str:
    return f"/sessions/{checkpoint.class_session_id}/attendance/signals"


def test_a_check_in_leaves_one_trace_without_name_number_or_address(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    check_in(an, checkpoint)
    [trace] = rows(Trace)
    assert (trace.kind, trace.person_id, trace.checkpoint_id) == (TraceKind.SCAN, cast.an.id, checkpoint.id)
    assert 0 <= trace.age <= 15
    assert re.fullmatch(r"[0-9a-f]{32}", trace.device)
    assert re.fullmatch(r"[0-9a-f]{16}", trace.network)
    check_in(an, checkpoint)
    assert len(rows(Trace)) == 1


def test_a_typed_code_leaves_one_too_and_refusals_leave_none(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.post("/check-in", data={"code": "000000" if digits(checkpoint) != "000000" else "111111"})
    assert rows(Trace) == []
    an.post("/check-in", data={"code": digits(checkpoint)})
    assert [(trace.kind, trace.age) for trace in rows(Trace)] == [(TraceKind.SCAN, None)]


def test_a_telephone_is_known_again_by_a_random_cookie_that_scripts_cannot_read(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    answer = an.post("/check-ins")
    [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith(traces.COOKIE)]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    an.get(address(checkpoint))
    again = an.post("/check-ins").headers.getlist("Set-Cookie")
    assert [one for one in again if one.startswith(traces.COOKIE)] == []


def test_a_genuine_code_that_ran_out_leaves_a_trace_and_a_forged_one_none(cast, client) -> None:
    checkpoint = open_hall(cast)
    assert client.get(address(checkpoint, clock.now() - timedelta(minutes=20))).status_code == 410
    assert client.get("/C/" + "7" * 24).status_code == 410
    [trace] = rows(Trace)
    assert (trace.kind, trace.person_id) == (TraceKind.EXPIRED, None)
    assert 1190 <= trace.age <= 1211


def test_traces_of_many_requests_are_written_together_and_once(cast) -> None:
    checkpoint, collector = open_hall(cast), traces.Collector()
    row = {
        "kind": TraceKind.SCAN,
        "checkpoint_id": checkpoint.id,
        "at": clock.now(),
        "device": "d",
        "network": "n",
    }
    collector.add([row | {"person_id": cast.an.id}])
    collector.add([row | {"person_id": cast.binh.id}])
    assert [collector.write(), collector.write()] == [2, 0]
    assert [trace.person_id for trace in rows(Trace)] == [cast.an.id, cast.binh.id]


def test_traces_that_the_database_refuses_are_given_up_and_break_nothing(cast) -> None:
    checkpoint, collector = open_hall(cast), traces.Collector()
    collector.add([{"kind": TraceKind.PLACE, "checkpoint_id": checkpoint.id, "at": clock.now()}])
    assert [collector.write(), collector.write()] == [0, 0]
    assert rows(Trace) == []


def test_one_telephone_for_three_people_is_told_in_neutral_words_and_changes_nothing(
    cast, app, as_user
) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 2)
    an = as_user("an")
    check_in(an, checkpoint)
    device = an.get_cookie(traces.COOKIE).value
    for person in people:
        phone = app.test_client()
        phone.sign_in(person)
        phone.set_cookie(traces.COOKIE, device)
        check_in(phone, checkpoint)
    page = as_user("em").get(signals_url(checkpoint)).text
    assert "Cùng một điện thoại điểm danh cho 3 người" in page
    assert "Nguyễn Văn An" in page
    assert f"/attendance/{cast.an.id}" in page
    assert rows(AttendanceCorrection) == []


@pytest.fixture
def seen(cast, as_user):
    """A signal that is there: two old codes."""
    checkpoint, an = open_hall(cast), as_user("an")
    for minutes in (5, 20):
        an.get(address(checkpoint, clock.now() - timedelta(minutes=minutes)))
    return checkpoint


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_signal_is_put_aside_with_who_when_and_why_and_kept(cast, seen, as_user) -> None:
    em = as_user("em")
    key = key_on(em.get(signals_url(seen)).text)
    data = {"key": key, "reason": "Mở lại trang cũ"}
    for _again in range(2):
        assert em.post(f"{signals_url(seen)}/dismissals", data=data).status_code == 302
    [kept] = rows(SignalDismissal)
    assert (kept.key, kept.by_id, kept.reason) == (key, cast.em.id, "Mở lại trang cũ")
    page = em.get(signals_url(seen)).text
    assert 'name="key"' not in page
    assert "Mở lại trang cũ" in page
    assert "Hoàng Văn Em" in page
    [entry] = database.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "attendance-signal.dismissed")
    )
    assert (entry.actor_id, (entry.new or {})["key"]) == (cast.em.id, key)


def test_what_was_put_aside_is_shown_again_once_there_is_more_to_see(cast, seen, as_user) -> None:
    em = as_user("em")
    em.post(f"{signals_url(seen)}/dismissals", data={"key": key_on(em.get(signals_url(seen)).text)})
    as_user("an").get(address(seen, clock.now() - timedelta(minutes=9)))
    assert "3 lần" in em.get(signals_url(seen)).text


@pytest.mark.parametrize("key, status", [("", 422), ("x" * 121, 422), ("device:before:none:9", 302)])
def test_what_is_not_there_cannot_be_put_aside(cast, seen, as_user, key, status) -> None:
    assert as_user("em").post(f"{signals_url(seen)}/dismissals", data={"key": key}).status_code == status
    assert rows(SignalDismissal) == []


def test_traces_are_deleted_after_the_days_of_their_programme(cast, seen) -> None:
    other = checkpoint_of(of_another_programme(cast), Phase.BEFORE)
    leave(seen, 6 * DAY)
    leave(other, 6 * DAY)
    cast.programme.evidence_days = 5
    database.session.commit()
    assert traces.sweep() == 1
    assert {trace.checkpoint_id for trace in rows(Trace)} == {seen.id, other.id}
    assert traces.sweep() == 0


def of_another_programme(cast):
    """Of a class whose programme keeps traces for a month."""
    longer = Programme(code="DVM", title="Đảng viên mới")
    database.session.add(longer)
    database.session.flush()
    return casting.make_class("K8", cast.unit1, longer).sessions[0]


def leave(checkpoint, ago: timedelta) -> None:
    row = Trace(checkpoint_id=checkpoint.id, kind=TraceKind.SCAN, at=clock.now() - ago)
    database.session.add(row)
    database.session.commit()


def test_the_page_takes_as_many_queries_for_250_as_for_a_few(cast, seen, as_user, count_queries) -> None:
    em, url = as_user("em"), signals_url(seen)
    with count_queries() as few:
        em.get(url)
    people, now = fill(cast, CROWD), clock.now()
    came_all(seen, people, now)
    trace = {"checkpoint_id": seen.id, "kind": TraceKind.SCAN, "at": now, "device": "d"}
    database.session.execute(insert(Trace), [{"person_id": one.id, **trace} for one in people])
    database.session.commit()
    with count_queries() as many:
        assert f"Cùng một điện thoại điểm danh cho {CROWD} người" in em.get(url).text
    assert len(many) == len(few) <= 10, many


HALL = {"latitude": "21,0285", "longitude": "105.8542", "radius_metres": "200"}


def test_nobody_is_asked_for_a_location_unless_the_class_has_a_place(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    assert "/place" not in an.post("/check-ins").text
    assert an.get(f"/checkpoints/{checkpoint.id}/place").status_code == 404


def test_a_learner_who_wants_to_says_where_and_only_in_or_out_is_kept(cast, as_user) -> None:
    checkpoint, em, an = open_hall(cast), as_user("em"), as_user("an")
    em.post(f"/classes/{cast.k1.id}/hall-place", data=HALL)
    an.get(address(checkpoint))
    url = f"/checkpoints/{checkpoint.id}/place"
    assert url in an.post("/check-ins").text
    asked = an.get(url)
    assert "geolocation=(self)" in asked.headers["Permissions-Policy"]
    told = an.post(url, data={"latitude": "21.0001", "longitude": "105.8001", "accuracy": "12"})
    assert told.status_code == 200
    [_scan, trace] = rows(Trace)
    assert (trace.kind, trace.person_id, trace.inside) == (TraceKind.PLACE, cast.an.id, False)
    page = em.get(signals_url(checkpoint)).text
    assert "ngoài hội trường" in page


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"latitude": "x", "longitude": "1", "accuracy": "1"},
        {"latitude": "91", "longitude": "1", "accuracy": "1"},
        {"latitude": "nan", "longitude": "1", "accuracy": "1"},
        {"latitude": "1", "longitude": "1", "accuracy": "inf"},
    ],
)
@pytest.mark.one_database
def test_a_place_that_is_none_is_not_kept(cast, as_user, place) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    as_user("em").post(f"/classes/{cast.k1.id}/hall-place", data=HALL)
    came(checkpoint, cast.an, clock.now())
    assert an.post(f"/checkpoints/{checkpoint.id}/place", data=place).status_code == 422
    assert rows(Trace) == []


def test_only_who_was_checked_in_there_is_asked(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    as_user("em").post(f"/classes/{cast.k1.id}/hall-place", data=HALL)
    assert as_user("binh").get(f"/checkpoints/{checkpoint.id}/place").status_code == 404
    assert as_user("an").post(f"/checkpoints/{2**40}/place").status_code == 404


def test_the_place_of_a_hall_is_set_and_removed_with_a_history(cast, as_user) -> None:
    em, url = as_user("em"), f"/classes/{cast.k1.id}/hall-place"
    assert em.post(url, data=HALL | {"latitude": "99"}).status_code == 422
    em.post(url, data=HALL)
    em.post(url, data=HALL | {"radius_metres": "300"})
    assert [place.radius_metres for place in rows_of_places()] == [300]
    em.post(f"{url}/removal")
    assert rows_of_places() == []
    actions = database.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.contains("hall-place")).order_by(AuditEntry.id)
    )
    assert list(actions) == ["hall-place.set", "hall-place.set", "hall-place.removed"]


def rows_of_places() -> list[HallPlace]:
    database.session.expire_all()
    return list(database.session.scalars(select(HallPlace)))
