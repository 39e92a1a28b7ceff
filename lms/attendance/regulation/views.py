"""The rules of attendance of a programme: what is typed, whom it changes, and only then what is stored."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.attendance.regulation import service
from lms.attendance.regulation.forms import DecisionForm, RulesForm
from lms.attendance.regulation.service import Decision
from lms.attendance.regulation.values import AttendanceRules
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.programmes.models import Programme
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("attendance_rules", __name__)


@routes.get("/programmes/<int:programme_id>/attendance-rules")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def edit(programme: Programme) -> str:
    rules = AttendanceRules.of(programme).told
    return _form_page(programme, RulesForm(formdata=None, data=rules))


@routes.get("/programmes/<int:programme_id>/attendance-rules/preview")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def preview(programme: Programme) -> Any:
    """Whom the rules in the address would change. Nothing is stored."""
    form = RulesForm(request.args)
    if not form.validate():
        return _form_page(programme, form), 422
    decision = DecisionForm(formdata=None, data=form.rules().told)
    return _preview_page(programme, decision, form.rules())


@routes.post("/programmes/<int:programme_id>/attendance-rules")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def update(programme: Programme) -> Any:
    form = DecisionForm()
    rules_are_fine = form.validate() or not set(form.errors) - {"reason"}
    if not rules_are_fine:
        return _form_page(programme, RulesForm(request.form)), 422
    if form.errors:
        return _preview_page(programme, form, form.rules()), 422
    mine = {one.id for one in service.classes_of(programme) if can(Permission.CLASS_EDIT, one)}
    chosen = mine & set(form.classes.data or [])
    decision = Decision(form.rules(), chosen, form.reason.data or "", form.marks())
    if not service.change(programme, decision, current_user.person, clock.now()):
        flash(
            _("Figures have changed since you looked. Nothing is stored; look again at whom it changes."),
            "danger",
        )
        return _preview_page(programme, form, form.rules()), 409
    flash(_("The rules of attendance are changed. Who changed them and why is in the history."), "success")
    return redirect(url_for("programmes.show", programme_id=programme.id))


def _form_page(programme: Programme, form: RulesForm) -> str:
    classes = service.classes_of(programme)
    return render_template("attendance_rules/edit.html", programme=programme, form=form, classes=len(classes))


def _preview_page(programme: Programme, form: DecisionForm, rules: AttendanceRules) -> str:
    classes = service.classes_of(programme)
    open_ones = [one for one in classes if service.still_open(one)]
    mine = [one for one in open_ones if can(Permission.CLASS_EDIT, one)]
    previews = service.look_ahead(mine, rules, clock.now())
    form.seen.data = " ".join(f"{one}:{found.mark()}" for one, found in previews.items())
    return render_template(
        "attendance_rules/preview.html",
        programme=programme,
        form=form,
        rules=rules,
        old=AttendanceRules.of(programme),
        classes=[(one, previews.get(one.id)) for one in mine],
        chosen=_chosen(form, mine),
        closed=len(classes) - len(open_ones),
        others=len(open_ones) - len(mine),
    )


def _chosen(form: DecisionForm, classes: list[StudyClass]) -> set[int]:
    """All of them, until somebody has chosen."""
    typed = form.classes.data if request.method == "POST" else None
    return {one.id for one in classes} if typed is None else set(typed)
