"""Photos and PDFs of a handwritten reflection, as pages."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from lms import database
from lms.files import pages, sending, troubles
from lms.files.pages import PagePicture, Trouble
from lms.permissions import Permission
from lms.reflections import handed_in, own, uploads
from lms.reflections.models import Reflection, Submission, UploadPage
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction, require
from lms.web.errors import LmsError

routes = Blueprint("uploads", __name__)


@routes.post("/reflections/<reflection_public_id>/uploads")
@owns_transaction
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def create(reflection: Reflection) -> Any:
    """Pages are drawn before anything is locked; a file that cannot be taken leaves the others as they are."""
    require(Permission.REFLECTION_SUBMIT, reflection.task)
    if not reflection.task.takes_files or not own.window_of(reflection).at(clock.now()).takes:
        raise LmsError(_("No files are taken for this reflection now. Nothing was stored."))
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        raise LmsError(_("Choose at least one photo or PDF."), HTTPStatus.UNPROCESSABLE_ENTITY)
    taken = sum(_take(reflection, file) for file in sent)
    if taken:
        flash(ngettext("%(num)s page was added.", "%(num)s pages were added.", taken), "success")
    return redirect(url_for("reflections.edit", reflection_public_id=reflection.public_id, _anchor="pages"))


@routes.post("/reflections/<reflection_public_id>/uploads/<int:upload_id>/removal")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def delete(reflection: Reflection, upload_id: int) -> Any:
    upload = next((upload for upload in reflection.uploads if upload.id == upload_id), None) or abort(404)
    uploads.remove(upload, reflection, current_user.person, clock.now())
    flash(_("Taken out. What was handed in before keeps its pages."), "success")
    return redirect(url_for("reflections.edit", reflection_public_id=reflection.public_id, _anchor="pages"))


@routes.get("/reflections/<reflection_public_id>/pages/<int:page_id>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show(reflection: Reflection, page_id: int) -> Response:
    return _sent(handed_in.page_of_reflection(reflection, page_id))


@routes.get("/scripts/<submission_public_id>/pages/<int:number>")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show_script(submission: Submission, number: int) -> Response:
    """A page under a name that tells nothing about whose it is."""
    return _sent(handed_in.page_of_submission(submission, number))


def _take(reflection: Reflection, file: FileStorage) -> int:
    """How many pages of this file were added; says why if none."""
    body = file.stream.read(uploads.MOST_BYTES + 1)
    made = Trouble.TOO_LARGE if len(body) > uploads.MOST_BYTES else pages.convert(body)
    if isinstance(made, list) and uploads.page_count(reflection) + len(made) > uploads.MOST_PAGES:
        made = Trouble.TOO_MANY_PAGES
    if isinstance(made, Trouble):
        flash(troubles.sentence(made, file.filename or "", uploads.MOST_PAGES), "danger")
        return 0
    return _store(reflection, file.filename or "", body, made)


def _store(reflection: Reflection, name: str, body: bytes, made: list[PagePicture]) -> int:
    with database.transaction():
        uploads.add(reflection, name, body, made, current_user.person, clock.now())
    return len(made)


def _sent(page: UploadPage | None) -> Response:
    return sending.send(page.file) if page else abort(404)
