"""What the editor asks while somebody writes: pasted text cleaned, a picture kept, a clause as a quote."""

from typing import Any

from flask import jsonify, request
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons.bank import pictures, quoting
from lms.lessons.bank.routes import routes
from lms.lessons.texts.word import from_word
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised


@routes.post("/pasted")
@authorised(None, Permission.LESSON_EDIT)
def paste() -> Any:
    """What was on the clipboard as text that may stand on a page; pictures within it are kept."""
    keep = pictures.pasted(current_user.id, clock.now())
    return jsonify(html=from_word(request.form.get("html", ""), keep))


@routes.post("/pictures")
@authorised(None, Permission.LESSON_EDIT)
def add_picture() -> Any:
    sent = request.files.get("picture")
    address = pictures.keep(sent.stream, sent.filename or "", current_user.id, clock.now()) if sent else None
    if address is None:
        return jsonify(problem=_("Choose a picture: PNG or JPEG, at most 8 MB.")), 422
    return jsonify(html=f'<img src="{address}" alt="">')


@routes.post("/quotes")
@authorised(None, Permission.LESSON_EDIT)
def quote() -> Any:
    found = quoting.quoted(request.form.get("document", "")[:800], request.form.get("clause", "")[:200])
    if found.problem:
        return jsonify(problem=found.problem), 422
    return jsonify(html=found.html)
