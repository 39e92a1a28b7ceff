"""The notebook of who is signed in: one page, entries of their own, and the button beside a thing."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user

from lms.documents.models import Document
from lms.lessons.collecting import page, queries, service
from lms.lessons.collecting.forms import EntryForm, NoteForm, values_of
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.rules import MOST
from lms.lessons.collecting.service import Refused
from lms.lessons.collecting.things import SAVINGS
from lms.lessons.giving.models import LessonGiving
from lms.lessons.models import Material
from lms.lessons.reading.views import open_or_404
from lms.permissions import Permission
from lms.web import clock, navigation
from lms.web.authorised import authorised, signed_in
from lms.web.forms import tidy

routes = Blueprint("collecting", __name__)
navigation.add(
    navigation.Entry(12, lazy_gettext("Notebook"), "collecting.index", "star", (Permission.LESSON_READ,))
)
IN_THE_LIST = "list"  # where the button was pressed: in the list of materials, or on a page of the thing
BACK_TO = {IN_THE_LIST, "page"}


@routes.get("/notebook")
@signed_in
def index() -> str:
    words = tidy(request.args.get("q", ""))[:100]
    wanted = request.args.get("class", type=int)
    return render_template("collecting/index.html", notebook=page.notebook(words, wanted))


@routes.get("/notebook/new")
@signed_in
def new() -> str:
    return render_template("collecting/new.html", form=_form(formdata=None))


@routes.post("/notebook")
@signed_in
def create() -> Any:
    form = _form()
    if not form.validate():
        return render_template("collecting/new.html", form=form), 422
    if service.write(current_user.person, form.entry, clock.now()) is Refused.FULL:
        form.title.errors = [*form.title.errors, _full()]
        return render_template("collecting/new.html", form=form), 422
    flash(_("“%(title)s” is in your notebook. Nobody else sees it.", title=form.title.data), "success")
    return redirect(url_for(".index"))


@routes.get("/notebook/<int:collected_item_id>/edit")
@authorised(CollectedItem, Permission.COLLECTION_KEEP)
def edit(collected_item: CollectedItem) -> str:
    return _edit_page(collected_item, _form_of(collected_item, formdata=None, data=values_of(collected_item)))


@routes.post("/notebook/<int:collected_item_id>")
@authorised(CollectedItem, Permission.COLLECTION_KEEP)
def update(collected_item: CollectedItem) -> Any:
    form = _form_of(collected_item)
    if not form.validate():
        return _edit_page(collected_item, form), 422
    if isinstance(form, EntryForm):
        service.change(collected_item, form.entry)
    else:
        service.annotate(collected_item, form.note.data or "")
    flash(_("Your notebook is changed."), "success")
    return redirect(url_for(".index", _anchor=f"line-{collected_item.id}"))


@routes.post("/notebook/<int:collected_item_id>/removal")
@authorised(CollectedItem, Permission.COLLECTION_KEEP)
def remove(collected_item: CollectedItem) -> Any:
    back = _back(collected_item)
    flash(_("“%(title)s” is out of your notebook.", title=collected_item.title), "success")
    service.remove(collected_item)
    return redirect(back)


@routes.post("/lesson-givings/<int:lesson_giving_id>/notebook")
@authorised(LessonGiving, Permission.LESSON_READ)
def save_lesson(lesson_giving: LessonGiving) -> Any:
    open_or_404(lesson_giving)
    return _save(CollectedKind.LESSON, lesson_giving)


@routes.post("/materials/<int:material_id>/notebook")
@authorised(Material, Permission.CLASS_SEE)
def save_material(material: Material) -> Any:
    return _save(CollectedKind.MATERIAL, material)


@routes.post("/documents/<int:document_id>/notebook")
@authorised(Document, Permission.DOCUMENT_SEE)
def save_document(document: Document) -> Any:
    return _save(CollectedKind.DOCUMENT, document)


def _save(kind: CollectedKind, thing: Any) -> Any:
    """Pressing twice saves once."""
    done = service.save(current_user.person, kind, thing, clock.now())
    if done is Refused.FULL:
        flash(_full(), "warning")
    else:
        flash(_("Saved in your notebook. Nobody else sees it."), "success")
    return redirect(_place_of(kind, thing))


def _place_of(kind: CollectedKind, thing: Any) -> str:
    if isinstance(thing, Material) and (request.form.get("from") == IN_THE_LIST or not thing.opens_in_page):
        anchor = f"material-{thing.id}"
        return url_for("lessons.index", study_class_id=thing.study_class_id, _anchor=anchor)
    return SAVINGS[kind].address(thing)


def _back(item: CollectedItem) -> str:
    """To the thing, if the button beside it was pressed and it is still open; else to the notebook."""
    thing = queries.things([item]).get(item.id) if request.form.get("from") in BACK_TO else None
    if thing is None or not SAVINGS[item.kind].is_open(thing):
        return url_for(".index")
    return _place_of(item.kind, thing)


def _form(**given: Any) -> EntryForm:
    return EntryForm(**given).offer(queries.own_classes(current_user.grants))


def _form_of(item: CollectedItem, **given: Any) -> EntryForm | NoteForm:
    return _form(**given) if item.is_own else NoteForm(**given)


def _edit_page(item: CollectedItem, form: EntryForm | NoteForm) -> str:
    return render_template("collecting/edit.html", item=item, form=form)


def _full() -> str:
    return ngettext(
        "Your notebook holds %(num)s line, the most there is room for. Take something out first; nothing was changed.",
        "Your notebook holds %(num)s lines, the most there is room for. Take something out first; nothing was "
        "changed.",
        MOST,
    )
