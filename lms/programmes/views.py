"""Programmes: what is taught, what is required, and which version holds."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user

from lms.permissions import Permission
from lms.programmes import queries, service
from lms.programmes.approval.queries import look_at, looks_at
from lms.programmes.data import ProgrammeData, data_of
from lms.programmes.forms import NewProgrammeForm, ProgrammeForm
from lms.programmes.models import Programme
from lms.programmes.presets import PRESETS
from lms.programmes.rows import rearranged
from lms.programmes.sources.models import SHELF
from lms.programmes.topics.rules import depths
from lms.programmes.topics.service import nodes_of
from lms.web import clock, navigation
from lms.web.authorised import authorised

routes = Blueprint("programmes", __name__, url_prefix="/programmes")
navigation.add(
    navigation.Entry(60, lazy_gettext("Programmes"), "programmes.index", "folder", [Permission.PROGRAMME_SEE])
)
EMPTY = ProgrammeData(code="", title="")


@routes.get("/")
@authorised(None, Permission.PROGRAMME_SEE)
def index() -> str:
    programmes = queries.current()
    return render_template(
        "programmes/index.html",
        programmes=programmes,
        counts=queries.class_counts(programmes),
        looks=looks_at(programmes),
    )


@routes.get("/<int:programme_id>")
@authorised(Programme, Permission.PROGRAMME_SEE)
def show(programme: Programme) -> str:
    versions = queries.versions(programme)
    return render_template(
        "programmes/show.html",
        programme=programme,
        versions=versions,
        depths=depths(nodes_of(programme)),
        counts=queries.class_counts(versions),
        sources=SHELF.of(programme),
        look=look_at(programme),
        today=clock.today(),
    )


@routes.get("/new")
@authorised(None, Permission.PROGRAMME_EDIT)
def new() -> str:
    preset = PRESETS.get(request.args.get("preset", ""), EMPTY)
    return _new_page(NewProgrammeForm(formdata=None, data=asdict(preset)))


@routes.post("/")
@authorised(None, Permission.PROGRAMME_EDIT)
def create() -> Any:
    if action := request.form.get("action"):
        return _new_page(NewProgrammeForm(formdata=rearranged(request.form, "topics", action)))
    form = NewProgrammeForm()
    if not form.validate() or not _code_is_free(form):
        return _new_page(form), 422
    programme = service.create(form.data_with(form.data["code"]), current_user.person, clock.now())
    flash(_("The programme is stored."), "success")
    return redirect(url_for(".show", programme_id=programme.id))


@routes.get("/<int:programme_id>/edit")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def edit(programme: Programme) -> str:
    return _edit_page(programme, ProgrammeForm(formdata=None, data=asdict(data_of(programme))))


@routes.post("/<int:programme_id>")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def update(programme: Programme) -> Any:
    if action := request.form.get("action"):
        return _edit_page(programme, ProgrammeForm(formdata=rearranged(request.form, "topics", action)))
    form = ProgrammeForm()
    if not form.validate() or not _topics_may_go(programme, form):
        return _edit_page(programme, form), 422
    changed = service.update(programme, form.data_with(programme.code), current_user.person, clock.now())
    if changed is programme:
        flash(_("The programme is changed."), "success")
    else:
        flash(
            _("Version %(number)s is issued. Classes go on with theirs.", number=changed.version), "success"
        )
    return redirect(url_for(".show", programme_id=changed.id))


def _new_page(form: NewProgrammeForm) -> str:
    return render_template("programmes/new.html", form=form, presets=PRESETS)


def _edit_page(programme: Programme, form: ProgrammeForm) -> str:
    return render_template(
        "programmes/edit.html",
        programme=programme,
        form=form,
        classes=queries.class_counts([programme]).get(programme.id, 0),
    )


def _code_is_free(form: NewProgrammeForm) -> bool:
    if not queries.code_is_taken(form.data["code"]):
        return True
    form.code.errors = [_("Another programme has this code. Choose a different one.")]
    return False


def _topics_may_go(programme: Programme, form: ProgrammeForm) -> bool:
    lost = service.lost_topics(programme, form.data_with(programme.code))
    if not lost:
        return True
    form.topics.errors = [
        ngettext(
            "“%(title)s” cannot be taken away: questions or materials stand under it. Move them first.",
            "“%(title)s” and others cannot be taken away: questions or materials stand under them. Move them first.",
            len(lost),
            title=lost[0].title,
        )
    ]
    return False
