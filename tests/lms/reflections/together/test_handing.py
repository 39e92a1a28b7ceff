"""A group hands in once: who took part is confirmed, everybody has the receipt, nobody counts twice."""

from datetime import timedelta

import pytest

from lms import database
from lms.notices.models import Notice
from lms.reflections import own, queries, returning, tasks
from lms.reflections.groups import membership, queries as groups
from lms.reflections.handing import Refusal, Refused
from lms.reports.reflections import reminding
from lms.web.errors import LmsError
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.reflections.together.conftest import hand_in, join, write

pytestmark = pytest.mark.usefixtures("context")
HOUR = timedelta(hours=1)


def states(task):
    return {entry.person.username: entry.state for entry in queries.entries_of(task)}


def test_any_member_hands_in_and_the_others_are_told(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    database.session.commit()
    path = f"/reflections/{reflection.public_id}"
    named = {"named": [str(room.cast.an.id), str(room.cast.bao.id), str(room.cast.cuc.id)]}
    assert as_user("bao").post(f"{path}/submissions", data=named).status_code == 302
    assert [person.username for person in groups.named(reflection)] == ["an", "bao"]
    for name in ("an", "bao"):
        page = as_user(name).get(path).text
        assert reflection.submissions[0].sha256 in page
        assert "Phan Quốc Bảo" in page
    assert [notice.person_id for notice in database.session.query(Notice)] == [room.cast.an.id]


def test_the_same_handed_in_by_another_gives_one_receipt_and_other_names_a_new_version(room, handed):
    reflection, both = handed.reflection, [room.cast.an, room.cast.bao]
    assert hand_in(reflection, room.cast.bao, both, NOW + HOUR) is handed
    again = hand_in(reflection, room.cast.bao, [room.cast.bao], NOW + HOUR)
    assert not isinstance(again, Refused)
    assert again.number == 2
    assert again.sha256 != handed.sha256
    assert [person.username for person in groups.named(reflection, 1)] == ["an", "bao"]


def test_somebody_must_have_taken_part(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    assert hand_in(reflection, room.cast.an, [room.cast.cuc]) == Refused(Refusal.NOBODY)
    database.session.commit()
    answer = as_user("an").post(f"/reflections/{reflection.public_id}/submissions", data={})
    assert answer.status_code == 422
    assert "đánh dấu những người" in answer.text
    assert making.TEXT in answer.text


def test_who_was_not_named_has_not_handed_in_and_is_told_so(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    hand_in(reflection, room.cast.an, [room.cast.an])
    database.session.commit()
    assert states(room.task) == {
        "an": "handed-in",
        "bao": "left-out",
        "cuc": "none",
        "duy": "none",
        "lan": "none",
    }
    owed = reminding.who_can(room.task, queries.entries_of(room.task), NOW)
    assert room.cast.bao.id in owed
    assert room.cast.an.id not in owed
    assert "chưa có tên" in as_user("bao").get(f"/classes/{room.cast.k1.id}/reflections").text
    assert "chưa ghi tên" in as_user("bao").get(f"/reflections/{reflection.public_id}").text


def test_who_changes_group_stays_with_what_names_them_and_counts_once(room, handed):
    join(room.cast.bao, room.two)
    second, _done = write(room.task, room.cast.cuc, making.TEXT)
    assert own.reflection_of(room.task, room.cast.bao.id) == handed.reflection
    [bao] = [one for one in membership.choices(second) if one.person == room.cast.bao]
    assert (bao.chosen, bao.elsewhere) == (False, "Tổ 1")
    hand_in(second, room.cast.cuc, [room.cast.cuc, room.cast.bao])
    assert [person.username for person in groups.named(second)] == ["cuc"]
    assert states(room.task)["bao"] == "handed-in"


def test_who_joins_late_is_named_when_the_group_hands_in_again(room, handed):
    join(room.cast.duy, room.one)
    assert states(room.task)["duy"] == "left-out"
    everybody = [room.cast.an, room.cast.bao, room.cast.duy]
    hand_in(handed.reflection, room.cast.duy, everybody, NOW + HOUR)
    assert states(room.task)["duy"] == "handed-in"


def test_groups_that_are_formed_anew_leave_what_was_written(room, handed):
    database.session.delete(room.one)
    database.session.commit()
    database.session.expire_all()
    reflection = handed.reflection
    assert (reflection.group_id, reflection.writer) == (None, "Tổ 1")
    assert reflection.belongs_to(room.cast.bao.id)
    assert not reflection.belongs_to(room.cast.duy.id)
    assert not reflection.belongs_to(room.cast.cuc.id)
    assert states(room.task)["an"] == "handed-in"
    with pytest.raises(LmsError, match="không còn trong lớp"):
        returning.give_back(handed, "Sửa", NOW + HOUR, room.cast.chi, NOW)


def test_what_was_written_for_a_group_that_is_dissolved_stays_with_who_wrote_it(room):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    database.session.delete(room.one)
    database.session.commit()
    database.session.expire_all()
    assert own.reflection_of(room.task, room.cast.an.id) == reflection
    assert [one.person.username for one in membership.choices(reflection)] == ["an"]
    assert not reflection.belongs_to(room.cast.bao.id)
    join(room.cast.an, room.two)
    second, _done = write(room.task, room.cast.cuc, making.TEXT)
    assert own.reflection_of(room.task, room.cast.an.id) == second


def test_more_time_and_a_return_are_the_groups(room, handed):
    with pytest.raises(LmsError, match="cả tổ"):
        tasks.extend(room.task, room.cast.an, NOW + 9000 * HOUR, "Công tác", room.cast.chi, NOW)
    room.task.due_at = NOW + HOUR
    returning.give_back(handed, "Nêu rõ thời hạn.", NOW + 50 * HOUR, room.cast.chi, NOW)
    assert own.window_of(handed.reflection).due_at == NOW + 50 * HOUR
    told = {notice.person_id for notice in database.session.query(Notice)}
    assert told == {room.cast.an.id, room.cast.bao.id}


def test_a_group_is_exempt_person_by_person(room, as_user):
    sent = {"exempt-group-group_id": str(room.one.id), "exempt-group-reason": "Đi thực tế"}
    as_user("chi").post(f"/reflection-tasks/{room.task.id}/group-exemptions", data=sent)
    assert [name for name, state in states(room.task).items() if state == "exempt"] == ["an", "bao"]
    empty = {"exempt-group-group_id": str(room.one.id), "exempt-group-reason": " "}
    assert (
        as_user("chi").post(f"/reflection-tasks/{room.task.id}/group-exemptions", data=empty).status_code
        == 422
    )


def test_who_writes_cannot_change_once_somebody_has_begun(room):
    write(room.task, room.cast.an, making.TEXT)
    with pytest.raises(LmsError, match="bắt đầu viết"):
        tasks.update(room.task, making.plan(by_group=False), room.task.rubric, room.cast.chi, NOW)


def test_the_lecturer_sees_groups_without_members_and_learners_without_a_group(room, handed, as_user):
    join(room.cast.cuc, None)
    database.session.commit()
    page = as_user("chi").get(f"/reflection-tasks/{room.task.id}").text
    assert "3 học viên chưa có tổ" in page
    assert "Chưa có thành viên" in page
    assert "2 người có tên tham gia" in page
    assert "1/1 tổ đã nộp" in as_user("chi").get(f"/classes/{room.cast.k1.id}/reflections").text
