"""Attendance of a unit's classes from one day to another: figures, names, workbook, and the reports made of them."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.reports import names, overview, queries, service, words
from lms.reports.content import Figures, content_of, figures_of
from lms.reports.forms import ReportForm
from lms.reports.periods import asked_days, period_form, usual_days
from lms.reports.service import Subject
from lms.reports.sheets import figures_sheets
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.downloads import send, workbook
from lms.web.filters import as_date, as_datetime

routes = Blueprint("attendance_figures", __name__)


@routes.get("/units/<int:org_unit_id>/attendance")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def show(org_unit: OrgUnit) -> Any:
    form, valid = period_form()
    days = asked_days()
    page = render_template(
        "attendance_figures/show.html",
        unit=org_unit,
        form=form,
        days=days,
        figures=_figures(org_unit, days),
        reports=queries.reports_of_unit(org_unit.id),
        called=words.names(),
        told=words.TOLD,
    )
    return page if valid else (page, 422)


@routes.get("/units/<int:org_unit_id>/attendance/people")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def people(org_unit: OrgUnit) -> str:
    """The names behind one figure, of one unit or session if asked."""
    days = asked_days()
    figures = _figures(org_unit, days)
    return render_template("attendance_figures/people.html", unit=org_unit, days=days, **names.asked(figures))


@routes.get("/units/<int:org_unit_id>/attendance.xlsx")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def download(org_unit: OrgUnit) -> Response:
    days, now = asked_days(), clock.now()
    figures = _figures(org_unit, days)
    title = [
        org_unit.name,
        _("ATTENDANCE FROM %(first)s TO %(last)s", first=as_date(days[0]), last=as_date(days[1])),
        _("made at %(moment)s · %(rows)s lines", moment=as_datetime(now), rows=len(figures.lines)),
    ]
    name = _("attendance from %(first)s to %(last)s", first=days[0], last=days[1])
    return send(workbook(*figures_sheets(figures, title)), f"{name}.xlsx")


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


def _figures(unit: OrgUnit, days: tuple[date, date]) -> Figures:
    return figures_of(content_of(queries.of_period(unit, *days), clock.now()))
