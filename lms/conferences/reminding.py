"""Before a quarter ends, the officers of units that have held nothing in it are told, once."""

from dataclasses import dataclass
from datetime import datetime

from lms.conferences import queries, service
from lms.conferences.models import ConferenceKind
from lms.conferences.quarters import quarter_at
from lms.conferences.queries import Asked
from lms.conferences.service import Reminded
from lms.jobs.queue import every
from lms.permissions import Permission, Role
from lms.web import clock
from lms.web.clock import local

DAYS_BEFORE = 14
HOURS = 6


@dataclass
class Everywhere:
    """Sees all units, as the centre itself does."""

    role: Role = Role.ORGANISER
    class_id: int | None = None
    unit_id: int | None = None


@every(HOURS * 3600)
def sweep() -> None:
    remind_before_the_end(clock.now())


def remind_before_the_end(now: datetime) -> Reminded:
    """In the last two weeks of a quarter: the conference on current affairs is what every unit holds each quarter."""
    quarter, today = quarter_at(now), local(now).date()
    if quarter.days_left(today) > DAYS_BEFORE:
        return Reminded(0, 0)
    asked = Asked(quarter.year, ConferenceKind.CURRENT_AFFAIRS)
    found = queries.matrix_of([Everywhere()], asked, today, Permission.CONFERENCE_REMIND)
    return service.remind([line.unit for line in found.wanting(quarter)], quarter, now, occasion="end")
