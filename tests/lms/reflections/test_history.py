"""Going back while writing: which moments are listed, what one shows, and bringing it back without losing anything."""

from datetime import timedelta

import pytest

from lms import database
from lms.reflections import history, own, writing
from lms.reflections.history import Moment
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

MINUTE = timedelta(minutes=1)


def stored(*minutes_and_words):
    return [
        Moment(version, NOW + minutes * MINUTE, "chữ " * words)
        for version, (minutes, words) in enumerate(minutes_and_words, 1)
    ]


@pytest.mark.parametrize(
    "edits, listed",
    [
        ([], []),
        ([(0, 5)], []),
        ([(0, 5), (1, 9)], []),
        ([(0, 5), (1, 9), (6, 12)], [2]),
        ([(0, 5), (10, 9), (20, 12)], [2, 1]),
        ([(0, 40), (1, 15)], [1]),
        ([(0, 40), (1, 21)], []),
        ([(0, 0), (10, 9)], []),
    ],
)
def test_the_list_holds_what_stood_before_a_pause_or_before_much_was_taken_out(edits, listed):
    assert [moment.version for moment in history.worth_keeping(stored(*edits))] == listed


def test_the_list_stays_short():
    many = stored(*((10 * number, 5) for number in range(100)))
    assert [moment.version for moment in history.worth_keeping(many)] == list(range(99, 79, -1))


@scene
def reflection(cast):
    """An wrote a first and, ten minutes later, a second text."""
    task = making.make_task(cast.k1, cast.chi)
    making.write(task, cast.an, "Bản cũ về con đường", NOW - 20 * MINUTE)
    written = making.write(task, cast.an, "Bản mới", NOW - 10 * MINUTE)
    database.session.commit()
    return written


def text_of(reflection):
    return own.parts_of(reflection)[0].text


def test_the_learner_sees_the_moments_and_one_text(reflection, as_user):
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    assert f"{path}/history" in an.get(f"{path}/edit").text
    assert f"{path}/history/1/1" in an.get(f"{path}/history").text
    assert "Bản cũ về con đường" in an.get(f"{path}/history/1/1").text


def test_a_text_brought_back_stands_as_a_new_version_and_nothing_is_lost(reflection, as_user):
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    assert an.post(f"{path}/history/1/1", data={"base": "2"}).status_code == 302
    assert text_of(reflection) == "Bản cũ về con đường"
    assert own.texts_of(reflection)[1].version == 3
    assert history.moment_of(reflection, 1, 2).value == "Bản mới"
    assert "Bản mới" in an.get(f"{path}/history/1/2").text


def test_what_a_text_replaced_as_it_came_back_is_in_the_list_at_once(reflection):
    old = history.moment_of(reflection, 1, 1)
    history.bring_back(reflection, 1, old, 2, NOW - 9 * MINUTE)
    [first, *_others] = history.past_of(reflection)
    assert [moment.version for moment in first.moments] == [2, 1]


def test_another_tab_hears_of_it_as_of_any_other_edit(reflection, as_user):
    as_user("an").post(f"/reflections/{reflection.public_id}/history/1/1", data={"base": "2"})
    form = {"tab": "form-other", "text-1": "Viết tiếp bản mới", "base-1": "2"}
    [decision] = writing.save_form(reflection, form, NOW)
    assert not decision.acknowledged
    assert text_of(reflection) == "Bản cũ về con đường"


@pytest.mark.parametrize("base", ["1", "", "x", "²", "9" * 40])
def test_what_was_written_meanwhile_is_not_replaced_unseen(reflection, as_user, base):
    answer = as_user("an").post(f"/reflections/{reflection.public_id}/history/1/1", data={"base": base})
    assert answer.status_code == 409
    assert text_of(reflection) == "Bản mới"


@pytest.mark.parametrize("place", ["1/9", "9/1", "2/1", "99999999999/1", "1/99999999999"])
def test_a_text_that_never_stood_there_is_not_found(reflection, as_user, place):
    assert as_user("an").get(f"/reflections/{reflection.public_id}/history/{place}").status_code == 404


def test_after_the_time_is_over_the_texts_are_read_only(cast, reflection, as_user):
    reflection.task.due_at = NOW - timedelta(days=300)
    database.session.commit()
    page = as_user("an").get(f"/reflections/{reflection.public_id}/history/1/1").text
    assert "Bản cũ về con đường" in page
    assert 'name="base"' not in page


def test_the_list_costs_the_same_however_much_was_written(cast, reflection, as_user, count_queries):
    an, path = as_user("an"), f"/reflections/{reflection.public_id}/history"
    an.get(path)
    with count_queries() as few:
        an.get(path)
    for minutes in range(9):
        making.write(reflection.task, cast.an, f"Bản {minutes}", NOW - minutes * MINUTE)
    database.session.commit()
    with count_queries() as many:
        an.get(path)
    assert len(many) == len(few)
