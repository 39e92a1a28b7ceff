"""Reads of uploads: one of a person's own, those that are not finished, and how much is used."""

from collections.abc import Sequence

from sqlalchemy import case, func, or_, select

from lms import database
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.rules import Used


def own(public_id: str, person_id: int, purpose: str) -> IncomingFile | None:
    """The unfinished upload that this person began for this purpose, and nobody else's."""
    statement = select(IncomingFile).where(
        IncomingFile.public_id == public_id,
        IncomingFile.person_id == person_id,
        IncomingFile.purpose == purpose,
        IncomingFile.file_id.is_(None),
    )
    return database.session.scalars(statement).one_or_none()


def unfinished(person_id: int, purpose: str) -> Sequence[IncomingFile]:
    """What a person began for a purpose and has not finished, the newest first."""
    statement = (
        select(IncomingFile)
        .where(
            IncomingFile.person_id == person_id,
            IncomingFile.purpose == purpose,
            IncomingFile.file_id.is_(None),
        )
        .order_by(IncomingFile.started_at.desc(), IncomingFile.id.desc())
    )
    return database.session.scalars(statement).all()


def used(person_id: int, unit_id: int) -> Used:
    """Bytes of a person and of a unit, those on their way included."""
    mine, ours = IncomingFile.person_id == person_id, IncomingFile.unit_id == unit_id
    sums = [func.coalesce(func.sum(case((one, IncomingFile.size), else_=0)), 0) for one in (mine, ours)]
    person, unit = database.session.execute(select(*sums).where(or_(mine, ours))).one()
    return Used(int(person), int(unit))
