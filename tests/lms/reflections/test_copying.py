"""Taking a task over from an earlier class: what comes along, what does not, and whose tasks can be taken."""

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.marking.models import Rubric
from lms.permissions import Role
from lms.reflections.models import ReflectionTask
from tests.lms import cast as casting
from tests.lms.reflections import making
from tests.lms.reflections.test_tasks import FORM
from tests.lms.scenes import scene


@scene
def source(cast):
    """A task of K2, where Chi teaches as well."""
    casting.appoint(cast.chi, Role.LECTURER, class_id=cast.k2.id)
    made = making.make_task(cast.k2, cast.dung, title="Thu hoạch khóa trước", honour_statement="Tôi tự viết.")
    database.session.commit()
    return made


def copied(source):
    return {**FORM, "rubric_id": "-1", "copied_from": str(source.id)}


def new_task(cast):
    return database.session.query(ReflectionTask).filter_by(study_class_id=cast.k1.id).one()


def test_all_that_was_asked_comes_along_and_the_times_are_left_empty(cast, as_user, source):
    page = as_user("chi").get(f"/classes/{cast.k1.id}/reflections/new?from={source.id}").text
    for words in ("Thu hoạch khóa trước", "Tôi tự viết.", "Dẫn bài học", "Phiếu chấm", "III. Đề xuất", "800"):
        assert words in page
    [opens] = [line for line in page.splitlines() if 'name="opens_at"' in line]
    assert "2026" not in opens
    assert "2025" not in opens


def test_the_copy_has_a_rubric_of_its_own_class_and_the_history_names_the_source(cast, as_user, source):
    answer = as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=copied(source))
    assert answer.status_code == 302
    task = new_task(cast)
    assert task.rubric.study_class_id == cast.k1.id
    assert [criterion.title for criterion in task.rubric.current.criteria] == ["Bố cục", "Liên hệ"]
    entry = database.session.query(AuditEntry).filter_by(action="reflection-task.created").all()[-1]
    assert entry.new["copied_from"] == source.id


def test_copying_twice_does_not_make_the_same_rubric_twice(cast, as_user, source):
    for _time in range(2):
        as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=copied(source))
    assert database.session.query(Rubric).filter_by(study_class_id=cast.k1.id).count() == 1


def test_what_is_refused_stays_a_copy_with_its_rubric(cast, as_user, source):
    answer = as_user("chi").post(
        f"/classes/{cast.k1.id}/reflections", data={**copied(source), "due_at": "", "instructions": "Giữ lại"}
    )
    assert answer.status_code == 422
    for words in ("Giữ lại", "Thu hoạch khóa trước", 'value="-1"', f'name="copied_from" value="{source.id}"'):
        assert words in answer.text


def test_the_list_holds_only_tasks_of_other_classes_that_one_may_see(cast, as_user, source):
    making.make_task(cast.k1, cast.chi, title="Bài của lớp này")
    hidden = casting.make_class("K3", cast.unit2, cast.programme)
    making.make_task(hidden, cast.dung, title="Bài của lớp khác")
    database.session.commit()
    page = as_user("chi").get(f"/classes/{cast.k1.id}/reflections/earlier").text
    assert "Thu hoạch khóa trước" in page
    assert "Bài của lớp khác" not in page
    assert "Bài của lớp này" not in page


@pytest.mark.parametrize("wanted", ["", "0", "999999", "99999999999999", "x", "²"])
def test_a_task_that_is_not_there_cannot_be_copied(cast, as_user, wanted):
    answer = as_user("chi").get(f"/classes/{cast.k1.id}/reflections/new?from={wanted}")
    assert answer.status_code == (404 if wanted else 200)


def test_a_task_of_a_class_one_may_not_see_cannot_be_copied(cast, as_user):
    foreign = making.make_task(cast.k2, cast.dung)
    database.session.commit()
    chi, path = as_user("chi"), f"/classes/{cast.k1.id}/reflections"
    assert chi.get(f"{path}/new?from={foreign.id}").status_code == 404
    assert chi.post(path, data=copied(foreign)).status_code == 404
    casting.enrol(cast.chi, cast.k2)  # who learns there sees the task, not how it is set
    database.session.commit()
    assert as_user("chi").get(f"{path}/new?from={foreign.id}").status_code == 404


def test_the_list_costs_the_same_for_any_number_of_tasks(cast, as_user, source, count_queries):
    chi, path = as_user("chi"), f"/classes/{cast.k1.id}/reflections/earlier"
    chi.get(path)
    with count_queries() as few:
        chi.get(path)
    for number in range(8):
        making.make_task(cast.k2, cast.dung, title=f"Bài {number}")
    database.session.commit()
    with count_queries() as many:
        chi.get(path)
    assert len(many) == len(few)
