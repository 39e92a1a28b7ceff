"""What is compared with what: the task, earlier classes of the same unit, one's own earlier work; no other unit."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.reflections import handing, own
from lms.similarity import apart, job, service, sources
from lms.similarity.apart import Stopped
from lms.similarity.models import ComparedScript, Comparison, Kin, TextMatch
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.reflections import making as reflecting
from tests.lms.similarity import making
from tests.lms.similarity.making import FIRST, OFFICIAL, SECOND, SHARED, THIRD

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("context")


def words(submission, spans):
    text = submission.parts[0]["text"]
    return [text[start:end] for start, end in spans]


def test_what_two_learners_share_is_found_and_what_the_task_says_is_not(cast):
    task, one, other = making.pair(cast)
    comparison = making.compare(task)
    [match] = making.matches()
    assert (match.a_id, match.b_id, match.kin) == (one.id, other.id, Kin.SAME_TASK)
    assert words(one, [passage[:2] for passage in match.passages]) == [SHARED[:-1]]
    assert words(one, making.script(one).quoted) == [OFFICIAL[:-1]]
    assert making.script(one).shared == pytest.approx(match.share_a)
    assert making.script(other).shared == pytest.approx(match.share_b)
    assert (comparison.fresh, comparison.failed) == (2, False)


def test_an_earlier_class_of_the_same_unit_is_searched_and_another_unit_is_not(cast):
    earlier = casting.make_class("K0", cast.unit1, cast.programme)
    before = making.task(cast, earlier)
    elsewhere = making.task(cast, cast.k2)
    there = making.hand_in(
        before, making.learner(cast, "bao", "Phan Quốc Bảo", earlier), SHARED, now=NOW - DAY
    )
    making.hand_in(elsewhere, cast.binh, SHARED, now=NOW - DAY)
    task = making.task(cast)
    mine = making.hand_in(task, cast.an, FIRST, SHARED)
    database.session.commit()
    for each in (before, elsewhere, task):
        making.compare(each)
    [match] = making.matches()
    assert (match.a_id, match.b_id, match.kin) == (mine.id, there.id, Kin.EARLIER)
    assert making.script(there).shared == 0


def test_one_s_own_earlier_work_stands_apart(cast):
    before, task = making.task(cast), making.task(cast)
    making.hand_in(before, cast.an, SHARED, now=NOW - DAY)
    mine = making.hand_in(task, cast.an, FIRST, SHARED)
    database.session.commit()
    making.compare(before)
    making.compare(task)
    [match] = making.matches()
    assert match.kin is Kin.OWN
    assert making.script(mine).shared == 0
    assert making.script(mine).repeated > 0.4


def test_only_what_is_new_is_compared_and_the_result_is_the_same_as_from_scratch(cast):
    task, _one, _other = making.pair(cast)
    making.compare(task)
    making.hand_in(task, making.learner(cast, "cuc", "Mai Thị Cúc"), THIRD, SHARED)
    database.session.commit()
    assert making.compare(task).fresh == 1
    step_by_step = told()
    database.session.query(ComparedScript).delete()
    database.session.commit()
    assert making.compare(task).fresh == 3
    assert told() == step_by_step
    assert len(step_by_step[0]) == 3


def told():
    matches = {(one.a_id, one.b_id, one.kin, one.share_a, str(one.passages)) for one in making.matches()}
    database.session.expire_all()
    scripts = database.session.scalars(select(ComparedScript))
    return matches, {(one.submission_id, round(one.shared, 9), str(one.quoted)) for one in scripts}


def test_a_script_handed_in_again_replaces_the_one_before(cast):
    task, one, _other = making.pair(cast)
    making.compare(task)
    again = making.hand_in(task, cast.an, FIRST, THIRD, now=NOW + DAY)
    database.session.commit()
    making.compare(task)
    assert again.id != one.id
    assert making.matches() == []
    assert making.script(again).shared == 0


def test_other_official_texts_mean_comparing_anew(cast):
    task, _one, _other = making.pair(cast)
    making.compare(task)
    task.instructions = f"{OFFICIAL} {SHARED}"
    database.session.commit()
    assert making.compare(task).fresh == 2
    assert making.matches() == []


def test_a_script_without_typed_text_is_kept_without_shares(cast):
    task = making.task(cast)
    reflection = handing.begin(task, cast.an, NOW)
    reflecting.add_page(reflection, cast.an)
    submission = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    database.session.commit()
    making.compare(task)
    assert making.script(submission).length == 0


def test_asking_twice_is_one_comparison_and_is_in_the_history(cast):
    task, _one, _other = making.pair(cast)
    first, second = (service.ask(task, cast.chi, NOW) for _ in range(2))
    assert first.id == second.id
    assert database.session.query(AuditEntry).filter_by(action="similarity.asked").count() == 1


def test_a_task_is_compared_by_itself_once_its_time_is_over_and_again_when_more_comes(cast):
    task, _one, _other = making.pair(cast, due_at=NOW + DAY, late_until=NOW + 2 * DAY)
    assert job.look_after(NOW + DAY) == 0
    assert job.look_after(NOW + 2 * DAY) == 1
    asked = database.session.query(Comparison).one()
    database.session.commit()
    job.run(asked.id, start=apart.here)
    assert job.look_after(NOW + 2 * DAY) == 0
    late = making.learner(cast, "cuc", "Mai Thị Cúc")
    reflecting.tasks.extend(task, late, NOW + 9 * DAY, "Ốm", cast.chi, NOW)
    making.hand_in(task, late, SECOND, SHARED, now=NOW + 3 * DAY)
    database.session.commit()
    assert [one.id for one in sources.due_tasks(NOW + 4 * DAY)] == [task.id]


def test_a_comparison_that_got_lost_is_sent_again(cast):
    task, _one, _other = making.pair(cast)
    service.ask(task, cast.chi, NOW)
    database.session.commit()
    assert job.look_after(NOW + timedelta(minutes=5)) == 0
    assert job.look_after(NOW + timedelta(minutes=11)) == 1


def test_a_comparison_that_is_stopped_says_so_and_keeps_what_was_found(cast):
    task, _one, _other = making.pair(cast)
    making.compare(task)
    making.hand_in(task, cast.an, THIRD, SHARED, now=NOW + DAY)
    comparison = service.ask(task, cast.chi, NOW)
    database.session.commit()

    def stopped():
        raise Stopped

    job.run(comparison.id, start=stopped)
    assert comparison.failed
    assert comparison.finished_at is not None
    assert database.session.query(TextMatch).count() == 1


def test_the_task_of_the_queue_notes_when_it_began(cast):
    task, one, _other = making.pair(cast)
    comparison = service.ask(task, None, NOW)
    database.session.commit()
    with database.transaction():
        job.compare(comparison_id=comparison.id)
    assert comparison.started_at is not None
    assert comparison.finished_at is not None
    assert making.script(one).shared > 0
