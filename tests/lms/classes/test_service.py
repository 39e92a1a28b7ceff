"""Enrolling, leaving and coming back; opening and closing; sessions and lecturers."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Grant
from lms.audit.models import AuditEntry
from lms.classes import groups, lecturers, queries, service, sessions
from lms.classes.grouping import Spread
from lms.classes.models import ClassState, Enrolment, EnrolmentState, SessionState, StudyGroup
from lms.permissions import Permission, Role, allowed
from tests.lms.cast import Cast, make_class, make_person

pytestmark = pytest.mark.usefixtures("context")


def enrolment_of(cast: Cast, name: str) -> Enrolment:
    person = getattr(cast, name)
    return database.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()


def held(person_id: int, class_id: int) -> int:
    return (
        database.session.scalar(
            select(func.count()).where(
                Grant.person_id == person_id, Grant.class_id == class_id, Grant.ended_at.is_(None)
            )
        )
        or 0
    )


def test_who_is_enrolled_may_see_the_class(cast: Cast, now: datetime):
    assert not allowed(cast.binh.grants, Permission.CLASS_SEE, cast.k1.scope)
    assert service.enrol(cast.binh, cast.k1, now, cast.em)
    assert allowed(cast.binh.grants, Permission.CLASS_SEE, cast.k1.scope)
    assert cast.binh.id in queries.enrolled_ids(cast.k1.id)


def test_enrolling_twice_changes_nothing(cast: Cast, now: datetime):
    service.enrol(cast.binh, cast.k1, now, cast.em)
    assert not service.enrol(cast.binh, cast.k1, now, cast.em)
    assert held(cast.binh.id, cast.k1.id) == 1
    assert len(queries.enrolled(cast.k1.id)) == 3


def test_the_unit_of_that_time_is_kept(cast: Cast, now: datetime):
    service.enrol(cast.binh, cast.k1, now, cast.em)
    cast.binh.unit_id = cast.unit1.id
    database.session.flush()
    enrolment = next(one for one in queries.enrolled(cast.k1.id) if one.person_id == cast.binh.id)
    assert enrolment.unit_id == cast.unit2.id


def test_leaving_ends_the_grant_and_keeps_the_enrolment_with_its_reason(cast: Cast, now: datetime):
    enrolment = enrolment_of(cast, "an")
    service.withdraw(enrolment, "Chuyển công tác", now, cast.em)
    database.session.flush()
    assert not allowed(cast.an.grants, Permission.CLASS_SEE, cast.k1.scope)
    assert cast.an.id not in queries.enrolled_ids(cast.k1.id)
    [left] = queries.enrolled(cast.k1.id, state=EnrolmentState.WITHDRAWN)
    assert (left.person_id, left.note, left.left_at) == (cast.an.id, "Chuyển công tác", now)


def test_leaving_twice_keeps_the_first_reason(cast: Cast, now: datetime):
    enrolment = enrolment_of(cast, "an")
    service.withdraw(enrolment, "Ốm", now, cast.em)
    service.withdraw(enrolment, "Khác", now + timedelta(days=1), cast.em)
    assert (enrolment.note, enrolment.left_at) == ("Ốm", now)


def test_who_left_can_be_taken_back(cast: Cast, now: datetime):
    enrolment = enrolment_of(cast, "an")
    service.withdraw(enrolment, "Ốm", now, cast.em)
    service.take_back(enrolment, now, cast.em)
    assert (enrolment.state, enrolment.left_at) == (EnrolmentState.ENROLLED, None)
    assert allowed(cast.an.grants, Permission.CLASS_SEE, cast.k1.scope)
    assert held(cast.an.id, cast.k1.id) == 1


def test_many_are_enrolled_with_few_statements(cast: Cast, now: datetime, count_queries):
    people = [make_person(f"p{n}", f"Nguyễn Văn {n}") for n in range(40)]
    with count_queries() as statements:
        ids = service.enrol_many(cast.k1, [*people, people[0], cast.an], now, cast.em)
        database.session.flush()
    assert ids == [person.id for person in people]
    assert len(statements) <= 5


def test_enrolling_is_told_to_the_history_with_who_and_whom(cast: Cast, now: datetime):
    service.enrol(cast.binh, cast.k1, now, cast.em)
    database.session.flush()
    entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "people.enrolled")).one()
    assert (entry.actor_id, entry.class_id, entry.new) == (
        cast.em.id,
        cast.k1.id,
        {"person_ids": [cast.binh.id]},
    )


def test_learners_stand_in_vietnamese_order_by_given_name(cast: Cast, now: datetime):
    names = ["Trần Văn Ánh", "Lê Thị Đào", "Phạm Văn Ân", "Đỗ Thị Dung"]
    service.enrol_many(cast.k2, [make_person(f"q{n}", name) for n, name in enumerate(names)], now, None)
    found = [one.person.full_name for one in queries.enrolled(cast.k2.id)]
    assert found == ["Trần Văn Ánh", "Phạm Văn Ân", "Lê Thị Bình", "Đỗ Thị Dung", "Lê Thị Đào"]


def test_a_list_of_learners_costs_one_query(cast: Cast, now: datetime, count_queries):
    service.enrol_many(cast.k1, [make_person(f"p{n}", f"Lê {n}", cast.unit2) for n in range(20)], now, None)
    database.session.flush()
    class_id = cast.k1.id
    database.session.expunge_all()
    with count_queries() as statements:
        for one in queries.enrolled(class_id):
            assert (one.person.full_name, one.unit and one.unit.name, one.group) is not None
    assert len(statements) == 1


def test_opening_and_closing_twice_is_told_once(cast: Cast, now: datetime):
    service.close_class(cast.k1, cast.em, now)
    service.close_class(cast.k1, cast.em, now)
    service.open_class(cast.k1, cast.em, now)
    database.session.flush()
    told = database.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.startswith("class.")).order_by(AuditEntry.id)
    )
    assert list(told) == ["class.closed", "class.opened"]
    assert cast.k1.state is ClassState.OPEN


def test_each_person_sees_the_classes_of_their_grants(cast: Cast):
    seen = {
        name: [one.code for one in queries.classes_of(getattr(cast, name).grants)]
        for name in ("an", "binh", "chi", "em", "giang", "hanh", "nga")
    }
    assert seen == {
        "an": ["K1"],
        "binh": ["K2"],
        "chi": ["K1"],
        "em": ["K2", "K1"],
        "giang": [],
        "hanh": [],
        "nga": ["K2", "K1"],
    }


def test_an_organiser_of_a_unit_sees_the_classes_of_its_subtree(cast: Cast, now: datetime):
    officer = make_person("phuc", "Lý Văn Phúc", cast.unit2)
    database.session.add(
        Grant(person_id=officer.id, role=Role.ORGANISER, unit_id=cast.unit2.id, granted_at=now)
    )
    database.session.flush()
    database.session.expire(officer, ["grants"])
    assert [one.code for one in queries.classes_of(officer.grants)] == ["K2"]
    assert [one.id for one in queries.organising_units(officer.grants)] == [cast.unit2.id]


def test_the_list_agrees_with_the_policy_for_everybody(cast: Cast):
    make_class("K3", cast.root, cast.programme)
    for person in cast.people.values():
        shown = {one.id for one in queries.classes_of(person.grants)}
        every = [cast.k1, cast.k2, *queries.classes_of(cast.em.grants)]
        wanted = {one.id for one in every if allowed(person.grants, Permission.CLASS_SEE, one.scope)}
        assert shown == wanted


def test_a_session_moved_beyond_the_last_day_stretches_the_class(cast: Cast, now: datetime):
    [first, _second] = queries.sessions_of(cast.k1)
    later = cast.k1.closes_on + timedelta(days=3)
    starts = datetime.combine(later, first.starts_at.timetz())
    details = sessions.SessionDetails(first.title, starts, starts + timedelta(hours=3), 5)
    sessions.update(first, details, cast.em, now)
    assert cast.k1.closes_on == later
    assert first.number == 1


def test_a_cancelled_session_makes_room_and_can_be_made_up_for(cast: Cast, now: datetime):
    [first, _second] = queries.sessions_of(cast.k1)
    sessions.cancel(first, "Bão số 5", cast.em, now)
    database.session.flush()
    assert sessions.overlapping(cast.k1, first.starts_at, first.ends_at) is None
    added = sessions.create(cast.k1, sessions.details_of(first), cast.em, now, makes_up_for=first)
    assert (added.number, added.makes_up_for_id, first.state) == (3, first.id, SessionState.CANCELLED)


def test_a_removed_lecturer_keeps_past_sessions_and_loses_those_to_come(cast: Cast, now: datetime):
    first, second = queries.sessions_of(cast.k1)
    first.lecturer_id = second.lecturer_id = cast.chi.id
    database.session.flush()
    lecturers.remove(cast.chi, cast.k1, cast.em, now + timedelta(hours=12))
    database.session.expire_all()
    assert [one.lecturer_id for one in queries.sessions_of(cast.k1)] == [cast.chi.id, None]
    assert queries.lecturers_of(cast.k1) == []


def test_dividing_again_into_fewer_groups_leaves_nobody_behind(cast: Cast, now: datetime):
    service.enrol_many(cast.k1, [make_person(f"p{n}", f"Lê {n}") for n in range(8)], now, None)
    groups.divide(cast.k1, ["Tổ 1", "Tổ 2", "Tổ 3"], Spread.EVENLY, cast.em, now)
    groups.divide(cast.k1, ["Tổ 1", "Tổ 2"], Spread.BY_UNIT, cast.em, now)
    database.session.expire_all()
    assert [group.name for group in queries.groups_of(cast.k1)] == ["Tổ 1", "Tổ 2"]
    assert all(one.group_id for one in queries.enrolled(cast.k1.id))


def test_a_group_of_another_class_is_not_found(cast: Cast):
    group = StudyGroup(study_class_id=cast.k2.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    assert groups.group_of_class(cast.k1.id, group.id) is None
    assert groups.group_of_class(cast.k1.id, 2**40) is None
    assert groups.group_of_class(cast.k2.id, group.id) is group
