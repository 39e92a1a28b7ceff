"""Who marks what: shares that add up, what was marked or pinned stays, queues hold what was allocated."""

from collections import Counter
from http import HTTPStatus

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, StudyGroup
from lms.permissions import Role
from lms.reflections.allocation import queries, service
from lms.reflections.allocation.models import ScriptAllocation, Way
from lms.reflections.allocation.rules import Plan, Script, shared_out, small_groups
from lms.reflections.workbench import queue
from lms.reflections.workbench.queue import Show
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene


def scripts_for(count, **known):
    blank = {"group_id": None, "marked_by": None, "allocated_to": None, "pinned": False}
    return [Script(number, 100 + number, **(blank | known)) for number in range(count)]


@pytest.mark.parametrize(
    "weights, counts",
    [
        ({1: 1, 2: 1, 3: 1}, {1: 4, 2: 3, 3: 3}),
        ({1: 50, 2: 30, 3: 20}, {1: 5, 2: 3, 3: 2}),
        ({1: 100}, {1: 10}),
    ],
)
def test_shares_follow_the_weights_within_one_script(weights, counts):
    assert Counter(shared_out(scripts_for(10), Plan(weights=weights)).values()) == counts


def test_percent_comes_out_right_for_many_markers_and_scripts():
    weights = {1: 41, 2: 33, 3: 19, 4: 7}
    counts = Counter(shared_out(scripts_for(2500), Plan(weights=weights)).values())
    assert sum(counts.values()) == 2500
    assert all(abs(counts[marker] - 25 * weight) <= 1 for marker, weight in weights.items())


def test_what_was_marked_or_pinned_stays_and_counts_as_done():
    marked = scripts_for(3, marked_by=1)
    pinned = [Script(10, 110, None, None, 2, True)]
    free = [Script(20 + number, 120 + number, None, None, 1, False) for number in range(4)]
    given = shared_out([*marked, *pinned, *free], Plan(weights={1: 1, 2: 1}))
    assert [given[script.reflection_id] for script in marked] == [1, 1, 1]
    assert given[10] == 2
    assert Counter(given.values()) == {1: 4, 2: 4}


def test_only_new_scripts_may_be_shared_out():
    scripts = [*scripts_for(4, allocated_to=1), Script(30, 130, None, None, None, False)]
    given = shared_out(scripts, Plan(weights={2: 1}, only_new=True))
    assert Counter(given.values()) == {1: 4, 2: 1}


def test_by_group_each_goes_to_the_marker_of_its_group():
    scripts = [Script(number, number, 5 if number < 3 else None, None, None, False) for number in range(5)]
    assert Counter(shared_out(scripts, Plan(groups={5: 1, None: 2})).values()) == {1: 3, 2: 2}
    assert small_groups(scripts) == [None]


@scene
def task(cast):
    made = making.make_task(cast.k1, cast.chi)
    making.hand_in(made, cast.an)
    making.hand_in_by_others(cast, made, 5)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    return made


def held(task, person):
    return {place.script_no for place in queue.listed(task, person.id, Show.ALL, 1).items}


def test_while_nothing_is_allocated_everybody_marks_everything(cast, task):
    assert len(held(task, cast.chi)) == len(held(task, cast.dung)) == 6


def test_a_queue_holds_what_is_allocated_and_the_progress_counts_that(cast, as_user, task):
    answer = as_user("em").post(f"/reflection-tasks/{task.id}/allocation", data={"way": "even"})
    assert answer.status_code == HTTPStatus.FOUND
    mine, theirs = held(task, cast.chi), held(task, cast.dung)
    assert (len(mine), len(theirs), mine & theirs) == (3, 3, set())
    assert queue.progress(task, cast.chi.id).all == 3
    walked, number = set(), None
    for _step in range(3):
        [place] = queue.open_after(task, cast.chi.id, number)
        number = place.script_no
        walked.add(number)
    assert walked == mine


def test_sharing_out_again_moves_nothing_that_was_marked_and_keeps_the_rounds(cast, as_user, task):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/allocation"
    em.post(path, data={"way": "even"})
    for submission in making.submissions(task):
        if submission.reflection.script_no in held(task, cast.chi):
            making.mark(submission, cast.chi)
    database.session.commit()
    before = held(task, cast.chi)
    answer = em.post(path, data={"way": "percent", f"share_{cast.dung.id}": "100"})
    assert answer.status_code == HTTPStatus.FOUND
    assert held(task, cast.chi) == before
    ways = [one.way for one in queries.rounds_of(task)]
    assert ways == [Way.PERCENT, Way.EVEN]
    actions = database.session.scalars(
        select(AuditEntry.actor_id).where(AuditEntry.action == "scripts.allocated")
    )
    assert actions.all() == [cast.em.id, cast.em.id]


