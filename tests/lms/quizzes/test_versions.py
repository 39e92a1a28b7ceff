"""A programme issued anew: what was written for a topic serves it in every version."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms import database
from lms.classes.models import StudyClass
from lms.programmes import service as programmes
from lms.programmes.data import TopicData, data_of
from lms.programmes.models import Programme
from lms.questions import queries as bank
from lms.questions.models import QuestionVersion
from lms.quizzes import papers
from lms.quizzes.models import Quiz
from question_bank.question import Level
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.quizzes.samples import choice, put_in_bank

AsUser = Callable[[str], TestClient]


@pytest.fixture
def issued(cast: Cast, app: Flask) -> Programme:
    """Version 2: the second topic comes first under another title, the third is gone, one is new."""
    before = data_of(cast.programme)
    first, second, _third = before.topics
    topics = (replace(second, title="Cương lĩnh, bản mới"), first, TopicData("Chuyên đề mới"))
    with app.app_context():
        made = programmes.update(cast.programme, replace(before, topics=topics), cast.em, NOW)
        database.session.commit()
    database.session.refresh(made)
    return made


@pytest.fixture
def study_class(cast: Cast, issued: Programme) -> StudyClass:
    """A class of Chi's under version 2."""
    cast.k1.programme = issued
    database.session.commit()
    return cast.k1


def test_a_test_of_version_2_is_drawn_from_questions_written_for_version_1(
    cast: Cast, study_class: StudyClass, app: Flask
) -> None:
    version_ids = put_in_bank(cast, [choice(1), choice(2)], topic=1)
    put_in_bank(cast, [choice(3)], topic=2)  # its topic is gone
    renamed = study_class.programme.topics[0]
    quiz = Quiz(study_class_id=study_class.id, title="Bản 2", minutes=30, papers_wanted=1, created_at=NOW)
    quiz.blueprint = [{"topic_id": renamed.id, "NB": 2, "TH": 0, "VD": 0, "VDC": 0}]
    database.session.add(quiz)
    database.session.flush()
    with app.app_context():
        assert papers.publish(cast.chi, quiz, 7, NOW).papers == 1
    [paper] = quiz.papers
    assert {slot.question_version_id for slot in paper.slots} == set(version_ids)


def test_the_matrix_counts_them_under_what_the_topic_is_now(
    cast: Cast, study_class: StudyClass, app: Flask
) -> None:
    put_in_bank(cast, [choice(1), choice(2)], topic=1)
    put_in_bank(cast, [choice(3)], topic=2)
    renamed = study_class.programme.topics[0]
    with app.app_context():
        assert bank.cell_counts(study_class.programme_id, NOW.date()) == {
            (renamed.id, Level.RECOGNITION): 2,
            (None, Level.RECOGNITION): 1,
        }
        ids = [entry.topic_id for entry in bank.pool(study_class.programme_id, NOW.date())]
    assert ids == [renamed.id, renamed.id, None]


def test_a_class_that_keeps_version_1_also_gets_what_is_written_for_version_2(
    cast: Cast, issued: Programme, app: Flask
) -> None:
    [version_id] = put_in_bank(cast, [choice(1)])
    question = database.session.get_one(QuestionVersion, version_id).question
    question.programme_id, question.topic_id = issued.id, issued.topics[1].id
    database.session.commit()
    with app.app_context():
        [entry] = bank.pool(cast.programme.id, NOW.date())
    assert (entry.version_id, entry.topic_id) == (version_id, cast.programme.topics[0].id)


def test_the_bank_finds_them_by_the_topic_of_either_version(
    cast: Cast, issued: Programme, as_user: AsUser
) -> None:
    put_in_bank(cast, [choice(1)], topic=1)
    database.session.commit()
    here = (issued.id, issued.topics[0].id)
    there = (cast.programme.id, cast.programme.topics[1].id)
    for programme_id, topic_id in (here, there):
        page = as_user("chi").get(f"/questions/?place={programme_id}:{topic_id}").text
        assert "Câu hỏi 1 về Đảng?" in page
    elsewhere = as_user("chi").get(f"/questions/?place={issued.id}:{issued.topics[1].id}").text
    assert "Câu hỏi 1 về Đảng?" not in elsewhere
