"""Councils whose term ends within thirty days or is over: for those who appoint them."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.home.due import Due
from lms.permissions import Permission, allowed
from lms.questions.councils.models import ReviewCouncil
from lms.questions.councils.queries import running_out
from lms.questions.councils.rules import Standing
from lms.web.filters import as_date


def for_organiser(person: Person, day: date) -> list[Due]:
    """One line for each, the earliest end first."""
    if not allowed(person.grants, Permission.COUNCIL_EDIT):
        return []
    return [
        _due(council, council.ends_on, day)
        for council in running_out(day)
        if council.ends_on is not None and allowed(person.grants, Permission.COUNCIL_EDIT, council.scope)
    ]


def _due(council: ReviewCouncil, last: date, day: date) -> Due:
    over = council.standing(day) is Standing.OVER
    title = _("The term of a council is over") if over else _("The term of a council ends")
    note = f"{council.name}, {_('until %(ends)s', ends=as_date(last))}"
    return Due(title, note, url_for("councils.edit", review_council_id=council.id), _("Renew it"))
