"""A second person looks at some marks of each marker; what they propose is decided by somebody else."""

from sqlalchemy import select

from lms import database
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.permissions import Role
from lms.reflections.moderation.models import Moderation
from tests.lms.cast import appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION


@scene
def task(cast):
    """Four scripts marked by Chi; Dung and Em may mark in K1 as well."""
    task, script = making.played(cast)
    making.hand_in_by_others(cast, task, 3)
    for name in ("dung", "em"):
        appoint(cast.people[name], Role.LECTURER, class_id=cast.k1.id)
    for script in making.submissions(task):
        making.mark(script, cast.chi)
    database.session.commit()
    return task


def draw(as_user, task, name="dung", percent="25"):
    return as_user(name).post(f"/reflection-tasks/{task.id}/moderation", data={"percent": percent})


def drawn():
    database.session.expire_all()
    return database.session.scalars(select(Moderation).order_by(Moderation.id)).all()


def look(as_user, one, name="dung", **levels):
    return as_user(name).post(f"/moderations/{one.id}/view", data=levels)


def proposal(task, level=2):
    first = making.criteria_of(task)[0]
    return {f"level-{first.id}": str(first.levels[level].id), "words": "Có đủ dẫn chứng."}


def test_a_share_of_each_marker_is_drawn_once(as_user, task):
    assert draw(as_user, task).status_code == 302
    [one] = drawn()
    draw(as_user, task)
    assert len(drawn()) == 1
    draw(as_user, task, percent="100")
    assert len(drawn()) == 4
    assert (
        f"Bài số {one.submission.reflection.script_no}"
        in as_user("dung").get(f"/reflection-tasks/{task.id}/moderation").text
    )


def test_nobody_looks_at_their_own_marks(as_user, task):
    draw(as_user, task, "chi", "100")
    assert drawn() == []


def test_agreeing_leaves_the_mark(as_user, task):
    draw(as_user, task)
    [one] = drawn()
    assert look(as_user, one).status_code == 302
    [one] = drawn()
    assert one.view.value == "agrees"
    assert len(marking.marks_of(KIND, one.submission_id)) == 1
    assert look(as_user, one).status_code == 409


def test_a_proposal_needs_a_reason_and_is_decided_by_somebody_else(cast, as_user, task):
    draw(as_user, task)
    [one] = drawn()
    assert look(as_user, one, **{**proposal(task), "words": ""}).status_code == 422
    assert look(as_user, one, **proposal(task)).status_code == 302
    answer = {"outcome": "accepted", "reply": "Đồng ý."}
    assert as_user("dung").post(f"/moderations/{one.id}/decision", data=answer).status_code == 403
    assert as_user("chi").post(f"/moderations/{one.id}/decision", data=answer).status_code == 302
    newest, before = marking.marks_of(KIND, one.submission_id)
    assert (before.total, newest.total) == (
        7,
        before.total + newest.scores[0].points - before.scores[0].points,
    )
    assert newest.total > before.total
    assert newest.marker_id == cast.chi.id
    workbench = as_user("chi").get(f"/scripts/{one.submission.public_id}").text
    assert "Sửa sau khi chấm kiểm tra; trước đó là 7 điểm." in workbench


def test_a_declined_proposal_leaves_the_mark_and_the_reason(as_user, task):
    draw(as_user, task)
    [one] = drawn()
    look(as_user, one, **proposal(task))
    answer = {"outcome": "declined", "reply": "Dẫn chứng không đúng bài."}
    as_user("em").post(f"/moderations/{one.id}/decision", data=answer)
    assert marking.latest_mark(KIND, one.submission_id).total == 7
    assert "Dẫn chứng không đúng bài." in as_user("dung").get(f"/moderations/{one.id}").text
    assert as_user("em").post(f"/moderations/{one.id}/decision", data=answer).status_code == 409


def test_a_mark_that_changed_meanwhile_is_not_overwritten(cast, as_user, task):
    draw(as_user, task)
    [one] = drawn()
    look(as_user, one, **proposal(task))
    making.mark(one.submission, cast.em, level=0, base=1)
    database.session.commit()
    answer = {"outcome": "accepted", "reply": "Đồng ý."}
    assert as_user("chi").post(f"/moderations/{one.id}/decision", data=answer).status_code == 409
    assert marking.latest_mark(KIND, one.submission_id).total == 2


def test_codes_wait_for_what_was_drawn_until_it_is_put_back(cast, as_user, task):
    as_user("chi").post(f"/reflection-tasks/{task.id}/codes/seal")
    draw(as_user, task)
    ask = {"second_id": cast.em.id, "place": "Phòng 2"}
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/codes/opening", data=ask).status_code == 409
    as_user("dung").post(f"/reflection-tasks/{task.id}/moderation/removal")
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/codes/opening", data=ask).status_code == 302


def test_pages_tell_no_name_and_cost_the_same_with_more_scripts(cast, as_user, task, count_queries):
    def counted():
        as_user("dung").get(f"/reflection-tasks/{task.id}/moderation")
        with count_queries() as statements:
            page = as_user("dung").get(f"/reflection-tasks/{task.id}/moderation").text
        assert "Học Viên" not in page
        return len(statements)

    draw(as_user, task, percent="100")
    few = counted()
    making.hand_in_by_others(cast, task, 8, first=10)
    for script in making.submissions(task):
        making.mark(script, cast.chi)
    database.session.commit()
    draw(as_user, task, percent="100")
    assert counted() == few
    [one, *_rest] = drawn()
    page = as_user("dung").get(f"/moderations/{one.id}").text
    assert "Học Viên" not in page
    assert "Nguyễn Văn An" not in page
