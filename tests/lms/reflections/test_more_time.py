"""More time for a group beside that of a person: who has it, which counts, what the learner reads, what is refused."""

from datetime import timedelta

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, StudyGroup
from lms.reflections import handing, own, queries, tasks, writing
from lms.reflections.allowance_models import GroupExtension
from tests.lms.cast import NOW
from tests.lms.reflections import making

HOUR = timedelta(hours=1)


@pytest.fixture
def group(cast):
    """Tổ 2 of K1, with An in it."""
    made = StudyGroup(study_class_id=cast.k1.id, name="Tổ 2")
    database.session.add(made)
    database.session.flush()
    enrolment_of(cast).group_id = made.id
    database.session.commit()
    return made


@pytest.fixture
def task(cast):
    made = making.make_task(cast.k1, cast.chi, due_at=NOW + HOUR)
    database.session.commit()
    return made


def enrolment_of(cast):
    return database.session.query(Enrolment).filter_by(person_id=cast.an.id).one()


def more_for(group, **changes):
    known = {"group-group_id": group.id, "group-due_at": "2026-11-24T15:00", "group-reason": "Đi thực tế"}
    return {**known, **changes}


def until(task, person):
    return own.windows_for(person.id, [task])[task.id].due_at


def test_a_group_gets_more_time_with_a_reason_that_its_learners_read(cast, as_user, task, group):
    answer = as_user("chi").post(f"/reflection-tasks/{task.id}/group-extensions", data=more_for(group))
    assert answer.status_code == 302
    assert until(task, cast.an) == NOW + 7 * HOUR
    page = as_user("an").get(f"/classes/{cast.k1.id}/reflections").text
    assert "Tổ 2 được gia hạn đến" in page
    assert "Đi thực tế" in page
    entry = database.session.query(AuditEntry).filter_by(action="reflection.group-extended").one()
    assert (entry.reason, entry.new["group"]) == ("Đi thực tế", "Tổ 2")


def test_the_page_for_writing_says_until_when_and_why(cast, as_user, task, group):
    tasks.extend(task, cast.an, NOW + 3000 * 24 * HOUR, "Nằm viện", cast.chi, NOW)
    reflection = making.write(task, cast.an)
    database.session.commit()
    page = as_user("an").get(f"/reflections/{reflection.public_id}/edit").text
    assert "Đồng chí được gia hạn đến" in page
    assert "Nằm viện" in page


def test_the_later_of_a_persons_and_a_groups_time_counts_in_every_place(cast, task, group):
    tasks.extend(task, cast.an, NOW + 3 * HOUR, "Nằm viện", cast.chi, NOW)
    tasks.extend(task, cast.an, NOW + 2 * HOUR, "Nhầm giờ", cast.chi, NOW)
    assert until(task, cast.an) == NOW + 3 * HOUR
    tasks.extend_group(task, group, NOW + 5 * HOUR, "Đi thực tế", cast.chi, NOW)
    assert until(task, cast.an) == NOW + 5 * HOUR
    [entry] = [entry for entry in queries.entries_of(task) if entry.person.id == cast.an.id]
    assert (entry.more.until, entry.more.group) == (NOW + 5 * HOUR, "Tổ 2")


def test_what_is_written_in_the_groups_time_is_saved_and_handed_in_on_time(cast, task, group):
    late = NOW + 5 * 24 * HOUR
    reflection = making.write(task, cast.an)
    form = {"tab": "form-late", "text-1": "Viết thêm", "base-1": "1"}
    [decision] = writing.save_form(reflection, form, late)
    assert not decision.acknowledged
    tasks.extend_group(task, group, late + HOUR, "Đi thực tế", cast.chi, NOW)
    database.session.flush()
    [decision] = writing.save_form(reflection, {**form, "tab": "form-again"}, late)
    assert decision.acknowledged
    submission = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=late)
    assert submission.late is False


def test_who_leaves_the_group_leaves_its_time(cast, task, group):
    tasks.extend_group(task, group, NOW + 5 * HOUR, "Đi thực tế", cast.chi, NOW)
    enrolment_of(cast).group_id = None
    database.session.flush()
    assert until(task, cast.an) == NOW + HOUR


@pytest.mark.parametrize(
    "change", [{"group-reason": " "}, {"group-due_at": ""}, {"group-due_at": "2026-11-24T08:30"}]
)
def test_time_without_a_reason_or_no_later_than_the_class_has_is_refused(cast, as_user, task, group, change):
    path = f"/reflection-tasks/{task.id}/group-extensions"
    assert as_user("chi").post(path, data=more_for(group, **change)).status_code == 422
    assert database.session.query(GroupExtension).count() == 0


def test_a_group_of_another_class_gets_no_time(cast, as_user, task, group):
    foreign = StudyGroup(study_class_id=cast.k2.id, name="Tổ 1")
    database.session.add(foreign)
    database.session.commit()
    answer = as_user("chi").post(f"/reflection-tasks/{task.id}/group-extensions", data=more_for(foreign))
    assert answer.status_code == 422
