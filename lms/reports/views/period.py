"""Figures of a unit from one day to another, as all pages of such figures show and send them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _

from lms.organisations.models import OrgUnit
from lms.reports import names, words
from lms.reports.content import Figures
from lms.reports.periods import asked_days, period_form
from lms.reports.sheets import figures_sheets
from lms.web import clock
from lms.web.downloads import send, workbook
from lms.web.filters import as_datetime

Days = tuple[date, date]
Reckon = Callable[[OrgUnit, Days], Figures]


def figures_page(template: str, unit: OrgUnit, reckon: Reckon, **more: Any) -> Any:
    """The figures below the form that asks for the days."""
    form, valid = period_form()
    days = asked_days()
    shown = {"unit": unit, "form": form, "days": days, "figures": reckon(unit, days)}
    page = render_template(template, **shown, called=words.names(), told=words.TOLD, **more)
    return page if valid else (page, 422)


def names_page(template: str, unit: OrgUnit, reckon: Reckon) -> str:
    """The names behind one figure, of one unit or session if asked."""
    days = asked_days()
    return render_template(template, unit=unit, days=days, **names.asked(reckon(unit, days)))


def sheets_of(unit: OrgUnit, figures: Figures, heading: str, name: str) -> Response:
    made = _("made at %(moment)s · %(rows)s lines", moment=as_datetime(clock.now()), rows=len(figures.lines))
    return send(workbook(*figures_sheets(figures, [unit.name, heading, made])), f"{name}.xlsx")
