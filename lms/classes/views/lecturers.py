"""Who teaches in a class."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import lecturers, queries
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("lecturers", __name__, url_prefix="/classes/<int:study_class_id>/lecturers")


@routes.get("")
@authorised(StudyClass, Permission.CLASS_EDIT)
def index(study_class: StudyClass) -> str:
    text = request.args.get("q", "")[:100]
    return render_template(
        "lecturers/index.html",
        study_class=study_class,
        lecturers=queries.lecturers_of(study_class),
        found=queries.possible_lecturers(text),
        text=text,
    )


@routes.post("")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Response:
    person = queries.member_of_staff(request.form.get("person_id", 0, type=int)) or abort(404)
    lecturers.appoint(person, study_class, current_user.person, clock.now())
    flash(_("%(name)s teaches in this class now.", name=person.full_name), "success")
    return _back(study_class)


@routes.post("/<int:person_id>/removal")
@authorised(StudyClass, Permission.CLASS_EDIT)
def remove(study_class: StudyClass, person_id: int) -> Response:
    here = queries.lecturers_of(study_class)
    person = next((one for one in here if one.id == person_id), None) or abort(404)
    lecturers.remove(person, study_class, current_user.person, clock.now())
    flash(_("%(name)s no longer teaches in this class.", name=person.full_name), "success")
    return _back(study_class)


def _back(study_class: StudyClass) -> Response:
    return redirect(url_for(".index", study_class_id=study_class.id))  # type: ignore[return-value]
