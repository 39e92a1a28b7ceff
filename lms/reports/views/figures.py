"""Attendance of a unit's classes from one day to another: figures, names, workbook, and the reports made of them."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.reports import overview, queries, service
from lms.reports.content import Figures, content_of, figures_of
from lms.reports.forms import ReportForm
from lms.reports.periods import asked_days, usual_days
from lms.reports.service import Subject
from lms.reports.views.period import Days, figures_page, names_page, sheets_of
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.filters import as_date

routes = Blueprint("attendance_figures", __name__)


@routes.get("/units/<int:org_unit_id>/attendance")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def show(org_unit: OrgUnit) -> Any:
    reports = queries.reports_of_unit(org_unit.id)
    return figures_page("attendance_figures/show.html", org_unit, _figures, reports=reports)


@routes.get("/units/<int:org_unit_id>/attendance/people")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def people(org_unit: OrgUnit) -> str:
    return names_page("attendance_figures/people.html", org_unit, _figures)


@routes.get("/units/<int:org_unit_id>/attendance.xlsx")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def download(org_unit: OrgUnit) -> Response:
    first, last = days = asked_days()
    heading = _("ATTENDANCE FROM %(first)s TO %(last)s", first=as_date(first), last=as_date(last))
    name = _("attendance from %(first)s to %(last)s", first=first, last=last)
    return sheets_of(org_unit, _figures(org_unit, days), heading, name)


@routes.get("/units/<int:org_unit_id>/reports/new")
@authorised(OrgUnit, Permission.ATTENDANCE_RUN)
def new(org_unit: OrgUnit) -> str:
    subject = Subject(org_unit, days=asked_days())
    return _page(subject, ReportForm(data=overview.first_values(subject, clock.now())))


@routes.post("/units/<int:org_unit_id>/reports")
@authorised(OrgUnit, Permission.ATTENDANCE_RUN)
def create(org_unit: OrgUnit) -> Any:
    subject, form = Subject(org_unit, days=asked_days()), ReportForm()
    if not form.validate():
        return _page(subject, form), 422
    report = service.draft(subject, form.written(), current_user.person, clock.now())
    return redirect(url_for("official_reports.show", official_report_id=report.id))


def _page(subject: Subject, form: ReportForm) -> str:
    first, last = subject.days or usual_days()
    address = url_for(".create", org_unit_id=subject.unit.id, first=first, last=last)
    back = overview.back_of(subject)
    return render_template(
        "official_reports/edit.html", form=form, address=address, back=back, title=subject.title
    )


def _figures(unit: OrgUnit, days: Days) -> Figures:
    return figures_of(content_of(queries.of_period(unit, *days), clock.now()))
