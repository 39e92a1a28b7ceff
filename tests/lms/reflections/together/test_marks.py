"""One mark for a group: released to all it names, another for one member or none, a re-mark about the group's."""

from decimal import Decimal

import pytest

from lms import database
from lms.notices.models import Notice
from lms.reflections import bench, own, queries
from lms.reflections.appeals import service as appeals
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.groups import marks
from lms.reflections.groups.marks import Wanted
from lms.reports.reflections import queries as reports
from lms.results import queries as results
from lms.web.errors import LmsError
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.reflections.together.conftest import hand_in

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def marked(room, handed):
    """Seven of ten for Tổ 1; names are known."""
    room.task.blind = False
    making.mark(handed, room.cast.chi)
    database.session.commit()
    return handed


def release(room):
    bench.release(room.task, room.cast.chi, NOW)
    database.session.commit()


def totals(room):
    """What each of the two reads of their own mark."""
    tasks = [own.own_tasks(person.id, room.cast.k1.id)[0] for person in (room.cast.an, room.cast.bao)]
    return [task.total for task in tasks]


def row(room, person):
    [found] = [one for one in results.rows_of(room.cast.k1, NOW) if one.enrolment.person_id == person.id]
    return found.result


def test_the_mark_is_released_to_everybody_named(room, marked):
    assert totals(room) == [None, None]
    release(room)
    assert totals(room) == [7, 7]
    told = {one.person_id for one in database.session.query(Notice)}
    assert told == {room.cast.an.id, room.cast.bao.id}
    assert [row(room, one).reflection for one in (room.cast.an, room.cast.bao)] == [7, 7]


def test_a_member_has_another_mark_and_reads_why_and_nobody_else_does(room, marked, as_user):
    sent = {
        "members-0-person_id": str(room.cast.an.id),
        "members-0-how": "group",
        "members-1-person_id": str(room.cast.bao.id),
        "members-1-how": "other",
        "members-1-points": "4,5",
        "members-1-reason": "Chỉ dự một buổi",
    }
    path = f"/scripts/{marked.public_id}/members"
    assert "Phan Quốc Bảo" in as_user("chi").get(path).text
    assert as_user("chi").post(path, data=sent).status_code == 302
    assert totals(room) == [None, None]
    release(room)
    assert totals(room) == [7, Decimal("4.5")]
    assert row(room, room.cast.bao).reflection == Decimal("4.5")
    mine = f"/reflections/{marked.reflection.public_id}"
    assert "Chỉ dự một buổi" in as_user("bao").get(mine).text
    assert "Chỉ dự một buổi" not in as_user("an").get(mine).text
    assert [entry.total for entry in queries.entries_of(room.task) if entry.mark] == [7, Decimal("4.5")]


def test_no_mark_for_who_was_absent_is_told_with_the_release_and_not_before(room, marked, as_user):
    marks.decide(marked, [Wanted(room.cast.bao.id, None, "Vắng khi tổ làm bài")], room.cast.chi, NOW)
    database.session.commit()
    page = f"/classes/{room.cast.k1.id}/reflections"
    assert "Vắng khi tổ làm bài" not in as_user("bao").get(page).text
    assert row(room, room.cast.bao).missing[-1].why.value == "waiting-for-mark"
    release(room)
    assert "Vắng khi tổ làm bài" in as_user("bao").get(page).text
    assert totals(room) == [7, None]
    assert row(room, room.cast.bao).missing[-1].why.value == "not-handed-in"
    assert reports.marks_of([room.task]) == {room.task.id: [Decimal("7.00")]}


@pytest.mark.parametrize(
    "typed",
    [{"points": "11", "reason": "Hơn"}, {"points": "", "reason": "Thiếu"}, {"points": "5", "reason": " "}],
)
def test_a_mark_out_of_range_or_without_a_reason_is_refused_with_what_was_typed(room, marked, as_user, typed):
    sent = {"members-0-person_id": str(room.cast.bao.id), "members-0-how": "other"}
    sent |= {f"members-0-{name}": value for name, value in typed.items()}
    answer = as_user("chi").post(f"/scripts/{marked.public_id}/members", data=sent)
    assert answer.status_code == 422
    assert f'value="{typed["points"]}"' in answer.text
    assert marks.standing(marked.reflection) == {}


def test_a_mark_changed_after_the_release_is_told_and_the_one_before_is_kept(room, marked):
    release(room)
    database.session.query(Notice).delete()
    assert marks.decide(marked, [Wanted(room.cast.bao.id, Decimal(5), "Một phần")], room.cast.chi, NOW) == 1
    assert marks.decide(marked, [Wanted(room.cast.bao.id, Decimal(5), "Một phần")], room.cast.chi, NOW) == 0
    assert marks.decide(marked, [], room.cast.chi, NOW) == 1
    assert marks.standing(marked.reflection) == {}
    assert {one.person_id for one in database.session.query(Notice)} == {room.cast.bao.id}


def test_while_names_are_hidden_no_member_has_a_mark_of_their_own(room, handed, as_user):
    making.mark(handed, room.cast.chi)
    database.session.commit()
    answer = as_user("chi").get(f"/scripts/{handed.public_id}/members")
    assert answer.status_code == 409
    assert "mở phách" in answer.text
    assert "Phan Quốc Bảo" not in answer.text


def test_a_new_version_begins_without_marks_of_members(room, marked):
    marks.decide(marked, [Wanted(room.cast.bao.id, None, "Vắng")], room.cast.chi, NOW)
    again = hand_in(marked.reflection, room.cast.an, [room.cast.an])
    assert marks.standing(marked.reflection) == {}
    with pytest.raises(LmsError, match="nộp lại"):
        marks.decide(marked, [], room.cast.chi, NOW)
    assert again is not marked


def test_any_member_asks_for_a_re_mark_and_all_read_the_answer(room, marked, as_user):
    release(room)
    path = f"/reflections/{marked.reflection.public_id}"
    appeal = appeals.ask(marked.reflection, marked, 1, "Xin xem lại", NOW, room.cast.bao)
    assert isinstance(appeal, ReflectionAppeal)
    assert {room.cast.an.id, room.cast.bao.id, room.cast.chi.id} <= appeals.barred(appeal)
    database.session.commit()
    assert "Xin xem lại" in as_user("an").get(path).text
