"""A session on another day, alone or with all after it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.classes import moving
from lms.classes.models import ClassSession
from lms.classes.planning_forms import MoveForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.filters import as_datetime

routes = Blueprint("session_moves", __name__)


@routes.get("/sessions/<int:class_session_id>/move")
@authorised(ClassSession, Permission.CLASS_EDIT)
def new(class_session: ClassSession) -> str:
    return _page(class_session, MoveForm().at_day(class_session.day))


@routes.post("/sessions/<int:class_session_id>/move")
@authorised(ClassSession, Permission.CLASS_EDIT)
def create(class_session: ClassSession) -> Any:
    form = MoveForm()
    if not form.validate() or not _goes_somewhere(form, class_session):
        return _page(class_session, form), 422
    moved, collision = moving.plan(class_session, form.day.data, later=form.later.data)
    if collision is not None:
        form.day.errors = [_in_the_way(*collision)]
        return _page(class_session, form), 422
    moving.move(moved, current_user.person, clock.now())
    flash(ngettext("%(num)s session is moved.", "%(num)s sessions are moved.", len(moved)), "success")
    return redirect(url_for("class_sessions.index", study_class_id=class_session.study_class_id))


def _goes_somewhere(form: MoveForm, class_session: ClassSession) -> bool:
    if form.day.data != class_session.day:
        return True
    form.day.errors = [_("The session is held on that day already. Choose another day.")]
    return False


def _in_the_way(move: moving.Move, other: ClassSession) -> str:
    return _(
        "Session %(moved)s would be held at the time of session %(number)s: %(when)s. Nothing was moved.",
        moved=move.class_session.number,
        number=other.number,
        when=as_datetime(other.starts_at),
    )


def _page(class_session: ClassSession, form: MoveForm) -> str:
    return render_template(
        "session_moves/new.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
    )
