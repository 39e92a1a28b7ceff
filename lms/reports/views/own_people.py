"""What became of the people whom a unit sent, in whatever classes: for the officers of the unit.

They see who attended, and neither other units' people nor the reasons for which somebody was excused.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.reports import names, queries, words
from lms.reports.content import Figures, content_of, figures_of
from lms.reports.periods import asked_days, period_form
from lms.reports.sheets import figures_sheets
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.downloads import send, workbook
from lms.web.filters import as_date, as_datetime

routes = Blueprint("people_attendance", __name__)


@routes.get("/units/<int:org_unit_id>/people-attendance")
@authorised(OrgUnit, Permission.PERSON_SEE)
def show(org_unit: OrgUnit) -> Any:
    form, valid = period_form()
    days = asked_days()
    page = render_template(
        "people_attendance/show.html",
        unit=org_unit,
        form=form,
        days=days,
        figures=_figures(org_unit, days),
        called=words.names(),
        told=words.TOLD,
    )
    return page if valid else (page, 422)


@routes.get("/units/<int:org_unit_id>/people-attendance/people")
@authorised(OrgUnit, Permission.PERSON_SEE)
def people(org_unit: OrgUnit) -> str:
    """The names behind one figure, of one unit below or session if asked."""
    days = asked_days()
    figures = _figures(org_unit, days)
    return render_template("people_attendance/people.html", unit=org_unit, days=days, **names.asked(figures))


@routes.get("/units/<int:org_unit_id>/people-attendance.xlsx")
@authorised(OrgUnit, Permission.PERSON_SEE)
def download(org_unit: OrgUnit) -> Response:
    days = asked_days()
    figures = _figures(org_unit, days)
    title = [
        org_unit.name,
        _(
            "ATTENDANCE OF OUR PEOPLE FROM %(first)s TO %(last)s",
            first=as_date(days[0]),
            last=as_date(days[1]),
        ),
        _("made at %(moment)s · %(rows)s lines", moment=as_datetime(clock.now()), rows=len(figures.lines)),
    ]
    name = _("attendance of our people from %(first)s to %(last)s", first=days[0], last=days[1])
    return send(workbook(*figures_sheets(figures, title)), f"{name}.xlsx")


def _figures(unit: OrgUnit, days: tuple[date, date]) -> Figures:
    """Only sessions at which somebody of the unit was expected; no reasons."""
    found = figures_of(content_of(queries.of_people(unit, *days), clock.now()))
    there = {line.session_id for line in found.lines}
    sessions = [one for one in found.sessions if one.id in there]
    return Figures([replace(line, note="") for line in found.lines], sessions)
