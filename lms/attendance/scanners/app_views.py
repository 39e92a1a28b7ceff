"""The scanner app: a page without anything personal, its worker and manifest, what it takes along and sends."""

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import Response, abort, current_app, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from limits import parse
from sqlalchemy import select, update

from lms import database
from lms.attendance.blueprint import routes
from lms.attendance.models import Checkpoint
from lms.attendance.queries import book_of_session
from lms.attendance.scanners import devices, preload, taking
from lms.attendance.scanners.batches import LARGEST, read_batch
from lms.attendance.scanners.devices import Refusal
from lms.attendance.scanners.forms import DeviceForm
from lms.attendance.scanners.models import ScannerDevice
from lms.attendance.scanners.taking import Sender
from lms.classes.models import ClassSession, SessionState
from lms.permissions import Permission
from lms.web import clock, limits
from lms.web.authorised import authorised, by_header, can, owns_transaction, public
from lms.web.security import csrf, csrf_token
from lms.web.static import packed, static_url

HEADER = "X-Scanner-Token"
BATCHES = parse("120 per minute")
LISTS = parse("20 per minute")
SOON, JUST_NOW = timedelta(hours=36), timedelta(hours=12)


@routes.get("/scanner")
@public
def scanner() -> str:
    """The page itself: words and buttons. Who it is for and what it knows lies on the device."""
    return render_template("attendance/scanners/app.html")


@routes.get("/scanner/worker.js")
@public
def scanner_worker() -> Response:
    response = packed(current_app.extensions["assets"].get("js/scanner/worker.js"), "no-cache")
    response.headers["Service-Worker-Allowed"] = url_for(".scanner")
    return response


@routes.get("/scanner/app.webmanifest")
@public
def scanner_manifest() -> Response:
    icon = {"src": static_url("img/lotus.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    manifest = {
        "name": _("Sen: check-in scanner"),
        "short_name": _("Sen scanner"),
        "start_url": url_for(".scanner"),
        "scope": url_for(".scanner"),
        "id": url_for(".scanner"),
        "display": "standalone",
        "orientation": "any",
        "background_color": "#161311",
        "theme_color": "#8a0f25",
        "icons": [icon],
    }
    return Response(json.dumps(manifest, ensure_ascii=False), mimetype="application/manifest+json")


@routes.get("/scanner/sessions")
@public
def scanner_sessions() -> Any:
    """Sessions of about now that whoever asks may run, and what a form of theirs must carry; nothing for others."""
    if not can(Permission.ATTENDANCE_RUN):
        return jsonify(sessions=[], csrf="", may_prepare=False)
    now = clock.now()
    statement = (
        select(ClassSession)
        .where(
            ClassSession.starts_at < now + SOON,
            ClassSession.ends_at > now - JUST_NOW,
            ClassSession.state != SessionState.CANCELLED,
        )
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    mine = [one for one in database.session.scalars(statement) if can(Permission.ATTENDANCE_RUN, one)]
    return jsonify(sessions=[_named(one) for one in mine], csrf=csrf_token(), may_prepare=True)


@routes.post("/sessions/<int:class_session_id>/scanners")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def issue_scanner(class_session: ClassSession) -> Any:
    """A token for this session and what the device takes along."""
    form = DeviceForm()
    if not form.validate():
        return jsonify(message=next(iter(form.errors.values()))[0]), HTTPStatus.UNPROCESSABLE_ENTITY
    now = clock.now()
    issued = devices.issue(class_session, form.name.data or "", current_user.person, now)
    return jsonify(preload.prepare(issued.device, now) | {"token": issued.token})


@routes.get("/scanner/list")
@by_header
def scanner_list() -> Any:
    """The list once more: people who came into the class meanwhile, codes that were replaced."""
    now = clock.now()
    device = _device()
    if isinstance(device, Refusal):
        return _refused(device)
    if now > device.expires_at:
        return _refused(Refusal.EXPIRED)
    if not limits.hit(LISTS, "scanner-list", str(device.id)):
        abort(HTTPStatus.TOO_MANY_REQUESTS)
    return jsonify(preload.again(device, now))


@csrf.exempt
@routes.post("/scanner/reads")
@by_header
@owns_transaction
def receive_scans() -> Any:
    """`{"scans": [{nonce, code, phase, at}], "anchored_at", "sent_at"}`; each is answered by its nonce."""
    now, device = clock.now(), _device()
    if isinstance(device, Refusal):
        return _refused(device)
    if not limits.hit(BATCHES, "scanner", str(device.id)):
        abort(HTTPStatus.TOO_MANY_REQUESTS)
    reads = read_batch(_body(), now)
    if reads is None:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    sender, windows = _sender(device), preload.windows_of(book_of_session(device.class_session_id))
    database.end_reading()
    with database.writing_connection() as connection:
        seen = update(ScannerDevice).where(ScannerDevice.id == sender.device_id).values(seen_at=now)
        connection.execute(seen)
        told = taking.take(connection, sender, reads, now)
    return jsonify(answers=told, now=now.timestamp(), windows=windows)


def _device() -> ScannerDevice | Refusal:
    return devices.admitted(request.headers.get(HEADER, ""), clock.now())


def _refused(why: Refusal) -> tuple[Response, int]:
    status = HTTPStatus.UNAUTHORIZED if why is Refusal.UNKNOWN else HTTPStatus.FORBIDDEN
    return jsonify(why=why.value), int(status)


def _body() -> Any:
    """JSON of a bounded length; what is not JSON is no batch."""
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    data = request.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _sender(device: ScannerDevice) -> Sender:
    rows = database.session.execute(
        select(Checkpoint.phase, Checkpoint.id).where(Checkpoint.class_session_id == device.class_session_id)
    )
    checkpoint_ids = {row.phase: row.id for row in rows}
    return Sender(device.id, checkpoint_ids, device.issued_by_id or 0, device.expires_at)


def _named(class_session: ClassSession) -> dict[str, Any]:
    return {
        "id": class_session.id,
        "number": class_session.number,
        "title": class_session.title,
        "study_class": class_session.study_class.title,
        "room": class_session.room,
        "starts_at": class_session.starts_at.timestamp(),
        "ends_at": class_session.ends_at.timestamp(),
    }
