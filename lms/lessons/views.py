"""Materials of a class: learners open them, lecturers and organisers add, order and remove them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms import database
from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.files import sending
from lms.files.uploads import service as uploads
from lms.lessons import gate, queries, service  # noqa: F401 - the gate declares itself
from lms.lessons.forms import MaterialForm
from lms.lessons.models import Material
from lms.lessons.service import Facts, Step
from lms.lessons.sources.models import SHELF
from lms.lessons.uploads import arriving
from lms.lessons.uploads.limits import limits
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.filters import as_datetime

routes = Blueprint("lessons", __name__)
tabs.add(
    tabs.Tab(
        30,
        lazy_gettext("Materials"),
        "lessons.index",
        Permission.CLASS_SEE,
        also=("material_pages", "material_sources", "material_uploads"),
    )
)
STEPS = {"up": Step.UP, "down": Step.DOWN}


@routes.get("/classes/<int:study_class_id>/materials")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    materials = queries.materials_of(study_class.id)
    return render_template(
        "lessons/index.html",
        study_class=study_class,
        materials=materials,
        sources=SHELF.of_all(materials),
        today=clock.today(),
    )


@routes.get("/classes/<int:study_class_id>/materials/new")
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def new(study_class: StudyClass) -> str:
    return _new_page(study_class, _form(study_class))


@routes.post("/classes/<int:study_class_id>/materials")
@owns_transaction
@authorised(StudyClass, Permission.MATERIAL_EDIT)
def create(study_class: StudyClass) -> Any:
    """Bytes are put in their place before anything is locked: nobody waits for a large file."""
    form, person = _form(study_class), current_user.person
    database.end_reading()
    if not form.validate():
        return _new_page(study_class, form), 422
    source = form.data["url"] or arriving.source_of(form, study_class, clock.now())
    if source is None:
        return _new_page(study_class, form), 422
    with database.transaction():
        kept = source if isinstance(source, str) else uploads.finish(source, clock.now())
        if kept is not None:  # else a second press: the first one offered it
            facts = form.facts if form.title.data else replace(form.facts, title=Path(source.name).stem[:200])
            service.add(study_class, facts, kept, person, clock.now())
            flash(_told(facts, clock.now()), "success")
    return _back(study_class.id)


@routes.get("/materials/<int:material_id>")
@authorised(Material, Permission.CLASS_SEE)
def show(material: Material) -> Any:
    """The file itself, or on to the page that the lecturer linked."""
    return sending.send(material.file) if material.file else redirect(material.url or "")


@routes.post("/materials/<int:material_id>/position")
@authorised(Material, Permission.MATERIAL_EDIT)
def move(material: Material) -> Response:
    step = STEPS.get(request.form.get("step", "")) or abort(422)
    service.move(material, step)
    return _back(material.study_class_id)


@routes.post("/materials/<int:material_id>/removal")
@authorised(Material, Permission.MATERIAL_EDIT)
def remove(material: Material) -> Response:
    service.remove(material, current_user.person, clock.now())
    flash(_("“%(title)s” is no longer offered.", title=material.title), "success")
    return _back(material.study_class_id)


def _form(study_class: StudyClass) -> MaterialForm:
    form = MaterialForm()
    form.offer(study_class.programme.topics)
    form.arrived = arriving.arrived(form, study_class)
    return form


def _new_page(study_class: StudyClass, form: MaterialForm) -> str:
    return render_template(
        "lessons/new.html",
        study_class=study_class,
        form=form,
        unfinished=arriving.unfinished(study_class),
        most=limits().file,
    )


def _told(facts: Facts, now: datetime) -> str:
    if facts.opens_at and now < facts.opens_at:
        moment = as_datetime(facts.opens_at)
        return _("“%(title)s” opens for the class %(moment)s.", title=facts.title, moment=moment)
    return _("“%(title)s” is there for everybody in the class.", title=facts.title)


def _back(study_class_id: int) -> Response:
    return redirect(url_for(".index", study_class_id=study_class_id))  # type: ignore[return-value]
