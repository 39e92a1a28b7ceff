"""What waits for a person, by question; and the answers to one question. As many statements however many sat."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Text, and_, case, cast, func, null, or_, select, type_coerce
from sqlalchemy.orm import aliased

from lms import database
from lms.accounts.models import Person
from lms.columns import Json
from lms.questions.models import QuestionVersion
from lms.quizzes.models import Attempt, PaperSlot, Quiz, Response, SlotMark
from lms.quizzes.queue.rules import SAME_UP_TO, Answer
from lms.quizzes.results import described
from lms.quizzes.sheets import Item

TYPED = "short_text"  # what the machine found wrong in it is worth a look: people write the same in many ways
_Earlier = aliased(SlotMark)
_LETTERS = SAME_UP_TO * 6  # a letter may be written as \u1ea1


@dataclass(frozen=True)
class Pile:
    """One question that people mark: how many answers wait, were marked by hand, or are only worth a look."""

    version_id: int
    text: str
    waiting: int
    marked: int
    unmatched: int


def piles(quiz_id: int) -> list[Pile]:
    """The questions of a quiz with answers for people, those that wait first."""
    waits, by_hand = SlotMark.share.is_(None), SlotMark.by_id.is_not(None)
    counts = [
        func.sum(case((condition, 1), else_=0))
        for condition in (waits, and_(by_hand, SlotMark.share.is_not(None)), _unmatched())
    ]
    statement = (
        _marked(select(QuestionVersion.id, QuestionVersion.text, *counts), quiz_id)
        .where(_for_people())
        .group_by(QuestionVersion.id, QuestionVersion.text)
        .order_by(QuestionVersion.id)
    )
    found = [Pile(*row) for row in database.session.execute(statement).all()]
    return sorted(found, key=lambda pile: (not pile.waiting, not pile.unmatched))


def waiting_count(quiz_id: int) -> int:
    """How many answers of a quiz wait for a person."""
    statement = _marked(select(func.count()), quiz_id).where(SlotMark.share.is_(None))
    return database.session.scalar(statement) or 0


def answers(quiz: Quiz, version_id: int, asked: Item) -> list[Answer]:
    """The answers to one question that a person marks, marked or not. Without names where marking is blind."""
    name = null() if quiz.blind_marking else Person.full_name
    short = func.length(cast(Response.value, Text)) <= _LETTERS
    columns = (
        Attempt.id,
        Attempt.public_id,
        SlotMark.slot,
        SlotMark.id.label("mark_id"),
        SlotMark.share,
        SlotMark.by_id,
        SlotMark.comment,
        type_coerce(case((short, Response.value), else_=null()), Json).label("value"),
        name.label("name"),
    )
    statement = _marked(select(*columns), quiz.id).where(QuestionVersion.id == version_id, _for_people())
    if not quiz.blind_marking:
        statement = statement.join(Person, Person.id == Attempt.person_id)
    return [_answer(row, asked) for row in database.session.execute(statement)]


def text_of(answer: Answer, asked: Item) -> str:
    """What was answered, in full."""
    if answer.text is not None:
        return answer.text
    statement = select(Response.value).where(
        Response.attempt_id == answer.attempt_id, Response.slot == answer.slot
    )
    return described(asked, database.session.scalar(statement))


def by_marker(quiz_id: int, version_id: int, marker_id: int, limit: int = 60) -> Sequence[Any]:
    """The marks that somebody gave to answers of one question, the latest first."""
    statement = (
        select(SlotMark.share, SlotMark.comment)
        .join(Attempt, Attempt.id == SlotMark.attempt_id)
        .join(PaperSlot, and_(PaperSlot.paper_id == Attempt.paper_id, PaperSlot.number == SlotMark.slot))
        .where(
            Attempt.quiz_id == quiz_id,
            PaperSlot.question_version_id == version_id,
            SlotMark.by_id == marker_id,
            SlotMark.share.is_not(None),
        )
        .order_by(SlotMark.id.desc())
        .limit(limit)
    )
    return database.session.execute(statement).all()


def given_by(mark_ids: Sequence[int]) -> dict[int, str]:
    """Who gave these marks, by mark."""
    statement = select(SlotMark.id, Person.full_name).join(Person, Person.id == SlotMark.by_id)
    rows = database.session.execute(statement.where(SlotMark.id.in_(mark_ids)))
    return {row.id: row.full_name for row in rows}


def before(answers: Sequence[Answer]) -> dict[int, Any]:
    """The mark that stood before the one that counts now, by that one."""
    earlier = (
        select(SlotMark.id, func.max(_Earlier.id).label("before"))
        .join(
            _Earlier,
            and_(
                _Earlier.attempt_id == SlotMark.attempt_id,
                _Earlier.slot == SlotMark.slot,
                _Earlier.id < SlotMark.id,
            ),
        )
        .where(SlotMark.id.in_([answer.mark_id for answer in answers]))
        .group_by(SlotMark.id)
        .subquery()
    )
    statement = select(earlier.c.id, _Earlier.share, _Earlier.comment).join(
        earlier, earlier.c.before == _Earlier.id
    )
    return {row.id: row for row in database.session.execute(statement)}


def _marked(statement: Any, quiz_id: int) -> Any:
    """The marks that count now of closed attempts, each with the answer and the question."""
    newest = (
        select(func.max(SlotMark.id))
        .join(Attempt, Attempt.id == SlotMark.attempt_id)
        .where(Attempt.quiz_id == quiz_id, Attempt.closed_at.is_not(None))
        .group_by(SlotMark.attempt_id, SlotMark.slot)
    )
    return (
        statement.select_from(SlotMark)
        .join(Attempt, Attempt.id == SlotMark.attempt_id)
        .join(PaperSlot, and_(PaperSlot.paper_id == Attempt.paper_id, PaperSlot.number == SlotMark.slot))
        .join(QuestionVersion, QuestionVersion.id == PaperSlot.question_version_id)
        .join(Response, and_(Response.attempt_id == Attempt.id, Response.slot == SlotMark.slot))
        .where(SlotMark.id.in_(newest))
    )


def _unmatched() -> Any:
    return and_(
        QuestionVersion.type == TYPED,
        SlotMark.by_id.is_(None),
        SlotMark.share == "0",
        Response.value.is_not(None),
    )


def _for_people() -> Any:
    return or_(SlotMark.share.is_(None), SlotMark.by_id.is_not(None), _unmatched())


def _answer(row: Any, asked: Item) -> Answer:
    return Answer(
        attempt_id=row.id,
        code=row.public_id,
        slot=row.slot,
        text=None if row.value is None else described(asked, row.value),
        mark_id=row.mark_id,
        share=None if row.share is None else Fraction(row.share),
        by_id=row.by_id,
        comment=row.comment,
        name=row.name or "",
    )
