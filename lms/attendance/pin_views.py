"""A PIN of one's own for checking in, and slips with PINs for a class."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.accounts import passwords
from lms.attendance import pins
from lms.attendance.blueprint import routes
from lms.attendance.own_forms import PinForm, PinSlipsForm
from lms.attendance.queries import book_of_class
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction, signed_in


@routes.get("/my-pin")
@signed_in
def edit_pin() -> str:
    return _pin_page(PinForm())


@routes.post("/my-pin")
@signed_in
@owns_transaction
def update_pin() -> Any:
    form, person = PinForm(), current_user.person
    if form.validate() and pins.is_weak(form.pin.data or "", person):
        form.pin.errors = [_("Too easy to guess. Take other digits, not from a birthday or phone number.")]
    if form.errors or form.pin.errors:
        return _pin_page(form), 422
    database.end_reading()
    pin_hash = passwords.hashed(form.pin.data or "")
    with database.transaction():
        pins.set_own(person, pin_hash, clock.now())
    flash(_("The PIN is set. With it and the member code one can check in, and nothing else."), "success")
    return redirect(url_for(".my_code"))


@routes.post("/my-pin/removal")
@signed_in
def remove_pin() -> Any:
    pins.take_away(current_user.person, clock.now())
    flash(_("The PIN is gone. Checking in asks for the password again."), "success")
    return redirect(url_for(".my_code"))


@routes.get("/classes/<int:study_class_id>/pins")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def list_pins(study_class: StudyClass) -> str:
    return _pins_page(study_class, PinSlipsForm())


@routes.post("/classes/<int:study_class_id>/pins")
@owns_transaction
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def give_pins(study_class: StudyClass) -> Any:
    """Make new PINs and show them once, as slips to print."""
    form, actor = PinSlipsForm(), current_user.person
    if not form.validate():
        return _pins_page(study_class, form), 422
    learners = {learner.person_id for learner in book_of_class(study_class.id).learners}
    picked = set(form.pick.data or [])
    if not picked <= learners:
        abort(422)
    prepared = pins.prepare(sorted(picked))
    with database.transaction():
        pins.give(study_class, prepared, actor, clock.now())
    return render_template("attendance/pin_slips.html", study_class=study_class, slips=prepared)


def _pin_page(form: PinForm) -> str:
    since = pins.set_at([current_user.id]).get(current_user.id)
    return render_template("attendance/edit_pin.html", form=form, since=since)


def _pins_page(study_class: StudyClass, form: PinSlipsForm) -> str:
    learners = book_of_class(study_class.id).learners
    since = pins.set_at([learner.person_id for learner in learners])
    return render_template(
        "attendance/pins.html", study_class=study_class, learners=learners, since=since, form=form
    )
