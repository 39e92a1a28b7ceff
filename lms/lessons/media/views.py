"""A material in the page: a film or sound with its player, a PDF page by page, a picture; anything else to download."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.files import pictures, sending
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.files.pictures import Leaves
from lms.lessons.media import service
from lms.lessons.media.forms import CaptionsForm
from lms.lessons.models import Material
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError

routes = Blueprint("material_pages", __name__, url_prefix="/materials/<int:material_id>")
PDF = "application/pdf"
LATER = {Trouble.BUSY, Trouble.TOO_SLOW}


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
def picture(material: Material, number: int) -> Any:
    """One page of a PDF as a picture."""
    stored = material.file
    if stored is None or stored.media_type != PDF:
        abort(404)
    leaves = pictures.leaves_of(stored)
    if isinstance(leaves, Leaves) and not 1 <= number <= len(leaves.sizes):
        abort(404)
    drawn = leaves if isinstance(leaves, Trouble) else pictures.picture(stored, number)
    if isinstance(drawn, Trouble):
        abort(503 if drawn in LATER else 404)
    response = send_file(drawn, mimetype="image/jpeg", conditional=True, etag=f"{stored.sha256}-{number}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


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
    study_class, captions = material.study_class, material.captions
    leaves = pictures.leaves_of(stored) if stored.media_type == PDF else None
    return render_template(
        "lessons/read.html",
        material=material,
        study_class=study_class,
        stored=stored,
        captions=captions,
        kind=stored.media_type.partition("/")[0],
        leaves=leaves if isinstance(leaves, Leaves) else None,
        trouble=leaves if isinstance(leaves, Trouble) else None,
        form=form,
    )
