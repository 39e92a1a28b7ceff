"""Two people on one script: the second sees what differs, chooses line by line, and nothing of either is lost."""

from lms import database
from lms.marking import queries as marking, rubrics
from lms.marking.models import SubjectKind
from lms.permissions import Role
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION


@scene
def script(cast):
    """Marked by Chi while Dung has a draft of another opinion."""
    _task, found = making.played(cast)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    making.mark(found, cast.chi, level=2)
    marking.latest_mark(KIND, found.id).remark = "Bài viết <b>tốt</b>."
    database.session.commit()
    return found


def draft(as_user, script, **values):
    first = making.criteria_of(script.reflection.task)[0]
    chosen = {f"level-{first.id}": str(first.levels[0].id), "base": "0", "remark": "Bài viết khá.", **values}
    assert as_user("dung").post(f"/scripts/{script.public_id}/draft", json=chosen).status_code == 200


def test_the_second_sees_line_by_line_what_the_first_recorded(as_user, script):
    draft(as_user, script)
    page = as_user("dung").get(f"/scripts/{script.public_id}/difference")
    assert page.status_code == 200
    for words in (
        "Trần Thị Mai Chi",
        "Bài viết khá.",
        "&lt;b&gt;tốt&lt;/b&gt;",
        "Chưa đạt",
        "Tốt",
        "Cả hai cùng sửa",
    ):
        assert words in page.text
    assert "Xem chỗ khác nhau" in as_user("dung").get(f"/scripts/{script.public_id}").text


def test_without_a_draft_or_a_newer_mark_there_is_no_difference(as_user, script):
    path = f"/scripts/{script.public_id}"
    assert as_user("dung").get(path + "/difference").location == path
    assert as_user("chi").get(path + "/difference").location == path
    assert as_user("dung").post(path + "/merged-marks").location == path


def test_one_mark_out_of_both_is_added_after_theirs(cast, as_user, script):
    draft(as_user, script)
    first, second = making.criteria_of(script.reflection.task)
    chosen = {"base": "1", f"take-{first.id}": "mine", f"take-{second.id}": "theirs", "take-remark": "both"}
    answer = as_user("dung").post(f"/scripts/{script.public_id}/merged-marks", data=chosen)
    assert answer.status_code == 302
    newest, before = marking.marks_of(KIND, script.id)
    assert (before.marker_id, before.remark) == (cast.chi.id, "Bài viết <b>tốt</b>.")
    assert (newest.marker_id, newest.remark) == (cast.dung.id, "Bài viết <b>tốt</b>. Bài viết khá.")
    assert {score.criterion_id: score.level.label for score in newest.scores} == {
        first.id: "Chưa đạt",
        second.id: "Tốt",
    }
    assert marking.draft_of(KIND, script.id, cast.dung.id) is None


def test_who_chooses_while_a_third_mark_comes_sees_that_one_instead(cast, as_user, script):
    draft(as_user, script)
    making.mark(script, cast.chi, level=1, base=1)
    database.session.commit()
    answer = as_user("dung").post(f"/scripts/{script.public_id}/merged-marks", data={"base": "1"})
    assert answer.status_code == 409
    assert len(marking.marks_of(KIND, script.id)) == 2
    assert marking.draft_of(KIND, script.id, cast.dung.id).values["remark"] == "Bài viết khá."


def test_a_mark_by_an_older_rubric_is_shown_and_not_taken_over(cast, as_user, script):
    task = script.reflection.task
    plan = rubrics.plan_of(task.rubric.current)
    rubrics.update(task.rubric, "Phiếu mới", plan[:1], cast.chi, NOW)
    database.session.commit()
    database.session.refresh(task.rubric)
    draft(as_user, script)
    page = as_user("dung").get(f"/scripts/{script.public_id}/difference")
    assert "theo bản khác của phiếu chấm" in page.text
    answer = as_user("dung").post(f"/scripts/{script.public_id}/merged-marks", data={"base": "1"})
    assert answer.status_code == 302
    assert marking.latest_mark(KIND, script.id).rubric_version_id == task.rubric.current.id
