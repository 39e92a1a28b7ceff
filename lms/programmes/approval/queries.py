"""How programmes stand; a few statements, however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from lms import database
from lms.programmes.approval.models import ProgrammeInForce
from lms.programmes.approval.reading import contents_of
from lms.programmes.approval.rules import Change, Content, Standing, differences, digest, standing
from lms.programmes.models import Programme


@dataclass(frozen=True)
class Look:
    """A programme as it is now, beside what is in force of it."""

    content: Content
    digest: str
    standing: Standing
    in_force: ProgrammeInForce | None = None
    changes: list[Change] = field(default_factory=list)


def look_at(programme: Programme) -> Look:
    return looks_at([programme])[programme.id]


def looks_at(programmes: Sequence[Programme]) -> dict[int, Look]:
    """By the id of the programme."""
    ids = [one.id for one in programmes]
    statement = select(ProgrammeInForce).where(ProgrammeInForce.programme_id.in_(ids))
    held = {one.programme_id: one for one in database.session.scalars(statement)}
    return {key: _look(content, held.get(key)) for key, content in contents_of(programmes).items()}


def known_before(programme: Programme) -> ProgrammeInForce | None:
    """What is in force of the newest other version that has something in force: readers know that one."""
    others = (Programme.code == programme.code, Programme.id != programme.id)
    statement = (
        select(ProgrammeInForce)
        .join(Programme, Programme.id == ProgrammeInForce.programme_id)
        .where(*others)
        .order_by(Programme.version.desc())
        .limit(1)
    )
    return database.session.scalars(statement).first()


def _look(content: Content, held: ProgrammeInForce | None) -> Look:
    name = digest(content)
    if held is None:
        return Look(content, name, standing(None, same=False))
    same = held.digest == name
    changes = [] if same else differences(held.content, content)
    return Look(content, name, standing(held.origin, same), held, changes)
