"""Putting a signal aside, and saying where a hall lies."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance.trust.models import HallPlace, SignalDismissal
from lms.audit.service import record
from lms.classes.models import ClassSession, StudyClass

PLACE_COLUMNS = ("latitude", "longitude", "radius_metres")


def dismiss(
    class_session: ClassSession, key: str, told: str, reason: str, actor: Person, *, now: datetime
) -> bool:
    """Keep who looked at it, when and why, with what it said; False where somebody else has done so already."""
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    made = database.session.execute(
        insert(SignalDismissal)
        .values(
            class_session_id=class_session.id,
            key=key,
            told=told[:1000],
            reason=reason,
            at=now,
            by_id=actor.id,
        )
        .on_conflict_do_nothing()
        .returning(SignalDismissal.id)
    ).scalar_one_or_none()
    if made is None:
        return False
    new, class_id = {"key": key, "told": told[:1000]}, class_session.study_class_id
    record(
        actor, "attendance-signal.dismissed", class_session, now, new=new, reason=reason, class_id=class_id
    )
    return True


def place_of(study_class: StudyClass) -> HallPlace | None:
    return database.session.get(HallPlace, study_class.id)


def set_place(
    study_class: StudyClass, place: tuple[Decimal, Decimal, int], actor: Person, now: datetime
) -> None:
    """From now on learners of the class may say, if they want to, whether they are in the hall."""
    held, old = place_of(study_class), None
    if held is None:
        held = HallPlace(study_class_id=study_class.id)
        database.session.add(held)
    else:
        old = _told(held)
    held.latitude, held.longitude, held.radius_metres = place
    record(actor, "hall-place.set", study_class, now, old=old, new=_told(held), class_id=study_class.id)


def forget_place(study_class: StudyClass, actor: Person, now: datetime) -> None:
    """Nobody is asked any more. Where nothing was set, nothing changes."""
    held = place_of(study_class)
    if held is None:
        return
    old = _told(held)
    database.session.execute(delete(HallPlace).where(HallPlace.study_class_id == study_class.id))
    record(actor, "hall-place.removed", study_class, now, old=old, class_id=study_class.id)


def _told(place: HallPlace) -> dict[str, str]:
    return {name: str(getattr(place, name)) for name in PLACE_COLUMNS}
