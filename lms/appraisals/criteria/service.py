"""Keeping criteria, and going back to those above."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.appraisals.criteria import queries
from lms.appraisals.criteria.queries import Form
from lms.appraisals.criteria.rules import Wording
from lms.appraisals.criteria.whose import Whose
from lms.audit.service import record


def keep(person: Person, whose: Whose, wanted: Sequence[Wording], seen: int, now: datetime) -> bool:
    """These criteria hold from now on. False if others were kept since the form `seen` (0: none) was looked at."""
    present = queries.in_use_at(whose)
    if (present.id if present else 0) != seen:
        return False
    old = _told(present)
    if present is not None and old["criteria"] == _rows(wanted):
        return True
    try:
        with database.session.begin_nested():
            made = _put(person, whose, wanted, present, now)
    except IntegrityError:
        return False
    new = {"place": whose.place, "criteria": _rows(wanted)}
    record(person, "appraisal-form.kept", made, now, old=old, new=new)
    return True


def end(person: Person, whose: Whose, now: datetime) -> None:
    """What is above holds again: for a council the criteria of the centre, for the centre what is shipped."""
    present = queries.in_use_at(whose)
    if present is not None:
        present.ended_at = max(now, present.made_at)
        record(person, "appraisal-form.ended", present, now, old=_told(present))


def _put(
    person: Person, whose: Whose, wanted: Sequence[Wording], present: Form | None, now: datetime
) -> Form:
    form = whose.form
    last = database.session.scalar(select(func.max(form.number)).where(form.place == whose.place))
    if present is not None:
        ending = update(form).where(form.id == present.id, form.ended_at.is_(None))
        database.session.execute(ending.values(ended_at=max(now, present.made_at)))
    made: Form = form(**whose.owner, number=(last or 0) + 1, made_at=now, made_by_id=person.id)
    database.session.add(made)
    database.session.flush()
    database.session.execute(
        insert(whose.criterion),
        [{"form_id": made.id, "position": number, **row} for number, row in enumerate(_rows(wanted), 1)],
    )
    return made


def _rows(wanted: Sequence[Wording]) -> list[dict[str, Any]]:
    return [{"title": one.title, "hint": one.hint, "weight": one.weight} for one in wanted]


def _told(form: Form | None) -> dict[str, Any]:
    if form is None:
        return {"criteria": None}
    wordings = [Wording(one.title, one.weight, one.hint) for one in form.criteria]
    return {"number": form.number, "criteria": _rows(wordings)}
