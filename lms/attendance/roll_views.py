"""The list of one session: everybody's marks, one tap each; the door; excuses; the history of one person."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.models import Person
from lms.attendance import check_outs, checkpoints, door, excuses, queries, roll
from lms.attendance.blueprint import CHECKPOINT, routes
from lms.attendance.book import Book
from lms.attendance.forms import MarkForm
from lms.attendance.guests import queries as guests
from lms.attendance.models import WalkIn
from lms.attendance.roll import Marked, Wish
from lms.attendance.rolls import Filters, Roll, make_roll, phase_now
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can, load
from lms.web.filters import as_clock

NOTHING_MARKED = Marked()


@routes.get("/sessions/<int:class_session_id>/attendance")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def show(class_session: ClassSession) -> str:
    """The list of one checkpoint: the one asked for, else the one whose time it is."""
    return _page(class_session, request.args.get("phase", ""))


@routes.post(f"{CHECKPOINT}/marks")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def mark(class_session: ClassSession, phase: str) -> Any:
    """Record one or many people; a script that taps for one person is answered in JSON."""
    form = MarkForm()
    if not form.validate():
        return _not_marked(class_session, phase, form, next(iter(form.errors.values()))[0], 422)
    checkpoint, wish, now = checkpoints.prepare(class_session, Phase(phase)), form.wish(), clock.now()
    marked = roll.mark(checkpoint, wish, current_user.person, now)
    message, status = _refusal(marked)
    if status:
        return _not_marked(class_session, phase, form, message, status, marked)
    if _script_asks():
        return jsonify(saved_at=as_clock(now), figures=_figures(class_session, phase))
    flash(_("Recorded for %(n)s people.", n=len(marked.changed)), "success")
    return redirect(url_for(".show", class_session_id=class_session.id, phase=phase, **_filters()))


@routes.get("/sessions/<int:class_session_id>/attendance/<int:person_id>")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def history(class_session: ClassSession, person_id: int) -> str:
    """Who recorded and changed what for one person in one session, when and why."""
    person = load(Person, "id", person_id)
    rows = roll.history(class_session.id, person.id)
    book = queries.book_of_session(class_session.id)
    if not rows and person.id not in {learner.person_id for learner in book.learners}:
        abort(404)
    return render_template("attendance/history.html", class_session=class_session, person=person, rows=rows)


@routes.post("/walk-ins/<int:walk_in_id>/acceptance")
@authorised(WalkIn, Permission.ATTENDANCE_RUN)
def accept_walk_in(walk_in: WalkIn) -> Any:
    door.accept(walk_in, current_user.person, clock.now())
    flash(_("%(name)s is in the class and checked in.", name=walk_in.person.full_name), "success")
    return _back(walk_in.checkpoint.class_session_id, walk_in.checkpoint.phase)


@routes.post("/walk-ins/<int:walk_in_id>/refusal")
@authorised(WalkIn, Permission.ATTENDANCE_RUN)
def refuse_walk_in(walk_in: WalkIn) -> Any:
    door.refuse(walk_in, current_user.person, clock.now())
    return _back(walk_in.checkpoint.class_session_id, walk_in.checkpoint.phase)


def _page(class_session: ClassSession, asked: str, wish: Wish | None = None, problem: str = "") -> str:
    """The list; after a refusal with what was ticked and typed still there."""
    book, now, waiting = (
        queries.book_of_session(class_session.id),
        clock.now(),
        excuses.open_for(class_session.id),
    )
    phase = Phase(asked) if asked in set(Phase) else phase_now(book.sessions[0], now)
    return render_template(
        "attendance/show.html",
        class_session=class_session,
        roll=_roll(book, phase),
        walk_ins=door.waiting(class_session.id),
        guests_waiting=guests.waiting(class_session.id),
        excuses=waiting,
        papers=excuses.pages_of(excuse.id for excuse in waiting) if waiting else {},
        may_run=can(Permission.ATTENDANCE_RUN, class_session),
        wish=wish,
        problem=problem,
        phases=Phase,
        missing=len(check_outs.missing(book, now)),
    )


def _roll(book: Book, phase: Phase) -> Roll:
    return make_roll(book, phase, Filters.of(request.args), clock.now())


def _figures(class_session: ClassSession, phase: str) -> dict[str, int]:
    made = _roll(queries.book_of_session(class_session.id), Phase(phase))
    return dict(made.figures)


def _refusal(marked: Marked) -> tuple[str, int]:
    if marked.unknown:
        return _("Somebody on this page is no longer in the class. Open the page again."), 409
    if marked.conflicts:
        return _meanwhile(len(marked.conflicts)), 409
    if marked.need_reason:
        return _("Something is recorded already. Give the reason for changing it."), 422
    return "", 0


def _meanwhile(people: int) -> str:
    if people == 1:
        return _("Somebody else has marked this person meanwhile. Nothing of yours was stored; look again.")
    return _(
        "%(n)s of these people were marked by somebody else meanwhile. Nothing of yours was stored; the list "
        "below is how it stands now.",
        n=people,
    )


def _not_marked(
    class_session: ClassSession,
    phase: str,
    form: MarkForm,
    message: str,
    status: int,
    marked: Marked = NOTHING_MARKED,
) -> Any:
    if _script_asks():
        answer = {"message": message, "needs_reason": bool(marked.need_reason)}
        now_there = next((mark.value for mark in marked.conflicts.values()), None)
        return jsonify(answer | {"mark": now_there}), status
    wish = None if form.mark.errors or form.pick.errors or form.shown.errors else form.wish()
    return _page(class_session, phase, wish, message), status


def _script_asks() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _filters() -> dict[str, Any]:
    return {name: request.args[name] for name in ("state", "group", "q") if request.args.get(name)}


def _back(class_session_id: int, phase: str) -> Any:
    return redirect(url_for(".show", class_session_id=class_session_id, phase=phase or None))
