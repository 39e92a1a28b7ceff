"""Pieces of a material on their way: begun, asked how far they are, sent one by one, given up.

Each request is checked for itself: the token of the session, the right to change the materials of this class, and
that the upload is this person's own. A piece is read and written outside of any transaction and without a seat.
"""

from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes.models import StudyClass
from lms.files.media_types import HEAD
from lms.files.uploads import parts, queries, service
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.parts import Busy, Gone
from lms.files.uploads.rules import PIECE, Refusal
from lms.files.uploads.service import Wanted
from lms.lessons.uploads import sentences, sweeping  # noqa: F401 - what sweeps declares itself
from lms.lessons.uploads.limits import limits, purpose_of, wanted
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.crowd import always_answered
from lms.web.errors import LmsError
from lms.web.seats import without_seat

routes = Blueprint("material_uploads", __name__, url_prefix="/classes/<int:study_class_id>/materials/uploads")
LONGEST = 200


@routes.post("")
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def create(study_class: StudyClass) -> Any:
    """Begin, or go on with what was begun with the same file."""
    told = request.get_json(silent=True)
    wanted = _wanted(study_class, told if isinstance(told, dict) else {})
    begun = service.begin(wanted, limits(), clock.now())
    if isinstance(begun, Refusal):
        raise LmsError(sentences.of_refusal(begun, wanted.size, limits()), 422)
    return jsonify(id=begun.public_id, at=parts.length(begun.public_id), piece=PIECE), 201


@routes.get("/<string(length=22):public_id>")
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def show(study_class: StudyClass, public_id: str) -> Any:
    """How far it is."""
    upload = _own(study_class, public_id)
    return jsonify(at=parts.length(upload.public_id), size=upload.size)


@routes.put("/<string(length=22):public_id>/pieces/<int:at>")
@owns_transaction
@without_seat
@always_answered
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def append(study_class: StudyClass, public_id: str, at: int) -> Any:
    """One piece. Whatever was cut off, the answer says where the next one begins."""
    upload = _own(study_class, public_id)
    if request.content_length is not None and request.content_length > PIECE:
        abort(413)
    database.end_session()
    try:
        reached = service.append(upload, at, request.stream)  # type: ignore[arg-type]
    except Busy:
        return jsonify(message=_("Many files are arriving just now.")), 503, {"Retry-After": "1"}
    except Gone:
        abort(404)
    if at < HEAD <= reached and not service.is_what_it_says(upload):
        with database.transaction():
            service.give_up(_own(study_class, public_id))
        raise LmsError(sentences.not_what_it_says(), 422)
    return jsonify(at=reached)


@routes.post("/<string(length=22):public_id>/removal")
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def remove(study_class: StudyClass, public_id: str) -> Response:
    upload = _own(study_class, public_id)
    service.give_up(upload)
    flash(_("“%(name)s” is no longer being sent. What had arrived is removed.", name=upload.name), "success")
    return redirect(url_for("lessons.new", study_class_id=study_class.id))  # type: ignore[return-value]


def _wanted(study_class: StudyClass, told: dict[str, Any]) -> Wanted:
    name, size, mark = told.get("name"), told.get("size"), told.get("mark", "")
    if not isinstance(name, str) or type(size) is not int or not isinstance(mark, str):
        abort(422)
    return wanted(study_class, name[-LONGEST:], min(size, 2**60), mark[:64])


def _own(study_class: StudyClass, public_id: str) -> IncomingFile:
    return queries.own(public_id, current_user.id, purpose_of(study_class)) or abort(404)
