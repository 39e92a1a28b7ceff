"""Returned for revision: the learner reads what to change, writes again, and hands in a new version."""

from datetime import timedelta

import pytest

from lms import database
from lms.notices.models import Notice
from lms.reflections import bench, handed_in, queries, returning
from lms.reflections.models import ReflectionState
from lms.web import clock
from lms.web.errors import LmsError
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

pytestmark = pytest.mark.usefixtures("context")
DAY = timedelta(days=1)
LATER = {"words": "Nêu rõ thời hạn của việc sẽ làm.", "due_at": "2026-11-30T17:00"}


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@scene
def script(cast):
    """Handed in; the time of the task is over since."""
    task = making.make_task(cast.k1, cast.chi, due_at=NOW - DAY)
    made = making.hand_in(task, cast.an, now=NOW - 2 * DAY)
    database.session.commit()
    return made


def give_back(as_user, script, **changes):
    return as_user("chi").post(f"/scripts/{script.public_id}/return", data={**LATER, **changes})


def test_the_learner_reads_what_to_change_and_hands_in_a_new_version_though_the_time_was_over(
    cast, as_user, script
):
    assert give_back(as_user, script).status_code == 302
    assert script.reflection.state is ReflectionState.RETURNED
    assert handed_in.current_submissions(script.reflection.task) == []
    an, mine = as_user("an"), f"/reflections/{script.reflection.public_id}"
    for path in (mine, f"{mine}/edit"):
        page = an.get(path).text
        assert "Nêu rõ thời hạn của việc sẽ làm." in page
        assert "17:00, 30/11/2026" in page
    [notice] = database.session.query(Notice).filter_by(person_id=cast.an.id)
    assert notice.path == mine
    making.hand_in(script.reflection.task, cast.an, "Bài đã sửa.")
    database.session.commit()
    [current] = handed_in.current_submissions(script.reflection.task)
    assert (current.number, current.reflection.state) == (2, ReflectionState.HANDED_IN)
    assert "Nêu rõ thời hạn" not in an.get(mine).text
    assert an.get(f"{mine}/submissions/1").status_code == 200


def test_what_is_to_be_changed_must_be_said_and_the_time_lie_ahead(as_user, script):
    for changes, words in (
        ({"words": " "}, "Xin ghi nội dung cần sửa"),
        ({"due_at": "2026-11-01T08:00"}, "đã qua"),
    ):
        answer = give_back(as_user, script, **changes)
        assert answer.status_code == 422
        assert words in answer.text
    assert script.reflection.state is ReflectionState.HANDED_IN


def test_a_return_is_taken_back_and_the_version_counts_again(cast, as_user, script):
    give_back(as_user, script)
    assert (
        str(script.reflection.script_no)
        in as_user("chi").get(f"/reflection-tasks/{script.reflection.task_id}/scripts").text
    )
    as_user("chi").post(f"/scripts/{script.public_id}/return/removal")
    assert [one.id for one in handed_in.current_submissions(script.reflection.task)] == [script.id]
    assert database.session.query(Notice).filter_by(person_id=cast.an.id).count() == 0
    assert not returning.take_back(script, cast.chi, NOW)


def test_a_released_mark_is_not_pulled_from_under_the_learner(cast, script):
    making.mark(script, cast.chi)
    bench.release(script.reflection.task, cast.chi, NOW)
    with pytest.raises(LmsError):
        returning.give_back(script, "Sửa", NOW + DAY, cast.chi, NOW)


def test_the_list_says_who_has_to_revise(cast, as_user, script):
    give_back(as_user, script)
    [entry] = [one for one in queries.entries_of(script.reflection.task) if one.person.id == cast.an.id]
    assert entry.state == "returned"
    assert "Trả lại để sửa" in as_user("em").get(f"/reflection-tasks/{script.reflection.task_id}").text


def test_no_page_of_returning_tells_a_blind_marker_whose_script_it_is(cast, as_user, script):
    path = f"/scripts/{script.public_id}/return"
    assert cast.an.full_name not in as_user("chi").get(path).text
    give_back(as_user, script)
    assert cast.an.full_name not in as_user("chi").get(path).text
