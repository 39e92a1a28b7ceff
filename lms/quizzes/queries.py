"""Reading about quizzes: the same few statements however many learners and answers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import contains_eager

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyGroup
from lms.quizzes import rules
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.models import Attempt, AttemptMark, Paper, Quiz


@dataclass(frozen=True)
class QuizMark:
    """What one person has from one quiz; `mark` is None while nothing is marked."""

    quiz_id: int
    title: str
    mark: Decimal | None
    out_of: Decimal
    passed: bool
    waiting: int
    attempts: int


# Composed once: the pages of a whole hall ask for it.
_SITTING = (
    select(Quiz.id.label("quiz_id"), Quiz.title, Quiz.minutes, Quiz.study_class_id, Paper.key, Paper.code)
    .join(Attempt, Attempt.quiz_id == Quiz.id)
    .join(Paper, Paper.id == Attempt.paper_id)
    .where(Attempt.id == bindparam("attempt_id"))
)


def sitting_facts(connection: Connection, attempt_id: int) -> Any:
    """What the page of an attempt says of its quiz and paper, in one statement."""
    return connection.execute(_SITTING, {"attempt_id": attempt_id}).one()


def quizzes_of(study_class_id: int, *, published_only: bool) -> list[Quiz]:
    """The quizzes of a class in the order in which they open."""
    statement = select(Quiz).where(Quiz.study_class_id == study_class_id)
    if published_only:
        statement = statement.where(Quiz.published_at.is_not(None))
    return list(database.session.scalars(statement.order_by(Quiz.opens_at.is_(None), Quiz.opens_at, Quiz.id)))


@dataclass(frozen=True)
class Allowances:
    """What people and groups were allowed beyond the others; a group that was allowed nothing has None."""

    groups: list[tuple[StudyGroup, GroupOverride | None]]
    people: list[QuizOverride]


def allowances(quiz: Quiz) -> Allowances:
    """By group in the order of names, then by person, sorted by given name; two statements."""
    groups = (
        select(StudyGroup, GroupOverride)
        .outerjoin(
            GroupOverride, (GroupOverride.group_id == StudyGroup.id) & (GroupOverride.quiz_id == quiz.id)
        )
        .where(StudyGroup.study_class_id == quiz.study_class_id)
        .order_by(StudyGroup.name)
    )
    people = (
        select(QuizOverride)
        .join(QuizOverride.person)
        .options(contains_eager(QuizOverride.person))
        .where(QuizOverride.quiz_id == quiz.id)
        .order_by(Person.sort_key, Person.id)
    )
    pairs: list[tuple[StudyGroup, GroupOverride | None]] = [
        (group, given) for group, given in database.session.execute(groups)
    ]
    return Allowances(pairs, list(database.session.scalars(people)))


def attempts_by_quiz(study_class_id: int, person_id: int) -> dict[int, list[Attempt]]:
    """One person's attempts at the quizzes of a class."""
    statement = (
        select(Attempt)
        .join(Attempt.quiz)
        .where(Quiz.study_class_id == study_class_id, Attempt.person_id == person_id)
        .order_by(Attempt.number)
    )
    found: dict[int, list[Attempt]] = {}
    for attempt in database.session.scalars(statement):
        found.setdefault(attempt.quiz_id, []).append(attempt)
    return found


def best_marks(
    study_class_id: int, instead: Mapping[int, Decimal] | None = None
) -> dict[int, list[QuizMark]]:
    """What everybody has from each published quiz of a class, by person; the counting rule of the quiz applied.

    `instead` are the points that some attempts would have, by id.
    """
    quizzes = quizzes_of(study_class_id, published_only=True)
    ids = [quiz.id for quiz in quizzes]
    marks = totals(Attempt.quiz_id.in_(ids))
    statement = (
        select(Attempt.id, Attempt.quiz_id, Attempt.person_id)
        .where(Attempt.quiz_id.in_(ids), Attempt.closed_at.is_not(None))
        .order_by(Attempt.number)
    )
    taken: dict[tuple[int, int], list[int]] = {}
    for row in database.session.execute(statement):
        taken.setdefault((row.person_id, row.quiz_id), []).append(row.id)
    found: dict[int, list[QuizMark]] = {}
    for quiz in quizzes:
        for (person_id, quiz_id), attempt_ids in taken.items():
            if quiz_id == quiz.id:
                found.setdefault(person_id, []).append(_quiz_mark(quiz, attempt_ids, marks, instead or {}))
    return found


def marks_of_person(quizzes: Sequence[Quiz], person_id: int) -> list[QuizMark]:
    """What one person has from each of these quizzes that they sat, the counting rule of each applied."""
    mine = (Attempt.quiz_id.in_([quiz.id for quiz in quizzes])) & (Attempt.person_id == person_id)
    marks = totals(mine)
    statement = select(Attempt.id, Attempt.quiz_id).where(mine, Attempt.closed_at.is_not(None))
    taken: dict[int, list[int]] = {}
    for attempt_id, quiz_id in database.session.execute(statement.order_by(Attempt.number)):
        taken.setdefault(quiz_id, []).append(attempt_id)
    return [_quiz_mark(quiz, taken[quiz.id], marks, {}) for quiz in quizzes if quiz.id in taken]


def totals(condition: Any) -> dict[int, Any]:
    """The latest mark of each attempt."""
    newest = (
        select(func.max(AttemptMark.id))
        .join(Attempt, Attempt.id == AttemptMark.attempt_id)
        .where(condition)
        .group_by(AttemptMark.attempt_id)
    )
    statement = select(AttemptMark.attempt_id, AttemptMark.points, AttemptMark.waiting)
    rows = database.session.execute(statement.where(AttemptMark.id.in_(newest)))
    return {row.attempt_id: row for row in rows}


def _quiz_mark(
    quiz: Quiz, attempt_ids: Sequence[int], marks: dict[int, Any], instead: Mapping[int, Decimal]
) -> QuizMark:
    marked = [marks[attempt_id] for attempt_id in attempt_ids if attempt_id in marks]
    points = [instead.get(row.attempt_id, row.points) for row in marked]
    mark = rules.counted(points, quiz.counting)
    waiting = sum(row.waiting for row in marked)
    passed = mark is not None and mark >= quiz.pass_mark
    return QuizMark(quiz.id, quiz.title, mark, quiz.out_of, passed, waiting, len(attempt_ids))
