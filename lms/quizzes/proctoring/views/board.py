"""The room of a quiz: who sits it and how each one stands, refreshed while it is open; and each learner's page."""

import hashlib
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, flash, json, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.accounts.models import Person
from lms.permissions import Permission
from lms.quizzes import receipts, sealed, service
from lms.quizzes.forms import ExtensionForAllForm, ExtensionForm, OutboxForm, OverrideForm, ReasonForm
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import admissions, board, learners, rows
from lms.quizzes.proctoring.rules import State
from lms.quizzes.proctoring.timeline import timelines
from lms.quizzes.saving import sitting
from lms.quizzes.views.proofs import proven
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.filters import as_clock, as_datetime

routes = Blueprint("quiz_board", __name__)


@routes.get("/quizzes/<int:quiz_id>/board")
@authorised(Quiz, Permission.QUIZ_SEE)
def show(quiz: Quiz) -> str:
    return page(quiz)


@routes.get("/quizzes/<int:quiz_id>/board/rows")
@authorised(Quiz, Permission.QUIZ_SEE)
def refresh(quiz: Quiz) -> Any:
    """The rows as they stand; 304 if nothing in them changed. The header says when they were read."""
    now = clock.now()
    seats = board.of(quiz, now)
    counts = {state.value: count for state, count in board.counts(seats).items()}
    shown = [asdict(row) for row in rows.rows(seats, quiz.question_count)]
    body = json.dumps({"rows": shown, "counts": counts, "paused": _paused(quiz)})
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.blake2b(body.encode(), digest_size=16).hexdigest(), weak=True)
    response.headers["X-As-Of"] = as_clock(now)
    return response.make_conditional(request)


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
    return with_reason(attempt, service.close)


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
        return page(quiz, outbox=form), 422
    counts = {"counted": brought.counted, "known": brought.known, "kept": brought.kept}
    flash(
        _("Counted: %(counted)s. Known already: %(known)s. Kept, not counted: %(kept)s.", **counts), "success"
    )
    for line in proven(brought.evidence):
        flash(*line)
    return redirect(url_for(".person", quiz_id=quiz.id, person_id=brought.person_id))


def with_reason(attempt: Attempt, what: Any) -> Any:
    """Do something to one attempt for a reason, and come back to the learner's page."""
    form = ReasonForm()
    if not form.validate():
        return again(attempt, _("Nothing was changed: say why.")), 422
    _say(what(current_user.person, attempt, form.reason.data, clock.now()))
    return redirect(url_for("quiz_board.person", quiz_id=attempt.quiz_id, person_id=attempt.person_id))


def again(attempt: Attempt, why: str) -> str:
    """The learner's page once more, with what was wrong."""
    flash(why, "danger")
    return _person_page(attempt.quiz, attempt.person, _override_form(attempt.quiz, attempt.person_id))


def page(
    quiz: Quiz,
    *,
    outbox: OutboxForm | None = None,
    reason: ReasonForm | None = None,
    extension: ExtensionForAllForm | None = None,
) -> str:
    """The whole board; a form that was refused stands on it as it was typed."""
    now = clock.now()
    seats = board.of(quiz, now)
    return render_template(
        "quiz_board/show.html",
        quiz=quiz,
        study_class=quiz.study_class,
        seats=list(zip(seats, rows.rows(seats, quiz.question_count), strict=True)),
        groups=sorted({seat.person.group for seat in seats if seat.person.group}),
        states=list(State),
        waiting=State.WAITING,
        wanted={name: request.args.get(name, "") for name in ("state", "group")},
        counts=board.counts(seats),
        paused=_paused(quiz),
        form=outbox or OutboxForm(formdata=None),
        extension=extension or ExtensionForAllForm(formdata=None),
        reason=reason or ReasonForm(formdata=None),
    )


def _paused(quiz: Quiz) -> str:
    """Since when; empty if it is not."""
    return as_datetime(quiz.paused_at)


def _person_page(quiz: Quiz, learner: Person, form: OverrideForm) -> str:
    sittings = learners.sittings(quiz.id, learner.id)
    now, typed = clock.now(), request.args.get("receipt", "").strip()
    return render_template(
        "quiz_board/person.html",
        quiz=quiz,
        study_class=quiz.study_class,
        learner=learner,
        form=form,
        sittings=sittings,
        timelines=timelines(sittings),
        running=[attempt.id for attempt in sittings if not sitting(attempt).is_over(now)],
        admission=admissions.admission_of(quiz.id, learner.id),
        typed=typed,
        named=receipts.named_by(database.session.connection(), sittings, typed) if typed else None,
        extension=ExtensionForm(formdata=None),
        reason=ReasonForm(formdata=None),
    )


def _override_form(quiz: Quiz, person_id: int) -> OverrideForm:
    return OverrideForm(obj=learners.override_of(quiz.id, person_id))


def _learner(quiz: Quiz, person_id: int) -> Person:
    """Somebody of this class, or 404."""
    return learners.learner_of(quiz, person_id) or abort(404)


def _change(attempt: Attempt, form: ExtensionForm, what: Any) -> Any:
    if not form.validate():
        return again(attempt, _("Nothing was changed: say how many minutes and why.")), 422
    _say(what(current_user.person, attempt, form.minutes.data, form.reason.data, clock.now()))
    return redirect(url_for(".person", quiz_id=attempt.quiz_id, person_id=attempt.person_id))


def _say(done: bool) -> None:
    if done:
        flash(
            _("Done. The learner's page knows within a minute, and at once when it saves an answer."),
            "success",
        )
    else:
        flash(
            _("Nothing was changed: the attempt is not in the state it was shown in. Look again."), "warning"
        )
