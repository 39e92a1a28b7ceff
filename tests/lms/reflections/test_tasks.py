"""Setting a task over HTTP: from an outline, changed, published; more time and exemptions with their reasons."""

from decimal import Decimal

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.marking.models import Rubric
from lms.notices.models import Notice
from lms.reflections import bench, queries
from lms.reflections.allowance_models import Exemption
from lms.reflections.models import Extension, ReflectionTask
from lms.reflections.outlines import OUTLINES, Outline
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

FORM = {
    "title": "Thu hoạch",
    "handing": "both",
    "opens_at": "2026-11-24T08:00",
    "due_at": "2026-11-27T16:30",
    "rubric_id": "0",
    "blind": "y",
    "sections-0-title": "I. Nhận thức",
    "sections-0-kind": "text",
    "sections-0-required": "y",
    "sections-1-title": "",
    "sections-1-kind": "text",
}


@scene
def task(cast):
    made = making.make_task(cast.k1, cast.chi)
    database.session.commit()
    return made


@pytest.mark.parametrize("outline", Outline)
def test_each_outline_fills_the_form(cast, as_user, outline):
    page = as_user("chi").get(f"/classes/{cast.k1.id}/reflections/new?outline={outline}")
    assert str(len(OUTLINES[outline].sections) + 1) in page.text
    assert "sections-2-title" in page.text


def test_a_new_task_is_a_draft_with_a_standard_rubric_in_local_time(cast, as_user):
    answer = as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=FORM)
    assert answer.status_code == 302
    task = database.session.query(ReflectionTask).one()
    assert (task.published_at, task.due_at.hour, [section.title for section in task.sections]) == (
        None,
        9,
        ["I. Nhận thức"],
    )
    assert task.rubric.current.points == Decimal(10)


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"due_at": "2026-11-23T08:00"},
        {"late_until": "2026-11-25T08:00"},
        {"sections-0-title": ""},
        {"sections-0-min_words": "9", "sections-0-max_words": "3"},
        {"rubric_id": "999"},
        {"due_at": "hôm nay"},
    ],
)
def test_what_does_not_fit_is_refused_and_kept_on_the_page(cast, as_user, change):
    answer = as_user("chi").post(
        f"/classes/{cast.k1.id}/reflections", data={**FORM, "instructions": "Giữ lại", **change}
    )
    assert answer.status_code == 422
    assert "Giữ lại" in answer.text
    assert database.session.query(ReflectionTask).count() == 0
    assert database.session.query(Rubric).count() == 0


def test_the_rubric_of_another_class_cannot_be_taken(cast, as_user):
    foreign = making.make_rubric(cast.k2, cast.dung)
    database.session.commit()
    answer = as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data={**FORM, "rubric_id": foreign.id})
    assert answer.status_code == 422


def test_a_section_that_was_written_in_cannot_be_taken_out(cast, as_user, task):
    making.hand_in(task, cast.an)
    database.session.commit()
    kept = {**FORM, "rubric_id": str(task.rubric_id), "sections-0-slot": "2"}
    assert as_user("chi").post(f"/reflection-tasks/{task.id}", data=kept).status_code == 409
    kept["sections-0-slot"] = "1"
    assert as_user("chi").post(f"/reflection-tasks/{task.id}", data=kept).status_code == 302
    assert [section.slot for section in task.sections] == [1]


def test_publishing_tells_the_class_once(cast, as_user):
    as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=FORM)
    task = database.session.query(ReflectionTask).one()
    for _time in range(2):
        as_user("chi").post(f"/reflection-tasks/{task.id}/publication")
    told = [notice.person_id for notice in database.session.query(Notice)]
    assert sorted(told) == sorted([cast.an.id, cast.lan.id])
    assert "Thu hoạch" in as_user("an").get(f"/classes/{cast.k1.id}/reflections").text


def test_a_release_tells_those_who_have_a_mark_and_never_the_mark(cast, task, context):
    making.mark(making.hand_in(task, cast.an), cast.chi, level=2)
    database.session.query(Notice).delete()
    bench.release(task, cast.chi, NOW)
    [notice] = database.session.query(Notice).all()
    assert notice.person_id == cast.an.id
    assert "10" not in notice.title + notice.body


def test_more_time_and_exemption_are_kept_with_their_reasons(cast, as_user, task):
    chi, path = as_user("chi"), f"/reflection-tasks/{task.id}"
    more = {
        "extension-person_id": cast.an.id,
        "extension-due_at": "2040-01-01T08:00",
        "extension-reason": "Công tác",
    }
    assert chi.post(f"{path}/extensions", data=more).status_code == 302
    assert database.session.query(Extension).one().reason == "Công tác"
    assert chi.post(f"{path}/exemptions", data={"exemption-person_id": cast.an.id}).status_code == 422
    free = {"exemption-person_id": cast.an.id, "exemption-reason": "Tuổi cao"}
    for _time in range(2):
        assert chi.post(f"{path}/exemptions", data=free).status_code == 302
    assert database.session.query(Exemption).one().ended_at is None
    [fact] = queries.marks_of(cast.k1.id)[cast.an.id]
    assert fact.exempt_reason == "Tuổi cao"
    chi.post(f"{path}/exemptions/{cast.an.id}/end")
    assert database.session.query(Exemption).one().ended_at is not None
    assert (
        database.session.query(AuditEntry).filter_by(action="reflection.exempted").one().reason == "Tuổi cao"
    )


def test_nobody_outside_the_class_gets_more_time(cast, as_user, task):
    more = {
        "extension-person_id": cast.binh.id,
        "extension-due_at": "2040-01-01T08:00",
        "extension-reason": "x",
    }
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/extensions", data=more).status_code == 422


def test_the_list_of_a_task_costs_the_same_for_any_number_of_learners(cast, as_user, task, count_queries):
    chi, path = as_user("chi"), f"/reflection-tasks/{task.id}"
    making.hand_in(task, cast.an)
    database.session.commit()
    chi.get(path)
    with count_queries() as few:
        chi.get(path)
    making.hand_in_by_others(cast, task, 10)
    with count_queries() as many:
        chi.get(path)
    assert len(many) == len(few)
    assert len(many) <= 25
