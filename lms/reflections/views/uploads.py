"""Photos and PDFs of a handwritten reflection, as pages; Word files, as text."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from lms import database
from lms.files import sending, service as files, shapes, troubles
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.permissions import Permission
from lms.reflections import handed_in, joined, own, script, taking, uploads
from lms.reflections.models import Reflection, Submission
from lms.reflections.shape_form import ShapeForm, form_of
from lms.reflections.upload_models import Upload, UploadPage
from lms.reflections.wordfiles import parts as wordfiles, sentences
from lms.reflections.wordfiles.reading import WordTrouble
from lms.reflections.wordfiles.sentences import Taken
from lms.web import clock, downloads
from lms.web.authorised import authorised, owns_transaction, require
from lms.web.errors import LmsError
from lms.web.seats import aside

routes = Blueprint("uploads", __name__)
PDF = "application/pdf"


@routes.post("/reflections/<reflection_public_id>/uploads")
@owns_transaction
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def create(reflection: Reflection) -> Any:
    """Pages are drawn before anything is locked; a file that cannot be taken leaves the others as they are."""
    _require_open(reflection)
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        raise LmsError(_("Choose at least one photo, PDF or Word file."), HTTPStatus.UNPROCESSABLE_ENTITY)
    taken = [told for file in sent if (told := _take(reflection, file)) is not None]
    for sentence in sentences.added(taken):
        flash(sentence, "success")
    return _back(reflection)


@routes.get("/reflections/<reflection_public_id>/uploads/progress")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def progress(reflection: Reflection) -> Any:
    """How many files are still being drawn; the page renews its part when that changes."""
    return jsonify(waiting=sum(upload.is_waiting for upload in reflection.uploads))


@routes.get("/reflections/<reflection_public_id>/uploads/<int:upload_id>/text")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show_text(reflection: Reflection, upload_id: int) -> str:
    """A Word file as its readers will see it."""
    upload = _standing(reflection, upload_id)
    if upload.text is None:
        abort(404)
    parts = script.laid_out(wordfiles.parts_of([upload]), [])
    left_out = sentences.left_out(upload.text.left_out)
    return render_template(
        "uploads/text.html", reflection=reflection, upload=upload, parts=parts, left_out=left_out
    )


@routes.get("/reflections/<reflection_public_id>/uploads/<int:upload_id>/edit")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def edit(reflection: Reflection, upload_id: int) -> str:
    """The whole photo, with the corners of the page on it."""
    upload = _photo(reflection, upload_id)
    return _editor(reflection, upload, form_of(shapes.unpacked(upload.source.shape if upload.source else [])))


@routes.post("/reflections/<reflection_public_id>/uploads/<int:upload_id>")
@owns_transaction
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def update(reflection: Reflection, upload_id: int) -> Any:
    """Cut the page out anew, from the photo as it was sent."""
    _require_open(reflection)
    upload, form = _photo(reflection, upload_id), ShapeForm()
    wanted = form.shape()
    if wanted is None:
        return _editor(reflection, upload, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with aside():  # one photo, and who cut it out looks at nothing else meanwhile: it is not put off
        made = uploads.shape(upload, reflection, wanted)
    if isinstance(made, Trouble):
        form.form_errors.append(troubles.sentence(made, upload.name, uploads.MOST_PAGES))
        return _editor(reflection, upload, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with database.transaction():
        person, now = current_user.person, clock.now()
        uploads.replace(_standing(reflection, upload_id), reflection, wanted, made, person, now)
    return _back(reflection)


@routes.post("/reflections/<reflection_public_id>/uploads/<int:upload_id>/place")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def move(reflection: Reflection, upload_id: int) -> Any:
    """One place earlier or later."""
    upload = _standing(reflection, upload_id)
    steps = -1 if request.form.get("to") == "earlier" else 1
    uploads.move(upload, reflection, steps, current_user.person, clock.now())
    return _back(reflection)


@routes.post("/reflections/<reflection_public_id>/uploads/<int:upload_id>/removal")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def delete(reflection: Reflection, upload_id: int) -> Any:
    upload = _standing(reflection, upload_id)
    uploads.remove(upload, reflection, current_user.person, clock.now())
    flash(_("Taken out. What was handed in before keeps its pages."), "success")
    return _back(reflection)


@routes.get("/reflections/<reflection_public_id>/pages/<int:page_id>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show(reflection: Reflection, page_id: int) -> Response:
    return _sent(handed_in.page_of_reflection(reflection, page_id))


@routes.get("/reflections/<reflection_public_id>/uploads/<int:upload_id>/<any(whole, original):which>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show_source(reflection: Reflection, upload_id: int, which: str) -> Response:
    """The whole photo without what it carried; or the file as it was sent, which nobody but its sender gets."""
    source = _standing(reflection, upload_id).source or abort(404)
    if which == "original" and reflection.by_group and source.original.uploaded_by_id != current_user.id:
        abort(404)
    found: StoredFile = (source.whole if which == "whole" else source.original) or abort(404)
    return sending.send(found, download=which == "original")


@routes.get("/reflections/<reflection_public_id>/submissions/<int:number>/pages.pdf")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def download(reflection: Reflection, number: int) -> Response:
    """All pages of a version as one PDF."""
    found = [submission for submission in reflection.submissions if submission.number == number]
    submission = found[0] if found else abort(404)
    return _joined(submission, joined.own_label(submission), submission.handed_in_at)


@routes.get("/scripts/<submission_public_id>/pages.pdf")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def download_script(submission: Submission) -> Response:
    """The same for the marker, under a number alone and of one date for all, which tells nothing about who it is."""
    return _joined(submission, joined.script_label(submission), submission.reflection.task.due_at)


@routes.get("/scripts/<submission_public_id>/pictures/<int:number>")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show_picture(submission: Submission, number: int) -> Response:
    """A picture of a Word file, likewise."""
    return _sent(handed_in.picture_of_submission(submission, number))


@routes.get("/scripts/<submission_public_id>/pages/<int:number>")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show_script(submission: Submission, number: int) -> Response:
    """A page under a name that tells nothing about whose it is."""
    return _sent(handed_in.page_of_submission(submission, number))


def _require_open(reflection: Reflection) -> None:
    require(Permission.REFLECTION_SUBMIT, reflection.task)
    if not reflection.task.takes_files or not own.window_of(reflection).at(clock.now()).takes:
        raise LmsError(_("No files are taken for this reflection now. Nothing was stored."))


def _take(reflection: Reflection, file: FileStorage) -> Taken | None:
    """What this file added; says why if nothing."""
    name, body = files.shown_name(file.filename or ""), file.stream.read(uploads.MOST_BYTES + 1)
    made = taking.opened(reflection, body)
    if isinstance(made, Trouble | WordTrouble):
        flash(sentences.refused(made, name, uploads.MOST_PAGES), "danger")
        return None
    with database.transaction():
        return taking.keep(reflection, name, body, made, current_user.person, clock.now())


def _standing(reflection: Reflection, upload_id: int) -> Upload:
    return next((one for one in reflection.uploads if one.id == upload_id), None) or abort(404)


def _photo(reflection: Reflection, upload_id: int) -> Upload:
    upload = _standing(reflection, upload_id)
    return upload if upload.is_photo else abort(404)


def _editor(reflection: Reflection, upload: Upload, form: ShapeForm) -> str:
    return render_template("uploads/edit.html", reflection=reflection, upload=upload, form=form)


def _back(reflection: Reflection) -> Any:
    return redirect(url_for("reflections.edit", reflection_public_id=reflection.public_id, _anchor="pages"))


def _joined(submission: Submission, label: str, made_at: datetime) -> Response:
    body = joined.pdf_of(submission, label, made_at) or abort(404)
    return downloads.send(body, f"{label}.pdf", PDF)


def _sent(page: UploadPage | None) -> Response:
    return sending.send(page.file) if page else abort(404)
