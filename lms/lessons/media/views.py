"""A material in the page: a film or sound with its player, a PDF or slides page by page; anything else to download."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.files import sending
from lms.files.models import StoredFile
from lms.lessons.media import service, showing
from lms.lessons.media.forms import CaptionsForm
from lms.lessons.media.showing import Where
from lms.lessons.models import Material
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError

routes = Blueprint("material_pages", __name__, url_prefix="/materials/<int:material_id>")


@routes.get("/read")
@authorised(Material, Permission.CLASS_SEE)
def show(material: Material) -> Any:
    return _page(material, CaptionsForm(formdata=None))


@routes.get("/download")
@authorised(Material, Permission.CLASS_SEE)
def download(material: Material) -> Response:
    return sending.send(material.file or abort(404), download=True)


@routes.get("/pages/<int:number>")
@authorised(Material, Permission.CLASS_SEE)
def picture(material: Material, number: int) -> Response:
    """One page of a PDF as a picture."""
    return showing.page_picture(material.file, number)


@routes.get("/slides/<int:slide>/<int:place>")
@authorised(Material, Permission.CLASS_SEE)
def slide_picture(material: Material, slide: int, place: int) -> Response:
    return showing.slide_picture(material.file, slide, place)


@routes.get("/captions")
@authorised(Material, Permission.CLASS_SEE)
def captions(material: Material) -> Response:
    return sending.send(material.captions.file) if material.captions else abort(404)


@routes.post("/captions")
@authorised(Material, Permission.MATERIAL_EDIT)
def caption(material: Material) -> Any:
    form = CaptionsForm()
    if not material.is_played:
        raise LmsError(_("Only a film or sound can have subtitles."), 422)
    if not form.validate():
        return _page(material, form), 422
    service.caption(material, form.stream, form.captions.data.filename, current_user.person, clock.now())
    flash(_("The subtitles can be switched on in the player."), "success")
    return redirect(url_for(".show", material_id=material.id))


@routes.post("/captions/removal")
@authorised(Material, Permission.MATERIAL_EDIT)
def uncaption(material: Material) -> Any:
    service.uncaption(material, current_user.person, clock.now())
    flash(_("The subtitles are removed."), "success")
    return redirect(url_for(".show", material_id=material.id))


def _page(material: Material, form: CaptionsForm) -> str:
    stored: StoredFile = material.file or abort(404)
    study_class = material.study_class
    captions = url_for(".captions", material_id=material.id) if material.captions else ""
    return render_template(
        "lessons/read.html",
        material=material,
        study_class=study_class,
        captions=captions,
        shown=showing.shown(stored, material.title, _where(material)),
        form=form,
    )


def _where(material: Material) -> Where:
    number = material.id
    return Where(
        f"{number}",
        url_for("lessons.show", material_id=number),
        url_for(".download", material_id=number),
        lambda page: url_for(".picture", material_id=number, number=page),
        lambda slide, place: url_for(".slide_picture", material_id=number, slide=slide, place=place),
    )
