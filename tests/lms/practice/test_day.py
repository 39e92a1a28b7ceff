"""A day of practice: how much of what, for whom, and what is said at its end."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.classes.models import ClassState
from lms.practice.models import PracticeCard, PracticeReview
from lms.practice.rules import NEW_A_DAY
from lms.questions.models import Question
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.practice.samples import answered_now, opened, opened_in_bulk
from tests.lms.practice.sitting import count, form_of, page_of
from tests.lms.questions.samples import choice
from tests.scale import scaled

AsUser = Callable[[str], TestClient]
Counting = Callable[[], AbstractContextManager[list[str]]]


def test_when_all_is_done_the_day_is_summed_up(as_user: AsUser, cast: Cast) -> None:
    answered_now(cast, opened(cast), cast.an)
    done = as_user("an").get(f"{page_of(cast)}/next").text
    assert "Xong phần hôm nay" in done
    card = database.session.scalars(select(PracticeCard)).one()
    assert clock.local(card.due_at).strftime("%d/%m/%Y") in done


def test_a_day_takes_twenty_new_questions(as_user: AsUser, cast: Cast) -> None:
    opened_in_bulk(cast, NEW_A_DAY + 2)
    listed = database.session.scalars(select(Question).order_by(Question.id)).all()
    for question in listed[:NEW_A_DAY]:
        answered_now(cast, question, cast.an)
    learner = as_user("an")
    done = learner.get(f"{page_of(cast)}/next").text
    assert form_of(done) == {}
    assert "Còn 2 câu mới" in done
    late = {"question": listed[-1].id, "version": listed[-1].latest.id, "number": 1, "unknown": "1"}
    learner.post(f"{page_of(cast)}/answers", data=late)
    assert count(PracticeCard) == NEW_A_DAY
    database.session.scalars(select(PracticeCard)).first().begun_at -= timedelta(days=1)  # type: ignore[union-attr]
    database.session.flush()
    assert form_of(learner.get(f"{page_of(cast)}/next").text) != {}


def test_a_topic_can_be_practised_alone(as_user: AsUser, cast: Cast) -> None:
    opened(cast, choice("Câu của bài 1?"), 0)
    second = opened(cast, choice("Câu của bài 2?"), 1)
    topic = cast.programme.topics[1].id
    learner = as_user("an")
    page = learner.get(f"{page_of(cast)}/next?topic={topic}").text
    assert form_of(page)["question"] == str(second.id)
    assert f'name="topic" value="{topic}"' in page
    answered_now(cast, second, cast.an)
    done = learner.get(f"{page_of(cast)}/next?topic={topic}").text
    assert "Xong chuyên đề này" in done
    assert "Còn 1 câu của các chuyên đề khác" in done


def test_the_own_page_counts_what_is_known_by_topic(as_user: AsUser, cast: Cast) -> None:
    known = opened(cast, choice("Câu 1?"), 0)
    opened(cast, choice("Câu 2?"), 0)
    answered_now(cast, known, cast.an)
    answered_now(cast, known, cast.binh)
    page = as_user("an").get(page_of(cast)).text
    assert "1 / 2" in page or "1/2" in page
    assert cast.programme.topics[0].title in page
    assert cast.binh.full_name not in page


def test_only_learners_of_the_class_find_the_page(as_user: AsUser, cast: Cast) -> None:
    review = answered_now(cast, opened(cast), cast.an)
    assert as_user("binh").get(page_of(cast)).status_code == 404
    assert as_user("binh").get(f"/classes/{cast.k2.id}/practice").status_code == 200
    other = as_user("binh").get(f"/classes/{cast.k2.id}/practice/answers/{review.id}")
    assert other.status_code == 404


@pytest.mark.parametrize("state", [ClassState.CLOSED, ClassState.DRAFT])
def test_a_class_that_is_not_open_asks_nothing(as_user: AsUser, cast: Cast, state: ClassState) -> None:
    question = opened(cast)
    review = answered_now(cast, question, cast.an)
    cast.k1.state = state
    database.session.flush()
    learner = as_user("an")
    expected = 200 if state is ClassState.CLOSED else 404
    assert learner.get(page_of(cast)).status_code == expected
    assert form_of(learner.get(f"{page_of(cast)}/next").text) == {}
    assert learner.get(f"{page_of(cast)}/answers/{review.id}").status_code == 404
    sent = {"question": question.id, "version": question.latest.id, "number": 2, "unknown": "1"}
    learner.post(f"{page_of(cast)}/answers", data=sent)
    assert count(PracticeReview) == 1


def test_the_pages_take_the_same_statements_for_a_thousand_questions(
    as_user: AsUser, cast: Cast, count_queries: Counting
) -> None:
    learner = as_user("an")
    answered_now(cast, opened(cast), cast.an)
    opened(cast)
    pages = [page_of(cast), f"{page_of(cast)}/next", "/"]
    for page in pages:
        learner.get(page)  # what a session reads once
    few = [_statements(learner, page, count_queries) for page in pages]
    opened_in_bulk(cast, scaled(1000, least=60))
    assert [_statements(learner, page, count_queries) for page in pages] == few
    assert few[0] <= 16
    assert few[1] <= 8


def _statements(client: TestClient, page: str, count_queries: Counting) -> int:
    with count_queries() as seen_statements:
        assert client.get(page).status_code == 200
    return len(seen_statements)
