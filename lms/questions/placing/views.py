"""Topic, level and bank of chosen questions: chosen in the list, set here, taken back where it is shown."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lms.permissions import Permission
from lms.questions import listing
from lms.questions.choosing import chosen, kept
from lms.questions.forms import place_choices, read_level, read_place
from lms.questions.placing import service
from lms.questions.placing.models import Placing
from lms.questions.placing.service import Wish
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("question_placings", __name__, url_prefix="/questions/placings")


@routes.get("/new")
@authorised(None, Permission.QUESTION_EDIT)
def new() -> str:
    return _page(request.args)


@routes.post("/")
@authorised(None, Permission.QUESTION_EDIT)
def create() -> Any:
    ids, wish = _chosen(request.form), _wish()
    if not ids or wish is None:
        return _page(request.form, wrong=bool(ids)), 422
    placing = service.place(current_user.person, ids, wish, clock.now())
    if placing is None:
        flash(_("All of them stand there already. Nothing was changed."), "info")
        return redirect(url_for("questions.index"))
    return redirect(url_for(".show", placing_id=placing.id))


@routes.get("/<int:placing_id>")
@authorised(Placing, Permission.QUESTION_EDIT)
def show(placing: Placing) -> str:
    _own(placing)
    count, standing = service.counts(placing)
    return render_template("question_placings/show.html", placing=placing, count=count, standing=standing)


@routes.post("/<int:placing_id>/undo")
@authorised(Placing, Permission.QUESTION_EDIT)
def undo(placing: Placing) -> Any:
    _own(placing)
    back = service.undo(current_user.person, placing, clock.now())
    if back is not None:
        words = ngettext(
            "%(num)s question stands where it stood.", "%(num)s questions stand where they stood.", back
        )
        flash(words, "success")
    return redirect(url_for(".show", placing_id=placing.id))


def _own(placing: Placing) -> None:
    """Seen and taken back by whoever did it; others do not know of it."""
    if not placing.belongs_to(current_user.id):
        abort(404)


def _chosen(sent: MultiDict[str, str]) -> list[int]:
    return chosen(sent, viewer(), Right.EDIT, clock.today())


def _wish() -> Wish | None:
    """What is to be set; None if that is nothing, or no place that there is."""
    place, level = request.form.get("new-place", ""), read_level(request.form.get("new-level"))
    if not place:
        return Wish(level=level) if level else None
    found = service.known((None, None) if place == listing.SHARED_BANK else read_place(place))
    return Wish(found, level) if found and (any(found) or place == listing.SHARED_BANK) else None


def _page(sent: MultiDict[str, str], *, wrong: bool = False) -> str:
    ids = _chosen(sent)
    return render_template(
        "question_placings/new.html",
        count=len(ids),
        kept=kept(sent, ids),
        places=place_choices(),
        place=sent.get("new-place", ""),
        level=sent.get("new-level", ""),
        wrong=wrong,
    )
