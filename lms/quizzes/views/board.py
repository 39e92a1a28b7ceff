"""The room of a quiz: who sits it, how far they are, and what staff can do for one person."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.accounts.models import Person
from lms.permissions import Permission
from lms.quizzes import board, receipts, sealed, service
from lms.quizzes.forms import ExtensionForm, OutboxForm, OverrideForm, ReasonForm
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.views.proofs import proven
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction

routes = Blueprint("quiz_board", __name__)


@routes.get("/quizzes/<int:quiz_id>/board")
@authorised(Quiz, Permission.QUIZ_SEE)
def show(quiz: Quiz) -> str:
    return _page(quiz)


@routes.get("/quizzes/<int:quiz_id>/people/<int:person_id>")
@authorised(Quiz, Permission.QUIZ_WATCH)
def person(quiz: Quiz, person_id: int) -> str:
    return _person_page(quiz, _learner(quiz, person_id), _override_form(quiz, person_id))


@routes.post("/quizzes/<int:quiz_id>/people/<int:person_id>/override")
@authorised(Quiz, Permission.QUIZ_WATCH)
def allow(quiz: Quiz, person_id: int) -> Any:
    learner, form = _learner(quiz, person_id), OverrideForm()
    if not form.validate():
        return _person_page(quiz, learner, form), 422
    numbers = {name: form[name].data or 0 for name in ("extra_minutes", "extra_attempts")}
    rest = {name: form[name].data for name in ("opens_at", "last_start_at", "closes_at", "reason")}
    service.allow(current_user.person, quiz, learner.id, numbers | rest, clock.now())
    flash(_("Saved. It counts from the next start; a running attempt got the minutes at once."), "success")
    return redirect(url_for(".person", quiz_id=quiz.id, person_id=learner.id))


@routes.post("/attempts/<int:attempt_id>/extension")
@authorised(Attempt, Permission.QUIZ_WATCH)
def extend(attempt: Attempt) -> Any:
    return _change(attempt, ExtensionForm(), service.extend)


@routes.post("/attempts/<int:attempt_id>/reopening")
@authorised(Attempt, Permission.QUIZ_WATCH)
def reopen(attempt: Attempt) -> Any:
    return _change(attempt, ExtensionForm(), service.reopen)


@routes.post("/attempts/<int:attempt_id>/closing")
@authorised(Attempt, Permission.QUIZ_WATCH)
def close(attempt: Attempt) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _again(attempt), 422
    done = service.close(current_user.person, attempt, form.reason.data or "", clock.now())
    _say(done)
    return redirect(url_for(".person", quiz_id=attempt.quiz_id, person_id=attempt.person_id))


@routes.post("/quizzes/<int:quiz_id>/outboxes")
@authorised(Quiz, Permission.QUIZ_WATCH)
@owns_transaction
def bring(quiz: Quiz) -> Any:
    form = OutboxForm()
    brought = None
    if form.validate():
        brought = sealed.bring(form.outbox.data.read(), quiz, current_user.person, clock.now())
    if brought is None:
        form.outbox.errors = [_("This file is not a learner's outbox of this quiz. Nothing was stored.")]
        return _page(quiz, form), 422
    counts = {"counted": brought.counted, "known": brought.known, "kept": brought.kept}
    flash(
        _("Counted: %(counted)s. Known already: %(known)s. Kept, not counted: %(kept)s.", **counts), "success"
    )
    for line in proven(brought.evidence):
        flash(*line)
    return redirect(url_for(".person", quiz_id=quiz.id, person_id=brought.person_id))


def _page(quiz: Quiz, form: OutboxForm | None = None) -> str:
    seats = board.board(quiz, clock.now())
    return render_template(
        "quiz_board/show.html",
        quiz=quiz,
        study_class=quiz.study_class,
        seats=seats,
        form=form or OutboxForm(),
    )


def _person_page(quiz: Quiz, learner: Person, form: OverrideForm) -> str:
    sittings, typed = board.sittings(quiz.id, learner.id), request.args.get("receipt", "").strip()
    return render_template(
        "quiz_board/person.html",
        quiz=quiz,
        study_class=quiz.study_class,
        learner=learner,
        form=form,
        sittings=sittings,
        typed=typed,
        named=receipts.named_by(database.session.connection(), sittings, typed) if typed else None,
        extension=ExtensionForm(formdata=None),
        reason=ReasonForm(formdata=None),
    )


def _override_form(quiz: Quiz, person_id: int) -> OverrideForm:
    return OverrideForm(obj=board.override_of(quiz.id, person_id))


def _learner(quiz: Quiz, person_id: int) -> Person:
    """Somebody of this class, or 404."""
    return board.learner_of(quiz, person_id) or abort(404)


def _change(attempt: Attempt, form: ExtensionForm, what: Any) -> Any:
    if not form.validate():
        return _again(attempt), 422
    _say(what(current_user.person, attempt, form.minutes.data, form.reason.data, clock.now()))
    return redirect(url_for(".person", quiz_id=attempt.quiz_id, person_id=attempt.person_id))


def _again(attempt: Attempt) -> str:
    flash(_("Nothing was changed: say how many minutes and why."), "danger")
    return _person_page(attempt.quiz, attempt.person, _override_form(attempt.quiz, attempt.person_id))


def _say(done: bool) -> None:
    if done:
        flash(_("Done. The learner's page knows within a few seconds."), "success")
    else:
        flash(
            _("Nothing was changed: the attempt is not in the state it was shown in. Look again."), "warning"
        )
