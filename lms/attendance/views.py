"""Sessions of a class with their checkpoints: preparing, opening and closing them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.attendance import (
    check_in_views,
    check_out_views,
    checkpoints,
    excuse_views,
    hall_views,
    own_views,
    person_views,
    pin_views,
    queries,
    roll_views,
    sheet_views,
)
from lms.attendance.blueprint import CHECKPOINT, routes
from lms.attendance.forms import WindowForm
from lms.attendance.guests import views as guest_views
from lms.attendance.paper import views as paper_views
from lms.attendance.scanners import views as scanner_views
from lms.attendance.windows import Phase
from lms.classes import tabs
from lms.classes.models import ClassSession, StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can

__all__ = [
    "check_in_views",
    "check_out_views",
    "excuse_views",
    "guest_views",
    "paper_views",
    "hall_views",
    "own_views",
    "person_views",
    "pin_views",
    "roll_views",
    "routes",
    "scanner_views",
    "sheet_views",
]
tabs.add(tabs.Tab(20, lazy_gettext("Attendance"), "attendance.index", Permission.CLASS_SEE))


@routes.get("/classes/<int:study_class_id>/attendance")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    """Every session with both checkpoints: figures for those who run the class, one's own marks for a learner."""
    now = clock.now()
    if can(Permission.ATTENDANCE_SEE, study_class):
        book = queries.book_of_class(study_class.id)
        return render_template(
            "attendance/index.html", study_class=study_class, book=book, now=now, phases=Phase
        )
    return own_views.own_page(study_class, now)


@routes.post(CHECKPOINT)
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def prepare(class_session: ClassSession, phase: str) -> Any:
    checkpoints.prepare(class_session, Phase(phase))
    return redirect(url_for(".hall", class_session_id=class_session.id, phase=phase))


@routes.post(f"{CHECKPOINT}/opening")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def open_checkpoint(class_session: ClassSession, phase: str) -> Any:
    checkpoint = checkpoints.prepare(class_session, Phase(phase))
    checkpoints.open_by_hand(checkpoint, current_user.person, clock.now())
    flash(_("Check-in is open."), "success")
    return _back(class_session, phase)


@routes.post(f"{CHECKPOINT}/closing")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def close_checkpoint(class_session: ClassSession, phase: str) -> Any:
    checkpoint = checkpoints.prepare(class_session, Phase(phase))
    checkpoints.close_by_hand(checkpoint, current_user.person, clock.now())
    flash(_("Check-in is closed. Scans made before now still count."), "success")
    return _back(class_session, phase)


@routes.get(f"{CHECKPOINT}/window")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def edit_window(class_session: ClassSession, phase: str) -> str:
    window = checkpoints.window_of(
        class_session, Phase(phase), checkpoints.find(class_session.id, Phase(phase))
    )
    form = WindowForm(opens=window.opens_minutes, late=window.late_minutes, closes=window.closes_minutes)
    return _window_page(class_session, phase, form)


@routes.post(f"{CHECKPOINT}/window")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def update_window(class_session: ClassSession, phase: str) -> Any:
    form = WindowForm()
    if not form.validate():
        return _window_page(class_session, phase, form), 422
    checkpoint = checkpoints.prepare(class_session, Phase(phase))
    checkpoints.set_window(checkpoint, form.minutes(), current_user.person, clock.now())
    flash(_("The times are changed. What was recorded before stays as it is."), "success")
    return _back(class_session, phase)


def _window_page(class_session: ClassSession, phase: str, form: WindowForm) -> str:
    return render_template("attendance/edit_window.html", class_session=class_session, phase=phase, form=form)


def _back(class_session: ClassSession, phase: str) -> Any:
    return redirect(url_for(".show", class_session_id=class_session.id, phase=phase))
