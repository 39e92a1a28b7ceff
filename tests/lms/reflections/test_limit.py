"""How often a reflection may be handed in: any number, or as often as the task says."""

from datetime import timedelta

import pytest

from lms import database
from lms.reflections import handing, own
from lms.reflections.handing import Spent
from lms.reflections.models import ReflectionState, ReflectionTask, Submission
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.reflections.test_tasks import FORM

HOUR = timedelta(hours=1)


def once(cast):
    return making.make_task(cast.k1, cast.chi, most_submissions=1)


def handed(reflection, now):
    return handing.hand_in(reflection, own.window_of(reflection), honour=True, now=now)


def test_without_a_limit_every_change_may_be_handed_in(cast):
    task = making.make_task(cast.k1, cast.chi)
    sent = [making.hand_in(task, cast.an, f"Bản {hour}", NOW + hour * HOUR) for hour in range(4)]
    assert [submission.number for submission in sent] == [1, 2, 3, 4]


def test_the_limit_refuses_the_next_one_and_gives_the_receipt_of_the_last_again(cast, now):
    first = making.hand_in(once(cast), cast.an, "Bản thứ nhất")
    assert handed(first.reflection, now) == first
    reflection = making.write(first.reflection.task, cast.an, "Bản thứ hai", NOW + HOUR)
    assert isinstance(handed(reflection, now), Spent)


def test_what_was_returned_may_be_handed_in_once_more(cast, now):
    reflection = making.hand_in(once(cast), cast.an, "Bản thứ nhất").reflection
    reflection.state = ReflectionState.RETURNED
    making.write(reflection.task, cast.an, "Bản đã sửa", NOW + HOUR)
    assert handed(reflection, now).number == 2
    making.write(reflection.task, cast.an, "Bản thứ ba", NOW + 2 * HOUR)
    assert isinstance(handed(reflection, now), Spent)


def test_the_learner_reads_that_it_was_not_handed_in_again_and_keeps_the_text(cast, as_user):
    reflection = making.hand_in(once(cast), cast.an, "Bản thứ nhất").reflection
    database.session.commit()
    path = f"/reflections/{reflection.public_id}"
    form = {"tab": "form-more", "text-1": "Bản thứ hai", "base-1": "1"}
    answer = as_user("an").post(f"{path}/submissions", data=form)
    assert answer.status_code == 422
    assert "chỉ nhận 1 lần" in answer.text
    assert "Bản thứ hai" in answer.text
    assert own.parts_of(reflection)[0].text == "Bản thứ hai"
    assert database.session.query(Submission).count() == 1


def test_the_pages_offer_no_further_hand_in_once_it_is_spent(cast, as_user):
    reflection = making.write(once(cast), cast.an)
    database.session.commit()
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    assert "data-hand-in" in an.get(f"{path}/edit").text
    handed(reflection, NOW)
    database.session.commit()
    assert "data-hand-in" not in an.get(f"{path}/edit").text
    assert f"{path}/edit" not in an.get(path).text


@pytest.mark.parametrize("typed, kept", [("", 0), ("0", 0), ("2", 2)])
def test_a_lecturer_sets_the_limit_in_the_task(cast, as_user, typed, kept):
    data = {**FORM, "most_submissions": typed}
    as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=data)
    assert database.session.query(ReflectionTask).one().most_submissions == kept


@pytest.mark.parametrize("typed", ["-1", "100", "hai"])
def test_a_limit_that_is_no_number_of_times_is_refused(cast, as_user, typed):
    data = {**FORM, "most_submissions": typed}
    assert as_user("chi").post(f"/classes/{cast.k1.id}/reflections", data=data).status_code == 422
