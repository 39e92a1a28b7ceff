"""What is asked about programmes."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, column, exists, func, literal, select, table, tuple_
from sqlalchemy.orm import selectinload

from lms import database
from lms.columns import Base
from lms.programmes.models import Programme, Topic, TopicNesting

# A table of a higher feature, by name: a programme that classes follow is not changed under them.
_classes = table("study_classes", column("programme_id"))


def current() -> list[Programme]:
    """The latest version of each programme, by title."""
    latest = select(Programme.code, func.max(Programme.version)).group_by(Programme.code)
    statement = (
        select(Programme)
        .where(tuple_(Programme.code, Programme.version).in_(latest))
        .options(selectinload(Programme.topics))
        .order_by(Programme.title, Programme.id)
    )
    return list(database.session.scalars(statement))


def versions(programme: Programme) -> list[Programme]:
    """Every version of the programme, the latest first."""
    statement = select(Programme).where(Programme.code == programme.code).order_by(Programme.version.desc())
    return list(database.session.scalars(statement))


def version_ids(programme_id: int) -> Select[int]:
    """The ids of all versions of the programme that this is one of."""
    code = select(Programme.code).where(Programme.id == programme_id).scalar_subquery()
    return select(Programme.id).where(Programme.code == code)


def below_topic_ids(topic_id: int) -> Select[int]:
    """The ids, in the versions of the programme, of the topic and of all that stands below it in its own version."""
    below = select(literal(topic_id).label("id")).cte("below", recursive=True)
    below = below.union(select(TopicNesting.topic_id).where(TopicNesting.parent_id == below.c.id))
    lineages = select(Topic.lineage).where(Topic.id.in_(select(below.c.id)))
    return select(Topic.id).where(Topic.lineage.in_(lineages))


def branches_of(programme: Programme) -> dict[int, tuple[int, ...]]:
    """Each topic of the programme with all that stand below it, itself first."""
    parents = parents_of(programme)
    found: dict[int, tuple[int, ...]] = {}
    for one in reversed(parents):  # in reading order, so that what stands below comes behind
        found[one] = (one, *(low for child in parents if parents[child] == one for low in found[child]))
    return found


def upper_topic_ids() -> set[str]:
    """The topics that others stand below, as an address names them."""
    return set(map(str, database.session.scalars(select(TopicNesting.parent_id).distinct())))


def parents_of(programme: Programme) -> dict[int, int | None]:
    """What each topic of the programme stands below, in order; None at the top."""
    statement = (
        select(Topic.id, TopicNesting.parent_id)
        .outerjoin(TopicNesting, TopicNesting.topic_id == Topic.id)
        .where(Topic.programme_id == programme.id)
        .order_by(Topic.position)
    )
    return dict(database.session.execute(statement).all())


def find(programme_id: int) -> Programme | None:
    return database.session.get(Programme, programme_id)


def code_is_taken(code: str) -> bool:
    """Whether a programme has this code; capitals do not tell codes apart."""
    return bool(database.session.scalar(select(exists().where(func.lower(Programme.code) == code.lower()))))


def class_counts(programmes: Iterable[Programme]) -> dict[int, int]:
    """How many classes follow each of these programmes."""
    ids = [programme.id for programme in programmes]
    rows = database.session.execute(
        select(_classes.c.programme_id, func.count())
        .where(_classes.c.programme_id.in_(ids))
        .group_by(_classes.c.programme_id)
    )
    return dict(rows.all())


def has_classes(programme: Programme) -> bool:
    return bool(class_counts([programme]))


def topics_in_use(programme: Programme) -> set[int]:
    """Topics that anything else refers to: questions, materials, sessions."""
    return {
        topic_id
        for reference in _references_to_topics()
        for topic_id in database.session.scalars(
            select(reference).where(reference.in_([topic.id for topic in programme.topics])).distinct()
        )
    }


def _references_to_topics() -> list[ColumnElement[int]]:
    return [
        key.parent
        for other in Base.metadata.tables.values()
        if other is not TopicNesting.__table__
        for key in other.foreign_keys
        if key.column.table is Topic.__table__
    ]
