"""One person into a class, out of it, back into it, or into another group."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.models import Person
from lms.classes import groups, queries, service
from lms.classes.forms import ReasonForm
from lms.classes.models import Enrolment, StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("enrolments", __name__)


@routes.get("/classes/<int:study_class_id>/enrolments/new")
@authorised(StudyClass, Permission.CLASS_EDIT)
def new(study_class: StudyClass) -> str:
    text = request.args.get("q", "")[:100]
    return render_template(
        "enrolments/new.html",
        study_class=study_class,
        text=text,
        found=queries.possible_learners(current_user.person, text),
        present=queries.enrolled_ids(study_class.id),
    )


@routes.post("/classes/<int:study_class_id>/enrolments")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Response:
    person = _found()
    if service.enrol(person, study_class, clock.now(), current_user.person):
        flash(_("%(name)s is in the class now.", name=person.full_name), "success")
    else:
        flash(_("%(name)s was in the class already.", name=person.full_name), "info")
    return redirect(url_for(".new", study_class_id=study_class.id))  # type: ignore[return-value]


@routes.get("/enrolments/<int:enrolment_id>/withdrawal")
@authorised(Enrolment, Permission.CLASS_EDIT)
def ask_reason(enrolment: Enrolment) -> str:
    return _ask_reason(enrolment, ReasonForm())


@routes.post("/enrolments/<int:enrolment_id>/withdrawal")
@authorised(Enrolment, Permission.CLASS_EDIT)
def withdraw(enrolment: Enrolment) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _ask_reason(enrolment, form), 422
    service.withdraw(enrolment, form.data["reason"], clock.now(), current_user.person)
    flash(
        _("%(name)s has left the class. What was recorded stays.", name=enrolment.person.full_name), "success"
    )
    return _people(enrolment)


@routes.post("/enrolments/<int:enrolment_id>/return")
@authorised(Enrolment, Permission.CLASS_EDIT)
def take_back(enrolment: Enrolment) -> Response:
    service.take_back(enrolment, clock.now(), current_user.person)
    flash(_("%(name)s is in the class again.", name=enrolment.person.full_name), "success")
    return _people(enrolment)


@routes.post("/enrolments/<int:enrolment_id>/group")
@authorised(Enrolment, Permission.CLASS_EDIT)
def move(enrolment: Enrolment) -> Response:
    group_id = request.form.get("group_id", 0, type=int)
    group = groups.group_of_class(enrolment.study_class_id, group_id) if group_id else None
    if group_id and group is None:
        abort(404)
    groups.move(enrolment, group, current_user.person, clock.now())
    flash(
        _("%(name)s is in %(group)s now.", name=enrolment.person.full_name, group=group.name)
        if group
        else _("%(name)s is in no group now.", name=enrolment.person.full_name),
        "success",
    )
    return redirect(url_for("groups.index", study_class_id=enrolment.study_class_id))  # type: ignore[return-value]


def _found() -> Person:
    """The person chosen, who must be among those that the search shows to the person who asks."""
    text, chosen = request.form.get("q", "")[:100], request.form.get("person_id", 0, type=int)
    found = queries.possible_learners(current_user.person, text)
    return next((person for person in found if person.id == chosen), None) or abort(404)


def _ask_reason(enrolment: Enrolment, form: ReasonForm) -> str:
    return render_template(
        "enrolments/ask_reason.html", enrolment=enrolment, study_class=enrolment.study_class, form=form
    )


def _people(enrolment: Enrolment) -> Response:
    return redirect(url_for("classes.people", study_class_id=enrolment.study_class_id))  # type: ignore[return-value]
