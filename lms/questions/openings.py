"""Which questions are open for practice, as rows with a beginning and an end; `lms/practice` judges what may be."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, false, insert, or_, select, update
from sqlalchemy.orm import aliased, joinedload

from lms import database
from lms.accounts.models import Person
from lms.questions.models import PracticeOpening, Question

AT_ONCE = 50
# What a feature above knows against a question that is open, e.g. a key that was corrected in a test.
_against: list[Callable[[], ColumnElement[bool]]] = []


def withhold(condition: Callable[[], ColumnElement[bool]]) -> None:
    """Called at import by whoever knows of such questions; `condition` is one on QuestionVersion."""
    if condition not in _against:
        _against.append(condition)


def withheld() -> ColumnElement[bool]:
    """The condition on QuestionVersion: it is open, but nobody should be taught its key."""
    return or_(false(), *(condition() for condition in _against))


def is_open() -> ColumnElement[bool]:
    """The condition on Question: it is open for practice."""
    return exists().where(PracticeOpening.question_id == Question.id, PracticeOpening.closed_at.is_(None))


def known_from_practice() -> ColumnElement[bool]:
    """The condition on Question: it, or one that asks the same with the same options, is open for practice."""
    twin = aliased(Question)
    keys = select(twin.duplicate_key).join(PracticeOpening, PracticeOpening.question_id == twin.id)
    return Question.duplicate_key.in_(keys.where(PracticeOpening.closed_at.is_(None)))


def open_among(question_ids: Collection[int]) -> set[int]:
    """Which of these are open for practice; so many as one `IN (…)` can hold."""
    statement = select(PracticeOpening.question_id).where(
        PracticeOpening.question_id.in_(question_ids), PracticeOpening.closed_at.is_(None)
    )
    return set(database.session.scalars(statement))


def history(question_id: int) -> list[PracticeOpening]:
    """When the question was open and by whom, the latest first."""
    statement = (
        select(PracticeOpening)
        .where(PracticeOpening.question_id == question_id)
        .options(joinedload(PracticeOpening.opened_by), joinedload(PracticeOpening.closed_by))
        .order_by(PracticeOpening.id.desc())
        .limit(AT_ONCE)
    )
    return list(database.session.scalars(statement))


def add(question_ids: Collection[int], person: Person, now: datetime) -> None:
    """Open these, none of which is open; the caller has locked the questions."""
    rows = [{"question_id": one, "opened_at": now, "opened_by_id": person.id} for one in question_ids]
    if rows:
        database.session.execute(insert(PracticeOpening), rows)


def close(question_ids: Collection[int], person: Person, now: datetime) -> int:
    """Close those of these that are open; how many were."""
    statement = (
        update(PracticeOpening)
        .where(PracticeOpening.question_id.in_(question_ids), PracticeOpening.closed_at.is_(None))
        .values(closed_at=now, closed_by_id=person.id)
    )
    return int(database.session.execute(statement).rowcount)  # type: ignore[attr-defined]
