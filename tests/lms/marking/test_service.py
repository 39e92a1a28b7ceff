"""Marks are appended or refused, drafts are one's own, a release shows all at once."""

from decimal import Decimal

import pytest

from lms import database
from lms.marking import queries, rubrics, service
from lms.marking.models import BatchKind, Mark, SubjectKind
from lms.marking.rules import Sheet
from lms.marking.service import Anchor, Conflict
from lms.permissions import Role
from lms.reflections import bench
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making

pytestmark = pytest.mark.usefixtures("context")
KIND = SubjectKind.SUBMISSION


@pytest.fixture
def script(cast):
    return making.played(cast)[1]


def test_the_second_of_two_markers_is_refused_with_the_first_mark_in_hand(cast, script):
    first = making.mark(script, cast.chi, level=2)
    second = making.mark(script, cast.dung, level=0)
    assert isinstance(second, Conflict)
    assert second.latest is first
    assert [mark.total for mark in queries.marks_of(KIND, script.id)] == [Decimal(10)]


def test_a_mark_given_in_knowledge_of_the_first_is_added_and_counts(cast, script):
    making.mark(script, cast.chi, level=2)
    making.mark(script, cast.dung, level=0, base=1)
    assert [(mark.number, mark.total) for mark in queries.marks_of(KIND, script.id)] == [
        (2, Decimal(2)),
        (1, Decimal(10)),
    ]
    assert queries.latest_mark(KIND, script.id).marker_id == cast.dung.id


def test_a_race_is_settled_by_the_database(cast, script, monkeypatch):
    making.mark(script, cast.chi)
    seen = [None, queries.latest_mark(KIND, script.id)]
    monkeypatch.setattr(queries, "latest_mark", lambda *_of: seen.pop(0))
    assert isinstance(making.mark(script, cast.dung), Conflict)
    assert database.session.query(Mark).count() == 1


def test_an_unfinished_sheet_is_never_a_mark(cast, script):
    version = script.reflection.task.rubric.current
    with pytest.raises(ValueError, match="every criterion"):
        service.record_mark(bench.subject_of(script), cast.chi, version, Sheet((), (1,)), base=0, now=NOW)


def test_a_rubric_changed_while_marking_leaves_old_marks_their_version(cast, script):
    mark = making.mark(script, cast.chi, level=2)
    rubric = script.reflection.task.rubric
    harder = [
        making.CriterionPlan(
            "Bố cục", Decimal(20), [making.LevelPlan("a", Decimal(0)), making.LevelPlan("b", Decimal(20))]
        )
    ]
    rubrics.update(rubric, rubric.title, harder, cast.chi, NOW)
    database.session.expire_all()
    assert rubric.current.number == 2
    assert (mark.version.number, mark.version.points, mark.total) == (1, Decimal(10), Decimal(10))


def test_saving_a_rubric_unchanged_makes_no_version(cast, script):
    rubric = script.reflection.task.rubric
    rubrics.update(rubric, "Tên mới", rubrics.plan_of(rubric.current), cast.chi, NOW)
    assert (rubric.title, len(rubric.versions)) == ("Tên mới", 1)


def test_the_standard_rubric_adds_up_to_ten_and_its_best_levels_to_its_points(context):
    plan = rubrics.standard_plan()
    assert sum(criterion.points for criterion in plan) == 10
    assert all(max(level.points for level in criterion.levels) == criterion.points for criterion in plan)


def test_a_draft_is_seen_by_its_marker_only_and_goes_with_the_mark(cast, script):
    subject, version = bench.subject_of(script), script.reflection.task.rubric.current
    service.save_draft(subject, cast.chi, version, {"remark": "nháp"}, NOW)
    assert queries.draft_of(KIND, script.id, cast.dung.id) is None
    assert queries.draft_of(KIND, script.id, cast.chi.id).values == {"remark": "nháp"}
    making.mark(script, cast.chi)
    database.session.flush()
    assert queries.draft_of(KIND, script.id, cast.chi.id) is None


def test_a_comment_sent_twice_is_one_comment(cast, script):
    subject, anchor = bench.subject_of(script), Anchor("1", "Con đường")
    first = service.add_comment(subject, cast.chi, anchor, "Rõ.", NOW)
    assert service.add_comment(subject, cast.chi, anchor, "Rõ.", NOW) is first


def test_comments_of_a_colleague_who_has_not_marked_yet_stay_theirs(cast, script):
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    service.add_comment(bench.subject_of(script), cast.chi, Anchor("1", "Con đường"), "Rõ.", NOW)
    assert queries.comments_for_marker(KIND, script.id, cast.dung.id) == []
    making.mark(script, cast.chi)
    assert len(queries.comments_for_marker(KIND, script.id, cast.dung.id)) == 1


def test_nothing_is_seen_before_the_release_and_nothing_after_its_withdrawal(cast, script):
    task = script.reflection.task
    making.mark(script, cast.chi)
    service.add_comment(bench.subject_of(script), cast.chi, Anchor("1", "Con đường"), "Rõ.", NOW)
    assert queries.released_mark(KIND, script.id) is None
    bench.release(task, cast.chi, NOW)
    assert queries.released_mark(KIND, script.id).total == Decimal(7)
    assert len(queries.released_comments(KIND, script.id)) == 1
    service.withdraw_release(BatchKind.REFLECTION_TASK, task, cast.chi, NOW, class_id=task.study_class_id)
    assert queries.released_mark(KIND, script.id) is None
    assert queries.released_comments(KIND, script.id) == []


def test_a_mark_added_after_the_release_shows_only_with_the_next_one(cast, script):
    task = script.reflection.task
    making.mark(script, cast.chi, level=1)
    bench.release(task, cast.chi, NOW)
    making.mark(script, cast.chi, level=2, base=1)
    assert queries.released_mark(KIND, script.id).number == 1
    bench.release(task, cast.chi, NOW)
    assert queries.released_mark(KIND, script.id).number == 2
