"""The way into use: nobody approves what they wrote, and two people at once do no harm."""

from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.questions import queries, review, service
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.models import QuestionVersion, ReviewStep, VersionState
from lms.questions.review import Reason
from lms.questions.service import Placement, Saved
from question_bank.question import Level
from question_bank.types import Option, SingleChoice
from tests.lms.cast import Cast
from tests.lms.questions.samples import choice, published, stored

pytestmark = pytest.mark.usefixtures("context")


def test_a_question_is_in_use_once_somebody_else_approved_it(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now, programme_id=cast.programme.id)
    assert queries.pool(cast.programme.id, now.date()) == []
    review.submit(cast.chi, [question.latest.id], now)
    assert review.publish(cast.hanh, [question.latest.id], ALL_MET, now).done == [question.latest.id]
    assert [entry.question_id for entry in queries.pool(cast.programme.id, now.date())] == [question.id]
    steps = database.session.query(ReviewStep).order_by(ReviewStep.id).all()
    assert [(step.step.value, step.by_id) for step in steps] == [
        ("submitted", cast.chi.id),
        ("published", cast.hanh.id),
    ]


def test_the_author_cannot_approve_and_nor_can_whoever_edited_it_last(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    service.save(cast.hanh, question, choice("Đảng ra đời ở đâu?"), Placement(), 1, now)
    review.submit(cast.chi, [question.latest.id], now)
    for writer in (cast.chi, cast.hanh):
        moved = review.publish(writer, [question.latest.id], ALL_MET, now)
        assert (moved.done, moved.kept[Reason.OWN]) == ([], 1)
    assert review.publish(cast.minh, [question.latest.id], ALL_MET, now).done


def test_the_database_itself_refuses_a_version_approved_by_its_writer(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    question.latest.approved_by_id = cast.chi.id
    with pytest.raises(IntegrityError):
        database.session.flush()


def test_a_version_that_was_changed_meanwhile_is_not_approved(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    seen = question.latest.id
    review.submit(cast.chi, [seen], now)
    service.save(cast.chi, question, choice("Câu đã sửa?"), Placement(), 1, now)
    moved = review.publish(cast.hanh, [seen], ALL_MET, now)
    assert (moved.done, moved.kept[Reason.STALE]) == ([], 1)
    assert question.latest.state is VersionState.DRAFT


def test_approving_twice_changes_nothing(cast: Cast, now: datetime) -> None:
    question = published(cast.chi, cast.hanh, now)
    again = review.publish(cast.minh, [question.latest.id], ALL_MET, now)
    assert (again.done, again.kept[Reason.STALE]) == ([], 1)
    assert question.latest.approved_by_id == cast.hanh.id


def test_a_changed_question_stays_in_use_until_the_new_version_is_approved(cast: Cast, now: datetime) -> None:
    question = published(cast.chi, cast.hanh, now)
    first = question.latest.id
    assert service.save(cast.chi, question, choice("Bản mới?"), Placement(), 1, now) is Saved.NEW_VERSION
    assert [entry.version_id for entry in queries.pool(None, now.date())] == [first]
    review.submit(cast.chi, [question.latest.id], now)
    review.publish(cast.hanh, [question.latest.id], ALL_MET, now)
    assert [entry.version_id for entry in queries.pool(None, now.date())] == [question.latest.id]
    assert database.session.get(QuestionVersion, first).asked == choice()  # type: ignore[union-attr]


def test_a_question_without_a_key_cannot_be_submitted(cast: Cast, now: datetime) -> None:
    keyless = SingleChoice(text="Chọn?", options=(Option("a", "Một"), Option("b", "Hai")))
    question = stored(cast.chi, now, keyless)
    moved = review.submit(cast.chi, [question.latest.id], now)
    assert (moved.done, moved.kept[Reason.UNUSABLE]) == ([], 1)


def test_a_returned_question_goes_back_to_its_writer_with_the_reason(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    review.submit(cast.chi, [question.latest.id], now)
    review.send_back(cast.hanh, [question.latest.id], {}, now, "Thiếu căn cứ")
    assert question.latest.state is VersionState.RETURNED
    assert question.latest.steps[-1].comment == "Thiếu căn cứ"
    assert review.submit(cast.chi, [question.latest.id], now).done


def test_two_people_who_edit_the_same_version_do_not_overwrite_each_other(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    assert service.save(cast.chi, question, choice("Một?"), Placement(), 1, now) is Saved.NEW_VERSION
    assert service.save(cast.dung, question, choice("Hai?"), Placement(), 1, now) is Saved.CONFLICT
    assert question.latest.asked.text == "Một?"


def test_moving_a_question_to_another_place_makes_no_new_version(cast: Cast, now: datetime) -> None:
    question = published(cast.chi, cast.hanh, now)
    topic = cast.programme.topics[0]
    place = Placement(cast.programme.id, topic.id, Level.RECOGNITION)
    assert service.save(cast.chi, question, choice(), place, 1, now) is Saved.PLACED
    assert queries.cell_counts(cast.programme.id, now.date()) == {(topic.id, Level.RECOGNITION): 1}
    assert service.save(cast.chi, question, choice(), place, 1, now) is Saved.UNCHANGED


def test_the_pool_and_its_versions_cost_one_query_each_whatever_its_size(
    cast: Cast, now: datetime, count_queries: object
) -> None:
    for number in range(12):
        published(cast.chi, cast.hanh, now, choice(f"Câu {number}?"), programme_id=cast.programme.id)
    database.session.flush()
    with count_queries() as queries_sent:  # type: ignore[operator]
        entries = queries.pool(cast.programme.id, now.date())
        loaded = queries.load_versions(entry.version_id for entry in entries)
        queries.cell_counts(cast.programme.id, now.date())
    assert len(loaded) == 12
    assert len(queries_sent) == 3


def test_a_retired_question_leaves_the_pool_and_keeps_its_versions(cast: Cast, now: datetime) -> None:
    question = published(cast.chi, cast.hanh, now)
    service.retire(cast.chi, question, now)
    assert queries.pool(None, now.date()) == []
    assert queries.load_versions([question.latest.id])
    service.restore(cast.chi, question, now)
    assert len(queries.pool(None, now.date())) == 1
