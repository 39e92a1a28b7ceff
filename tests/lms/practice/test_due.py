"""What comes next: the statement and the pure rule say the same, and nothing depends on how much there is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import product

from lms import database
from lms.practice import queries, rules
from lms.practice.models import PracticeCard
from lms.practice.queries import Place
from lms.practice.rules import Day
from lms.questions.models import Question
from question_bank.scheduling import Stage
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.practice.samples import answered, opened, opened_in_bulk
from tests.lms.questions.samples import choice

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)  # 21:30 in Hà Nội
MINUTE = timedelta(minutes=1)
AsUser = Callable[[str], TestClient]
Counting = Callable[[], AbstractContextManager[list[str]]]


def card(cast: Cast, question: Question, stage: Stage, due_at: datetime) -> PracticeCard:
    """What An remembers of a question, begun long ago."""
    days = {"begun_at": NOW - timedelta(days=40), "last_reviewed_at": NOW - timedelta(days=9)}
    memory = {"stability": 5.0, "difficulty": 5.0, "reviews": 1, "stage": stage, "due_at": due_at}
    made = PracticeCard(person_id=cast.an.id, question_id=question.id, **days, **memory)
    database.session.add(made)
    database.session.flush()
    return made


def test_the_statement_and_the_rule_rank_alike(context: None, cast: Cast) -> None:
    waits = (-40 * 24 * 60, -1, 0, 1, 10, 20, 21, 149, 150, 151, 5000)
    for stage, wait in product(Stage, waits):
        card(cast, opened(cast, choice(f"{stage} {wait}?")), stage, NOW + wait * MINUTE)
    opened(cast, choice("Câu mới?"))
    place = Place(cast.k1, cast.an.id)
    standing = rules.standings(queries.standing(place, NOW), NOW)[cast.programme.topics[0].id]
    today = queries.today(place, NOW)
    assert (today.due, today.new, today.soon, today.open) == (
        standing.due,
        standing.new,
        standing.soon,
        standing.open,
    )
    assert (today.new, today.open) == (1, len(Stage) * len(waits) + 1)
    assert Day(NOW).ends_at == NOW + 150 * MINUTE


def test_what_waits_longest_comes_first_then_what_is_new_and_last_what_was_just_missed(
    context: None, cast: Cast
) -> None:
    missed, new, late, tonight, rests = (
        opened(cast, choice(f"{name}?")) for name in ("missed", "new", "late", "tonight", "rests")
    )
    card(cast, missed, Stage.LEARNING, NOW + 9 * MINUTE)
    card(cast, late, Stage.REVIEW, NOW - timedelta(days=3))
    card(cast, tonight, Stage.REVIEW, NOW + timedelta(hours=1))
    card(cast, rests, Stage.REVIEW, NOW + timedelta(days=3))
    place, came = Place(cast.k1, cast.an.id), []
    while (asked := queries.next_asked(place, NOW)) is not None:
        came.append(asked.question_id)
        question = database.session.get_one(Question, asked.question_id)
        answered(cast.k1, question, cast.an, NOW)
    assert came == [late.id, tonight.id, new.id, missed.id]


def test_a_question_is_remembered_in_every_class_of_the_programme(context: None, cast: Cast) -> None:
    answered(cast.k1, opened(cast), cast.an, NOW)
    for study_class in (cast.k1, cast.k2):
        assert queries.today(Place(study_class, cast.an.id), NOW).new == 0
    assert queries.today(Place(cast.k2, cast.binh.id), NOW).new == 1


def test_what_a_lecturer_looks_at_takes_the_same_statements_for_a_thousand_questions(
    as_user: AsUser, cast: Cast, count_queries: Counting
) -> None:
    lecturer = as_user("chi")
    opened(cast)
    pages = [f"/programmes/{cast.programme.id}/practice", "/practice/figures", "/questions/?state=practice"]
    for page in pages:
        lecturer.get(page)
    few = [statements(lecturer, page, count_queries) for page in pages]
    opened_in_bulk(cast, 1000)
    assert [statements(lecturer, page, count_queries) for page in pages] == few


def statements(client: TestClient, page: str, count_queries: Counting) -> int:
    with count_queries() as seen:
        assert client.get(page).status_code == 200
    return len(seen)
