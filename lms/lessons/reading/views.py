"""A learner reads a lesson: all pages at once, so that nothing is asked of the network while reading goes on."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes.models import ClassState
from lms.lessons.checks.queries import Asked
from lms.lessons.giving import conditions, queries
from lms.lessons.giving.conditions import Lock
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading import saving, service
from lms.lessons.reading.models import LONGEST_NOTE
from lms.lessons.reading.page import reading_page
from lms.lessons.reading.rules import Part, slot_of
from lms.outbox import wire
from lms.outbox.rules import Edit
from lms.outbox.store import Save
from lms.permissions import Permission
from lms.questions.answers import Read, read
from lms.web import clock
from lms.web.authorised import authorised, by_header, owns_transaction
from lms.web.forms import tidy
from lms.web.seats import without_seat
from lms.web.security import csrf

routes = Blueprint("lesson_readings", __name__)


@routes.get("/lesson-givings/<int:lesson_giving_id>/reading")
@authorised(LessonGiving, Permission.LESSON_READ)
def show(lesson_giving: LessonGiving) -> str:
    if lock := _lock(lesson_giving):
        return render_template(
            "lesson_readings/locked.html",
            study_class=lesson_giving.study_class,
            giving=lesson_giving,
            lock=lock,
        )
    return _page(lesson_giving)


@routes.post("/lesson-readings/<int:giving_id>")
@csrf.exempt
@by_header
@without_seat
@owns_transaction
def save(giving_id: int) -> Any:
    """The outbox of a page: authenticated by its token alone, so that an expired sign-in costs nothing."""
    reader = saving.bearer()
    if reader is None or reader.giving_id != giving_id:
        abort(HTTPStatus.UNAUTHORIZED)
    now = clock.now()
    sent = wire.read_save(wire.body(), giving_id, now, saving.check)
    with database.transaction():
        decisions = saving.keep(reader, sent, now)
        done = service.finish(saving.held(giving_id, reader.person_id, now, now), now)
    message, status = wire.answer(decisions)
    return jsonify(**message, now=now.isoformat(), done=done, state="open"), status


@routes.post("/lesson-givings/<int:lesson_giving_id>/notes")
@authorised(LessonGiving, Permission.LESSON_READ)
def note(lesson_giving: LessonGiving) -> Any:
    """What the form below a page sends without a script: the note, and whether the page is marked."""
    open_or_404(lesson_giving)
    page_id, base = request.form.get("page", 0, type=int), request.form.get("base", 0, type=int)
    text = tidy(request.form.get("note", "")).replace("\r\n", "\n")[:LONGEST_NOTE]
    if not 0 < page_id < 2**29:
        abort(422)
    now = clock.now()
    stamp = int(now.timestamp() * 1000)
    edits = (
        Edit(slot_of(page_id, Part.NOTE), stamp, base, text or None, clear=True),
        Edit(slot_of(page_id, Part.BOOKMARK), stamp, 0, "marked" in request.form or None, clear=True),
    )
    reader = saving.Bearer(lesson_giving.id, current_user.id, now)
    saving.keep(reader, Save(lesson_giving.id, f"form-{stamp}", edits, now), now)
    flash(_("Your note is saved. Nobody else sees it."), "success")
    return redirect(_address(lesson_giving, request.form.get("position", 1, type=int)))


@routes.post("/lesson-givings/<int:lesson_giving_id>/questions/<int:check_id>/answers")
@authorised(LessonGiving, Permission.LESSON_READ)
def answer(lesson_giving: LessonGiving, check_id: int) -> Any:
    open_or_404(lesson_giving)
    now = clock.now()
    asked = _asked(lesson_giving, check_id) or abort(404)
    found = read(asked.question, wire.tidy(request.form.to_dict(flat=False)), asked.name)
    if found.problem:
        return _page(lesson_giving, {asked.id: found}), 422
    reading = saving.held(lesson_giving.id, current_user.id, now, now)
    service.answer(reading, asked, found.value, now)
    return redirect(_address(lesson_giving, anchor=f"question-{check_id}"))


@routes.post("/lesson-givings/<int:lesson_giving_id>/confirmation")
@authorised(LessonGiving, Permission.LESSON_READ)
def confirm(lesson_giving: LessonGiving) -> Any:
    """At the end of a page without a script."""
    open_or_404(lesson_giving)
    reader = saving.bearer(request.form.get("token", ""))
    if reader is None or (reader.giving_id, reader.person_id) != (lesson_giving.id, current_user.id):
        abort(422)
    if service.confirm(lesson_giving, reader, clock.now()):
        flash(_("You have read this lesson."), "success")
    else:
        flash(_("Not yet: the pages were open too short for their length, or a question waits."), "warning")
    return redirect(_address(lesson_giving))


def _page(giving: LessonGiving, problems: dict[int, Read] | None = None) -> str:
    version = queries.given_with_text(giving.id) or abort(404)
    reading = reading_page(giving, version, current_user.id, clock.now(), problems or {})
    return render_template(
        "lesson_readings/show.html", study_class=giving.study_class, version=version, reading=reading
    )


def _asked(giving: LessonGiving, check_id: int) -> Asked | None:
    found = service.asked_in(giving, clock.now())
    return next((one for each in found.values() for one in each if one.id == check_id), None)


def _lock(giving: LessonGiving) -> Lock | None:
    if giving.withdrawn_at is not None or giving.study_class.state is ClassState.DRAFT:
        abort(404)
    return conditions.locks(giving.study_class, [giving], current_user.id, clock.now()).get(giving.id)


def open_or_404(giving: LessonGiving) -> None:
    """Not before it opens, nor after it was taken back."""
    if _lock(giving):
        abort(404)


def _address(giving: LessonGiving, position: int | None = None, anchor: str = "") -> str:
    place = anchor or (f"page-{position}" if position else "")
    return url_for(".show", lesson_giving_id=giving.id, _anchor=place or None)
