"""What stood out at check-in, for the organiser to look at; where the hall lies; saying that one is there."""

from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from lms.attendance.trust import locations, queries, service, traces, words
from lms.attendance.trust.forms import DismissalForm, PlaceForm
from lms.classes.models import ClassSession, StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction, signed_in

routes = Blueprint("attendance_signals", __name__)
MAY_ASK_FOR_THE_PLACE = "camera=(self), geolocation=(self), microphone=()"


@routes.get("/sessions/<int:class_session_id>/attendance/signals")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def index(class_session: ClassSession) -> str:
    """Facts with the people they are about; nothing here changes anybody's attendance."""
    return _page(class_session, DismissalForm(formdata=None))


@routes.post("/sessions/<int:class_session_id>/attendance/signals/dismissals")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def dismiss(class_session: ClassSession) -> Any:
    form = DismissalForm()
    if not form.validate():
        return _page(class_session, form), 422
    found = next((one for one in queries.signals(class_session) if one.key == form.key.data), None)
    if found is None:
        flash(_("This has changed meanwhile. Look at it again."), "warning")
        return redirect(url_for(".index", class_session_id=class_session.id))
    told, now = f"{words.phase_of(found)}: {words.seen(found)}", clock.now()
    service.dismiss(class_session, found.key, told, form.reason.data or "", current_user.person, now=now)
    flash(_("Put aside. It stays in the list below, with your name."), "success")
    return redirect(url_for(".index", class_session_id=class_session.id))


@routes.get("/classes/<int:study_class_id>/hall-place")
@authorised(StudyClass, Permission.CLASS_EDIT)
def edit_place(study_class: StudyClass) -> Any:
    held = service.place_of(study_class)
    return _place_page(study_class, PlaceForm(formdata=None, obj=held))


@routes.post("/classes/<int:study_class_id>/hall-place")
@authorised(StudyClass, Permission.CLASS_EDIT)
def set_place(study_class: StudyClass) -> Any:
    form = PlaceForm()
    if not form.validate():
        return _place_page(study_class, form), 422
    service.set_place(study_class, form.place(), current_user.person, clock.now())
    flash(_("Learners may now say whether they are in the hall. Nobody has to."), "success")
    return redirect(url_for("attendance.index", study_class_id=study_class.id))


@routes.post("/classes/<int:study_class_id>/hall-place/removal")
@authorised(StudyClass, Permission.CLASS_EDIT)
def remove_place(study_class: StudyClass) -> Any:
    service.forget_place(study_class, current_user.person, clock.now())
    flash(_("Nobody is asked for a location any more."), "success")
    return redirect(url_for("attendance.index", study_class_id=study_class.id))


@routes.get("/checkpoints/<int:checkpoint_id>/place")
@signed_in
def ask(checkpoint_id: int) -> Any:
    """The page that explains what is asked and what is kept, before the browser asks anything."""
    found = locations.door_of(checkpoint_id, current_user.id) or abort(404)
    return _with_place(render_template("attendance_signals/ask.html", door=found))


@routes.post("/checkpoints/<int:checkpoint_id>/place")
@signed_in
@owns_transaction
def tell(checkpoint_id: int) -> Any:
    """In or out is judged here and kept; where exactly it was is not."""
    found = locations.door_of(checkpoint_id, current_user.id) or abort(404)
    place = locations.read(request.form)
    if place is None:
        return render_template("attendance_signals/ask.html", door=found, problem=True), 422
    inside = locations.note(found, current_user.id, place, clock.now())
    return render_template("attendance_signals/told.html", door=found, inside=inside)


def init_app(app: Flask) -> None:
    traces.init_app(app)


def _page(class_session: ClassSession, form: DismissalForm) -> str:
    return render_template(
        "attendance_signals/index.html",
        class_session=class_session,
        found=queries.overview(class_session),
        words=words,
        form=form,
    )


def _place_page(study_class: StudyClass, form: PlaceForm) -> Response:
    held = service.place_of(study_class)
    page = render_template("attendance_signals/place.html", study_class=study_class, form=form, held=held)
    return _with_place(page)


def _with_place(page: str) -> Response:
    response = make_response(page)
    response.headers["Permissions-Policy"] = MAY_ASK_FOR_THE_PLACE
    return response
