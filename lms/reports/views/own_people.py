"""What became of the people whom a unit sent, in whatever classes: for the officers of the unit.

They see who attended, and neither other units' people nor the reasons for which somebody was excused.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _

from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.reports import queries
from lms.reports.content import Figures, content_of, figures_of
from lms.reports.periods import asked_days
from lms.reports.views.period import Days, figures_page, names_page, sheets_of
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.filters import as_date

routes = Blueprint("people_attendance", __name__)


@routes.get("/units/<int:org_unit_id>/people-attendance")
@authorised(OrgUnit, Permission.PERSON_SEE)
def show(org_unit: OrgUnit) -> Any:
    return figures_page("people_attendance/show.html", org_unit, _figures)


@routes.get("/units/<int:org_unit_id>/people-attendance/people")
@authorised(OrgUnit, Permission.PERSON_SEE)
def people(org_unit: OrgUnit) -> str:
    return names_page("people_attendance/people.html", org_unit, _figures)


@routes.get("/units/<int:org_unit_id>/people-attendance.xlsx")
@authorised(OrgUnit, Permission.PERSON_SEE)
def download(org_unit: OrgUnit) -> Response:
    first, last = days = asked_days()
    heading = _(
        "ATTENDANCE OF OUR PEOPLE FROM %(first)s TO %(last)s", first=as_date(first), last=as_date(last)
    )
    name = _("attendance of our people from %(first)s to %(last)s", first=first, last=last)
    return sheets_of(org_unit, _figures(org_unit, days), heading, name)


def _figures(unit: OrgUnit, days: Days) -> Figures:
    """Only sessions at which somebody of the unit was expected; no reasons."""
    found = figures_of(content_of(queries.of_people(unit, *days), clock.now()))
    there = {line.session_id for line in found.lines}
    sessions = [one for one in found.sessions if one.id in there]
    return Figures([replace(line, note="") for line in found.lines], sessions)
