"""Re-marks: the learner asks on the result page, a second person decides."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes import review
from lms.quizzes.appeals import page, queries, service
from lms.quizzes.appeals.forms import AppealForm, DecisionForm
from lms.quizzes.appeals.models import QuizAppeal
from lms.quizzes.appeals.rules import Refused
from lms.quizzes.appeals.service import Decision, TooManyPoints
from lms.quizzes.labels import APPEAL_REFUSED
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.points import read_points
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError

routes = Blueprint("quiz_appeals", __name__)


@routes.post("/attempts/<attempt_public_id>/appeals")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
def create(attempt: Attempt) -> Any:
    form, now = AppealForm(), clock.now()
    if not form.validate():
        sentence = next(iter(form.errors.values()))[0]
        raise LmsError(_("Nothing was sent: %(why)s", why=sentence), HTTPStatus.UNPROCESSABLE_ENTITY)
    made = service.ask(
        attempt, form.slot.data or 0, form.reason.data or "", page.closes_at(attempt, now), now
    )
    if isinstance(made, Refused):
        flash(APPEAL_REFUSED[made], "danger")
    else:
        service.tell_staff(made, url_for(".show", quiz_appeal_id=made.id), now)
        flash(_("Your request is sent. The answer will stand on this page, and you are told."), "success")
    return redirect(url_for("attempts.result", attempt_public_id=attempt.public_id, _anchor="appeal"))


@routes.post("/attempts/<attempt_public_id>/appeals/<int:appeal_id>/withdrawal")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
def withdraw(attempt: Attempt, appeal_id: int) -> Any:
    appeal = next((one for one in queries.own(attempt.id) if one.id == appeal_id), None) or abort(404)
    if service.withdraw(appeal, clock.now()):
        flash(_("Your request is withdrawn."), "success")
    else:
        flash(_("It is decided already, so it cannot be withdrawn any more."), "warning")
    return redirect(url_for("attempts.result", attempt_public_id=attempt.public_id, _anchor="appeal"))


@routes.get("/quizzes/<int:quiz_id>/appeals")
@authorised(Quiz, Permission.QUIZ_JUDGE)
def index(quiz: Quiz) -> str:
    found = queries.of_quiz(quiz.id)
    return render_template("quiz_appeals/index.html", quiz=quiz, appeals=found, now=clock.now())


@routes.get("/appeals/<int:quiz_appeal_id>")
@authorised(QuizAppeal, Permission.QUIZ_JUDGE)
def show(quiz_appeal: QuizAppeal) -> str:
    observe("appeal.opened", appeal_id=quiz_appeal.id, class_id=quiz_appeal.attempt.quiz.study_class_id)
    return _page(quiz_appeal, DecisionForm(formdata=None))


@routes.post("/appeals/<int:quiz_appeal_id>/decision")
@authorised(QuizAppeal, Permission.QUIZ_JUDGE)
def decide(quiz_appeal: QuizAppeal) -> Any:
    form, now = DecisionForm(), clock.now()
    if current_user.id in service.barred(quiz_appeal):
        abort(HTTPStatus.FORBIDDEN)
    points, wrong = _typed(quiz_appeal)
    if not form.validate() or wrong:
        return _page(quiz_appeal, form, wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    done = service.decide(current_user.person, quiz_appeal, Decision(form.reply.data or "", points), now)
    if isinstance(done, TooManyPoints):
        sentence = _("At most %(worth)s points for this question.", worth=done.worth)
        return _page(quiz_appeal, form, {done.slot: sentence}), HTTPStatus.UNPROCESSABLE_ENTITY
    if not done:
        flash(_("Nothing was stored: it was decided or withdrawn meanwhile."), "warning")
        return redirect(url_for(".show", quiz_appeal_id=quiz_appeal.id))
    path = url_for("attempts.result", attempt_public_id=quiz_appeal.attempt.public_id)
    service.tell_learner(quiz_appeal, path, now)
    flash(_("The decision is stored, and the learner is told."), "success")
    return redirect(url_for(".index", quiz_id=quiz_appeal.attempt.quiz_id))


def _typed(appeal: QuizAppeal) -> tuple[dict[int, Decimal], dict[int, str]]:
    """New points by slot; an empty field leaves the mark as it is."""
    points, wrong = {}, {}
    for slot in service.slots(appeal):
        typed = request.form.get(f"points-{slot}", "").strip()
        read = read_points(typed) if typed else None
        if read is not None:
            points[slot] = read
        elif typed:
            wrong[slot] = _("Not a number of points: “%(typed)s”.", typed=typed[:20])
    return points, wrong


def _page(appeal: QuizAppeal, form: DecisionForm, wrong: dict[int, str] | None = None) -> str:
    attempt = appeal.attempt
    barred = service.barred(appeal)
    wanted = set(service.slots(appeal))
    return render_template(
        "quiz_appeals/show.html",
        appeal=appeal,
        quiz=attempt.quiz,
        called=page.called(attempt, blind=attempt.quiz.blind_marking and appeal.is_open),
        lines=[line for line in review.lines(attempt) if line.number in wanted],
        score=review.score(attempt),
        history=review.history(attempt.id),
        may_decide=appeal.is_open and current_user.id not in barred,
        others=service.others(appeal) if current_user.id in barred else [],
        form=form,
        wrong=wrong or {},
    )
