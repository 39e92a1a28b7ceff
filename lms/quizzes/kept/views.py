"""Kept matrices of a class's programme: the list, keeping one, throwing one's own away. Used on the page of a test."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.quizzes.kept import queries, rules, service
from lms.quizzes.kept.forms import KeepForm, Reach
from lms.quizzes.models import Quiz
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("quiz_matrices", __name__)


@routes.get("/classes/<int:study_class_id>/matrices")
@authorised(StudyClass, Permission.QUIZ_EDIT)
def index(study_class: StudyClass) -> str:
    lineages = service.lineages(study_class.programme)
    found = [(one, rules.fitted(one.rows, lineages)) for one in queries.usable(study_class)]
    return render_template(
        "quiz_matrices/index.html", study_class=study_class, found=found, questions=rules.questions
    )


@routes.post("/classes/<int:study_class_id>/matrices/<int:kept_id>/delete")
@authorised(StudyClass, Permission.QUIZ_EDIT)
def delete(study_class: StudyClass, kept_id: int) -> Any:
    kept = queries.one_usable(study_class, kept_id) or abort(404)
    if not kept.belongs_to(current_user.id):
        abort(403)
    service.throw_away(current_user.person, kept, clock.now())
    flash(_("The matrix is no longer kept. Tests made from it stay as they are."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.get("/quizzes/<int:quiz_id>/matrices/new")
@authorised(Quiz, Permission.QUIZ_EDIT)
def new(quiz: Quiz) -> str:
    return _page(quiz, KeepForm(data={"name": quiz.title}).for_class(quiz.study_class))


@routes.post("/quizzes/<int:quiz_id>/matrices")
@authorised(Quiz, Permission.QUIZ_EDIT)
def create(quiz: Quiz) -> Any:
    form = KeepForm().for_class(quiz.study_class)
    if not form.validate():
        return _page(quiz, form), 422
    unit_only = form.reach.data is Reach.UNIT
    if service.keep(current_user.person, quiz, form.name.data, clock.now(), unit_only=unit_only) is None:
        form.name.errors = [_("There is a matrix of this name already. Choose another name.")]
        return _page(quiz, form), 422
    flash(_("The matrix is kept. Any test of these classes can begin with it."), "success")
    return redirect(url_for("quizzes.edit", quiz_id=quiz.id))


def _page(quiz: Quiz, form: KeepForm) -> str:
    return render_template(
        "quiz_matrices/new.html",
        quiz=quiz,
        study_class=quiz.study_class,
        form=form,
        questions=quiz.question_count,
    )
