"""Lecturers open and close: what can be opened, what an exam may draw, and who did what when."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.audit.models import AuditEntry
from lms.classes.models import ClassState
from lms.documents import service as register
from lms.documents.citations.shelf import Cited
from lms.practice import opening, queries
from lms.practice.opening import Stays
from lms.practice.queries import Place
from lms.questions import openings, queries as pool_of, service as bank_service
from lms.questions.models import Question
from lms.questions.sources.service import cite
from lms.quizzes import papers, pool as drawing
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.models import Quiz
from lms.web import clock
from lms.web.errors import LmsError
from question_bank.question import Level
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document, replaced
from tests.lms.practice.samples import answered_now, asked_now, bank, opened
from tests.lms.questions.samples import choice, stored
from tests.lms.quizzes.samples import essay, make_attempt, make_quiz

AsUser = Callable[[str], TestClient]


def why(question: Question, now: Any = None) -> list[Stays]:
    return list(opening.judge([question.id], now or clock.now()).stays)


def on_paper(quiz: Quiz) -> Question:
    """The question in the first place of the quiz."""
    version = quiz.papers[0].slots[0].question_version_id
    statement = select(Question).join(Question.versions).where(Question.versions.any(id=version))
    return database.session.scalars(statement).first()  # type: ignore[return-value]


def test_what_is_open_is_left_out_of_papers_and_of_the_counts_of_the_matrix(
    context: None, cast: Cast
) -> None:
    kept, shown = bank(cast, choice("Câu để thi?")), opened(cast, choice("Câu tự luyện?"))
    drawn = {entry.question_id for entry in pool_of.pool(cast.programme.id, NOW.date())}
    assert (kept.id in drawn, shown.id in drawn) == (True, False)
    topic = cast.programme.topics[0].id
    assert pool_of.cell_counts(cast.programme.id, NOW.date())[topic, None] == 1
    opening.close_all(cast.chi, [shown.id], clock.now())
    assert pool_of.cell_counts(cast.programme.id, NOW.date())[topic, None] == 2


def test_only_questions_in_use_that_a_program_marks_are_opened(context: None, cast: Cast) -> None:
    draft, talk, gone = stored(cast.chi, NOW), bank(cast, essay(1)), bank(cast, choice("Câu cũ?"))
    bank_service.retire(cast.chi, gone, NOW)
    judged = opening.open_all(cast.chi, [draft.id, talk.id, gone.id, 2**30], NOW)
    assert judged.stays == {Stays.NOT_IN_USE: 1, Stays.BY_HAND: 1, Stays.RETIRED: 1}
    assert (judged.ready, judged.open) == ([], [])
    assert openings.open_among([draft.id, talk.id, gone.id]) == set()


def test_what_stands_on_a_paper_of_a_test_that_is_not_over_stays_closed(context: None, cast: Cast) -> None:
    now = clock.now()
    quiz = make_quiz(cast, closes_at=now + timedelta(days=1))
    question = on_paper(quiz)
    assert why(question) == [Stays.IN_TEST]
    assert opening.judge([question.id], now).tests == [quiz.title]
    assert why(question, now + timedelta(days=2)) == []


@pytest.mark.parametrize("still", ["for somebody", "being sat", "paused", "without end"])
def test_a_test_is_not_over_as_long_as_somebody_may_sit_it(context: None, cast: Cast, still: str) -> None:
    now = clock.now()
    quiz = make_quiz(cast, closes_at=None if still == "without end" else now - timedelta(hours=1))
    question = on_paper(quiz)
    if still == "for somebody":
        given = {"closes_at": now + timedelta(days=1), "reason": "ốm", "given_at": now}
        database.session.add(QuizOverride(quiz_id=quiz.id, person_id=cast.an.id, **given))
    elif still == "being sat":
        make_attempt(quiz, cast.an.id)
    elif still == "paused":
        quiz.paused_at = now - timedelta(hours=2)
    database.session.flush()
    assert why(question) == [Stays.IN_TEST]
    if still != "being sat":
        cast.k1.state = ClassState.CLOSED
        database.session.flush()
        assert why(question) == []


def test_nobody_is_taught_a_key_that_was_corrected(context: None, cast: Cast) -> None:
    now = clock.now()
    quiz = make_quiz(cast, closes_at=now - timedelta(hours=1))
    question = on_paper(quiz)
    assert opening.open_all(cast.chi, [question.id], now).ready == [question.id]
    assert asked_now(cast.k1, cast.an, question, now).question_id == question.id
    corrected = correction(quiz, Action.KEY, approved_at=now, approved_by_id=cast.dung.id)
    place = Place(cast.k1, cast.an.id)
    assert queries.asked(place, question.id, now) is None
    opening.close_all(cast.chi, [question.id], now)
    assert why(question) == [Stays.CORRECTED]
    correction(quiz, Action.UNDO, approved_at=now, reverses_id=corrected.id)
    assert why(question) == []


def test_what_cites_a_replaced_document_is_not_asked_until_its_source_is_put_right(
    context: None, cast: Cast
) -> None:
    now, question = clock.now(), opened(cast)
    review, place = answered_now(cast, question, cast.an), Place(cast.k1, cast.an.id)
    old = document(cast)
    cite(cast.chi, question, [Cited(old, "Điều 5")], now)
    assert queries.today(place, now).open == 1
    register.replace(old, document(cast, "17-NQ/TU"), now.date() - timedelta(days=1), cast.chi, now)
    assert queries.asked(place, question.id, now) is None
    assert queries.own_review(place, review.id, now) is None
    assert (queries.today(place, now).open, queries.standing(place, now)) == (0, [])
    opening.close_all(cast.chi, [question.id], now)
    assert why(question) == [Stays.OUTDATED]
    register.take_back(old, cast.chi, now)
    opening.open_all(cast.chi, [question.id], now)
    assert asked_now(cast.k1, cast.an, question, now).number == 2


def test_lecturers_read_why_an_open_question_is_not_asked(as_user: AsUser, cast: Cast) -> None:
    question, lecturer = opened(cast, choice("Câu đang mở?")), as_user("chi")
    figures = f"/programmes/{cast.programme.id}/practice"
    assert "chưa được hỏi" not in lecturer.get(figures).text
    cite(cast.chi, question, [Cited(replaced(cast, on=clock.today() - timedelta(days=1)))], NOW)
    assert "1 câu đang mở tự luyện nhưng chưa được hỏi" in lecturer.get(figures).text
    assert "Hiện câu này không được hỏi" in lecturer.get(f"/questions/{question.id}").text
    assert "Câu đang mở?" in lecturer.get("/questions/?state=practice&source=outdated").text


def test_all_that_fit_means_the_source_of_the_filter_too(as_user: AsUser, cast: Cast) -> None:
    hit, other = bank(cast, choice("Câu trích?")), bank(cast, choice("Câu không trích?"))
    cited, lecturer = document(cast), as_user("chi")
    cite(cast.chi, hit, [Cited(cited)], NOW)
    listed = lecturer.get(f"/questions/?state=published&document={cited.id}").text
    kept = re.findall(r'<input type="hidden" name="(document|state)" value="([^"]*)">', listed)
    page = lecturer.get("/practice/openings/new", query_string=dict(kept) | {"all": "1"}).text
    hidden = re.findall(r'<input type="hidden" name="(all|document|state)" value="([^"]*)">', page)
    lecturer.post("/practice/openings/", data=dict(hidden))
    assert openings.open_among([hit.id, other.id]) == {hit.id}


def correction(quiz: Quiz, action: Action, **values: Any) -> QuizCorrection:
    """Of the question in the first place."""
    version_id = quiz.papers[0].slots[0].question_version_id
    common = {"quiz_id": quiz.id, "question_version_id": version_id, "made_at": NOW, "reason": "In nhầm"}
    made = QuizCorrection(action=action, **common, **values)
    database.session.add(made)
    database.session.flush()
    return made


def test_who_publishes_while_somebody_opens_is_told_to_draw_again(
    context: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool was read before the questions were opened; what is stored afterwards is looked at once more."""
    quiz = make_quiz(cast, publish=False)
    found = drawing.pool(quiz, NOW.date())
    versions = [candidate.ref for candidate in found.candidates]
    ids = [
        one.question_id for one in pool_of.pool(cast.programme.id, NOW.date()) if one.version_id in versions
    ]
    assert len(opening.open_all(cast.chi, ids, clock.now()).ready) == len(ids) == 3
    monkeypatch.setattr("lms.quizzes.papers.pool", lambda *_asked: found)
    with pytest.raises(LmsError, match="tự luyện"):
        papers.publish(cast.chi, quiz, 7, clock.now())


