"""Founding a council, changing its term, who sits on it and what it reviews, and ending it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions.councils.models import CouncilMember, CouncilTopic, PastSeat, ReviewCouncil
from lms.questions.councils.rules import Post


@dataclass(frozen=True)
class Details:
    """What makes a council: its unit, its name, who sits on it, the lineages of its topics, its term.

    `posts` says who of the members is more than that, by person.
    """

    unit_id: int
    name: str
    members: frozenset[int]
    topics: frozenset[str]
    begins_on: date | None = None
    ends_on: date | None = None
    posts: Mapping[int, Post] = field(default_factory=dict)

    def post(self, person_id: int) -> Post:
        return self.posts.get(person_id, Post.MEMBER)


def found(person: Person, details: Details, now: datetime) -> ReviewCouncil | None:
    """A new council; None if the unit has one of this name, whoever was faster."""
    council = ReviewCouncil(
        unit_id=details.unit_id,
        name=details.name,
        founded_at=now,
        begins_on=details.begins_on,
        ends_on=details.ends_on,
    )
    try:
        with database.session.begin_nested():
            database.session.add(council)
    except IntegrityError:
        return None
    _seat(council, details, now)
    _cover(council, details.topics)
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
            council.begins_on, council.ends_on = details.begins_on, details.ends_on
    except IntegrityError:
        database.session.refresh(council)
        return False
    _seat(council, details, now)
    _cover(council, details.topics)
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
    return Details(
        council.unit_id,
        council.name,
        frozenset(seat.person_id for seat in council.seats),
        frozenset(one.lineage for one in council.topics),
        council.begins_on,
        council.ends_on,
        {seat.person_id: seat.post for seat in council.seats if seat.post is not Post.MEMBER},
    )


def _hold(council: ReviewCouncil) -> None:
    """Nobody else changes it until the end of the transaction; it is read as it stands now."""
    database.session.execute(select(ReviewCouncil.id).where(ReviewCouncil.id == council.id).with_for_update())
    database.session.expire(council)
    seats = select(CouncilMember).where(CouncilMember.council_id == council.id)
    database.session.scalars(seats.execution_options(populate_existing=True)).all()


def _seat(council: ReviewCouncil, details: Details, now: datetime) -> None:
    """These sit on it, as what they are, and no others; who sat there before stays in its history."""
    here = {seat.person_id: seat for seat in council.seats}
    kept = {one for one, seat in here.items() if one in details.members and seat.post is details.post(one)}
    leaving = [seat for one, seat in here.items() if one not in kept]
    if leaving:
        database.session.execute(insert(PastSeat), [_past(council, seat, now) for seat in leaving])
        theirs = CouncilMember.person_id.in_([seat.person_id for seat in leaving])
        database.session.execute(delete(CouncilMember).where(CouncilMember.council_id == council.id, theirs))
    coming = sorted(details.members - kept)
    rows = [
        {"council_id": council.id, "person_id": one, "post": details.post(one), "since": now}
        for one in coming
    ]
    if rows:
        database.session.execute(insert(CouncilMember), rows)
    for seat in leaving:
        database.session.expunge(seat)
    database.session.expire(council)


def _past(council: ReviewCouncil, seat: CouncilMember, now: datetime) -> dict[str, Any]:
    since = seat.since or council.founded_at
    return {
        "council_id": council.id,
        "person_id": seat.person_id,
        "post": seat.post,
        "since": since,
        "until": max(now, since),
    }


def _cover(council: ReviewCouncil, topics: Iterable[str]) -> None:
    """These are its topics, and no others."""
    database.session.execute(delete(CouncilTopic).where(CouncilTopic.council_id == council.id))
    rows = [{"council_id": council.id, "lineage": one} for one in sorted(topics)]
    if rows:
        database.session.execute(insert(CouncilTopic), rows)
    database.session.expire(council)


def _told(details: Details) -> dict[str, Any]:
    return {
        "unit": details.unit_id,
        "name": details.name,
        "members": sorted(details.members),
        "posts": {post.value: one for one, post in sorted(details.posts.items())},
        "topics": sorted(details.topics),
        "term": [day.isoformat() if day else None for day in (details.begins_on, details.ends_on)],
    }
