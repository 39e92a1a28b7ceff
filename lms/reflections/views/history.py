"""Going back while writing: what stood in a section earlier, one such text, and bringing it back."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.reflections import history, own
from lms.reflections.history import Moment
from lms.reflections.models import Reflection
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("reflection_history", __name__)


@routes.get("/reflections/<reflection_public_id>/history")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def index(reflection: Reflection) -> str:
    return render_template(
        "reflection_history/index.html",
        reflection=reflection,
        sections=history.past_of(reflection),
        writable=_writable(reflection),
    )


@routes.get("/reflections/<reflection_public_id>/history/<int:slot>/<int:version>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show(reflection: Reflection, slot: int, version: int) -> str:
    return _shown(reflection, slot, _found(reflection, slot, version))


@routes.post("/reflections/<reflection_public_id>/history/<int:slot>/<int:version>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def bring_back(reflection: Reflection, slot: int, version: int) -> Any:
    moment = _found(reflection, slot, version)
    base = request.form.get("base", "")
    seen = int(base) if base.isascii() and base.isdecimal() and len(base) < 10 else 0
    decision = history.bring_back(reflection, slot, moment, seen, clock.now(), current_user.id)
    if not decision.acknowledged:
        return _shown(reflection, slot, moment, refused=True), HTTPStatus.CONFLICT
    flash(_("The earlier text is back. What stood there until now is in the list too."), "success")
    pid = reflection.public_id
    return redirect(url_for("reflections.edit", reflection_public_id=pid, _anchor=f"part-{slot}"))


def _found(reflection: Reflection, slot: int, version: int) -> Moment:
    known = version < 2**31 and slot < 2**31
    return (history.moment_of(reflection, slot, version) if known else None) or abort(HTTPStatus.NOT_FOUND)


def _shown(reflection: Reflection, slot: int, moment: Moment, *, refused: bool = False) -> str:
    [section] = [section for section in reflection.task.sections if section.slot == slot]
    return render_template(
        "reflection_history/show.html",
        reflection=reflection,
        section=section,
        moment=moment,
        base=history.version_now(reflection, slot),
        writable=_writable(reflection),
        refused=refused,
    )


def _writable(reflection: Reflection) -> bool:
    return own.window_of(reflection).at(clock.now()).takes
