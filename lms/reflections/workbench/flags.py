"""Flags on scripts: each marker's own; who asks a colleague is seen by the colleagues."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.reflections.models import Reflection
from lms.reflections.workbench.models import FlagKind, ScriptFlag


def put(reflection: Reflection, marker: Person, kind: FlagKind, now: datetime) -> None:
    """Put a flag on a script. Twice is once."""
    flag = ScriptFlag(reflection_id=reflection.id, marker_id=marker.id, kind=kind, raised_at=now)
    try:
        with database.session.begin_nested():
            database.session.add(flag)
    except IntegrityError:
        return


def take_down(reflection: Reflection, marker: Person, kind: FlagKind, now: datetime) -> None:
    """Take one's own flag down; the row stays and says when."""
    standing = update(ScriptFlag).where(
        *(ScriptFlag.reflection_id == reflection.id, ScriptFlag.marker_id == marker.id),
        *(ScriptFlag.kind == kind, ScriptFlag.lowered_at.is_(None)),
    )
    database.session.execute(standing.values(lowered_at=now))


def own(reflection_ids: Iterable[int], marker_id: int) -> dict[int, set[FlagKind]]:
    """The marker's standing flags, by reflection."""
    statement = select(ScriptFlag.reflection_id, ScriptFlag.kind).where(
        *(ScriptFlag.reflection_id.in_(list(reflection_ids)), ScriptFlag.marker_id == marker_id),
        ScriptFlag.lowered_at.is_(None),
    )
    found: dict[int, set[FlagKind]] = {}
    for reflection_id, kind in database.session.execute(statement):
        found.setdefault(reflection_id, set()).add(kind)
    return found


def askers(reflection_ids: Iterable[int], marker_id: int) -> dict[int, list[str]]:
    """Which colleagues ask about these scripts, by reflection."""
    statement = (
        select(ScriptFlag.reflection_id, Person.full_name)
        .join(Person, Person.id == ScriptFlag.marker_id)
        .where(
            *(ScriptFlag.reflection_id.in_(list(reflection_ids)), ScriptFlag.marker_id != marker_id),
            *(ScriptFlag.kind == FlagKind.ASK_COLLEAGUE, ScriptFlag.lowered_at.is_(None)),
        )
        .order_by(ScriptFlag.id)
    )
    found: dict[int, list[str]] = {}
    for reflection_id, name in database.session.execute(statement):
        found.setdefault(reflection_id, []).append(name)
    return found
