"""Sitting a quiz: start, the page, saving with and without script, handing in, the result."""

from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from limits import RateLimitItemPerMinute
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.outbox import token, wire
from lms.permissions import Permission
from lms.quizzes import attempts, closing, receipts, results
from lms.quizzes.appeals.page import own as own_appeals
from lms.quizzes.attempts import NotGiven, Ticket, Visitor
from lms.quizzes.feedback.rules import tries_of
from lms.quizzes.feedback.service import told_before
from lms.quizzes.labels import REFUSED
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.openings import Opening, SatAttempt, opening, sat_attempt
from lms.quizzes.page import page, plain_page
from lms.quizzes.proctoring import admissions
from lms.quizzes.queries import sitting_facts
from lms.quizzes.rules import ClosedBy, Feedback, Refusal
from lms.quizzes.saving import PURPOSE, sitting, writer
from lms.quizzes.sheets import sheet
from lms.quizzes.times import times
from lms.web import clock, limits
from lms.web.authorised import authorised, by_header, owns_transaction, public
from lms.web.line.gate import in_line
from lms.web.seats import without_seat
from lms.web.security import csrf
from lms.web.static import packed

routes = Blueprint("attempts", __name__)

_WITH_QUIZ = (
    select(Attempt).options(joinedload(Attempt.quiz)).where(Attempt.public_id == bindparam("public_id"))
)
CODE_TRIES = RateLimitItemPerMinute(20, 10, namespace="quiz-code")


def _opening(quiz_id: int) -> Opening | None:
    with database.reading_connection() as connection:
        return opening(connection, quiz_id, current_user.id) if quiz_id < 2**31 else None


def _sat(public_id: str) -> SatAttempt | None:
    with database.reading_connection() as connection:
        return sat_attempt(connection, public_id)


def _with_quiz(public_id: str) -> Attempt | None:
    return database.session.scalars(_WITH_QUIZ, {"public_id": public_id}).one_or_none()


@routes.post("/quizzes/<int:quiz_id>/attempts")
@authorised(Quiz, Permission.QUIZ_TAKE, loader=_opening)
@owns_transaction
@in_line("code", "honour")
def create(quiz: Opening) -> Any:
    visitor = Visitor(current_user.id, request.user_agent.string, request.remote_addr or "")
    quiz_id = quiz.row.quiz_id
    if quiz.row.access_code and not limits.hit(CODE_TRIES, str(quiz_id), str(visitor.person_id)):
        abort(429)
    found = attempts.start(quiz, visitor, _ticket(), clock.now())
    if found is Refusal.NOT_ADMITTED:
        admissions.ask(quiz_id, visitor.person_id, clock.now())
        return redirect(url_for("quizzes.show", quiz_id=quiz_id))
    if isinstance(found, Refusal | NotGiven):
        flash(REFUSED[found], "danger")
        return redirect(url_for("quizzes.show", quiz_id=quiz_id))
    return redirect(url_for(".show", attempt_public_id=found))


def _ticket() -> Ticket:
    return Ticket(request.form.get("code", ""), "honour" in request.form)


@routes.get("/attempts/<attempt_public_id>")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id", loader=_sat)
def show(attempt: SatAttempt) -> Any:
    if sitting(attempt).is_over(clock.now()):
        return redirect(url_for("attempts.result", attempt_public_id=attempt.public_id))
    return (plain_page if "plain" in request.args else page)(attempt, _state(attempt))


@routes.get("/attempts/<attempt_public_id>/worker.js")
@public
def worker(attempt_public_id: str) -> Response:
    """The service worker, which may keep the page of this attempt and no other. It holds nothing personal."""
    asset = current_app.extensions["assets"].get("js/exam/worker.js")
    response = packed(asset, "no-cache")
    response.headers["Service-Worker-Allowed"] = url_for(".show", attempt_public_id=attempt_public_id)
    return response


@routes.get("/attempts/<attempt_public_id>/state")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id", loader=_sat)
def state(attempt: SatAttempt) -> Response:
    return jsonify(_state(attempt))


