"""One topic moved, if the tree still is the one that its mover saw.

Order and nesting only arrange what is taught. So a programme that classes follow is rearranged in place: its topics
keep their ids and lineages, and whatever stands under them stays.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.audit.service import record
from lms.programmes.models import Programme, Topic, TopicNesting
from lms.programmes.queries import parents_of
from lms.programmes.topics import rules
from lms.programmes.topics.rules import Move, Node

BEYOND = 1000
ACTION = "programme.topic-moved"
SHOWN = 10


class Outcome(StrEnum):
    """STALE: somebody else moved topics meanwhile. STAYS: there is no such place."""

    MOVED = "moved"
    STALE = "stale"
    STAYS = "stays"


def nodes_of(programme: Programme) -> tuple[Node, ...]:
    """The topics as the rules know them."""
    return tuple(Node(topic_id, parent_id) for topic_id, parent_id in parents_of(programme).items())


def move(actor: Person, programme: Programme, wish: Move, seen: str, now: datetime) -> Outcome:
    """Move a topic with all below it; nothing happens to a tree that is not the one named by `seen`."""
    database.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())
    before = nodes_of(programme)
    if rules.look(before) != seen:
        return Outcome.STALE
    after = rules.moved(before, wish)
    if after is None:
        return Outcome.STAYS
    if after != before:
        _store(programme, after)
        told = {"topic": wish.topic_id, "how": wish.how.value, "target": wish.target_id}
        old, new = ([[node.id, node.parent_id] for node in nodes] for nodes in (before, after))
        record(actor, ACTION, programme, now, old={"topics": old}, new=told | {"topics": new})
    return Outcome.MOVED


def history(programme: Programme) -> Sequence[tuple[AuditEntry, str | None]]:
    """The latest moves with the names of who made them."""
    statement = (
        select(AuditEntry, Person.full_name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject == Programme.__name__,
            AuditEntry.subject_id == programme.id,
            AuditEntry.action == ACTION,
        )
        .order_by(AuditEntry.id.desc())
        .limit(SHOWN)
    )
    return [(entry, name) for entry, name in database.session.execute(statement)]


def _store(programme: Programme, nodes: Sequence[Node]) -> None:
    """Positions are freed first, being unique."""
    free = update(Topic).where(Topic.programme_id == programme.id).values(position=Topic.position + BEYOND)
    database.session.execute(free.execution_options(synchronize_session=False))
    for position, node in enumerate(nodes, 1):
        change = update(Topic).where(Topic.id == node.id).values(position=position)
        database.session.execute(change.execution_options(synchronize_session=False))
    for topic in programme.topics:
        database.session.expire(topic)
    database.session.expire(programme, ["topics"])
    nest(programme, {node.id: node.parent_id for node in nodes})


def nest(programme: Programme, parents: Mapping[int, int | None]) -> None:
    """Each topic stands below the one that is named, those of which nothing is said at the top."""
    mine = select(Topic.id).where(Topic.programme_id == programme.id)
    database.session.execute(delete(TopicNesting).where(TopicNesting.topic_id.in_(mine)))
    rows = [{"topic_id": one, "parent_id": above} for one, above in parents.items() if above is not None]
    if rows:
        database.session.execute(insert(TopicNesting), rows)
