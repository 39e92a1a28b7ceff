"""Asking to stay away from a session with papers, taking it back, and the organiser's answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.accounts.models import Person
from lms.attendance import excuse_notices, excuses
from lms.attendance.blueprint import routes
from lms.attendance.forms import AnswerForm, ExcuseForm
from lms.attendance.models import Excuse
from lms.attendance.own_models import ExcusePage
from lms.classes.models import ClassSession
from lms.classes.queries import enrolled_ids
from lms.files import pages, sending, troubles
from lms.files.pages import PagePicture, Trouble
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.errors import LmsError


@routes.get("/sessions/<int:class_session_id>/excuse")
@authorised(ClassSession, Permission.CLASS_SEE)
def new_excuse(class_session: ClassSession) -> str:
    excuse = _own(class_session)
    return _page(class_session, excuse, ExcuseForm(reason=excuse.reason if excuse else ""))


@routes.post("/sessions/<int:class_session_id>/excuse")
@owns_transaction
@authorised(ClassSession, Permission.CLASS_SEE)
def create_excuse(class_session: ClassSession) -> Any:
    """Papers are drawn anew before anything is locked; one that cannot be taken sends everything back."""
    form, excuse, person = ExcuseForm(), _own(class_session), current_user.person
    if not form.validate():
        return _page(class_session, excuse, form), 422
    if not excuses.takes(class_session, clock.now()):
        raise LmsError(_("This session is over or cancelled. Speak to the organiser; nothing was sent."))
    database.end_reading()
    papers = _papers(form)
    if form.files.errors:
        return _page(class_session, excuse, form), 422
    now = clock.now()
    with database.transaction():
        asked = excuses.ask(class_session, person, form.reason.data or "", now, papers)
        if asked:
            excuse_notices.asked(class_session.study_class, now)
    if not asked:
        raise LmsError(_("You are excused already. Call the organiser if something has changed."))
    flash(_("Sent. The organiser will answer; you see it on this page."), "success")
    return redirect(url_for(".index", study_class_id=class_session.study_class_id))


@routes.post("/sessions/<int:class_session_id>/excuse/withdrawal")
@authorised(ClassSession, Permission.CLASS_SEE)
def withdraw_excuse(class_session: ClassSession) -> Any:
    excuse = _own(class_session) or abort(404)
    now = clock.now()
    if not excuses.withdraw(excuse, now):
        raise LmsError(_("The organiser has answered meanwhile. Call them if you will come after all."))
    excuse_notices.follow(class_session.study_class, now)
    flash(_("Taken back. The organiser no longer sees it as waiting."), "success")
    return redirect(url_for(".index", study_class_id=class_session.study_class_id))


@routes.get("/sessions/<int:class_session_id>/excuse/pages/<int:number>")
@authorised(ClassSession, Permission.CLASS_SEE)
def show_own_page(class_session: ClassSession, number: int) -> Response:
    excuse = _own(class_session) or abort(404)
    return _sent(excuses.page(excuse, number))


@routes.get("/excuses/<int:excuse_id>/pages/<int:number>")
@authorised(Excuse, Permission.ATTENDANCE_RUN)
def show_excuse_page(excuse: Excuse, number: int) -> Response:
    """Papers may speak of health: only who decides opens them."""
    return _sent(excuses.page(excuse, number))


@routes.post("/excuses/<int:excuse_id>/approval")
@authorised(Excuse, Permission.ATTENDANCE_RUN)
def approve_excuse(excuse: Excuse) -> Any:
    return _decided(excuse, excuses.approve)


@routes.post("/excuses/<int:excuse_id>/refusal")
@authorised(Excuse, Permission.ATTENDANCE_RUN)
def refuse_excuse(excuse: Excuse) -> Any:
    return _decided(excuse, excuses.refuse)


def _own(class_session: ClassSession) -> Excuse | None:
    """What the person asked for before; 403 for staff, who are not expected in the session."""
    if current_user.id not in enrolled_ids(class_session.study_class_id):
        abort(403)
    return excuses.of(class_session.id, current_user.id)


def _page(class_session: ClassSession, excuse: Excuse | None, form: ExcuseForm) -> str:
    return render_template(
        "attendance/new_excuse.html",
        class_session=class_session,
        excuse=excuse,
        papers=excuses.pages_of([excuse.id]).get(excuse.id, []) if excuse else [],
        takes=excuses.takes(class_session, clock.now()),
        form=form,
    )


def _papers(form: ExcuseForm) -> list[PagePicture]:
    """All pages of all files that were sent; what is wrong with one stands at the field."""
    drawn: list[PagePicture] = []
    for file in [file for file in request.files.getlist("files") if file.filename]:
        body = file.stream.read(excuses.MOST_BYTES + 1)
        made = Trouble.TOO_LARGE if len(body) > excuses.MOST_BYTES else pages.convert(body)
        if isinstance(made, list) and len(drawn) + len(made) > excuses.MOST_PAGES:
            made = Trouble.TOO_MANY_PAGES
        if isinstance(made, Trouble):
            form.files.errors = [troubles.sentence(made, file.filename or "", excuses.MOST_PAGES)]
            return []
        drawn += made
    return drawn


def _decided(excuse: Excuse, decide: Callable[[Excuse, Person, datetime, str], bool]) -> Any:
    form = AnswerForm()
    if not form.validate():
        raise LmsError(
            _("The word to the learner is too long: at most 300 letters. Nothing was decided."), 422
        )
    now = clock.now()
    if not decide(excuse, current_user.person, now, form.answer.data or ""):
        raise LmsError(_("The learner has taken it back meanwhile. Nothing needs to be decided."))
    excuses.tell(excuse, now)
    excuse_notices.follow(excuse.class_session.study_class, now)
    phase = request.form.get("phase", "")
    return redirect(url_for(".show", class_session_id=excuse.class_session_id, phase=phase or None))


def _sent(page: ExcusePage | None) -> Response:
    return sending.send(page.file) if page else abort(404)
