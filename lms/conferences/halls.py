"""Whether the hall of a planned conference is wanted by somebody else then: a class, or another conference."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms import database
from lms.classes import agenda
from lms.classes.clashes import Booking, ask_also, bookings, hall_key
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
    taken = bookings(conference.starts_at, ends_of(conference))
    return [one.starts_at for one in taken if one.hall == hall and one.session_id != -conference.id]


def held_between(starts_at: datetime, ends_at: datetime) -> list[Booking]:
    """Planned conferences as bookings of their halls; one statement."""
    near = select(Conference).where(
        Conference.state == ConferenceState.PLANNED,
        Conference.starts_at.between(starts_at - LONGEST, ends_at),
    )
    found = [_booking(one) for one in database.session.scalars(near)]
    return [one for one in found if one.starts_at < ends_at and starts_at < one.ends_at]


def _booking(conference: Conference) -> Booking:
    return Booking(
        session_id=-conference.id,
        class_id=0,
        code="",
        number=0,
        starts_at=conference.starts_at,
        ends_at=ends_of(conference),
        hall=hall_key("", conference.place),
    )


def ends_of(conference: Conference) -> datetime:
    """By its agenda, if it has one."""
    minutes = sum(item.minutes for item in agenda.items_of(conference.agenda))
    return conference.starts_at + (timedelta(minutes=minutes) if minutes else USUAL)


ask_also(held_between)
