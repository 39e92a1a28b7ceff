"""Two sessions of a class held as one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.classes import merging, queries
from lms.classes.merging import Obstacle
from lms.classes.models import ClassSession, SessionState
from lms.classes.planning_forms import MergeForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("session_mergers", __name__)

WORDS = {
    Obstacle.SAME: lazy_gettext("A session cannot be held together with itself."),
    Obstacle.OTHER_CLASS: lazy_gettext("That session belongs to another class."),
    Obstacle.NOT_HELD: lazy_gettext("One of the two is cancelled. Hold it again first."),
    Obstacle.RECORDED: lazy_gettext(
        "Attendance is recorded at that session already, so it must stay. Nothing was changed."
    ),
    Obstacle.TOO_LONG: lazy_gettext("Together they would have more than 20 periods."),
}


@routes.get("/sessions/<int:class_session_id>/merger")
@authorised(ClassSession, Permission.CLASS_EDIT)
def new(class_session: ClassSession) -> str:
    return _page(class_session, _form(class_session))


@routes.post("/sessions/<int:class_session_id>/merger")
@authorised(ClassSession, Permission.CLASS_EDIT)
def create(class_session: ClassSession) -> Any:
    form = _form(class_session)
    if not form.validate():
        return _page(class_session, form), 422
    other = next(one for one in _others(class_session) if one.id == form.other_id.data)
    obstacle = merging.merge(class_session, other, current_user.person, clock.now())
    if obstacle is not None:
        form.other_id.errors = [str(WORDS[obstacle])]
        return _page(class_session, form), 422
    flash(
        _(
            "Session %(other)s is held together with session %(number)s. Look whether its time still fits.",
            other=other.number,
            number=class_session.number,
        ),
        "success",
    )
    return redirect(url_for("class_sessions.edit", class_session_id=class_session.id))


def _form(class_session: ClassSession) -> MergeForm:
    form = MergeForm()
    form.offer(_others(class_session))
    return form


def _others(class_session: ClassSession) -> list[ClassSession]:
    held = queries.sessions_of(class_session.study_class)
    return [one for one in held if one.id != class_session.id and one.state is SessionState.PLANNED]


def _page(class_session: ClassSession, form: MergeForm) -> str:
    return render_template(
        "session_mergers/new.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
    )
