"""Keeping criteria, going back to those above, and noting by which a lesson is appraised."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.lessons.bank.models import LessonVersion
from lms.lessons.criteria import queries
from lms.lessons.criteria.models import CENTRE, AppraisalCriterion, AppraisalForm, LessonVersionForm
from lms.lessons.criteria.rules import Wording
from lms.questions.councils.models import ReviewCouncil
from lms.web.clock import local


def place_of(council: ReviewCouncil | None) -> str:
    return f"council-{council.id}" if council else CENTRE


def keep(
    person: Person, council: ReviewCouncil | None, wanted: Sequence[Wording], seen: int, now: datetime
) -> bool:
    """These criteria hold from now on. False if others were kept since the form `seen` (0: none) was looked at."""
    place = place_of(council)
    present = queries.in_use_at(place)
    if (present.id if present else 0) != seen:
        return False
    old = _told(present)
    if present is not None and old["criteria"] == _rows(wanted):
        return True
    try:
        with database.session.begin_nested():
            made = _put(person, council, wanted, present, now)
    except IntegrityError:
        return False
    record(person, "appraisal-form.kept", made, now, old=old, new={"place": place, "criteria": _rows(wanted)})
    return True


def end(person: Person, council: ReviewCouncil | None, now: datetime) -> None:
    """What is above holds again: for a council the criteria of the centre, for the centre what is shipped."""
    present = queries.in_use_at(place_of(council))
    if present is not None:
        present.ended_at = max(now, present.made_at)
        record(person, "appraisal-form.ended", present, now, old=_told(present))


def note(version: LessonVersion, now: datetime) -> None:
    """The version is appraised by what holds for its topic now, whatever is kept later."""
    database.session.execute(delete(LessonVersionForm).where(LessonVersionForm.version_id == version.id))
    form = queries.form_for(version.lesson.lineage, local(now).date())
    if form is not None:
        database.session.execute(insert(LessonVersionForm).values(version_id=version.id, form_id=form.id))


def _put(
    person: Person,
    council: ReviewCouncil | None,
    wanted: Sequence[Wording],
    present: AppraisalForm | None,
    now: datetime,
) -> AppraisalForm:
    place = place_of(council)
    last = database.session.scalar(select(func.max(AppraisalForm.number)).where(AppraisalForm.place == place))
    if present is not None:
        ending = update(AppraisalForm).where(AppraisalForm.id == present.id, AppraisalForm.ended_at.is_(None))
        database.session.execute(ending.values(ended_at=max(now, present.made_at)))
    made = AppraisalForm(
        place=place,
        council_id=council.id if council else None,
        number=(last or 0) + 1,
        made_at=now,
        made_by_id=person.id,
    )
    database.session.add(made)
    database.session.flush()
    database.session.execute(
        insert(AppraisalCriterion),
        [{"form_id": made.id, "position": number, **row} for number, row in enumerate(_rows(wanted), 1)],
    )
    return made


def _rows(wanted: Sequence[Wording]) -> list[dict[str, Any]]:
    return [{"title": one.title, "hint": one.hint, "weight": one.weight} for one in wanted]


def _told(form: AppraisalForm | None) -> dict[str, Any]:
    if form is None:
        return {"criteria": None}
    wordings = [Wording(one.title, one.weight, one.hint) for one in form.criteria]
    return {"number": form.number, "criteria": _rows(wordings)}