def test_one_script_is_given_to_somebody_and_stays_there(cast, as_user, task):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/allocation"
    number = min(held(task, cast.chi))
    pin = {"pin-script_no": str(number), "pin-marker_id": str(cast.dung.id)}
    assert em.post(path + "/pins", data=pin).status_code == HTTPStatus.CONFLICT
    em.post(path, data={"way": "percent", f"share_{cast.chi.id}": "100"})
    assert em.post(path + "/pins", data=pin).status_code == HTTPStatus.FOUND
    em.post(path, data={"way": "percent", f"share_{cast.chi.id}": "100"})
    assert held(task, cast.dung) == {number}
    assert [(one.script_no, one.person.id) for one in queries.pins_of(task)] == [(number, cast.dung.id)]
    wrong = em.post(path + "/pins", data=pin | {"pin-script_no": "5"})
    assert (wrong.status_code, "Không có bài nào mang số này" in wrong.text) == (422, True)


def test_what_is_handed_in_later_is_told_and_can_be_shared_out_alone(cast, as_user, task):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/allocation"
    em.post(path, data={"way": "even"})
    before = held(task, cast.chi), held(task, cast.dung)
    making.hand_in_by_others(cast, task, 2, first=5)
    assert queries.without_marker(task) == 2
    assert "Có 2 bài nộp sau" in em.get(path).text
    assert "Có 2 bài nộp sau" in as_user("chi").get(f"/reflection-tasks/{task.id}/scripts").text
    em.post(path, data={"way": "even", "only_new": "y"})
    after = held(task, cast.chi), held(task, cast.dung)
    assert [len(one) for one in after] == [4, 4]
    assert all(one <= other for one, other in zip(before, after, strict=True))


def test_shares_that_do_not_add_up_come_back_as_typed(cast, as_user, task):
    sent = {"way": "percent", f"share_{cast.chi.id}": "60", f"share_{cast.dung.id}": "30"}
    answer = as_user("em").post(f"/reflection-tasks/{task.id}/allocation", data=sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="60"' in answer.text
    assert database.session.scalars(select(ScriptAllocation)).all() == []


def test_by_group_is_refused_where_it_would_tell_whose_script_it_is(cast, as_user, task):
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    database.session.scalars(
        select(Enrolment).where(Enrolment.person_id == cast.an.id)
    ).one().group_id = group.id
    database.session.commit()
    sent = {"way": "group", f"group_{group.id}": str(cast.chi.id), "group_0": str(cast.dung.id)}
    assert as_user("em").post(f"/reflection-tasks/{task.id}/allocation", data=sent).status_code == 409
    assert database.session.scalars(select(ScriptAllocation)).all() == []
    task.blind = False
    database.session.commit()
    as_user("em").post(f"/reflection-tasks/{task.id}/allocation", data=sent)
    assert (len(held(task, cast.chi)), len(held(task, cast.dung))) == (1, 5)


def test_ending_the_allocation_gives_everybody_everything_back(cast, as_user, task):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/allocation"
    em.post(path, data={"way": "even"})
    em.post(path + "/removal")
    assert len(held(task, cast.chi)) == len(held(task, cast.dung)) == 6


def test_two_decisions_leave_each_script_with_one_marker(cast, task):
    service.share_out(task, Way.EVEN, Plan(weights={cast.chi.id: 1}), cast.em, NOW)
    service.share_out(task, Way.EVEN, Plan(weights={cast.dung.id: 1}), cast.em, NOW)
    standing = select(ScriptAllocation.reflection_id).where(ScriptAllocation.ended_at.is_(None))
    found = database.session.scalars(standing).all()
    assert len(found) == len(set(found)) == 6


def test_the_page_of_who_runs_the_class_tells_numbers_and_no_learner(cast, as_user, task):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/allocation"
    em.post(path, data={"way": "even"})
    em.post(
        path + "/pins",
        data={"pin-script_no": str(min(held(task, cast.chi))), "pin-marker_id": str(cast.dung.id)},
    )
    page = em.get(path).text
    assert "Trần Thị Mai Chi" in page
    assert "Nguyễn Văn An" not in page
    assert "Học Viên" not in page