def test_a_quiz_never_holds_what_is_open(context: None, cast: Cast) -> None:
    topic = cast.programme.topics[0]
    for text in ("Mục đích là gì?", "Ai triệu tập?", "Bao giờ kết thúc?", "Ở đâu?"):
        question = bank(cast, choice(text))
        question.level = Level.RECOGNITION
    question.level = Level.RECOGNITION
    database.session.flush()
    opening.open_all(cast.chi, [question.id], NOW)
    quiz = Quiz(study_class_id=cast.k1.id, title="Kiểm tra", minutes=30, papers_wanted=1, created_at=NOW)
    quiz.blueprint = [{"topic_id": topic.id, "NB": 4, "TH": 0, "VD": 0, "VDC": 0}]
    database.session.add(quiz)
    database.session.flush()
    assert papers.publish(cast.chi, quiz, 7, NOW).papers == 0
    quiz.blueprint = [{"topic_id": topic.id, "NB": 3, "TH": 0, "VD": 0, "VDC": 0}]
    assert papers.publish(cast.chi, quiz, 7, NOW).papers == 1


def test_a_quiz_never_holds_what_asks_the_same_as_an_open_question(context: None, cast: Cast) -> None:
    open_one, twin, other = (bank(cast, choice(text)) for text in ("Câu chung?", "Câu  chung ?", "Câu khác?"))
    assert open_one.duplicate_key == twin.duplicate_key
    opening.open_all(cast.chi, [open_one.id], NOW)
    drawn = pool_of.pool(cast.programme.id, NOW.date())
    assert [entry.question_id for entry in drawn] == [other.id]
    assert sum(pool_of.cell_counts(cast.programme.id, NOW.date()).values()) == 1
    opening.close_all(cast.chi, [open_one.id], NOW + timedelta(days=1))
    assert len(pool_of.pool(cast.programme.id, NOW.date())) == 3


