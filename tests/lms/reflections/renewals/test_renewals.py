"""The rubric changed while scripts were marked: a preview of each old mark, then new ones appended behind them."""

import re
from decimal import Decimal

from lms import database
from lms.marking import queries as marking, rubrics
from lms.marking.models import SubjectKind
from lms.marking.rubrics import CriterionPlan, LevelPlan
from lms.reflections import bench
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION


@scene
def scripts(cast):
    """Two scripts of K1, marked by Chi at the middle and the best level; then the points of a level rise."""
    task = making.make_task(cast.k1, cast.chi)
    making.hand_in(task, cast.an)
    making.hand_in_by_others(cast, task, 1)
    found = making.submissions(task)
    making.mark(found[0], cast.chi, level=1)
    making.mark(found[1], cast.chi, level=2)
    database.session.commit()
    return found


def change(cast, scripts, *, top="Tốt", middle="4"):
    levels = [
        LevelPlan("Chưa đạt", Decimal(1)),
        LevelPlan("Khá", Decimal(middle)),
        LevelPlan(top, Decimal(5)),
    ]
    plan = [CriterionPlan(title, Decimal(5), levels) for title in ("Bố cục", "Liên hệ")]
    rubrics.update(scripts[0].reflection.task.rubric, "Phiếu chấm", plan, cast.chi, NOW)
    database.session.commit()
    database.session.expire_all()


def path(scripts):
    return f"/reflection-tasks/{scripts[0].reflection.task_id}/renewal"


def confirm(as_user, scripts):
    page = as_user("chi").get(path(scripts)).text
    return as_user("chi").post(
        path(scripts), data={"standing": re.search(r'standing" value="(\w+)', page)[1]}
    )


def totals(script):
    return [str(mark.total.normalize()) for mark in marking.marks_of(KIND, script.id)]


def test_the_preview_shows_old_and_new_and_changes_nothing(cast, as_user, scripts):
    change(cast, scripts)
    page = as_user("chi").get(path(scripts)).text
    for words in ("7 / 10", "8 / 10", "+1", "Chấm lại theo phiếu hiện hành"):
        assert words in page
    assert [totals(script) for script in scripts] == [["7"], ["1E+1"]]
    task = as_user("chi").get(f"/reflection-tasks/{scripts[0].reflection.task_id}").text
    assert "2 bài được chấm theo bản phiếu trước" in task


def test_confirmed_marks_are_added_behind_the_old_ones_and_say_where_they_come_from(cast, as_user, scripts):
    change(cast, scripts)
    assert confirm(as_user, scripts).status_code == 302
    assert [totals(script) for script in scripts] == [["8", "7"], ["1E+1", "1E+1"]]
    newest = marking.latest_mark(KIND, scripts[0].id)
    assert newest.marker_id == cast.chi.id
    assert "Mọi điểm đều theo phiếu hiện hành" in as_user("chi").get(path(scripts)).text
    workbench = as_user("chi").get(f"/scripts/{scripts[0].public_id}").text
    assert "Chuyển từ bản 1 của phiếu chấm, khi đó được 7 điểm." in workbench


def test_what_cannot_be_carried_over_waits_for_the_marker_with_the_rest_chosen(cast, as_user, scripts):
    change(cast, scripts, top="Xuất sắc")
    page = as_user("chi").get(path(scripts)).text
    assert "mức không còn" in page
    assert "“Tốt”" in page
    confirm(as_user, scripts)
    assert [totals(script) for script in scripts] == [["8", "7"], ["1E+1"]]
    first = bench.workbench(scripts[1], cast.chi)
    assert not [name for name in first.values if name.startswith("level-")]
    middle = bench.workbench(scripts[0], cast.chi)
    assert len([name for name in middle.values if name.startswith("level-")]) == 2


def test_a_preview_that_is_no_longer_true_changes_nothing(cast, as_user, scripts):
    change(cast, scripts)
    page = as_user("chi").get(path(scripts)).text
    seen = re.search(r'standing" value="(\w+)', page)[1]
    change(cast, scripts, middle="4.5")
    assert as_user("chi").post(path(scripts), data={"standing": seen}).status_code == 409
    assert totals(scripts[0]) == ["7"]


def test_learners_keep_the_released_mark_until_the_next_release(cast, as_user, scripts):
    release = f"/reflection-tasks/{scripts[0].reflection.task_id}/release"
    as_user("chi").post(release)
    change(cast, scripts)
    confirm(as_user, scripts)
    assert marking.released_mark(KIND, scripts[0].id).total == 7
    as_user("chi").post(release)
    assert marking.released_mark(KIND, scripts[0].id).total == 8
