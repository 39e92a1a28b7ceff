"""“I am in the hall”: told by a learner who wants to, judged on the server, kept as in or out and nothing else."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, select

from lms import database
from lms.attendance.models import CheckIn, Checkpoint
from lms.attendance.trust import traces
from lms.attendance.trust.fingerprints import is_inside
from lms.attendance.trust.models import HallPlace, TraceKind
from lms.classes.models import ClassSession, StudyClass


@dataclass(frozen=True)
class Place:
    """Degrees, and metres of doubt, as the browser says them."""

    latitude: float
    longitude: float
    accuracy: float


def door_of(checkpoint_id: int, person_id: int) -> Any:
    """The checkpoint at which the person was checked in, if its class asks for places; else None."""
    if checkpoint_id >= 2**31:
        return None
    statement = (
        select(
            Checkpoint.id,
            ClassSession.number,
            StudyClass.id.label("study_class_id"),
            StudyClass.title.label("study_class"),
            HallPlace.latitude,
            HallPlace.longitude,
            HallPlace.radius_metres,
        )
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(HallPlace, HallPlace.study_class_id == StudyClass.id)
        .join(CheckIn, and_(CheckIn.checkpoint_id == Checkpoint.id, CheckIn.person_id == person_id))
        .where(Checkpoint.id == checkpoint_id)
    )
    return database.session.execute(statement).one_or_none()


def read(typed: Mapping[str, str]) -> Place | None:
    """None for what is no place on earth."""
    try:
        found = Place(*(float(typed.get(name, "")) for name in ("latitude", "longitude", "accuracy")))
    except ValueError:
        return None
    fine = all(math.isfinite(value) for value in (found.latitude, found.longitude, found.accuracy))
    return found if fine and abs(found.latitude) <= 90 and abs(found.longitude) <= 180 else None


def note(door: Any, person_id: int, place: Place, now: datetime) -> bool:
    """Whether they are in the hall; only that is kept, with the other traces and no longer than they are."""
    hall = Decimal(door.latitude), Decimal(door.longitude)
    inside = is_inside(hall, door.radius_metres, (place.latitude, place.longitude), place.accuracy)
    traces.note(TraceKind.PLACE, door.id, now, person_id=person_id, inside=inside)
    return inside
