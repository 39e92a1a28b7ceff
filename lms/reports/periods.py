"""The days that an address asks for; this month until today where it says nothing sensible."""

from datetime import date

from flask import request

from lms.reports.forms import PeriodForm
from lms.web import clock
from lms.web.clock import local


def asked_days() -> tuple[date, date]:
    form, valid = period_form()
    return (form.first.data, form.last.data) if valid else usual_days()


def period_form() -> tuple[PeriodForm, bool]:
    """The form as the address fills it, and whether it makes sense."""
    first, last = usual_days()
    asked = {name: request.args[name] for name in ("first", "last") if request.args.get(name)}
    form = PeriodForm(request.args) if len(asked) == 2 else PeriodForm(None, first=first, last=last)
    return form, form.validate()


def usual_days() -> tuple[date, date]:
    """This month until today."""
    today = local(clock.now()).date()
    return today.replace(day=1), today
