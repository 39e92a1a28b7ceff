"""Who asks the bank: a person with the units of their work, or a class for which papers are drawn."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask import g, has_request_context
from flask_login import current_user
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.organisations.models import OrgUnit, units_on
from lms.permissions import MATRIX, GrantLike, Permission, Role
from lms.questions.sharing.rules import EVERYWHERE, NOBODY, Viewer
from lms.web import clock
from lms.web.clock import local

_ROLES = MATRIX[Permission.QUESTION_SEE]


def viewer_of(person_id: int, grants: Iterable[GrantLike], day: date) -> Viewer:
    """A person who works with the bank, by the roles that let them; one statement, if a role has a place at all."""
    held = [grant for grant in grants if grant.role in _ROLES]
    paths = _paths(held)
    covered = [(grant.role, _covers(grant, paths)) for grant in held if grant.class_id is None]
    return Viewer(
        person_id,
        frozenset(unit for path in paths.values() for unit in units_on(path)),
        tuple(sorted({path for _role, path in covered if path})),
        tuple(sorted({path for role, path in covered if path and role is Role.ADMINISTRATOR})),
        day,
    )


def as_viewer(person: Person | None, now: datetime) -> Viewer:
    """Somebody who does something with the bank now; without a person, whoever works at the server itself."""
    return viewer_of(person.id, person.grants, local(now).date()) if person else NOBODY


def viewer() -> Viewer:
    """Whoever sent this request, today; asked of the database once."""
    if not has_request_context() or not current_user.is_authenticated:
        return NOBODY
    key = (current_user.id, tuple(current_user.grants), clock.today())
    known = g.get("bank_viewer")
    if known is None or known[0] != key:
        known = g.bank_viewer = (key, viewer_of(*key))
    found: Viewer = known[1]
    return found


def drawing(study_class: StudyClass, person_id: int | None, day: date) -> Viewer:
    """Whoever draws papers for this class: its units' questions and their own, wherever else they may work."""
    return Viewer(person_id, frozenset(study_class.unit.unit_ids), day=day)


def _covers(grant: GrantLike, paths: dict[tuple[str, int], str]) -> str:
    return EVERYWHERE if grant.unit_id is None else paths.get(("unit", grant.unit_id), "")


def _paths(held: Sequence[GrantLike]) -> dict[tuple[str, int], str]:
    """The paths of the units of these grants, and of those of their classes."""
    units = {grant.unit_id for grant in held if grant.unit_id is not None}
    classes = {grant.class_id for grant in held if grant.class_id is not None}
    found: dict[tuple[str, int], str] = {}
    if units:
        rows = database.session.execute(select(OrgUnit.id, OrgUnit.path).where(OrgUnit.id.in_(units)))
        found |= {("unit", unit_id): path for unit_id, path in rows}
    if classes:
        statement = select(StudyClass.id, OrgUnit.path).join(OrgUnit, OrgUnit.id == StudyClass.unit_id)
        rows = database.session.execute(statement.where(StudyClass.id.in_(classes)))
        found |= {("class", class_id): path for class_id, path in rows}
    return found
