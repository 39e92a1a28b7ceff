"""The door of a session: enter somebody whom no list knows, decide about them, take the decision back."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints, door
from lms.attendance.blueprint import routes
from lms.attendance.guests import queries, service
from lms.attendance.guests.forms import GuestForm
from lms.attendance.guests.models import Guest, GuestState
from lms.attendance.models import WalkIn
from lms.attendance.windows import Phase
from lms.audit.models import AuditEntry
from lms.classes import queries as classes
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can, load

PHASE = "<any(before, after):phase>"


@routes.get("/sessions/<int:class_session_id>/door")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def show_door(class_session: ClassSession) -> str:
    return _page(class_session, GuestForm(formdata=None, phase=_phase_now(class_session).value))


@routes.post("/sessions/<int:class_session_id>/guests")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def enter_guest(class_session: ClassSession) -> Any:
    form = GuestForm()
    if not form.validate():
        return _page(class_session, form), 422
    guest = service.enter(
        class_session, form.details(), Phase(form.phase.data), current_user.person, clock.now()
    )
    flash(_("%(name)s is written down and waits for confirmation.", name=guest.full_name), "success")
    return _to_door(guest)


@routes.get("/guests/<int:guest_id>")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def show_guest(guest: Guest) -> str:
    """Who it may be: the duplicate check, a search, and what was decided so far."""
    text = request.args.get("q", "")[:80]
    is_open = guest.state is GuestState.WAITING
    return render_template(
        "attendance/guests/show.html",
        guest=guest,
        candidates=queries.candidates(guest, current_user.grants) if is_open else [],
        found=queries.found(guest, current_user.grants, text) if is_open else [],
        text=text,
        history=_history(guest),
    )


@routes.post("/guests/<int:guest_id>/confirmation")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def confirm_guest(guest: Guest) -> Any:
    service.confirm(guest, current_user.person, clock.now())
    return _to_door(guest)


@routes.post("/guests/<int:guest_id>/refusal")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def refuse_guest(guest: Guest) -> Any:
    service.refuse(guest, current_user.person, clock.now())
    return _to_door(guest)


@routes.post("/guests/<int:guest_id>/merge/<int:person_id>")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def merge_guest(guest: Guest, person_id: int) -> Any:
    person = load(Person, "id", person_id)
    in_class = person.id in classes.enrolled_ids(guest.class_session.study_class_id)
    if not in_class and not can(Permission.PERSON_SEE, person):
        abort(404)
    service.merge(guest, person, current_user.person, clock.now())
    flash(_("%(name)s is in the class and checked in.", name=person.full_name), "success")
    return _to_door(guest)


@routes.post("/guests/<int:guest_id>/registration")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def register_guest(guest: Guest) -> Any:
    """A new person of the register, in the class and checked in."""
    if not can(Permission.PERSON_EDIT):
        abort(403)
    if service.register_as_new(guest, current_user.person, clock.now()):
        flash(
            _("Somebody in the register has this phone number. Look below whether it is the same person."),
            "danger",
        )
        return redirect(url_for(".show_guest", guest_id=guest.id))
    flash(_("%(name)s is in the class and checked in.", name=guest.full_name), "success")
    return _to_door(guest)


@routes.post("/guests/<int:guest_id>/undo")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def undo_guest(guest: Guest) -> Any:
    service.undo(guest, current_user.person, clock.now())
    flash(_("%(name)s waits for confirmation again.", name=guest.full_name), "success")
    return _to_door(guest)


@routes.post(f"/guests/<int:guest_id>/arrivals/{PHASE}")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def arrive_guest(guest: Guest, phase: str) -> Any:
    service.arrive(guest, Phase(phase), current_user.person, clock.now())
    return _to_door(guest)


@routes.post(f"/guests/<int:guest_id>/arrivals/{PHASE}/delete")
@authorised(Guest, Permission.ATTENDANCE_RUN)
def leave_guest_out(guest: Guest, phase: str) -> Any:
    service.leave_out(guest, Phase(phase), current_user.person, clock.now())
    return _to_door(guest)


@routes.post("/walk-ins/<int:walk_in_id>/undo")
@authorised(WalkIn, Permission.ATTENDANCE_RUN)
def undo_walk_in(walk_in: WalkIn) -> Any:
    door.undo(walk_in, current_user.person, clock.now())
    flash(_("%(name)s waits for confirmation again.", name=walk_in.person.full_name), "success")
    return redirect(url_for(".show_door", class_session_id=walk_in.checkpoint.class_session_id))


def _page(class_session: ClassSession, form: GuestForm) -> str:
    guests = queries.of_session(class_session.id)
    return render_template(
        "attendance/guests/index.html",
        class_session=class_session,
        form=form,
        waiting=[guest for guest in guests if guest.state is GuestState.WAITING],
        guests=[guest for guest in guests if guest.state is GuestState.GUEST],
        settled=[guest for guest in guests if guest.state in {GuestState.MERGED, GuestState.REFUSED}],
        walk_ins=door.waiting(class_session.id),
        decided=door.decided(class_session.id),
        phases=Phase,
    )


def _phase_now(class_session: ClassSession) -> Phase:
    after = checkpoints.find(class_session.id, Phase.AFTER)
    opens_at = checkpoints.window_of(class_session, Phase.AFTER, after).opens_at
    return Phase.AFTER if clock.now() >= opens_at else Phase.BEFORE


def _history(guest: Guest) -> list[tuple[AuditEntry, str]]:
    statement = (
        select(AuditEntry, Person.full_name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.class_id == guest.class_session.study_class_id,
            AuditEntry.subject == "Guest",
            AuditEntry.subject_id == guest.id,
        )
        .order_by(AuditEntry.id)
    )
    return [(entry, name or "") for entry, name in database.session.execute(statement)]


def _to_door(guest: Guest) -> Any:
    return redirect(url_for(".show_door", class_session_id=guest.class_session_id))
