"""“Thiếu lượt ra”: who is listed, confirming together, taking it back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance import queries
from lms.attendance.models import AttendanceCorrection
from lms.attendance.rules import Standing
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import CROWD, HOURS, came, came_all, checkpoint_of, fill, rows, session_of


@pytest.fixture
def left(cast):
    """Six came yesterday; two of them are recorded at the end. Also who came is in this order."""
    people = fill(cast, 6)
    session = session_of(cast.k1)
    session.starts_at = clock.now() - timedelta(days=1)
    session.ends_at = session.starts_at + HOURS
    database.session.commit()
    before, after = checkpoint_of(session), checkpoint_of(session, Phase.AFTER)
    for person in people:
        came(before, person, session.starts_at)
    for person in people[:2]:
        came(after, person, session.ends_at)
    return people


def url(cast) -> str:
    return f"/sessions/{session_of(cast.k1).id}/attendance/check-outs"


def listed(page: str) -> set[int]:
    return {int(found) for found in re.findall(r'name="pick" value="(\d+)"', page)}


def standings(cast, people) -> list[Standing]:
    totals = queries.attendance_of(cast.k1.id)
    return [totals[person.id].lines[0].standing for person in people]


def test_who_came_and_was_not_recorded_at_the_end_is_listed(cast, left, as_user) -> None:
    assert listed(as_user("em").get(url(cast)).text) == {person.id for person in left[2:]}


def test_where_nobody_was_recorded_at_the_end_nobody_is_missing(cast, as_user) -> None:
    [person] = fill(cast, 1)
    session = session_of(cast.k1)
    session.starts_at, session.ends_at = clock.now() - timedelta(hours=9), clock.now() - timedelta(hours=5)
    database.session.commit()
    came(checkpoint_of(session), person, session.starts_at)
    assert listed(as_user("em").get(url(cast)).text) == set()
    assert standings(cast, [person]) == [Standing.PRESENT]


def test_confirming_together_writes_corrections_with_one_reason(cast, left, as_user) -> None:
    data = {"pick": [one.id for one in left[2:5]], "mark": "present", "reason": "Tổ trưởng xác nhận"}
    assert as_user("em").post(url(cast), data=data).status_code == 302
    made = rows(AttendanceCorrection)
    assert [(one.person_id, one.old, one.new, one.by_id, one.reason) for one in made] == [
        (one.id, Mark.NONE, Mark.PRESENT, cast.em.id, "Tổ trưởng xác nhận") for one in left[2:5]
    ]
    assert standings(cast, left[2:]) == [Standing.PRESENT] * 3 + [Standing.INCOMPLETE]
    [entry] = database.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "attendance.check-outs-confirmed")
    )
    assert (entry.reason, (entry.new or {})["people"]) == (
        "Tổ trưởng xác nhận",
        [one.id for one in left[2:5]],
    )


def test_who_left_early_can_be_said_so(cast, left, as_user) -> None:
    data = {"pick": left[2].id, "mark": "early", "reason": "Xin về sớm"}
    as_user("em").post(url(cast), data=data)
    assert standings(cast, left[2:3]) == [Standing.LEFT_EARLY]


@pytest.mark.parametrize(
    "data",
    [
        {"mark": "present", "reason": "x"},
        {"pick": "1", "mark": "present"},
        {"pick": "1", "mark": "king", "reason": "x"},
    ],
)
def test_without_people_or_reason_nothing_is_stored(cast, left, as_user, data) -> None:
    assert as_user("em").post(url(cast), data=data).status_code == 422
    assert rows(AttendanceCorrection) == []


def test_who_has_checked_out_meanwhile_and_who_is_not_of_the_class_is_left_alone(cast, left, as_user) -> None:
    data = {"pick": [left[0].id, cast.binh.id, left[3].id], "mark": "present", "reason": "x"}
    as_user("em").post(url(cast), data=data)
    assert [one.person_id for one in rows(AttendanceCorrection)] == [left[3].id]


def test_sent_twice_it_is_recorded_once(cast, left, as_user) -> None:
    em, data = as_user("em"), {"pick": left[3].id, "mark": "present", "reason": "x"}
    for _again in range(2):
        em.post(url(cast), data=data)
    assert len(rows(AttendanceCorrection)) == 1


def test_a_confirmation_is_taken_back_but_not_what_was_said_since(cast, left, as_user) -> None:
    em = as_user("em")
    em.post(url(cast), data={"pick": [left[2].id, left[3].id], "mark": "present", "reason": "x"})
    first = rows(AttendanceCorrection)[0]
    marks = f"/sessions/{session_of(cast.k1).id}/checkpoints/after/marks"
    em.post(marks, data={"pick": left[3].id, "mark": "early", "reason": "Về lúc 10 giờ"})
    for _again in range(2):
        assert em.post(f"{url(cast)}/{first.id}/taking-back").status_code == 302
    assert standings(cast, left[2:4]) == [Standing.INCOMPLETE, Standing.LEFT_EARLY]
    assert [(one.old, one.new) for one in rows(AttendanceCorrection)][-1] == (Mark.PRESENT, Mark.NONE)
    assert len(rows(AttendanceCorrection)) == 4
    assert listed(em.get(url(cast)).text) == {left[2].id, left[4].id, left[5].id}


def test_taking_back_what_is_not_there_changes_nothing(cast, left, as_user) -> None:
    assert as_user("em").post(f"{url(cast)}/{2**40}/taking-back").status_code == 302
    assert rows(AttendanceCorrection) == []


def test_the_list_of_250_takes_as_many_queries_as_that_of_5(cast, as_user, left, count_queries) -> None:
    em = as_user("em")
    with count_queries() as few:
        em.get(url(cast))
    before = checkpoint_of(session_of(cast.k1))
    names = {f"m{number}": f"Trần Thị Mai {number}" for number in range(CROWD)}
    came_all(before, casting.learners(cast.k1, names, cast.unit1), session_of(cast.k1).starts_at)
    with count_queries() as many:
        assert len(listed(em.get(url(cast)).text)) == CROWD + 4
    assert len(many) == len(few) <= 14, many
