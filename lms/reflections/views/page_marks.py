"""Comments on places of pages that were photographed."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.marking import rules, service as marking
from lms.permissions import Permission
from lms.reflections import bench
from lms.reflections.models import Submission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError

routes = Blueprint("page_marks", __name__)
LONGEST = rules.PLACE_LIMITS["note"]


@routes.post("/scripts/<submission_public_id>/page-marks")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def create(submission: Submission) -> Any:
    """Put a numbered comment on a point or rectangle of a page of this version."""
    body = request.form.get("note", "").strip()
    place = rules.read_place(request.form, submission.page_count)
    if not body or place is None:
        raise LmsError(
            _("Choose a place on a page and write a comment. Nothing was stored."),
            HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    subject, author = bench.subject_of(submission), current_user.person
    marking.add_comment(subject, author, marking.on_page(place), body[:LONGEST], clock.now())
    marking.forget_passage(subject, author, marking.PLACE)
    page = f"page-{place.page}"
    return redirect(url_for("scripts.show", submission_public_id=submission.public_id, _anchor=page))
