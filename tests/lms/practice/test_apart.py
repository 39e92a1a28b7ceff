"""What is practised is the learner's alone: nothing else reads it, and no figure changes by it."""

import ast
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.practice import figures
from lms.practice.models import PracticeCard, PracticeRating, PracticeReview
from lms.practice.rules import FEWEST_PEOPLE, FEWEST_REVIEWS
from lms.quizzes import closing
from lms.quizzes.rules import ClosedBy, Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from question_bank.scheduling import Rating, Review, remembered
from tests.architecture.sources import python, texts
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, enrol, make_person
from tests.lms.practice.samples import answered, answered_now, opened
from tests.lms.questions.samples import choice
from tests.lms.quizzes.samples import answered as answered_in_test, make_attempt, make_quiz

AsUser = Callable[[str], TestClient]
MODELS, TABLES = "lms.practice.models", ("practice_cards", "practice_reviews", "practice_ratings")
OWN = ("lms/practice/", "lms/migrations/", "tests/")
MAKES_EXAMPLES = {"lms/demo/practice.py"}
MAY_SHOW = {"lms/home/learner.py", "lms/features.py", *MAKES_EXAMPLES}


def imported(tree: ast.Module) -> set[str]:
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        )
    }


def test_nothing_outside_reads_what_was_practised() -> None:
    outside = {
        path.as_posix(): {name for name in imported(tree) if name.startswith("lms.practice")}
        for path, tree in python("lms", "question_bank", holding="practice")
        if not path.as_posix().startswith(OWN)
    }
    assert {path for path, names in outside.items() if MODELS in names} <= MAKES_EXAMPLES
    assert {path for path, names in outside.items() if names} <= MAY_SHOW


def test_no_statement_outside_names_the_tables() -> None:
    found = {
        path.as_posix()
        for path, text in texts(".py", ".html")
        if not path.as_posix().startswith(OWN) and any(table in text for table in TABLES)
    }
    assert found == set()


def test_marks_and_figures_of_tests_are_the_same_before_and_after_practice(
    as_user: AsUser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.chi.language = "en"
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)  # pages say of which minute they are
    quiz = make_quiz(cast, closes_at=now - timedelta(minutes=1), show_score=Reveal.SUBMITTED)
    attempt = make_attempt(quiz, cast.an.id, now - timedelta(hours=2))
    items = sheet(quiz.papers[0].key).items
    answered_in_test(attempt, {slot: item.question.correct_response() for slot, item in items.items()})
    closing.close(database.session.connection(), attempt.id, ClosedBy.CLICK, now - timedelta(hours=1))
    database.session.commit()
    pages = [
        ("chi", f"/quizzes/{quiz.id}/statistics"),
        ("chi", f"/quizzes/{quiz.id}/statistics/questions"),
        ("chi", f"/classes/{cast.k1.id}/results"),
        ("an", f"/attempts/{attempt.public_id}/result"),
    ]
    before = [main_of(as_user(name).get(page).text) for name, page in pages]
    question = opened(cast, choice("Câu tự luyện?"))
    for right in (False, True, False):
        answered_now(cast, question, cast.an, right=right)
    assert [main_of(as_user(name).get(page).text) for name, page in pages] == before


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def test_a_card_is_what_its_reviews_make_of_it(context: None, cast: Cast) -> None:
    question, at = opened(cast), clock.now()
    for right in (True, False, True, True):
        answered(cast.k1, question, cast.an, at, right=right)
        at += timedelta(days=4)
    card = database.session.scalars(select(PracticeCard)).one()
    kept = database.session.execute(
        select(PracticeReview.rating, PracticeReview.at).order_by(PracticeReview.number)
    )
    memory = remembered([Review(Rating(rating), when) for rating, when in kept])
    assert (card.stability, card.difficulty) == pytest.approx((memory.stability, memory.difficulty))
    assert (card.due_at, card.stage, card.reviews) == (memory.due_at, memory.stage, 4)


def test_it_goes_with_the_person(context: None, cast: Cast) -> None:
    leaving = make_person("di", "Lê Văn Đi", cast.unit1)
    answered_now(cast, opened(cast), leaving)
    database.session.delete(database.session.get_one(Person, leaving.id))
    database.session.flush()
    for model in (PracticeCard, PracticeReview, PracticeRating):
        assert database.session.scalar(select(func.count()).select_from(model)) == 0


def test_lecturers_see_totals_and_hard_questions_only_of_enough_people(as_user: AsUser, cast: Cast) -> None:
    easy, hard = opened(cast, choice("Câu dễ?")), opened(cast, choice("Câu khó?"))
    people = [make_person(f"h{number}", f"Lê Văn {number}", cast.unit1) for number in range(FEWEST_PEOPLE)]
    for person in people:
        enrol(person, cast.k1)
    for person in people[1:]:
        _answers(cast, person, easy, hard)
    assert figures.totals(cast.programme, clock.today()).people is None
    assert figures.hardest(cast.programme, clock.today()) == []
    _answers(cast, people[0], easy, hard)
    found = figures.hardest(cast.programme, clock.today())
    assert [(one.text, one.right) for one in found] == [("Câu khó?", 0), ("Câu dễ?", found[1].reviews)]
    page = as_user("chi").get(f"/programmes/{cast.programme.id}/practice").text
    assert "Câu khó?" in page
    assert not any(person.full_name in page for person in people)


def _answers(cast: Cast, person: Person, *questions) -> None:  # type: ignore[no-untyped-def]
    """So many that five people together reach the least number; the first question right, the second never."""
    at = clock.now() - timedelta(days=60)
    for number in range(-(-FEWEST_REVIEWS // FEWEST_PEOPLE)):
        for question in questions:
            answered(cast.k1, question, person, at + timedelta(days=number), right=question is questions[0])
