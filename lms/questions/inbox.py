"""What waits for somebody: to be reviewed, to be repaired, to be submitted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.programmes.models import Programme, Topic
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.review import not_written_by

EACH = 50


@dataclass(frozen=True)
class Pile:
    """What waits under one topic; `topic` None is what stands under none."""

    programme: Programme | None
    topic: Topic | None
    count: int


def to_review(person_id: int) -> list[Pile]:
    """Submitted questions that this person wrote no part of, counted by topic."""
    return _piles(VersionState.SUBMITTED, not_written_by(person_id))


def to_submit(person_id: int) -> list[Pile]:
    """The person's own drafts, counted by topic."""
    return _piles(VersionState.DRAFT, [QuestionVersion.created_by_id == person_id])


def returned_to(person_id: int) -> Sequence[Question]:
    """Questions that came back to this person with a comment."""
    statement = _waiting(VersionState.RETURNED, [QuestionVersion.created_by_id == person_id])
    steps = contains_eager(Question.latest).selectinload(QuestionVersion.steps)
    return database.session.scalars(statement.options(steps).order_by(Question.id).limit(EACH)).all()


def pile(person_id: int, topic_id: int | None, programme_id: int | None) -> Select[Question]:
    """The questions of one topic that this person can review."""
    place = _at(topic_id, programme_id)
    return _waiting(VersionState.SUBMITTED, [*not_written_by(person_id), *place]).order_by(Question.id)


def version_ids(
    state: VersionState, person_id: int, topic_id: int | None, programme_id: int | None
) -> list[int]:
    """All versions of one pile: what this person can review, or their own drafts."""
    mine = [QuestionVersion.created_by_id == person_id]
    whose = not_written_by(person_id) if state is VersionState.SUBMITTED else mine
    statement = _waiting(state, [*whose, *_at(topic_id, programme_id)])
    return list(database.session.scalars(statement.with_only_columns(QuestionVersion.id)))


def _piles(state: VersionState, conditions: list[ColumnElement[bool]]) -> list[Pile]:
    counted = (
        _waiting(state, conditions, eager=False)
        .with_only_columns(Question.programme_id, Question.topic_id, func.count().label("waiting"))
        .group_by(Question.programme_id, Question.topic_id)
        .subquery()
    )
    statement = (
        select(Programme, Topic, counted.c.waiting)
        .select_from(counted)
        .outerjoin(Programme, Programme.id == counted.c.programme_id)
        .outerjoin(Topic, Topic.id == counted.c.topic_id)
        .order_by(Programme.title, Programme.id, Topic.position)
    )
    return [Pile(*row) for row in database.session.execute(statement)]


def _waiting(
    state: VersionState, conditions: list[ColumnElement[bool]], *, eager: bool = True
) -> Select[Question]:
    statement = (
        select(Question)
        .join(Question.latest)
        .where(QuestionVersion.state == state, Question.retired_at.is_(None), *conditions)
    )
    if not eager:
        return statement
    return statement.options(
        contains_eager(Question.latest), joinedload(Question.topic), joinedload(Question.author)
    )


def _at(topic_id: int | None, programme_id: int | None) -> list[ColumnElement[bool]]:
    if topic_id:
        return [Question.topic_id == topic_id]
    without = Question.topic_id.is_(None)
    if programme_id:
        return [without, Question.programme_id == programme_id]
    return [without, Question.programme_id.is_(None)]
