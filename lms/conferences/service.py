"""What can be done with conferences: enter one, change it, say what came of it, cancel it, remind who held none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.agenda import Item, stored as stored_items
from lms.classes.models import Delivery
from lms.classes.places import Place, stored as stored_places
from lms.conferences import queries
from lms.conferences.matrix import Unit
from lms.conferences.models import Conference, ConferenceKind, ConferenceState
from lms.conferences.quarters import Quarter
from lms.notices import service as notices
from lms.notices.service import Message
from lms.organisations.models import OrgUnit


@dataclass(frozen=True)
class Details:
    """What is written down about a conference. `participants` are those who came, known once it was held."""

    kind: ConferenceKind
    title: str
    starts_at: datetime
    place: str = ""
    chair: str = ""
    delivery: Delivery = Delivery.IN_PERSON
    invited: int | None = None
    participants: int | None = None
    questions: int = 0
    answered: int = 0
    notes: str = ""


def create(unit: OrgUnit, details: Details, actor: Person, now: datetime) -> Conference:
    """A conference of the unit; held already if its participants are counted."""
    conference = Conference(
        unit_id=unit.id,
        unit=unit,
        made_at=now,
        made_by_id=actor.id,
        state=_state(details),
        **asdict(details),
    )
    database.session.add(conference)
    record(actor, "conference.entered", conference, now, new=_told(details))
    return conference


def update(conference: Conference, details: Details, actor: Person, now: datetime) -> None:
    """Change what is written down; counting the participants makes it held, also one that was cancelled."""
    old = _told(details_of(conference))
    for name, value in asdict(details).items():
        setattr(conference, name, value)
    if details.participants is not None or conference.state is not ConferenceState.CANCELLED:
        conference.state, conference.reason = _state(details), ""
    record(actor, "conference.changed", conference, now, old=old, new=_told(details))


def cancel(conference: Conference, reason: str, actor: Person, now: datetime) -> bool:
    """It is not held; False for one that was."""
    if conference.state is ConferenceState.HELD:
        return False
    conference.state, conference.reason = ConferenceState.CANCELLED, reason
    record(actor, "conference.cancelled", conference, now, reason=reason)
    return True


def set_agenda(conference: Conference, items: Sequence[Item], actor: Person, now: datetime) -> None:
    """Another agenda."""
    _set(conference, "agenda", stored_items(items), actor, now)


def set_places(conference: Conference, places: Sequence[Place], actor: Person, now: datetime) -> None:
    """Other places away from the hall, or other head counts."""
    _set(conference, "places", stored_places(places), actor, now)


def details_of(conference: Conference) -> Details:
    """What is written down now."""
    return Details(**{name: getattr(conference, name) for name in Details.__dataclass_fields__})


@dataclass(frozen=True)
class Reminded:
    """How many officers were told for the first time today, and how many units have no officer."""

    told: int
    without_officer: int


def remind(units: Sequence[Unit], quarter: Quarter, now: datetime, *, occasion: str = "") -> Reminded:
    """Tell the officers of units that held none: once for the occasion, else once a day, however often it is asked."""
    which = occasion or f"{now:%Y%m%d}"
    officers = queries.officers_of([unit.id for unit in units])
    told = sum(
        notices.send(officers[unit.id], _reminder(unit, quarter, which), now)
        for unit in units
        if unit.id in officers
    )
    return Reminded(told, len(units) - len(officers))


def _reminder(unit: Unit, quarter: Quarter, occasion: str) -> Message:
    name = f"{quarter.numeral}/{quarter.year}"
    return Message(
        key=f"conference-due:{unit.id}:{quarter.year}-{quarter.number}:{occasion}",
        title=_("No conference entered yet for quarter %(quarter)s", quarter=name),
        body=_(
            "%(unit)s has no conference in Sen for this quarter. If one was held, please enter it.",
            unit=unit.name,
        ),
        path=f"/conferences/units/{unit.id}?year={quarter.year}&quarter={quarter.number}",
    )


def _state(details: Details) -> ConferenceState:
    return ConferenceState.PLANNED if details.participants is None else ConferenceState.HELD


def _told(details: Details) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(details).items()}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value


def _set(
    conference: Conference, part: str, value: list[dict[str, Any]], actor: Person, now: datetime
) -> None:
    old = getattr(conference, part)
    setattr(conference, part, value)
    record(actor, f"conference.{part}-set", conference, now, old={part: old}, new={part: value})
