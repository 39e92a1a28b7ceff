"""Who may review what, and the councils as they stand; each answer is one statement or a few, whatever their number."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.permissions import MATRIX, Permission
from lms.programmes.models import Topic
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from lms.questions.models import Question


def within_reach(person_id: int) -> ColumnElement[bool]:
    """The condition on Question: no council covers its topic, or this person sits on one that does."""
    councils = _councils()
    seat = CouncilMember.council_id == CouncilTopic.council_id
    mine = councils.join(CouncilMember, seat).where(CouncilMember.person_id == person_id)
    return or_(~councils.exists(), mine.exists())


def covering(topic_id: int | None) -> Sequence[str]:
    """The names of the councils that review questions of this topic."""
    statement = (
        select(ReviewCouncil.name)
        .join(CouncilTopic, CouncilTopic.council_id == ReviewCouncil.id)
        .join(Topic, Topic.lineage == CouncilTopic.lineage)
        .where(Topic.id == topic_id, ReviewCouncil.ended_at.is_(None))
        .order_by(ReviewCouncil.name)
    )
    return database.session.scalars(statement).all()


def seats(person_id: int, topic_ids: Collection[int]) -> dict[int, ReviewCouncil]:
    """By topic the council on which this person sits; of several the one that was founded first."""
    statement = (
        select(Topic.id, ReviewCouncil)
        .join(CouncilTopic, CouncilTopic.lineage == Topic.lineage)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .join(CouncilMember, CouncilMember.council_id == ReviewCouncil.id)
        .where(
            Topic.id.in_(topic_ids), CouncilMember.person_id == person_id, ReviewCouncil.ended_at.is_(None)
        )
        .order_by(ReviewCouncil.id.desc())
    )
    return dict(database.session.execute(statement).all())


def standing() -> Sequence[ReviewCouncil]:
    """All councils, by unit and name, with members and topics."""
    statement = (
        select(ReviewCouncil)
        .where(ReviewCouncil.ended_at.is_(None))
        .join(ReviewCouncil.unit)
        .options(
            joinedload(ReviewCouncil.unit),
            selectinload(ReviewCouncil.members),
            selectinload(ReviewCouncil.topics),
        )
        .order_by(ReviewCouncil.unit_id, ReviewCouncil.name)
    )
    return database.session.scalars(statement).all()


def reviewers() -> Sequence[Person]:
    """Everybody who may approve questions, by name."""
    roles = MATRIX[Permission.QUESTION_APPROVE]
    held = select(Grant.person_id).where(Grant.role.in_(roles), Grant.ended_at.is_(None))
    statement = select(Person).where(Person.id.in_(held), Person.state == PersonState.ACTIVE)
    return database.session.scalars(statement.order_by(Person.sort_key)).all()


def _councils() -> Select[Any]:
    """The councils that stand and cover the topic of the Question around this."""
    return (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .join(Topic, Topic.lineage == CouncilTopic.lineage)
        .where(Topic.id == Question.topic_id, ReviewCouncil.ended_at.is_(None))
        .correlate(Question)
    )
