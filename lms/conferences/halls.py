"""Whether the hall of a planned conference is wanted by somebody else then: a class, or another conference."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms import database
from lms.classes import agenda
from lms.classes.clashes import bookings, hall_key
from lms.conferences.models import Conference, ConferenceState

USUAL = timedelta(hours=3)  # where no agenda says how long it lasts
LONGEST = timedelta(hours=24)


def taken_at(conference: Conference) -> list[datetime]:
    """When the others begin that want the same hall at the same time, whoever they are; empty if nobody does.

    Halls are compared as they are written, marks and capitals aside. What others hold there is not told: an officer
    of one unit need not know of it. Two statements.
    """
    hall = hall_key("", conference.place)
    if not hall or conference.state is not ConferenceState.PLANNED:
        return []
    starts_at, ends_at = conference.starts_at, ends_of(conference)
    classes = [one.starts_at for one in bookings(starts_at, ends_at) if one.hall == hall]
    near = select(Conference).where(
        Conference.id != conference.id,
        Conference.state == ConferenceState.PLANNED,
        Conference.starts_at.between(starts_at - LONGEST, ends_at),
    )
    others = [
        one.starts_at
        for one in database.session.scalars(near)
        if hall_key("", one.place) == hall and one.starts_at < ends_at and starts_at < ends_of(one)
    ]
    return sorted([*classes, *others])


def ends_of(conference: Conference) -> datetime:
    """By its agenda, if it has one."""
    minutes = sum(item.minutes for item in agenda.items_of(conference.agenda))
    return conference.starts_at + (timedelta(minutes=minutes) if minutes else USUAL)