@csrf.exempt
@routes.post("/attempts/<attempt_public_id>/responses")
@by_header
@without_seat
@owns_transaction
def save(attempt_public_id: str) -> Any:
    now = clock.now()
    facts = token.from_header(PURPOSE)
    if facts is None or len(facts) != 4 or facts[0] != attempt_public_id:
        abort(401)
    done = writer.save(wire.read_save(wire.body(), facts[1], now, sheet(facts[3]).why_not))
    if done.owner is None:
        abort(403)
    reply, status = wire.answer(done.decisions)
    return jsonify(reply | times(done.owner) | receipts.of_save(attempt_public_id, done)), status


@routes.post("/attempts/<attempt_public_id>/submission")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
@owns_transaction
def submit(attempt: Attempt) -> Any:
    return closed_now(attempt)


@routes.get("/attempts/<attempt_public_id>/result")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id", loader=_with_quiz)
def result(attempt: Attempt) -> Any:
    now, quiz = clock.now(), attempt.quiz
    if not sitting(attempt).is_over(now):
        return redirect(url_for(".show", attempt_public_id=attempt.public_id))
    with database.reading_connection() as connection:
        found = opening(connection, quiz.id, attempt.person_id)
        window = attempts.chance(found, now).window if found else quiz.window
        review = results.review_of(quiz, attempt, window.closes_at, now)
        key = sitting_facts(connection, attempt.id).key
        shown = results.result(connection, attempt, quiz, key, review)
        slip = receipts.slip(connection, attempt)
    asked = own_appeals(attempt, list(sheet(key).items), window.closes_at, now)
    return render_template(
        "quizzes/result.html",
        attempt=attempt,
        quiz=quiz,
        result=shown,
        window=window,
        asked=asked,
        slip=slip,
    )


def _state(attempt: SatAttempt) -> dict[str, Any]:
    """Everything that differs between two learners with the same paper."""
    address = url_for(".show", attempt_public_id=attempt.public_id)
    facts = {
        "attempt": attempt.public_id,
        "started_at": attempt.started_at.isoformat(),
        "grace_ms": attempt.grace_minutes * 60_000,
        "token": attempts.sign(attempt.id, attempt.public_id, attempt.person_id, attempt.key),
        "answers": receipts.with_codes(attempt.public_id, attempt.answers),
        "slots": list(sheet(attempt.key).items),
        "locked": attempt.locked,
        "save_url": f"{address}/responses",
        "presence_url": f"{address}/presence",
        "submission_url": f"{address}/submission",
        "state_url": f"{address}/state",
        "result_url": f"{address}/result",
    }
    return facts | times(attempt) | _told(attempt)


def _told(attempt: SatAttempt) -> dict[str, Any]:
    """What was told about answers already, where the quiz tells it while it runs."""
    if attempt.feedback is Feedback.DEFERRED:
        return {}
    with database.reading_connection() as connection:
        tries = tries_of(attempt.feedback, attempt.tries)
        checks = told_before(connection, attempt.id, attempt.key, tries)
    address = url_for("answer_checks.create", attempt_public_id=attempt.public_id)
    return {"checks": checks, "check_url": address}


def closed_now(attempt: Attempt) -> Any:
    """What the page's timer asks for is done only once time is up, and nothing ends while it is paused."""
    now = clock.now()
    is_over = sitting(attempt).is_over(now)
    if not is_over and (attempt.paused_at or request.args.get("by") == "timer"):
        return _not_closed(attempt)
    with database.writing_connection() as connection:
        closing.close(connection, attempt.id, ClosedBy.TIMER if is_over else ClosedBy.CLICK, now)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(state="closed")
    return redirect(url_for("attempts.result", attempt_public_id=attempt.public_id))


def _not_closed(attempt: Attempt) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(times(attempt)), HTTPStatus.CONFLICT
    flash(_("The attempt goes on: it is paused, or was given more time. What is saved stays."), "info")
    return redirect(url_for("attempts.show", attempt_public_id=attempt.public_id, plain=1))
