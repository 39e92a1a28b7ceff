"""What staff do for one learner or for the whole room: let in, pause, go on, give more time. Each asks for a reason."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.permissions import Permission
from lms.quizzes.forms import ExtensionForAllForm, ReasonForm
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import admissions, extending, learners, pausing
from lms.quizzes.proctoring.views.board import page, with_reason
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.filters import as_datetime

routes = Blueprint("quiz_room", __name__)


@routes.post("/quizzes/<int:quiz_id>/people/<int:person_id>/admission")
@authorised(Quiz, Permission.QUIZ_WATCH)
def admit(quiz: Quiz, person_id: int) -> Any:
    learner = learners.learner_of(quiz, person_id) or abort(404)
    if admissions.admit(current_user.person, quiz, learner.id, clock.now()):
        flash(_("%(name)s is let in and can start now.", name=learner.full_name), "success")
    return _to_the_board(quiz)


@routes.post("/quizzes/<int:quiz_id>/admissions")
@authorised(Quiz, Permission.QUIZ_WATCH)
def admit_waiting(quiz: Quiz) -> Any:
    count = admissions.admit_waiting(current_user.person, quiz, clock.now())
    flash(ngettext("%(num)s learner is let in.", "%(num)s learners are let in.", count), "success")
    return _to_the_board(quiz)


@routes.post("/quizzes/<int:quiz_id>/pause")
@authorised(Quiz, Permission.QUIZ_WATCH)
def pause_all(quiz: Quiz) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _without_reason(quiz, form)
    _tell_paused(pausing.pause_all(current_user.person, quiz, form.reason.data or "", clock.now()))
    return _to_the_board(quiz)


@routes.post("/quizzes/<int:quiz_id>/pause/delete")
@authorised(Quiz, Permission.QUIZ_WATCH)
def resume_all(quiz: Quiz) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _without_reason(quiz, form)
    _tell_resumed(quiz, pausing.resume_all(current_user.person, quiz, form.reason.data or "", clock.now()))
    return _to_the_board(quiz)


@routes.post("/quizzes/<int:quiz_id>/extension")
@authorised(Quiz, Permission.QUIZ_WATCH)
def extend_all(quiz: Quiz) -> Any:
    form = ExtensionForAllForm()
    if not form.validate():
        flash(_("Nothing was changed: say how many minutes and why."), "danger")
        return page(quiz, extension=form), 422
    minutes, reason = form.minutes.data or 0, form.reason.data or ""
    count = extending.extend_all(current_user.person, quiz, minutes, reason, clock.now())
    flash(ngettext("%(num)s learner got more time.", "%(num)s learners got more time.", count), "success")
    return _to_the_board(quiz)


@routes.post("/attempts/<int:attempt_id>/pause")
@authorised(Attempt, Permission.QUIZ_WATCH)
def pause(attempt: Attempt) -> Any:
    return with_reason(attempt, pausing.pause)


@routes.post("/attempts/<int:attempt_id>/pause/delete")
@authorised(Attempt, Permission.QUIZ_WATCH)
def resume(attempt: Attempt) -> Any:
    return with_reason(attempt, pausing.resume)


def _without_reason(quiz: Quiz, form: ReasonForm) -> Any:
    flash(_("Nothing was changed: say why."), "danger")
    return page(quiz, reason=form), 422


def _tell_paused(count: int | None) -> None:
    if count is None:
        flash(_("The test is paused already."), "info")
        return
    text = ngettext(
        "Paused. Time stands still for %(num)s learner, nobody starts, and what arrives is saved.",
        "Paused. Time stands still for %(num)s learners, nobody starts, and what arrives is saved.",
        count,
    )
    flash(text, "success")


def _tell_resumed(quiz: Quiz, count: int | None) -> None:
    if count is None:
        flash(_("The test goes on already."), "info")
        return
    told = [ngettext("%(num)s learner goes on.", "%(num)s learners go on.", count)]
    told.append(_("Every end has moved by the length of the pause."))
    if quiz.closes_at:
        told.append(_("The test now closes at %(time)s.", time=as_datetime(quiz.closes_at)))
    flash(" ".join(told), "success")


def _to_the_board(quiz: Quiz) -> Any:
    return redirect(url_for("quiz_board.show", quiz_id=quiz.id))