def test_opening_and_closing_twice_changes_nothing_and_the_history_says_who_and_when(
    context: None, cast: Cast
) -> None:
    question = opened(cast)
    again = opening.open_all(cast.dung, [question.id], NOW)
    assert (again.ready, again.open) == ([], [question.id])
    assert opening.close_all(cast.dung, [question.id], NOW + timedelta(days=1)) == 1
    assert opening.close_all(cast.dung, [question.id], NOW + timedelta(days=2)) == 0
    opening.open_all(cast.dung, [question.id], NOW + timedelta(days=3))
    told = [
        (one.opened_by.full_name, one.closed_by.full_name if one.closed_by else None)  # type: ignore[union-attr]
        for one in openings.history(question.id)
    ]
    assert told == [(cast.dung.full_name, None), (cast.chi.full_name, cast.dung.full_name)]
    written = select(AuditEntry.action).where(AuditEntry.action.like("practice.%")).order_by(AuditEntry.id)
    assert database.session.scalars(written).all() == [
        "practice.opened",
        "practice.closed",
        "practice.opened",
    ]


def test_the_database_keeps_a_question_to_one_opening(context: None, cast: Cast) -> None:
    question = opened(cast)
    with pytest.raises(IntegrityError), database.session.begin_nested():
        openings.add([question.id], cast.chi, NOW)


def test_a_lecturer_opens_ticked_questions_after_reading_what_it_means(as_user: AsUser, cast: Cast) -> None:
    first, second = bank(cast, choice("Câu một?")), bank(cast, choice("Câu hai?"))
    lecturer = as_user("chi")
    page = lecturer.get(f"/practice/openings/new?question={first.id}&question={second.id}").text
    assert "sẽ không vào đề kiểm tra" in page
    assert openings.open_among([first.id, second.id]) == set()
    answer = lecturer.post("/practice/openings/", data={"question": [first.id, second.id]})
    assert answer.location.endswith("/questions/?state=practice")
    assert openings.open_among([first.id, second.id]) == {first.id, second.id}
    one = lecturer.post("/practice/openings/delete", data={"question": [first.id]})
    assert one.location.endswith(f"/questions/{first.id}")
    assert openings.open_among([first.id, second.id]) == {second.id}


def test_all_that_fit_the_filter_are_opened_at_once(as_user: AsUser, cast: Cast) -> None:
    hit, other = bank(cast, choice("Chi bộ họp mấy tháng?")), bank(cast, choice("Đại hội lần thứ mấy?"))
    lecturer = as_user("chi")
    page = lecturer.get("/practice/openings/new?all=1&q=chi+bo&state=published").text
    hidden = re.findall(r'<input type="hidden" name="(all|q|state)" value="([^"]*)">', page)
    lecturer.post("/practice/openings/", data=dict(hidden))
    assert openings.open_among([hit.id, other.id]) == {hit.id}


def test_the_bank_shows_what_is_open(as_user: AsUser, cast: Cast) -> None:
    shown, hidden = opened(cast, choice("Câu tự luyện?")), bank(cast, choice("Câu để thi?"))
    lecturer = as_user("chi")
    listed = lecturer.get("/questions/?state=practice").text
    assert "Câu tự luyện?" in listed
    assert "Câu để thi?" not in listed
    assert "Đang mở tự luyện" in lecturer.get(f"/questions/{shown.id}").text
    assert "Chưa mở tự luyện" in lecturer.get(f"/questions/{hidden.id}").text
    assert 'name="question"' not in as_user("hanh").get("/questions/?state=practice").text


def test_choosing_nothing_is_said(as_user: AsUser, cast: Cast) -> None:
    for address in ("/practice/openings/", "/practice/openings/delete"):
        answer = as_user("chi").post(address)
        assert answer.status_code == 422
        assert "Chưa chọn câu hỏi nào" in answer.text
