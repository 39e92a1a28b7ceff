"""What a learner may see of an attempt. What the review policy withholds never gets as far as a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from lms.quizzes import rules
from lms.quizzes.closing import Latest, latest_marks
from lms.quizzes.models import Attempt, AttemptMark, Quiz, Response
from lms.quizzes.rules import Reveal, Review
from lms.quizzes.sheets import Item, Sheet, sheet
from question_bank.grading import rounded
from question_bank.question import InvalidResponse


@dataclass(frozen=True)
class Score:
    """The mark of an attempt; `waiting` answers are not in it yet."""

    points: Decimal
    out_of: Decimal
    passed: bool
    waiting: int


@dataclass(frozen=True)
class Line:
    """One question looked back at. None: not to be shown, or not known yet."""

    number: int
    text: str
    answer: str
    earned: Decimal | None
    worth: Decimal
    right: bool | None
    key: str | None
    explanation: str | None


@dataclass(frozen=True)
class Result:
    """Everything that the page says."""

    review: Review
    answered: int
    asked: int
    score: Score | None
    lines: list[Line]


def review_of(quiz: Quiz, attempt: Attempt, closes_at: datetime | None, now: datetime) -> Review:
    """What may be shown of this attempt now; `closes_at` is when the quiz closes for this person."""
    return rules.review(_policy(quiz), is_closed=attempt.closed_at is not None, closes_at=closes_at, now=now)


def score_is_shown(quiz: Quiz, closes_at: datetime | None, now: datetime) -> bool:
    """Whether the score of an attempt that is over may be known; `closes_at` as for `review_of`."""
    return rules.review(_policy(quiz), is_closed=True, closes_at=closes_at, now=now).score


def result(connection: Connection, attempt: Attempt, quiz: Quiz, key: str, review: Review) -> Result:
    """What the learner is shown, and no more."""
    asked = sheet(key)
    answers = answers_of(connection, attempt.id)
    marks = latest_marks(connection, [attempt.id]).get(attempt.id, {}) if review.marks else {}
    lines = [
        _line(item, asked, answers, marks, quiz, review)
        for item in asked.items.values()
        if review.marks or review.key
    ]
    score = score_of(connection, attempt.id, quiz.pass_mark) if review.score else None
    return Result(review, len(answers), len(asked.items), score, lines)


def answers_of(connection: Connection, attempt_id: int) -> dict[int, Any]:
    """The answers that stand, by slot; cleared ones are left out."""
    statement = select(Response.slot, Response.value).where(Response.attempt_id == attempt_id)
    return {row.slot: row.value for row in connection.execute(statement) if row.value is not None}


def score_of(connection: Connection, attempt_id: int, pass_mark: Decimal) -> Score | None:
    """The latest mark of the attempt as a whole; None while it is not marked."""
    statement = (
        select(AttemptMark.points, AttemptMark.out_of, AttemptMark.waiting)
        .where(AttemptMark.attempt_id == attempt_id)
        .order_by(AttemptMark.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    return Score(row.points, row.out_of, row.points >= pass_mark, row.waiting) if row else None


def described(item: Item, value: Any) -> str:
    """An answer in plain words; what cannot be an answer is shown as it came."""
    try:
        return item.question.describe(item.question.parse(value))
    except InvalidResponse:
        return str(value)


def _policy(quiz: Quiz) -> dict[str, Reveal]:
    return {"score": quiz.show_score, "marks": quiz.show_marks, "key": quiz.show_key}


def _line(
    item: Item,
    asked: Sheet,
    answers: Mapping[int, Any],
    marks: Mapping[int, Latest],
    quiz: Quiz,
    review: Review,
) -> Line:
    worth = Fraction(item.points) / Fraction(asked.points) * Fraction(quiz.out_of)
    share = _share(item.number, answers, marks) if review.marks else None
    return Line(
        number=item.number,
        text=item.question.text,
        answer=described(item, answers.get(item.number)),
        earned=None if share is None else rounded(share * worth),
        worth=rounded(worth),
        right=None if share is None else share == 1,
        key=described(item, item.question.correct_response()) if review.key else None,
        explanation=item.question.explanation if review.key else None,
    )


def _share(number: int, answers: Mapping[int, Any], marks: Mapping[int, Latest]) -> Fraction | None:
    """Nothing answered is nothing earned; an answer without a mark waits."""
    if number in marks:
        return marks[number].share
    return None if number in answers else Fraction(0)
