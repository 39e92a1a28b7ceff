"""The screen of a roll-call, answering it with the telephone, and who did."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, session as cookie, url_for
from flask_login import current_user

from lms import database
from lms.attendance.hall import codes_of
from lms.attendance.hall_views import public_address
from lms.attendance.roll_calls import service
from lms.attendance.roll_calls.models import RollCall
from lms.attendance.roll_calls.service import Told
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, public, signed_in

routes = Blueprint("roll_calls", __name__)
HELD = "roll_call"
TEN_MINUTES = 600


@routes.post("/sessions/<int:class_session_id>/roll-calls")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def create(class_session: ClassSession) -> Any:
    made = service.open_one(class_session, current_user.person, clock.now())
    return redirect(url_for(".hall", roll_call_id=made.id))


@routes.get("/roll-calls/<int:roll_call_id>")
@authorised(RollCall, Permission.ATTENDANCE_RUN)
def show(roll_call: RollCall) -> str:
    """Who answered and who did not; it changes nobody's attendance."""
    return render_template("roll_calls/show.html", roll_call=roll_call, answers=service.answers(roll_call))


@routes.get("/roll-calls/<int:roll_call_id>/hall")
@authorised(RollCall, Permission.ATTENDANCE_RUN)
def hall(roll_call: RollCall) -> str:
    return render_template("roll_calls/hall.html", **_shown(roll_call))


@routes.get("/roll-calls/<int:roll_call_id>/hall/live")
@authorised(RollCall, Permission.ATTENDANCE_RUN)
def hall_live(roll_call: RollCall) -> str:
    return render_template("roll_calls/hall_live.html", **_shown(roll_call))


@routes.get("/r/<token>")
@routes.get("/R/<token>")
@public
def scan(token: str) -> Any:
    """Verify first, identify later, as at the door. Nobody is noted by looking."""
    now = clock.now()
    found = service.verified(token, now)
    if found is None:
        return render_template("roll_calls/told.html", told=None), 410
    cookie[HELD] = {"id": found, "at": now.timestamp()}
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=url_for(".claim")))
    return render_template("roll_calls/claim.html")


@routes.get("/roll-calls/claim")
@signed_in
def claim() -> Any:
    """Where signing in leads back to: the page that posts itself."""
    if _scanned_at() is None:
        return render_template("roll_calls/told.html", told=None), 410
    return render_template("roll_calls/claim.html")


@routes.post("/roll-calls/answers")
@signed_in
def answer() -> Any:
    at, held = _scanned_at(), cookie.pop(HELD, None)
    if at is None:
        return render_template("roll_calls/told.html", told=None), 410
    found = database.session.get(RollCall, held["id"])
    told = service.answer(found, current_user.id, at) if found else Told.OVER
    return render_template("roll_calls/told.html", told=told.value, at=at)


def _scanned_at() -> datetime | None:
    """When this browser scanned a code that still waits for its person."""
    held = cookie.get(HELD)
    at = datetime.fromtimestamp(held["at"], UTC) if held else None
    return at if at and (clock.now() - at).total_seconds() <= TEN_MINUTES else None


def _shown(roll_call: RollCall) -> dict[str, Any]:
    now, found = clock.now(), service.answers(roll_call)
    is_open = roll_call.is_open(now)
    codes = codes_of(roll_call, public_address(), now, letter="R") if is_open else None
    return {"roll_call": roll_call, "codes": codes, "answers": found, "now": now}
