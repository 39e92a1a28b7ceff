"""Asking to stay away from a session, and the organiser's answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.attendance import excuses
from lms.attendance.blueprint import routes
from lms.attendance.forms import ExcuseForm
from lms.attendance.models import Excuse
from lms.classes.models import ClassSession
from lms.classes.queries import enrolled_ids
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError


@routes.get("/sessions/<int:class_session_id>/excuse")
@authorised(ClassSession, Permission.CLASS_SEE)
def new_excuse(class_session: ClassSession) -> str:
    excuse = _own(class_session)
    form = ExcuseForm(reason=excuse.reason if excuse else "")
    return render_template(
        "attendance/new_excuse.html", class_session=class_session, excuse=excuse, form=form
    )


@routes.post("/sessions/<int:class_session_id>/excuse")
@authorised(ClassSession, Permission.CLASS_SEE)
def create_excuse(class_session: ClassSession) -> Any:
    form, excuse = ExcuseForm(), _own(class_session)
    if not form.validate():
        return render_template(
            "attendance/new_excuse.html", class_session=class_session, excuse=excuse, form=form
        ), 422
    if not excuses.ask(class_session, current_user.person, form.reason.data or "", clock.now()):
        raise LmsError(_("You are excused already. Call the organiser if something has changed."))
    flash(_("Sent. The organiser will answer; you see it on this page."), "success")
    return redirect(url_for(".index", study_class_id=class_session.study_class_id))


@routes.post("/excuses/<int:excuse_id>/approval")
@authorised(Excuse, Permission.ATTENDANCE_RUN)
def approve_excuse(excuse: Excuse) -> Any:
    excuses.approve(excuse, current_user.person, clock.now())
    return _back(excuse.class_session_id, request.form.get("phase", ""))


@routes.post("/excuses/<int:excuse_id>/refusal")
@authorised(Excuse, Permission.ATTENDANCE_RUN)
def refuse_excuse(excuse: Excuse) -> Any:
    excuses.refuse(excuse, current_user.person, clock.now())
    return _back(excuse.class_session_id, request.form.get("phase", ""))


def _own(class_session: ClassSession) -> Excuse | None:
    """What the person asked for before; 403 for staff, who are not expected in the session."""
    if current_user.id not in enrolled_ids(class_session.study_class_id):
        abort(403)
    return excuses.of(class_session.id, current_user.id)


def _back(class_session_id: int, phase: str) -> Any:
    return redirect(url_for(".show", class_session_id=class_session_id, phase=phase or None))
