"""The rubrics of a class."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes.models import StudyClass
from lms.marking import queries, rubrics, standard
from lms.marking.forms import RubricForm
from lms.marking.models import Rubric
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("marking", __name__)


@routes.get("/classes/<int:study_class_id>/rubrics")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def index(study_class: StudyClass) -> str:
    return render_template(
        "marking/index.html", study_class=study_class, rubrics=queries.rubrics_of([study_class.id])
    )


@routes.get("/classes/<int:study_class_id>/rubrics/new")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def new(study_class: StudyClass) -> str:
    form = RubricForm.of(str(standard.TITLE), rubrics.standard_plan())
    return render_template("marking/new.html", study_class=study_class, form=form)


@routes.post("/classes/<int:study_class_id>/rubrics")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def create(study_class: StudyClass) -> Any:
    form = RubricForm()
    if not form.validate_on_submit():
        return render_template("marking/new.html", study_class=study_class, form=form), 422
    rubrics.create(study_class, form.title.data or "", form.plan, current_user.person, clock.now())
    flash(_("The rubric is ready."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.get("/rubrics/<int:rubric_id>/edit")
@authorised(Rubric, Permission.REFLECTION_EDIT_TASK)
def edit(rubric: Rubric) -> str:
    form = RubricForm.of(rubric.title, rubrics.plan_of(rubric.current))
    return render_template("marking/edit.html", rubric=rubric, form=form)


@routes.post("/rubrics/<int:rubric_id>")
@authorised(Rubric, Permission.REFLECTION_EDIT_TASK)
def update(rubric: Rubric) -> Any:
    form = RubricForm()
    if not form.validate_on_submit():
        return render_template("marking/edit.html", rubric=rubric, form=form), 422
    rubrics.update(rubric, form.title.data or "", form.plan, current_user.person, clock.now())
    flash(_("The rubric was changed. Marks already given keep the version they were given by."), "success")
    return redirect(url_for(".index", study_class_id=rubric.study_class_id))
