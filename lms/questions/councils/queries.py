"""Who may review what, and the councils as they stand; each answer is one statement or a few, whatever their number."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.audit.models import AuditEntry
from lms.permissions import MATRIX, Permission
from lms.programmes.models import Topic
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from lms.questions.councils.rules import WARNING
from lms.questions.models import Question

CHANGES = ("council.founded", "council.changed", "council.ended")


def stands_on(day: date) -> ColumnElement[bool]:
    """The condition on ReviewCouncil: it has not been ended, and the day lies within its term."""
    begun = or_(ReviewCouncil.begins_on.is_(None), ReviewCouncil.begins_on <= day)
    goes_on = or_(ReviewCouncil.ends_on.is_(None), ReviewCouncil.ends_on >= day)
    return and_(ReviewCouncil.ended_at.is_(None), begun, goes_on)


def within_reach(person_id: int, day: date) -> ColumnElement[bool]:
    """The condition on Question: no council covers its topic that day, or this person sits on one that does."""
    councils = _councils(day)
    seat = CouncilMember.council_id == CouncilTopic.council_id
    mine = councils.join(CouncilMember, seat).where(CouncilMember.person_id == person_id)
    return or_(~councils.exists(), mine.exists())


def covering(topic_id: int | None, day: date) -> Sequence[str]:
    """The names of the councils that review questions of this topic."""
    statement = (
        select(ReviewCouncil.name)
        .join(CouncilTopic, CouncilTopic.council_id == ReviewCouncil.id)
        .join(Topic, Topic.lineage == CouncilTopic.lineage)
        .where(Topic.id == topic_id, stands_on(day))
        .order_by(ReviewCouncil.name)
    )
    return database.session.scalars(statement).all()


def seats(person_id: int, topic_ids: Collection[int], day: date) -> dict[int, ReviewCouncil]:
    """By topic the council on which this person sits; of several the one that was founded first."""
    statement = (
        select(Topic.id, ReviewCouncil)
        .join(CouncilTopic, CouncilTopic.lineage == Topic.lineage)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .join(CouncilMember, CouncilMember.council_id == ReviewCouncil.id)
        .where(Topic.id.in_(topic_ids), CouncilMember.person_id == person_id, stands_on(day))
        .order_by(ReviewCouncil.id.desc())
    )
    return dict(database.session.execute(statement).all())


def standing() -> Sequence[ReviewCouncil]:
    """All councils that nobody has ended, by unit and name, with members and topics, whatever their term."""
    statement = _whole().where(ReviewCouncil.ended_at.is_(None))
    return database.session.scalars(statement.order_by(ReviewCouncil.unit_id, ReviewCouncil.name)).all()


def ended() -> Sequence[ReviewCouncil]:
    """The councils that were ended, the latest first."""
    statement = select(ReviewCouncil).where(ReviewCouncil.ended_at.is_not(None))
    latest = statement.order_by(ReviewCouncil.ended_at.desc(), ReviewCouncil.id.desc())
    return database.session.scalars(latest.options(joinedload(ReviewCouncil.unit))).all()


def running_out(day: date) -> Sequence[ReviewCouncil]:
    """The councils whose term ends soon or is over, and that nobody has ended; the earliest end first."""
    soon = ReviewCouncil.ends_on <= day + WARNING
    statement = select(ReviewCouncil).where(ReviewCouncil.ended_at.is_(None), soon)
    ordered = statement.order_by(ReviewCouncil.ends_on, ReviewCouncil.id)
    return database.session.scalars(ordered.options(joinedload(ReviewCouncil.unit))).all()


def changes_of(council_id: int) -> Sequence[tuple[AuditEntry, str | None]]:
    """What was entered about a council, with who did it, the latest first."""
    statement = (
        select(AuditEntry, Person.full_name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.action.in_(CHANGES), AuditEntry.subject_id == council_id)
        .order_by(AuditEntry.id.desc())
    )
    return [(entry, name) for entry, name in database.session.execute(statement)]


def sitting(lineages: Collection[str], day: date) -> list[dict[str, Any]]:
    """The councils that have one of the topics, with who sits on them: as it is kept with what they decide."""
    covering_it = select(CouncilTopic.council_id).where(CouncilTopic.lineage.in_(lineages))
    statement = _whole().where(ReviewCouncil.id.in_(covering_it), stands_on(day))
    return [
        {
            "name": council.name,
            "members": [[seat.post.value, seat.person.full_name] for seat in council.seated],
        }
        for council in database.session.scalars(statement.order_by(ReviewCouncil.name, ReviewCouncil.id))
    ]


def reviewers() -> Sequence[Person]:
    """Everybody who may approve questions, by name."""
    roles = MATRIX[Permission.QUESTION_APPROVE]
    held = select(Grant.person_id).where(Grant.role.in_(roles), Grant.ended_at.is_(None))
    statement = select(Person).where(Person.id.in_(held), Person.state == PersonState.ACTIVE)
    return database.session.scalars(statement.order_by(Person.sort_key)).all()


def _whole() -> Select[ReviewCouncil]:
    return select(ReviewCouncil).options(
        joinedload(ReviewCouncil.unit),
        selectinload(ReviewCouncil.seats).joinedload(CouncilMember.person),
        selectinload(ReviewCouncil.topics),
    )


def _councils(day: date) -> Select[Any]:
    """The councils that stand and cover the topic of the Question around this."""
    return (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .join(Topic, Topic.lineage == CouncilTopic.lineage)
        .where(Topic.id == Question.topic_id, stands_on(day))
        .correlate(Question)
    )
