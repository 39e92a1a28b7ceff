"""How programmes stand; a few statements, however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import column, select, table

from lms import database
from lms.programmes.approval.models import ProgrammeInForce
from lms.programmes.approval.reading import contents_of
from lms.programmes.approval.rules import Change, Content, Standing, differences, digest, standing
from lms.programmes.models import Programme

# A table of the feature above, by name.
_submissions = table("programme_submissions", column("programme_id"), column("state"))


@dataclass(frozen=True)
class Look:
    """A programme as it is now, beside what is in force of it; `waits` while a copy is under appraisal."""

    content: Content
    digest: str
    standing: Standing
    waits: bool = False
    in_force: ProgrammeInForce | None = None
    changes: list[Change] = field(default_factory=list)


def look_at(programme: Programme) -> Look:
    return looks_at([programme])[programme.id]


def looks_at(programmes: Sequence[Programme]) -> dict[int, Look]:
    """By the id of the programme."""
    ids = [one.id for one in programmes]
    statement = select(ProgrammeInForce).where(ProgrammeInForce.programme_id.in_(ids))
    held = {one.programme_id: one for one in database.session.scalars(statement)}
    asked = select(_submissions.c.programme_id).where(
        _submissions.c.programme_id.in_(ids), _submissions.c.state == "submitted"
    )
    waiting = set(database.session.scalars(asked))
    return {
        key: _look(content, held.get(key), key in waiting) for key, content in contents_of(programmes).items()
    }


def known(programme: Programme) -> ProgrammeInForce | None:
    """What readers know of it: what is in force of this version, else of the newest one that has something in force."""
    statement = (
        select(ProgrammeInForce)
        .join(Programme, Programme.id == ProgrammeInForce.programme_id)
        .where(Programme.code == programme.code)
        .order_by(Programme.id != programme.id, Programme.version.desc())
        .limit(1)
    )
    return database.session.scalars(statement).first()


def _look(content: Content, held: ProgrammeInForce | None, waits: bool) -> Look:
    name = digest(content)
    if held is None:
        return Look(content, name, standing(None, same=False), waits)
    same = held.digest == name
    changes = [] if same else differences(held.content, content)
    return Look(content, name, standing(held.origin, same), waits, held, changes)
