"""The register as pages: the list, one document with what cites it, and what replaced it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.documents import citing, listing, queries, service
from lms.documents.citations import reviews
from lms.documents.forms import DocumentForm, ReplacementForm, values_of
from lms.documents.labels import VALIDITIES
from lms.documents.models import Document
from lms.documents.searching import finding
from lms.documents.service import Details, Replacing
from lms.documents.texts import clauses
from lms.documents.texts.service import text_of
from lms.permissions import Permission
from lms.web import clock, navigation
from lms.web.authorised import authorised
from lms.web.pagination import PER_PAGE, paginate

SEARCHED = 20  # a page of results shows where the words stand
routes = Blueprint("documents", __name__, url_prefix="/documents")
navigation.add(
    navigation.Entry(
        58, lazy_gettext("Official documents"), "documents.index", "file", (Permission.DOCUMENT_SEE,)
    )
)


@routes.get("/")
@authorised(None, Permission.DOCUMENT_SEE)
def index() -> str:
    wanted, day = listing.from_arguments(request.args), clock.today()
    page = paginate(listing.listed(wanted, day), SEARCHED if wanted.words else PER_PAGE)
    return render_template(
        "documents/index.html",
        wanted=wanted,
        page=page,
        contexts=finding.in_context(page.items, wanted.words) if wanted.words else {},
        highlight=finding.highlighter(wanted.words),
        tabs=_tabs(wanted),
        today=day,
    )


@routes.get("/<int:document_id>")
@authorised(Document, Permission.DOCUMENT_SEE)
def show(document: Document) -> str:
    day, text = clock.today(), text_of(document.id)
    paragraphs = clauses.marked(text.paragraphs) if text else []
    found = reviews.sections(document, day, citing.SHOWN)
    return render_template(
        "documents/show.html",
        document=document,
        text=text,
        paragraphs=paragraphs,
        place_of=lambda cited: clauses.place_of(cited, paragraphs),
        today=day,
        standing=document.validity(day),
        replaced=queries.replaced_by(document),
        cited=found,
        waiting=reviews.waiting(found),
    )


@routes.get("/new")
@authorised(None, Permission.DOCUMENT_EDIT)
def new() -> str:
    form = DocumentForm(formdata=None, data={"number": request.args.get("number", "")[:60]})
    return render_template("documents/new.html", form=form, twin=None)


@routes.post("/")
@authorised(None, Permission.DOCUMENT_EDIT)
def create() -> Any:
    form = DocumentForm()
    if not form.validate():
        return render_template("documents/new.html", form=form, twin=None), 422
    document = service.enter(form.details, current_user.person, clock.now())
    if document is None:
        return render_template("documents/new.html", form=form, twin=_twin(form)), 422
    flash(_("The document is in the register."), "success")
    return redirect(url_for(".show", document_id=document.id))


@routes.get("/<int:document_id>/edit")
@authorised(Document, Permission.DOCUMENT_EDIT)
def edit(document: Document) -> str:
    form = DocumentForm(formdata=None, data=values_of(document))
    return render_template("documents/edit.html", document=document, form=form, twin=None)


@routes.post("/<int:document_id>")
@authorised(Document, Permission.DOCUMENT_EDIT)
def update(document: Document) -> Any:
    form = DocumentForm()
    if not form.validate():
        return render_template("documents/edit.html", document=document, form=form, twin=None), 422
    if not service.change(document, form.details, current_user.person, clock.now()):
        return render_template("documents/edit.html", document=document, form=form, twin=_twin(form)), 422
    flash(_("The document is changed."), "success")
    return redirect(url_for(".show", document_id=document.id))


@routes.get("/<int:document_id>/replacement")
@authorised(Document, Permission.DOCUMENT_EDIT)
def edit_replacement(document: Document) -> str:
    other = document.replaced_by
    shown = {"by": other.citation if other else request.args.get("by", ""), "on": document.replaced_on}
    return _replacement_page(document, ReplacementForm(formdata=None, data=shown))


@routes.post("/<int:document_id>/replacement")
@authorised(Document, Permission.DOCUMENT_EDIT)
def replace(document: Document) -> Any:
    form = ReplacementForm()
    if not form.validate():
        return _replacement_page(document, form), 422
    done = service.replace(document, form.other, form.on.data, current_user.person, clock.now())
    if done is not Replacing.DONE:
        form.by.errors = [_refusal(done, form.other)]
        return _replacement_page(document, form), 422
    flash(_("The register says now what replaced it."), "success")
    return redirect(url_for(".show", document_id=document.id))


@routes.post("/<int:document_id>/replacement/delete")
@authorised(Document, Permission.DOCUMENT_EDIT)
def take_back(document: Document) -> Any:
    service.take_back(document, current_user.person, clock.now())
    flash(_("The document counts as not replaced."), "success")
    return redirect(url_for(".show", document_id=document.id))


def _replacement_page(document: Document, form: ReplacementForm) -> str:
    return render_template("documents/edit_replacement.html", document=document, form=form)


def _twin(form: DocumentForm) -> Document | None:
    """What the register has already; the form says so at its number."""
    form.number.errors = [_("The register has this document already; nothing was stored twice.")]
    details: Details = form.details
    return queries.twin(**details.keys)


def _refusal(done: Replacing, other: Document) -> str:
    if done is Replacing.ITSELF:
        return _("A document cannot replace itself. Type the number of the other one.")
    return _(
        "%(number)s was itself replaced by this document, at once or by way of others. That would be a circle.",
        number=other.named,
    )


def _tabs(wanted: listing.Filter) -> list[dict[str, Any]]:
    """One tab for each state of validity with its count, the other filters kept."""
    kept: dict[str, Any] = request.args.to_dict()
    return [
        {
            "label": VALIDITIES[state][0] if state else _("All"),
            "count": count,
            "current": state == wanted.validity,
            "url": url_for(".index", **kept | {"validity": state and state.value, "page": None}),
        }
        for state, count in listing.counts(wanted, clock.today()).items()
    ]
