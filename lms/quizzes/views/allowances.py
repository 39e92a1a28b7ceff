"""Who was allowed more than the others in a quiz, and allowing it to a whole group."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes.models import StudyGroup
from lms.permissions import Permission
from lms.quizzes import service
from lms.quizzes.forms import OverrideForm
from lms.quizzes.models import Quiz
from lms.quizzes.queries import allowances
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("quiz_allowances", __name__)

NUMBERS = ("extra_minutes", "extra_attempts")
BOUNDS = ("opens_at", "last_start_at", "closes_at", "reason")


@routes.get("/quizzes/<int:quiz_id>/allowances")
@authorised(Quiz, Permission.QUIZ_WATCH)
def index(quiz: Quiz) -> str:
    return render_template(
        "quizzes/allowances.html", quiz=quiz, study_class=quiz.study_class, found=allowances(quiz)
    )


@routes.get("/quizzes/<int:quiz_id>/groups/<int:group_id>/override")
@authorised(Quiz, Permission.QUIZ_WATCH)
def edit(quiz: Quiz, group_id: int) -> str:
    group = _group(quiz, group_id)
    given = next((one for one in quiz.group_overrides if one.group_id == group.id), None)
    return _page(quiz, group, OverrideForm(obj=given))


@routes.post("/quizzes/<int:quiz_id>/groups/<int:group_id>/override")
@authorised(Quiz, Permission.QUIZ_WATCH)
def update(quiz: Quiz, group_id: int) -> Any:
    group, form = _group(quiz, group_id), OverrideForm()
    if not form.validate():
        return _page(quiz, group, form), 422
    what = {name: form[name].data or 0 for name in NUMBERS} | {name: form[name].data for name in BOUNDS}
    service.allow_group(current_user.person, quiz, group.id, what, clock.now())
    flash(_("Saved. It counts from the next start; running attempts got the minutes at once."), "success")
    return redirect(url_for(".index", quiz_id=quiz.id))


def _group(quiz: Quiz, group_id: int) -> StudyGroup:
    """A group of the quiz's class, or 404."""
    group = database.session.get(StudyGroup, group_id) if group_id < 2**31 else None
    return group if group and group.study_class_id == quiz.study_class_id else abort(404)


def _page(quiz: Quiz, group: StudyGroup, form: OverrideForm) -> str:
    return render_template(
        "quizzes/group_override.html", quiz=quiz, study_class=quiz.study_class, group=group, form=form
    )
