"""The timetable of a class: its sessions, each changed, moved, cancelled or made up for."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.classes import merging, queries, sessions, tabs
from lms.classes.clashes import ClashKind
from lms.classes.forms import ReasonForm
from lms.classes.models import ClassSession, SessionState, StudyClass
from lms.classes.session_forms import SessionForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError
from lms.web.filters import as_datetime

routes = Blueprint("class_sessions", __name__)
tabs.add(
    tabs.Tab(
        15,
        lazy_gettext("Timetable"),
        "class_sessions.index",
        Permission.CLASS_SEE,
        ("timetable_patterns", "session_moves", "session_mergers", "session_agendas", "session_places"),
    )
)


HALL_TAKEN = lazy_gettext("Session %(number)s of class %(code)s is in the same hall then.")
HALL_TAKEN_ELSEWHERE = lazy_gettext("A conference is held in the same hall then, from %(time)s.")
LECTURER_TAKEN = lazy_gettext("The lecturer also teaches session %(number)s of class %(code)s then.")


@routes.get("/classes/<int:study_class_id>/timetable")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    return render_template(
        "class_sessions/index.html", study_class=study_class, sessions=queries.sessions_of(study_class)
    )


@routes.get("/classes/<int:study_class_id>/sessions/new")
@authorised(StudyClass, Permission.CLASS_EDIT)
def new(study_class: StudyClass) -> str:
    missed = _missed(study_class, request.args.get("makes_up_for", 0, type=int))
    return _new_page(study_class, _form(study_class, obj=missed), missed)


@routes.post("/classes/<int:study_class_id>/sessions")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Any:
    missed = _missed(study_class, request.form.get("makes_up_for", 0, type=int))
    form = _form(study_class)
    if not form.validate() or not _has_room(form, study_class):
        return _new_page(study_class, form, missed), 422
    class_session = sessions.create(
        study_class, form.details, current_user.person, clock.now(), makes_up_for=missed
    )
    flash(_("Session %(number)s is in the timetable.", number=class_session.number), "success")
    _warn(class_session)
    return _back(study_class.id)


@routes.get("/sessions/<int:class_session_id>/edit")
@authorised(ClassSession, Permission.CLASS_EDIT)
def edit(class_session: ClassSession) -> str:
    return _edit_page(class_session, _form(class_session.study_class, class_session, obj=class_session))


@routes.post("/sessions/<int:class_session_id>")
@authorised(ClassSession, Permission.CLASS_EDIT)
def update(class_session: ClassSession) -> Any:
    form = _form(class_session.study_class, class_session)
    if not form.validate() or not _has_room(form, class_session.study_class, class_session):
        return _edit_page(class_session, form), 422
    sessions.update(class_session, form.details, current_user.person, clock.now())
    flash(_("Session %(number)s is changed.", number=class_session.number), "success")
    _warn(class_session)
    return _back(class_session.study_class_id)


@routes.get("/sessions/<int:class_session_id>/cancellation")
@authorised(ClassSession, Permission.CLASS_EDIT)
def ask_reason(class_session: ClassSession) -> str:
    return _ask_reason(class_session, ReasonForm())


@routes.post("/sessions/<int:class_session_id>/cancellation")
@authorised(ClassSession, Permission.CLASS_EDIT)
def cancel(class_session: ClassSession) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _ask_reason(class_session, form), 422
    sessions.cancel(class_session, form.data["reason"], current_user.person, clock.now())
    flash(_("Session %(number)s is cancelled.", number=class_session.number), "success")
    return _back(class_session.study_class_id)


@routes.post("/sessions/<int:class_session_id>/reinstatement")
@authorised(ClassSession, Permission.CLASS_EDIT)
def reinstate(class_session: ClassSession) -> Response:
    if other := sessions.in_the_way(class_session):
        raise LmsError(
            _("Session %(number)s is held at that time now. Move one of the two first.", number=other.number)
        )
    merging.part(class_session, current_user.person, clock.now())
    sessions.reinstate(class_session, current_user.person, clock.now())
    flash(_("Session %(number)s is held after all.", number=class_session.number), "success")
    return _back(class_session.study_class_id)


def _form(study_class: StudyClass, present: ClassSession | None = None, obj: Any = None) -> SessionForm:
    """The form with the topics and lecturers of the class, and whoever stands there now."""
    form = SessionForm(obj=obj)
    lecturers = queries.lecturers_of(study_class)
    if present and present.lecturer and present.lecturer not in lecturers:
        lecturers = [present.lecturer, *lecturers]
    form.offer(study_class.programme.topics, lecturers)
    return form


def _has_room(form: SessionForm, study_class: StudyClass, but: ClassSession | None = None) -> bool:
    if but is not None and but.state is SessionState.CANCELLED:
        return True
    other = sessions.overlapping(study_class, form.details.starts_at, form.details.ends_at, but)
    if other is None:
        return True
    form.starts_at.errors = [
        _(
            "Session %(number)s is held then: %(when)s.",
            number=other.number,
            when=as_datetime(other.starts_at),
        )
    ]
    return False


def _warn(class_session: ClassSession) -> None:
    """Say when hall or lecturer are taken by another class then; the organiser decides what to do."""
    words = {ClashKind.HALL: HALL_TAKEN, ClashKind.ELSEWHERE: HALL_TAKEN_ELSEWHERE}
    for clash in sessions.clashes_of(class_session):
        told = {"number": clash.by.number, "code": clash.by.code, "time": as_datetime(clash.by.starts_at)}
        flash(str(words.get(clash.kind, LECTURER_TAKEN)) % told, "warning")


def _missed(study_class: StudyClass, session_id: int) -> ClassSession | None:
    """The session of this class that is made up for; 404 for one of another class."""
    if not session_id:
        return None
    found = next((one for one in queries.sessions_of(study_class) if one.id == session_id), None)
    return found or abort(404)


def _new_page(study_class: StudyClass, form: SessionForm, missed: ClassSession | None) -> str:
    return render_template("class_sessions/new.html", study_class=study_class, form=form, missed=missed)


def _edit_page(class_session: ClassSession, form: SessionForm) -> str:
    return render_template(
        "class_sessions/edit.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
    )


def _ask_reason(class_session: ClassSession, form: ReasonForm) -> str:
    return render_template(
        "class_sessions/ask_reason.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
    )


def _back(study_class_id: int) -> Response:
    return redirect(url_for("class_sessions.index", study_class_id=study_class_id))  # type: ignore[return-value]
