"""Sitting a quiz: start, the page, saving with and without script, handing in, the result."""

import secrets
from datetime import datetime
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

from lms import database
from lms.outbox import token, wire
from lms.outbox.rules import Edit
from lms.outbox.store import Save
from lms.permissions import Permission
from lms.quizzes import attempts, closing, results
from lms.quizzes.appeals.page import own as own_appeals
from lms.quizzes.attempts import Visitor, WrongCode
from lms.quizzes.labels import REFUSED
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.openings import Opening, SatAttempt, opening, sat_attempt
from lms.quizzes.page import page, plain_page
from lms.quizzes.queries import sitting_facts
from lms.quizzes.rules import ClosedBy, Refusal
from lms.quizzes.saving import PURPOSE, sitting, writer
from lms.quizzes.sheets import Sheet, sheet
from lms.web import clock, limits
from lms.web.authorised import authorised, by_header, owns_transaction, public
from lms.web.seats import without_seat
from lms.web.security import csrf
from lms.web.static import packed

routes = Blueprint("attempts", __name__)

CODE_TRIES = RateLimitItemPerMinute(20, 10, namespace="quiz-code")


def _opening(quiz_id: int) -> Opening | None:
    with database.reading_connection() as connection:
        return opening(connection, quiz_id, current_user.id) if quiz_id < 2**31 else None


def _sat(public_id: str) -> SatAttempt | None:
    with database.reading_connection() as connection:
        return sat_attempt(connection, public_id)


@routes.post("/quizzes/<int:quiz_id>/attempts")
@authorised(Quiz, Permission.QUIZ_TAKE, loader=_opening)
@owns_transaction
def create(quiz: Opening) -> Any:
    visitor = Visitor(current_user.id, request.user_agent.string, request.remote_addr or "")
    quiz_id = quiz.row.quiz_id
    if quiz.row.access_code and not limits.hit(CODE_TRIES, str(quiz_id), str(visitor.person_id)):
        abort(429)
    found = attempts.start(quiz, visitor, request.form.get("code", ""), clock.now())
    if isinstance(found, Refusal | WrongCode):
        flash(REFUSED[found], "danger")
        return redirect(url_for("quizzes.show", quiz_id=quiz_id))
    return redirect(url_for(".show", attempt_public_id=found))


@routes.get("/attempts/<attempt_public_id>")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id", loader=_sat)
def show(attempt: SatAttempt) -> Any:
    if sitting(attempt).is_over(clock.now()):
        return redirect(url_for(".result", attempt_public_id=attempt.public_id))
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
    return jsonify(reply | times(done.owner)), status


@routes.post("/attempts/<attempt_public_id>/form")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
@owns_transaction
def save_form(attempt: Attempt) -> Any:
    """Without script the page is a form: the fields are edits of a tab that is named in it."""
    done = writer.save(_from_form(attempt))
    if done.owner is None:
        abort(403)
    reply, _status = wire.answer(done.decisions)
    _tell(reply["conflicts"], done.save.received_at)
    if request.form.get("then") == "submit" and not reply["conflicts"]:
        return _closed(attempt)
    return redirect(url_for(".show", attempt_public_id=attempt.public_id, plain=1))


@routes.post("/attempts/<attempt_public_id>/submission")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
@owns_transaction
def submit(attempt: Attempt) -> Any:
    return _closed(attempt)


@routes.get("/attempts/<attempt_public_id>/result")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
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
    asked = own_appeals(attempt, list(sheet(key).items), window.closes_at, now)
    return render_template(
        "quizzes/result.html", attempt=attempt, quiz=quiz, result=shown, window=window, asked=asked
    )


def times(row: Any) -> dict[str, str]:
    """What the page needs to tell the time by: always the server's."""
    now = clock.now()
    state = "closed" if sitting(row).is_over(now) else "open"
    return {"now": now.isoformat(), "ends_at": row.ends_at.isoformat(), "state": state, "tab": row.tab}


def _state(attempt: SatAttempt) -> dict[str, Any]:
    """Everything that differs between two learners with the same paper."""
    address = url_for(".show", attempt_public_id=attempt.public_id)
    return times(attempt) | {
        "attempt": attempt.public_id,
        "started_at": attempt.started_at.isoformat(),
        "grace_ms": attempt.grace_minutes * 60_000,
        "token": attempts.sign(attempt.id, attempt.public_id, attempt.person_id, attempt.key),
        "answers": attempt.answers,
        "slots": list(sheet(attempt.key).items),
        "save_url": f"{address}/responses",
        "submission_url": f"{address}/submission",
        "state_url": f"{address}/state",
        "result_url": f"{address}/result",
    }


def _from_form(attempt: Attempt) -> Save:
    """One edit for each field that says something; the server's clock makes a later post the newer one."""
    now = clock.now()
    with database.reading_connection() as connection:
        asked = sheet(sitting_facts(connection, attempt.id).key)
    form = wire.tidy(request.form.to_dict(flat=False))
    cleared = {int(slot) for slot in form.get("clear", []) if slot.isdecimal() and int(slot) in asked.items}
    answers = asked.from_form(form) | dict.fromkeys(cleared)
    tab = request.form.get("tab", "")
    seq = int(now.timestamp() * 1000)
    edits = tuple(
        Edit(slot, seq, _base(slot), value, None, slot in cleared, _why_not(asked, slot, value, form))
        for slot, value in answers.items()
    )
    return Save(attempt.id, tab if wire.TAB.fullmatch(tab) else secrets.token_hex(8), edits, now)


def _tell(conflicts: list[dict[str, Any]], saved_at: datetime) -> None:
    """What became of a form: each answer that cannot be one is named, the others once for all."""
    for conflict in conflicts:
        if conflict["message"]:
            flash(
                f"{_('Question no. %(number)s', number=conflict['slot'])}: {conflict['message']}", "warning"
            )
    if any(not conflict["message"] for conflict in conflicts):
        flash(
            _("Some answers were not stored, because newer ones stand or time is up. Look at them again."),
            "warning",
        )
    if not conflicts:
        flash(_("Saved at %(time)s.", time=clock.local(saved_at).strftime("%H:%M:%S")), "success")


def _why_not(asked: Sheet, slot: int, value: Any, form: Any) -> str:
    return asked.why_not(slot, value) if value is None else asked.why_not_in_form(slot, value, form)


def _base(slot: int) -> int:
    """The version of the answer that the form was drawn with."""
    typed = request.form.get(f"base-{slot}", "0")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _closed(attempt: Attempt) -> Any:
    now = clock.now()
    by = ClosedBy.TIMER if now >= attempt.ends_at else ClosedBy.CLICK
    with database.writing_connection() as connection:
        closing.close(connection, attempt.id, by, now)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(state="closed")
    return redirect(url_for(".result", attempt_public_id=attempt.public_id))
