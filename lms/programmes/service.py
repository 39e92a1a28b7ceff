"""What can be done with a programme: write it, change it, issue it anew."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update as change

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes import queries
from lms.programmes.data import BandData, ProgrammeData, TopicData, data_of
from lms.programmes.models import Band, Programme, Topic, lineage
from lms.programmes.sources.models import SHELF
from lms.programmes.topics import service as arranging
from lms.programmes.topics.rules import carried

BEYOND = 1000


def create(data: ProgrammeData, actor: Person | None, now: datetime) -> Programme:
    """The first version of a programme."""
    programme = _store(data, version=1)
    record(actor, "programme.created", programme, now, new=_told(data))
    return programme


def update(programme: Programme, data: ProgrammeData, actor: Person | None, now: datetime) -> Programme:
    """Change the programme, or issue the next version if classes follow this one; those keep theirs."""
    if queries.has_classes(programme):
        return _issue(programme, data, actor, now)
    old = _told(data_of(programme))
    for name, value in data.plain.items():
        setattr(programme, name, value)
    _change_topics(programme, data.topics)
    _replace_bands(programme, data.bands)
    record(actor, "programme.changed", programme, now, old=old, new=_told(data))
    return programme


def lost_topics(programme: Programme, data: ProgrammeData) -> list[Topic]:
    """Topics that the change would take away although questions, materials or sessions stand under them."""
    if queries.has_classes(programme):
        return []
    kept = {topic.id for topic in data.topics}
    gone = [topic for topic in programme.topics if topic.id not in kept]
    used = queries.topics_in_use(programme) if gone else set()
    return [topic for topic in gone if topic.id in used]


def _issue(programme: Programme, data: ProgrammeData, actor: Person | None, now: datetime) -> Programme:
    latest = database.session.scalar(
        select(func.max(Programme.version)).where(Programme.code == programme.code)
    )
    lineages = {topic.id: topic.lineage for topic in programme.topics}
    parents = queries.parents_of(programme)
    issued = _store(data, version=(latest or 0) + 1, code=programme.code, lineages=lineages)
    _nest(issued, carried([topic.id or 0 for topic in data.topics], parents), lineages)
    SHELF.copy(programme, issued)
    record(actor, "programme.issued", issued, now, old={"version": programme.version}, new=_told(data))
    return issued


def _store(
    data: ProgrammeData, *, version: int, code: str | None = None, lineages: Mapping[int, str] | None = None
) -> Programme:
    """`lineages` are those of the version before, by the ids of its topics: what goes on is the same topic."""
    programme = Programme(**{**data.plain, "version": version, "code": code or data.code})
    database.session.add(programme)
    database.session.flush()
    for position, topic in enumerate(data.topics, 1):
        known = (lineages or {}).get(topic.id or 0)
        database.session.add(_topic(programme, topic, position, known or lineage()))
    _replace_bands(programme, data.bands)
    return programme


def _change_topics(programme: Programme, wanted: tuple[TopicData, ...]) -> None:
    """Rows that stay keep their id, since questions refer to it; positions are freed first, being unique."""
    present = {topic.id: topic for topic in programme.topics}
    parents = queries.parents_of(programme)
    kept = {topic.id for topic in wanted}
    for topic_id in present.keys() - kept:
        database.session.delete(present[topic_id])
    database.session.flush()
    database.session.execute(
        change(Topic).where(Topic.programme_id == programme.id).values(position=Topic.position + BEYOND)
    )
    for position, data in enumerate(wanted, 1):
        topic = present.get(data.id or 0)
        if topic is None:
            database.session.add(_topic(programme, data, position, lineage()))
        else:
            topic.title, topic.kind, topic.position = data.title, data.kind, position
            topic.periods, topic.sessions = data.periods, data.sessions
    database.session.flush()
    database.session.expire(programme, ["topics"])
    arranging.nest(programme, carried([topic.id for topic in programme.topics], parents))


def _nest(issued: Programme, parents: Mapping[int, int | None], lineages: Mapping[int, str]) -> None:
    """What stood below a topic in the version before stands below what that topic is now."""
    database.session.flush()
    here = {topic.lineage: topic.id for topic in issued.topics}
    below = {one: above for one, above in parents.items() if above and one in lineages}
    arranging.nest(issued, {here[lineages[one]]: here[lineages[above]] for one, above in below.items()})


def _topic(programme: Programme, data: TopicData, position: int, lineage: str) -> Topic:
    return Topic(
        programme_id=programme.id,
        position=position,
        lineage=lineage,
        title=data.title,
        kind=data.kind,
        periods=data.periods,
        sessions=data.sessions,
    )


def _replace_bands(programme: Programme, bands: tuple[BandData, ...]) -> None:
    database.session.execute(delete(Band).where(Band.programme_id == programme.id))
    database.session.flush()
    database.session.expire(programme, ["bands"])
    database.session.add_all(
        Band(programme_id=programme.id, label=band.label, minimum=band.minimum) for band in bands
    )
    database.session.flush()


def _told(data: ProgrammeData) -> dict[str, Any]:
    """As JSON holds it."""
    told: dict[str, Any] = {name: _plain(value) for name, value in data.plain.items()}
    told["topics"] = [[topic.title, topic.kind.value, topic.periods, topic.sessions] for topic in data.topics]
    told["bands"] = [[band.label, str(band.minimum)] for band in data.bands]
    return told


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case StrEnum():
            return value.value
        case _:
            return value
