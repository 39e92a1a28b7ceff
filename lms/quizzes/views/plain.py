"""Sitting a quiz without script: the page is a form, its fields are edits of a tab that is named in it."""

import secrets
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from lms import database
from lms.outbox import wire
from lms.outbox.rules import Edit
from lms.outbox.store import Save
from lms.permissions import Permission
from lms.quizzes.feedback.queries import saved_version
from lms.quizzes.feedback.service import Asked, check
from lms.quizzes.models import Attempt
from lms.quizzes.queries import sitting_facts
from lms.quizzes.saving import writer
from lms.quizzes.sheets import Sheet, sheet
from lms.quizzes.views.attempts import closed_now
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.errors import LmsError

routes = Blueprint("attempt_forms", __name__)


@routes.post("/attempts/<attempt_public_id>/form")
@authorised(Attempt, Permission.ATTEMPT_TAKE, by="public_id")
@owns_transaction
def save(attempt: Attempt) -> Any:
    done = writer.save(_from_form(attempt))
    if done.owner is None:
        abort(403)
    reply, _status = wire.answer(done.decisions)
    _tell(reply["conflicts"], done.save.received_at)
    if request.form.get("check", "").isdecimal():
        _check(attempt, int(request.form["check"][:6]))
    if request.form.get("then") == "submit" and not reply["conflicts"]:
        return closed_now(attempt)
    return redirect(url_for("attempts.show", attempt_public_id=attempt.public_id, plain=1))


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
    left = _left_behind(attempt, asked)
    edits = tuple(
        Edit(
            slot,
            seq,
            _base(slot),
            value,
            None,
            slot in cleared,
            _why_not(asked, slot, value, form),
            slot in left,
        )
        for slot, value in (dict.fromkeys(left) | answers).items()
    )
    return Save(attempt.id, tab if wire.TAB.fullmatch(tab) else secrets.token_hex(8), edits, now)


def _left_behind(attempt: Attempt, asked: Sheet) -> set[int]:
    """What going on leaves for good: everything that the form showed."""
    if not attempt.quiz.sequential or request.form.get("then") != "next":
        return set()
    units = asked.units(attempt.quiz.layout)
    return set(next((unit for unit in units if not set(unit) <= set(attempt.locked)), ()))


def _check(attempt: Attempt, slot: int) -> None:
    """The answer that was just saved, in the version that is saved."""
    with database.reading_connection() as connection:
        version = saved_version(connection, attempt.id, slot)
    typed = request.form.get(f"sure-{slot}", "")
    certainty = int(typed) if typed in ("1", "2", "3") else 1
    try:
        check(attempt.id, Asked(slot, version, certainty), clock.now())
    except LmsError as refused:
        flash(refused.message, "warning")


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
