"""Which criteria are kept where."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.appraisals.criteria.models import AppraisalForm, ProgrammeForm
from lms.appraisals.criteria.whose import LESSONS, Whose

Form = AppraisalForm | ProgrammeForm


def in_use() -> dict[str, AppraisalForm]:
    """All forms that hold for lessons, by whose they are."""
    statement = _whole(LESSONS).where(AppraisalForm.ended_at.is_(None))
    return {one.place: one for one in database.session.scalars(statement)}


def in_use_at(whose: Whose) -> Form | None:
    statement = _whole(whose).where(whose.form.ended_at.is_(None), whose.form.place == whose.place)
    return database.session.scalars(statement).one_or_none()


def earlier(whose: Whose) -> Sequence[Form]:
    """The forms that held there before, the latest first."""
    statement = _whole(whose).where(whose.form.ended_at.is_not(None), whose.form.place == whose.place)
    return database.session.scalars(statement.order_by(whose.form.number.desc())).all()


def _whole(whose: Whose) -> Select[Any]:
    form = whose.form
    return select(form).options(selectinload(form.criteria), joinedload(form.made_by))
