"""The timetable of a class from a pattern of days: looked at first, then made."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.classes import laying, queries
from lms.classes.laying import Plan
from lms.classes.models import StudyClass
from lms.classes.planning_forms import LayOutForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("timetable_patterns", __name__)


@routes.get("/classes/<int:study_class_id>/timetable/pattern")
@authorised(StudyClass, Permission.CLASS_EDIT)
def new(study_class: StudyClass) -> str:
    return _page(study_class, _form(study_class))


@routes.post("/classes/<int:study_class_id>/timetable/pattern")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Any:
    """Shows what would be made; makes it when exactly that was looked at before."""
    form = _form(study_class)
    if not form.validate():
        return _page(study_class, form), 422
    plan = laying.plan(study_class, form.wish)
    seen = request.form.get("seen") == plan.seal
    if request.form.get("action") != "make" or not plan.possible or not seen:
        return _page(study_class, form, plan), 200 if request.form.get("action") != "make" else 422
    stored = laying.make(study_class, plan, current_user.person, clock.now())
    flash(
        ngettext(
            "%(num)s session is in the timetable.", "%(num)s sessions are in the timetable.", len(stored)
        ),
        "success",
    )
    return redirect(url_for("class_sessions.index", study_class_id=study_class.id))


def _form(study_class: StudyClass) -> LayOutForm:
    form = LayOutForm()
    present = queries.sessions_of(study_class)
    form.offer(laying.modes_for(study_class, present), queries.lecturers_of(study_class))
    if not form.is_submitted():
        form.suggest(study_class.opens_on, [one.day for one in present])
    return form


def _page(study_class: StudyClass, form: LayOutForm, plan: Plan | None = None) -> str:
    return render_template(
        "timetable_patterns/new.html",
        study_class=study_class,
        form=form,
        plan=plan,
        troubles=_troubles(plan) if plan else [],
    )


def _troubles(plan: Plan) -> list[str]:
    """What keeps the plan from being made."""
    found = []
    if not plan.rows and not plan.left_out:
        found.append(
            _("All sessions of the programme are in the timetable already. There is nothing to add.")
        )
    if plan.left_out:
        found.append(_("With these days the sessions do not fit into one year. Choose more days."))
    if any(row.forbidden for row in plan.rows):
        found.append(
            _("The class already meets at some of these times. Choose another first day or other times.")
        )
    return found
