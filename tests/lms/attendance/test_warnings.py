"""Told in time: who may miss no more, who can no longer qualify; once each, and put right when it was wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance import queries, roll
from lms.attendance.regulation import watch
from lms.attendance.regulation.models import AttendanceWarning, WarningLevel
from lms.attendance.roll import Wish
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassState, Enrolment
from lms.notices import service as notices
from lms.notices.models import Notice
from lms.permissions import Role
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import HOURS, came, checkpoint_of, rows

DAY = timedelta(days=1)


@pytest.fixture
def course(cast, context):
    """A class of five sessions of which three are over; An and Bình are in it, Xuân came to all, Em runs it."""
    study_class = casting.make_class("K5", cast.unit1, cast.programme, sessions=5)
    cast.people["xuan"] = casting.make_person("xuan", "Phạm Văn Xuân", cast.unit1)
    for name in ("an", "binh", "xuan"):
        casting.enrol(getattr(cast, name), study_class)
    database.session.flush()
    for session in study_class.sessions:
        session.starts_at = clock.now() + (session.number - 4) * DAY + timedelta(hours=2)
        session.ends_at = session.starts_at + HOURS
    database.session.commit()
    for session in study_class.sessions[:3]:
        for phase in Phase:
            came(checkpoint_of(session, phase), cast.xuan, session.starts_at)
    return study_class


def attend(study_class, person, *numbers: int) -> None:
    for session in study_class.sessions:
        if session.number in numbers:
            for phase in Phase:
                came(checkpoint_of(session, phase), person, session.starts_at)


def told(person) -> list[str]:
    database.session.expire_all()
    statement = select(Notice.title).where(Notice.person_id == person.id).order_by(Notice.id)
    return list(database.session.scalars(statement))


def levels(study_class) -> dict[int, WarningLevel]:
    database.session.expire_all()
    statement = select(AttendanceWarning).where(
        AttendanceWarning.study_class_id == study_class.id, AttendanceWarning.ended_at.is_(None)
    )
    return {one.person_id: one.level for one in database.session.scalars(statement)}


def test_each_is_told_what_is_true_of_them(cast, course) -> None:
    attend(course, cast.an, 1, 2)
    attend(course, cast.binh, 1)
    assert watch.follow([course.id], clock.now()) == 2
    assert levels(course) == {cast.an.id: WarningLevel.EDGE, cast.binh.id: WarningLevel.IMPOSSIBLE}
    assert told(cast.an) == [f"Không được vắng thêm buổi nào: {course.title}"]
    assert told(cast.binh) == [f"Không còn đủ điều kiện về dự học: {course.title}"]
    assert told(cast.xuan) == []


def test_running_twice_tells_nobody_twice(cast, course) -> None:
    attend(course, cast.an, 1, 2)
    watch.follow([course.id], clock.now())
    count = len(told(cast.an)) + len(told(cast.em))
    assert watch.follow([course.id], clock.now() + DAY / 24) == 0
    assert len(told(cast.an)) + len(told(cast.em)) == count


def test_the_organisers_are_told_of_all_at_once_with_the_names(cast, course) -> None:
    watch.follow([course.id], clock.now())
    [notice] = database.session.scalars(select(Notice).where(Notice.person_id == cast.em.id))
    assert "2 học viên" in notice.body
    assert "Nguyễn Văn An, Lê Thị Bình" in notice.body
    assert notice.path == f"/classes/{course.id}/attendance"


def test_a_class_with_an_organiser_of_its_own_tells_that_one(cast, course) -> None:
    casting.appoint(cast.hanh, Role.ORGANISER, class_id=course.id)
    database.session.commit()
    watch.follow([course.id], clock.now())
    assert len(told(cast.hanh)) == 1
    assert told(cast.em) == []


def correct(cast, course, person, number: int) -> None:
    session = course.sessions[number - 1]
    for phase in Phase:
        wish = Wish([person.id], Mark.PRESENT, "Quên điện thoại")
        roll.mark(checkpoint_of(session, phase), wish, cast.em, clock.now())
    database.session.commit()


def test_after_a_correction_an_unread_warning_is_gone_and_nothing_else_is_said(cast, course) -> None:
    attend(course, cast.an, 1, 2)
    watch.follow([course.id], clock.now())
    correct(cast, course, cast.an, 3)
    watch.follow([course.id], clock.now() + DAY / 24)
    assert cast.an.id not in levels(course)
    assert told(cast.an) == []


def test_after_a_correction_who_has_read_the_warning_is_told_that_it_no_longer_holds(cast, course) -> None:
    attend(course, cast.an, 1, 2)
    watch.follow([course.id], clock.now())
    notices.mark_read(cast.an.id, clock.now())
    correct(cast, course, cast.an, 3)
    watch.follow([course.id], clock.now() + DAY / 24)
    assert told(cast.an)[1:] == [f"Kết quả điểm danh đã được sửa: {course.title}"]


def test_what_gets_worse_replaces_what_was_said(cast, course) -> None:
    attend(course, cast.an, 1, 2)
    now = clock.now()
    watch.follow([course.id], now)
    came(checkpoint_of(course.sessions[3]), cast.xuan, now)
    came(checkpoint_of(course.sessions[3], Phase.AFTER), cast.xuan, now)
    watch.follow([course.id], now + DAY)
    assert levels(course)[cast.an.id] is WarningLevel.IMPOSSIBLE
    assert [title.split(":")[0] for title in told(cast.an)] == ["Không còn đủ điều kiện về dự học"]


def test_who_left_the_class_is_no_longer_warned(cast, course) -> None:
    watch.follow([course.id], clock.now())
    [enrolment] = [one for one in course_enrolments(course) if one.person_id == cast.an.id]
    enrolment.state, enrolment.left_at = "withdrawn", clock.now()
    database.session.commit()
    watch.follow([course.id], clock.now())
    assert cast.an.id not in levels(course)


def course_enrolments(course):
    return database.session.scalars(select(Enrolment).where(Enrolment.study_class_id == course.id)).all()


def test_the_sweep_looks_at_open_classes_in_which_something_happened(cast, course) -> None:
    for study_class in (cast.k1, cast.k2):
        study_class.state = ClassState.CLOSED
    course.state = ClassState.CLOSED
    database.session.commit()
    assert watch.sweep() == 0
    course.state = ClassState.OPEN
    for session in course.sessions:
        session.starts_at, session.ends_at = session.starts_at - 9 * DAY, session.ends_at - 9 * DAY
    database.session.commit()
    for check_in in rows():
        check_in.received_at -= 9 * DAY
    database.session.commit()
    assert watch.sweep() == 0
    correct(cast, course, cast.xuan, 4)
    assert watch.sweep() == 2


def test_a_sweep_over_many_classes_takes_few_statements_where_nothing_changes(
    cast, course, count_queries
) -> None:
    watch.follow([course.id, cast.k1.id], clock.now())
    with count_queries() as sent:
        assert watch.follow([course.id, cast.k1.id, cast.k2.id], clock.now()) == 0
    assert len(sent) <= 7, sent
    assert queries.attendance_of(course.id)[cast.an.id].impossible
