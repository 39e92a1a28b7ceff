"""The screen of the hall: a page for the projector, and what it asks for every few seconds."""

from typing import Any

from flask import current_app, jsonify, redirect, render_template, request, url_for

from lms import database
from lms.attendance import checkpoints
from lms.attendance.blueprint import CHECKPOINT, routes
from lms.attendance.counts import counts_of
from lms.attendance.guests.counts import guests_of
from lms.attendance.hall import Screen, screen
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

THEMES = ("light", "dark")
LONGEST_NAME = 60


@routes.get(f"{CHECKPOINT}/hall")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def hall(class_session: ClassSession, phase: str) -> Any:
    """The full screen; `?place=` names it where one session has several. What was never used is prepared first."""
    checkpoint, shown = _screen(class_session, Phase(phase))
    if checkpoint is None or shown is None:
        return render_template("attendance/prepare.html", class_session=class_session, phase=phase)
    place = " ".join(request.args.get("place", "").split())[:LONGEST_NAME]
    chosen = request.cookies.get("hall_theme")
    look = {"theme": chosen} if chosen in THEMES else {}
    return render_template("attendance/hall.html", place=place, zone=clock.ZONE.key, **_parts(shown), **look)


@routes.get(f"{CHECKPOINT}/hall/live")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def hall_live(class_session: ClassSession, phase: str) -> Any:
    """`{now, left, parts}`: the time, how long the codes last, and only those parts that look otherwise than before.

    The screen says in X-Shown what it shows. One code at a time, and none that comes later.
    """
    _checkpoint, shown = _screen(class_session, Phase(phase))
    if shown is None:
        return redirect(url_for(".hall", class_session_id=class_session.id, phase=phase))
    looks, known = shown.looks(), request.headers.get("X-Shown", "").split()
    parts = {
        name: {"look": look, "html": render_template(f"attendance/_hall_{name}.html", **_parts(shown))}
        for name, look in looks.items()
        if look not in known
    }
    end = url_for(".hall", class_session_id=class_session.id, phase=Phase.AFTER.value)
    follow = end if shown.end_has_begun else None
    return jsonify(now=shown.now.timestamp(), left=_left(shown), parts=parts, follow=follow)


def public_address() -> str:
    """Where a phone reaches this server: as the installation says, else as this browser does."""
    return (current_app.config["SEN"].public_url or request.url_root).rstrip("/")


def _screen(class_session: ClassSession, phase: Phase) -> tuple[Checkpoint | None, Screen | None]:
    prepared = checkpoints.of_session(class_session.id)
    checkpoint = prepared.get(phase)
    if checkpoint is None:
        return None, None
    windows = {each: checkpoints.window_of(class_session, each, prepared.get(each)) for each in Phase}
    with database.reading_connection() as connection:
        counts, guests = counts_of(connection, class_session.id), guests_of(connection, class_session.id)
    return checkpoint, screen(checkpoint, windows, counts, public_address(), clock.now(), guests)


def _parts(shown: Screen) -> dict[str, Any]:
    """What the templates of the screen and of its parts are drawn from."""
    host = public_address().split("://")[-1]
    return {"screen": shown, "looks": shown.looks(), "left": _left(shown), "host": host, "phases": Phase}


def _left(shown: Screen) -> dict[str, float]:
    """Seconds until the next code, until this one is dead, and until the next digits; nothing while it is closed."""
    codes = shown.codes
    if codes is None:
        return {}
    return {
        "next": round(codes.drawing_left, 2),
        "good": round(codes.good_for, 2),
        "digits": codes.typed_left,
    }
