"""The text of a document as pages: put there, taken away, its file, and the place that a citation opens."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.documents.models import Document
from lms.documents.texts import clauses, service
from lms.documents.texts.forms import TextForm
from lms.files import sending
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction

routes = Blueprint("document_texts", __name__, url_prefix="/documents")


@routes.get("/<int:document_id>/text/edit")
@authorised(Document, Permission.DOCUMENT_EDIT)
def edit(document: Document) -> str:
    return _page(document, TextForm(formdata=None))


@routes.post("/<int:document_id>/text")
@owns_transaction
@authorised(Document, Permission.DOCUMENT_EDIT)
def keep(document: Document) -> Any:
    """The file is read before anything is locked: nobody waits for a large one."""
    form, person = TextForm(), current_user.person
    database.end_reading()
    if not form.validate():
        return _page(document, form), 422
    with database.transaction():
        name, left_out = form.file.data.filename, form.left_out
        service.keep(document, form.body, form.sent, name, person, clock.now(), left_out=left_out)
    flash(_("The text is kept. Look through it: what cites a clause opens there."), "success")
    return redirect(url_for("documents.show", document_id=document.id, _anchor="text"))


@routes.post("/<int:document_id>/text/delete")
@authorised(Document, Permission.DOCUMENT_EDIT)
def remove(document: Document) -> Any:
    service.remove(document, current_user.person, clock.now())
    flash(_("The document is kept without its text."), "success")
    return redirect(url_for("documents.show", document_id=document.id))


@routes.get("/<int:document_id>/file")
@authorised(Document, Permission.DOCUMENT_SEE)
def show_file(document: Document) -> Response:
    """The file that the text was read from."""
    text = service.text_of(document.id) or abort(404)
    return sending.send(text.file)


@routes.get("/<int:document_id>/clause")
@authorised(Document, Permission.DOCUMENT_SEE)
def clause(document: Document) -> Any:
    """On to the place that a citation such as "khoản 2 Điều 5" names, or to the top of the page."""
    text = service.text_of(document.id)
    cited = request.args.get("cited", "")[:200]
    place = clauses.place_of(cited, clauses.marked(text.paragraphs)) if text else ""
    return redirect(url_for("documents.show", document_id=document.id, _anchor=place or None))


def _page(document: Document, form: TextForm) -> str:
    return render_template(
        "documents/edit_text.html", document=document, form=form, text=service.text_of(document.id)
    )
