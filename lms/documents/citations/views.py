"""What cites a document that no longer holds, thing by thing, each with what somebody found."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.documents import citing
from lms.documents.citations import reviews
from lms.documents.citations.forms import VERDICTS, ReviewForm
from lms.documents.citations.models import Verdict
from lms.documents.models import Document
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("document_citations", __name__, url_prefix="/documents/<int:document_id>/citations")
MOST = 200


@routes.get("")
@authorised(Document, Permission.DOCUMENT_SEE)
def index(document: Document) -> str:
    return _page(document)


@routes.post("/<string:kind_name>/<int:thing_id>")
@authorised(Document, Permission.DOCUMENT_SEE)
def review(document: Document, kind_name: str, thing_id: int) -> Any:
    """Whoever may change the thing says how it stands."""
    kind = citing.kind(kind_name) or abort(404)
    thing = reviews.cited_in(document, kind, thing_id, MOST) or abort(404)
    if not can(kind.edit, thing):
        abort(403 if can(kind.permission, thing) else 404)
    form = ReviewForm()
    if not form.validate():
        return _page(document, form, (kind_name, thing_id)), 422
    verdict = Verdict(form.verdict.data)
    reviews.review(document, kind, thing_id, verdict, form.note.data or "", current_user.person, clock.now())
    flash(_("What you found is written down."), "success")
    return redirect(url_for(".index", document_id=document.id, _anchor=f"{kind_name}-{thing_id}"))


def _page(document: Document, form: ReviewForm | None = None, tried: tuple[str, int] | None = None) -> str:
    day = clock.today()
    found = reviews.sections(document, day, MOST)
    return render_template(
        "documents/review.html",
        document=document,
        today=day,
        standing=document.validity(day),
        sections=found,
        waiting=reviews.waiting(found),
        verdicts=VERDICTS,
        form=form,
        tried=tried,
    )
