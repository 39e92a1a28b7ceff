"""What a learner may see of an attempt. What the review policy withholds never gets as far as a template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from lms.quizzes import rules
from lms.quizzes.closing import Latest, latest_marks
from lms.quizzes.corrections import rules as corrections
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.corrections.rules import Action, Change, Changes
from lms.quizzes.models import Attempt, AttemptMark, Quiz, Response
from lms.quizzes.rules import Reveal, Review
from lms.quizzes.sheets import Case, Item, Sheet, sheet
from question_bank.grading import rounded
from question_bank.markup import escaped
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
    comment: str
    full: Decimal
    void: Action | None
    case: Case | None


@dataclass(frozen=True)
class Adjustment:
    """A question that was corrected after it was asked: when and why."""

    number: int
    at: datetime
    reason: str


@dataclass(frozen=True)
class Result:
    """Everything that the page says."""

    review: Review
    answered: int
    asked: int
    score: Score | None
    lines: list[Line]
    adjustments: list[Adjustment]


def review_of(quiz: Quiz, attempt: Attempt, closes_at: datetime | None, now: datetime) -> Review:
    """What may be shown of this attempt now; `closes_at` is when the quiz closes for this person."""
    return _review(quiz, closes_at, now, is_closed=attempt.closed_at is not None)


def score_is_shown(quiz: Quiz, closes_at: datetime | None, now: datetime) -> bool:
    """Whether the score of an attempt that is over may be known; `closes_at` as for `review_of`."""
    return _review(quiz, closes_at, now, is_closed=True).score


def _review(quiz: Quiz, closes_at: datetime | None, now: datetime, *, is_closed: bool) -> Review:
    """While the quiz is paused its closing waits, and so does what is shown after it."""
    if closes_at and quiz.paused_at:
        closes_at = rules.resumed(closes_at, quiz.paused_at, now)
    policy: dict[str, Reveal] = {
        "score": quiz.show_score,
        "marks": quiz.show_marks,
        "key": quiz.show_key,
        "explanation": quiz.show_explanation,
    }
    return rules.review(policy, is_closed=is_closed, closes_at=closes_at, now=now)


def result(connection: Connection, attempt: Attempt, quiz: Quiz, key: str, review: Review) -> Result:
    """What the learner is shown, and no more."""
    asked = sheet(key)
    changes = changes_of(connection, quiz.id)
    answers = answers_of(connection, attempt.id)
    marks = latest_marks(connection, [attempt.id]).get(attempt.id, {}) if review.marks else {}
    seen = _Seen(asked, answers, marks, changes, quiz.out_of, review)
    lines = [_line(item, seen) for item in asked.items.values() if review.lines]
    score = score_of(connection, attempt.id, quiz.pass_mark) if review.score else None
    adjusted = _adjustments(asked, changes) if review.score or review.marks else []
    return Result(review, len(answers), len(asked.items), score, lines, adjusted)


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


@dataclass(frozen=True)
class _Seen:
    """What the lines of one attempt are made of; `marks` are empty where they may not be shown."""

    asked: Sheet
    answers: Mapping[int, Any]
    marks: Mapping[int, Latest]
    changes: Changes
    out_of: Decimal
    review: Review

    @cached_property
    def worth(self) -> dict[int, Fraction]:
        """What each question is worth on the quiz's scale, after the corrections."""
        shares = {slot: mark.share for slot, mark in self.marks.items()}
        counted = corrections.weights(self.asked.items, shares, self.changes.standing)
        whole = sum(map(Fraction, counted.values()), Fraction(0)) or Fraction(1)
        return {slot: Fraction(points) / whole * Fraction(self.out_of) for slot, points in counted.items()}


def _line(item: Item, seen: _Seen) -> Line:
    review, worth = seen.review, seen.worth[item.number]
    changes = seen.changes.of(item.version_id)
    share = _share(item.number, seen.answers, seen.marks) if review.marks else None
    full = Fraction(item.points) / Fraction(seen.asked.points) * Fraction(seen.out_of)
    mark = seen.marks.get(item.number)
    return Line(
        number=item.number,
        text=replace(item.question, case="").read_text,
        answer=described(item, seen.answers.get(item.number)),
        earned=None if share is None else rounded(share * worth),
        worth=rounded(worth),
        right=None if share is None else share == 1,
        key=_key(item, changes) if review.key else None,
        explanation=_explanation(item, changes) if review.explanation else None,
        comment=mark.comment if mark else "",
        full=rounded(full),
        void=next((one.action for one in reversed(changes) if one.action in _VOID), None),
        case=seen.asked.cases.get(item.number),
    )


_VOID = frozenset({Action.CREDIT, Action.DROP})


def _key(item: Item, changes: Sequence[Change]) -> str:
    """Every answer that counts as right now."""
    keys = [one.correct_response() for one in corrections.answers_now(item.question, changes)]
    return " / ".join(dict.fromkeys(described(item, key) for key in keys if key is not None))


def _explanation(item: Item, changes: Sequence[Change]) -> str:
    other = corrections.explanation(changes)
    return item.question.explanation if other is None else escaped(other)


def _adjustments(asked: Sheet, changes: Changes) -> list[Adjustment]:
    numbers = {item.version_id: item.number for item in asked.items.values()}
    return [
        Adjustment(numbers[change.version_id], change.at, change.reason)
        for change in changes.standing
        if change.version_id in numbers
    ]


def _share(number: int, answers: Mapping[int, Any], marks: Mapping[int, Latest]) -> Fraction | None:
    """Nothing answered is nothing earned; an answer without a mark waits."""
    if number in marks:
        return marks[number].share
    return None if number in answers else Fraction(0)
