"""Founding a council, changing who sits on it and what it reviews, and ending it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil


@dataclass(frozen=True)
class Details:
    """What makes a council: its unit, its name, who sits on it, and the lineages of its topics."""

    unit_id: int
    name: str
    members: frozenset[int]
    topics: frozenset[str]


def found(person: Person, details: Details, now: datetime) -> ReviewCouncil | None:
    """A new council; None if the unit has one of this name, whoever was faster."""
    council = ReviewCouncil(unit_id=details.unit_id, name=details.name, founded_at=now)
    try:
        with database.session.begin_nested():
            database.session.add(council)
    except IntegrityError:
        return None
    _seat(council, details.members, details.topics)
    record(person, "council.founded", council, now, new=_told(details))
    return council


def change(person: Person, council: ReviewCouncil, details: Details, now: datetime) -> bool:
    """Other facts; False, with nothing changed, if the unit has another council of this name."""
    _hold(council)
    old = details_of(council)
    if old == details:
        return True
    try:
        with database.session.begin_nested():
            council.unit_id, council.name = details.unit_id, details.name
    except IntegrityError:
        database.session.refresh(council)
        return False
    _seat(council, details.members, details.topics)
    record(person, "council.changed", council, now, old=_told(old), new=_told(details))
    return True


def end(person: Person, council: ReviewCouncil, now: datetime) -> None:
    """Its topics are open to every reviewer again. Twice changes nothing."""
    _hold(council)
    if council.ended_at is None:
        council.ended_at = max(now, council.founded_at)  # the clock of a server may have been put back
        record(person, "council.ended", council, now, old=_told(details_of(council)))


def details_of(council: ReviewCouncil) -> Details:
    """What is written down now."""
    members = frozenset(one.id for one in council.members)
    return Details(council.unit_id, council.name, members, frozenset(one.lineage for one in council.topics))


def _hold(council: ReviewCouncil) -> None:
    """Nobody else changes it until the end of the transaction; it is read as it stands now."""
    database.session.execute(select(ReviewCouncil.id).where(ReviewCouncil.id == council.id).with_for_update())
    database.session.expire(council)


def _seat(council: ReviewCouncil, members: Iterable[int], topics: Iterable[str]) -> None:
    """These sit on it and these are its topics, and no others."""
    for row in (CouncilMember, CouncilTopic):
        database.session.execute(delete(row).where(row.council_id == council.id))
    seats = [{"council_id": council.id, "person_id": one} for one in sorted(members)]
    lineages = [{"council_id": council.id, "lineage": one} for one in sorted(topics)]
    for table, rows in ((CouncilMember, seats), (CouncilTopic, lineages)):
        if rows:
            database.session.execute(insert(table), rows)
    database.session.expire(council)


def _told(details: Details) -> dict[str, Any]:
    return {
        "unit": details.unit_id,
        "name": details.name,
        "members": sorted(details.members),
        "topics": sorted(details.topics),
    }
