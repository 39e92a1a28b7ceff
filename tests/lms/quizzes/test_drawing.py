"""Papers are drawn with what is known of the questions: who had them, how hard they were, which ask the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Flask

from lms import database
from lms.documents.citations.shelf import Cited
from lms.questions.models import QuestionVersion
from lms.questions.sources.service import cite
from lms.quizzes import papers
from lms.quizzes.models import Quiz
from lms.quizzes.pool import ENOUGH, pool
from question_bank.options import options
from question_bank.types.single_choice import SingleChoice
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import replaced
from tests.lms.quizzes.samples import make_quiz, put_in_bank
from tests.lms.quizzes.sat import learners, sat

SUBJECTS = (
    "nhà nước", "quân đội", "giáo dục", "nông thôn", "thanh niên", "văn hóa", "kinh tế", "môi trường",
    "ngoại giao", "dân tộc", "tôn giáo", "y tế",
)  # fmt: skip


def about(subject: str) -> SingleChoice:
    """The first of three is right."""
    texts = [f"Quan điểm đúng về {subject}", f"Nhận định sai về {subject}", f"Chưa đề cập {subject}"]
    return SingleChoice(text=f"<p>Chủ trương lớn về {subject} là gì?</p>", options=options(texts, [0]))


def quiz_of(cast: Cast, wanted: int, paper_count: int = 1, most_shared: int | None = None) -> Quiz:
    plan = {"title": "Kiểm tra", "minutes": 30, "papers_wanted": paper_count, "most_shared": most_shared}
    quiz = Quiz(study_class_id=cast.k1.id, created_at=NOW, **plan)
    topic_id = cast.programme.topics[0].id
    quiz.blueprint = [{"topic_id": topic_id, "NB": wanted, "TH": 0, "VD": 0, "VDC": 0}]
    database.session.add(quiz)
    database.session.flush()
    return quiz


def drawn(cast: Cast, quiz: Quiz) -> list[set[int]]:
    assert papers.publish(cast.chi, quiz, 7, NOW).papers == quiz.papers_wanted
    return [{slot.question_version_id for slot in paper.slots} for paper in quiz.papers]


def bank_of(cast: Cast, subjects: Sequence[str]) -> list[int]:
    return put_in_bank(cast, [about(subject) for subject in subjects])


def test_a_class_does_not_meet_in_its_second_test_what_it_had_in_the_first(cast: Cast, app: Flask) -> None:
    bank_of(cast, SUBJECTS[:8])
    with app.app_context():
        [first], [second] = drawn(cast, quiz_of(cast, 4)), drawn(cast, quiz_of(cast, 4))
        assert not first & second
        [third] = drawn(cast, quiz_of(cast, 8))
    assert third == first | second, "where nothing else is left, what was seen is asked again"


def test_what_other_classes_had_less_often_comes_first(cast: Cast, app: Flask) -> None:
    bank_of(cast, SUBJECTS[:6])
    with app.app_context():
        elsewhere = quiz_of(cast, 3)
        elsewhere.study_class_id = cast.k2.id
        [theirs], [ours] = drawn(cast, elsewhere), drawn(cast, quiz_of(cast, 3))
    assert not theirs & ours


def test_two_questions_that_ask_nearly_the_same_never_stand_in_one_paper(cast: Cast, app: Flask) -> None:
    one = about("nông thôn")
    near = replace(one, text="<p>Chủ trương lớn về nông thôn là gì vậy?</p>")
    twins = set(put_in_bank(cast, [one, near]))
    bank_of(cast, ["quân đội", "giáo dục"])
    with app.app_context():
        for paper in drawn(cast, quiz_of(cast, 3, paper_count=4)):
            assert len(paper & twins) == 1
        short = papers.publish(cast.chi, quiz_of(cast, 4), 7, NOW).shortfalls
    assert [(one.row.count, one.available) for one in short] == [(4, 3)]


def test_two_papers_share_no_more_than_they_may(cast: Cast, app: Flask) -> None:
    bank_of(cast, SUBJECTS)
    with app.app_context():
        one, other, third = drawn(cast, quiz_of(cast, 4, paper_count=3, most_shared=0))
    assert not one & other | other & third | one & third


def test_papers_that_would_be_too_alike_are_not_drawn(
    cast: Cast, app: Flask, as_user: Callable[[str], TestClient]
) -> None:
    bank_of(cast, SUBJECTS[:4])
    quiz = quiz_of(cast, 3, paper_count=2, most_shared=1)
    database.session.commit()
    page = as_user("chi").post(f"/quizzes/{quiz.id}/publication", follow_redirects=True)
    assert "Có hai đề trùng nhau 2 câu trong khi chỉ cho phép 1 câu" in page.text
    database.session.expire_all()
    assert quiz.published_at is None
    assert not quiz.papers


def test_how_hard_a_question_is_comes_from_what_people_earned_on_it(cast: Cast, app: Flask) -> None:
    first, second = about(SUBJECTS[0]), about(SUBJECTS[1])
    quiz = make_quiz(cast, [first, second])
    easy, hard = (slot.question_version_id for slot in quiz.papers[0].slots)
    for number, person in enumerate(learners(cast, ENOUGH)):
        option = second.options[0 if number < ENOUGH // 5 else 1]
        sat(quiz, person, {1: first.correct_response(), 2: option.id})
    with app.app_context():
        known = {one.ref: one.difficulty for one in pool(quiz, NOW.date()).candidates}
        assert known == {easy: 1.0, hard: 0.2}


def test_a_question_that_few_answered_counts_as_unknown(cast: Cast, app: Flask) -> None:
    quiz = make_quiz(cast, [about("y tế")])
    for person in learners(cast, ENOUGH - 1):
        sat(quiz, person, {1: about("y tế").correct_response()})
    with app.app_context():
        assert [one.difficulty for one in pool(quiz, NOW.date()).candidates] == [None]


def test_what_cites_a_replaced_document_is_drawn_no_more_and_stays_in_papers_that_have_it(
    cast: Cast, app: Flask
) -> None:
    versions = bank_of(cast, SUBJECTS[:4])
    with app.app_context():
        [before] = drawn(cast, earlier := quiz_of(cast, 4))
        question = database.session.get_one(QuestionVersion, versions[0]).question
        cite(cast.chi, question, [Cited(replaced(cast))], NOW)
        [after] = drawn(cast, quiz_of(cast, 3))
        short = papers.publish(cast.chi, quiz_of(cast, 4), 7, NOW)
    assert before == set(versions)
    assert after == set(versions[1:])
    assert [(one.available, one.row.count) for one in short.shortfalls] == [(3, 4)]
    assert {slot.question_version_id for slot in earlier.papers[0].slots} == before
