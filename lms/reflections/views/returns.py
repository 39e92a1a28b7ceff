"""Returning a script for revision, without leaving the order in which it is marked."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.reflections import gate, returning
from lms.reflections.forms import ReturnForm, filled
from lms.reflections.models import Submission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("returns", __name__)
USUAL = timedelta(days=3)


@routes.get("/scripts/<submission_public_id>/return")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def new(submission: Submission) -> str:
    due_at = (clock.local(clock.now()) + USUAL).replace(hour=17, minute=0, second=0, microsecond=0)
    return _page(submission, ReturnForm(formdata=None, data={"due_at": due_at}))


@routes.post("/scripts/<submission_public_id>/return")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def create(submission: Submission) -> Any:
    form, now = ReturnForm(), clock.now()
    if not form.validate():
        return _page(submission, form), HTTPStatus.UNPROCESSABLE_ENTITY
    returning.give_back(submission, form.words.data or "", filled(form.due_at.data), current_user.person, now)
    flash(_("Returned. The learner is told what to change and until when."), "success")
    return redirect(url_for("scripts.queue", reflection_task_id=submission.reflection.task_id))


@routes.post("/scripts/<submission_public_id>/return/removal")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def delete(submission: Submission) -> Any:
    if returning.take_back(submission, current_user.person, clock.now()):
        flash(_("It counts again as it was handed in."), "success")
    else:
        flash(_("Nothing was changed: it was handed in again, or does not stand returned."), "warning")
    return redirect(url_for("scripts.queue", reflection_task_id=submission.reflection.task_id))


def _page(submission: Submission, form: ReturnForm) -> str:
    task = submission.reflection.task
    return render_template(
        "returns/new.html",
        submission=submission,
        task=task,
        name=gate.name_on(submission, blind=gate.is_blind(task)),
        returned=returning.of_submission(submission.id),
        form=form,
    )
