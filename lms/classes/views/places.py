"""Points of connection and places that listen to a broadcast: whom to expect there, and how many were counted."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import places, sessions
from lms.classes.models import ClassSession
from lms.classes.planning_forms import PlacesForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("session_places", __name__)


@routes.get("/sessions/<int:class_session_id>/places")
@authorised(ClassSession, Permission.CLASS_EDIT)
def edit(class_session: ClassSession) -> str:
    return _page(class_session, PlacesForm.showing(places.places_of(class_session.places)))


@routes.post("/sessions/<int:class_session_id>/places")
@authorised(ClassSession, Permission.CLASS_EDIT)
def update(class_session: ClassSession) -> Any:
    form = PlacesForm()
    if not form.validate():
        return _page(class_session, form), 422
    sessions.set_places(class_session, form.typed, current_user.person, clock.now())
    flash(_("The places of session %(number)s are saved.", number=class_session.number), "success")
    return redirect(url_for(".edit", class_session_id=class_session.id))


def _page(class_session: ClassSession, form: PlacesForm) -> str:
    return render_template(
        "session_places/edit.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
        heads=places.heads(places.places_of(class_session.places)),
    )
