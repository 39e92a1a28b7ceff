"""At the same moment, really committed: an answer counts once, and no question is both open and on a new paper."""

from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import func, select

from lms import database
from lms.classes.models import StudyClass
from lms.practice import opening, service
from lms.practice.models import PracticeCard, PracticeReview
from lms.practice.service import Answer
from lms.questions.models import PracticeOpening, Question
from lms.quizzes import papers
from lms.quizzes.models import Quiz
from lms.web import clock
from lms.web.errors import LmsError
from question_bank.question import Level
from question_bank.scheduling import Rating
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.practice.samples import answered, asked_now, bank, opened
from tests.lms.questions.samples import choice
from tests.lms.questions.test_races import at_once, committed as committed, person

TURNS = 3


def count(model: type) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_answer_from_two_pages_at_once_counts_once(app: Flask, committed: casting.Cast) -> None:
    an, k1 = committed.an.id, committed.k1.id
    for turn in range(1, TURNS + 1):
        with database.transaction():
            question_id = opened(committed, choice(f"Câu {turn}?")).id

        def answer(key: int = question_id) -> int:
            question = database.session.get_one(Question, key)
            asked = asked_now(database.session.get_one(StudyClass, k1), person(an), question, clock.now())
            value = asked.question.correct_response()
            return service.answer(an, asked, Answer(value, 1), clock.now()).id

        assert len(set(at_once(app, answer, answer, answer))) == 1
        assert (count(PracticeCard), count(PracticeReview)) == (turn, turn)


def test_two_words_about_one_answer_at_once_leave_one(app: Flask, committed: casting.Cast) -> None:
    with database.transaction():
        review_id = answered(committed.k1, opened(committed), committed.an, clock.now()).id

    def rate(rating: Rating) -> bool:
        return service.rate(database.session.get_one(PracticeReview, review_id), rating, clock.now())

    said = at_once(app, lambda: rate(Rating.HARD), lambda: rate(Rating.EASY))
    assert sorted(said) == [False, True]


def test_two_lecturers_open_a_question_once(app: Flask, committed: casting.Cast) -> None:
    with database.transaction():
        question_id = bank(committed, choice()).id
    chi, dung = committed.chi.id, committed.dung.id
    done = at_once(
        app,
        lambda: len(opening.open_all(person(chi), [question_id], NOW).ready),
        lambda: len(opening.open_all(person(dung), [question_id], NOW).ready),
    )
    assert sorted(done) == [0, 1]
    assert count(PracticeOpening) == 1


def test_a_question_is_opened_or_drawn_but_never_both(app: Flask, committed: casting.Cast) -> None:
    chi, topic = committed.chi.id, committed.programme.topics[0].id
    for turn in range(TURNS):
        with database.transaction():
            question = bank(committed, choice(f"Câu {turn}?"))
            question.level = Level.RECOGNITION
            quiz = Quiz(study_class_id=committed.k1.id, title=f"Kiểm tra {turn}", minutes=30, created_at=NOW)
            quiz.blueprint = [{"topic_id": topic, "NB": 1, "TH": 0, "VD": 0, "VDC": 0}]
            quiz.papers_wanted = 1
            database.session.add(quiz)
            database.session.flush()
            quiz_id, question_id = quiz.id, question.id

        def publish(key: int = quiz_id) -> bool:
            try:
                found = papers.publish(person(chi), database.session.get_one(Quiz, key), 7, clock.now())
            except LmsError:
                database.session.rollback()
                return False
            return found.papers > 0

        def open_it(key: int = question_id) -> bool:
            return bool(opening.open_all(person(chi), [key], clock.now()).ready)

        outcomes = at_once(app, publish, open_it)
        assert outcomes.count(True) <= 1
        with database.transaction():  # out of the way of the next turn
            database.session.get_one(Quiz, quiz_id).closes_at = clock.now() - timedelta(days=1)
            opening.open_all(person(chi), [question_id], clock.now())


def test_a_test_that_two_lecturers_publish_at_once_gets_its_papers_once(
    app: Flask, committed: casting.Cast
) -> None:
    people, topic = [committed.chi.id, committed.dung.id], committed.programme.topics[0].id
    with database.transaction():
        bank(committed, choice("Câu dùng chung?")).level = Level.RECOGNITION
    for turn in range(TURNS):
        with database.transaction():
            quiz = Quiz(study_class_id=committed.k1.id, title=f"Thi {turn}", minutes=30, created_at=NOW)
            quiz.blueprint = [{"topic_id": topic, "NB": 1, "TH": 0, "VD": 0, "VDC": 0}]
            quiz.papers_wanted = 1
            database.session.add(quiz)
            database.session.flush()
            quiz_id = quiz.id

        def publish(who: int, key: int = quiz_id) -> int:
            return papers.publish(person(who), database.session.get_one(Quiz, key), 7, clock.now()).papers

        assert at_once(app, *(partial(publish, who) for who in people)) == [1, 1]
        with database.transaction():
            quiz = database.session.get_one(Quiz, quiz_id)
            assert len(quiz.papers) == 1
            quiz.closes_at = clock.now() - timedelta(days=1)
