"""Parts of the pages on which proposals are collected: which units are offered, what the wording starts from."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.accounts import names
from lms.classes.models import StudyClass
from lms.database import session
from lms.organisations.models import OrgUnit
from lms.proposals import queries
from lms.proposals.forms import WordingForm, first_level, first_words
from lms.proposals.rules import Original
from lms.proposals.service import Wording
from lms.reflections.models import ProposalLevel

MOST_UNITS = 20


def first_of(chosen: Sequence[Original]) -> dict[str, str]:
    """What the form starts from."""
    return {
        "content": first_words([one.content for one in chosen]),
        "level": first_level([one.level for one in chosen]),
    }


def offer_units(
    form: WordingForm, study_class: StudyClass, chosen: Sequence[Original], present: OrgUnit | None = None
) -> None:
    """Units of the name asked for; else those of the class and of the writers with all above. What was chosen stays."""
    text = names.search_key(form.q.data or "")
    kept = {form.unit_id.data, present.id if present else None} - {None}
    found = list(session.scalars(select(OrgUnit).where(OrgUnit.id.in_(kept))).unique()) if kept else []
    if text:
        found += queries.units_named(text, MOST_UNITS)
    else:
        around = {study_class.unit_id, *(one.unit_id for one in chosen if one.unit_id)}
        found += queries.units_around(around, MOST_UNITS)
    units = list({unit.id: unit for unit in found}.values())
    form.offer(units, _above(units))


def wording_of(form: WordingForm) -> Wording:
    """A validated form in terms of the service."""
    unit = session.get_one(OrgUnit, form.unit_id.data)
    return Wording(ProposalLevel(form.level.data), form.content.data or "", unit)


def _above(units: Sequence[OrgUnit]) -> dict[int, str]:
    """Unit → name of the unit above it."""
    ids = {unit.parent_id for unit in units if unit.parent_id}
    if not ids:
        return {}
    rows = session.execute(select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_(ids)))
    called = {row.id: row.name for row in rows}
    return {unit.id: called[unit.parent_id] for unit in units if unit.parent_id in called}
