"""Which questions are in a set, and in which order."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms import database
from lms.permissions import Permission
from lms.questions.choosing import MOST_TICKED
from lms.questions.models import Question
from lms.questions.sharing.queries import among
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.questions.situations import queries, service
from lms.questions.situations.models import Situation
from lms.questions.situations.page import set_page
from lms.questions.situations.routes import routes
from lms.web import clock
from lms.web.authorised import authorised, can

LARGEST, LONGEST_TYPED = 2**31, 2000


@routes.get("/choice")
@authorised(None, Permission.QUESTION_EDIT)
def choose() -> str:
    return _choice_page(_among(request.args.getlist("question", type=int)))


@routes.post("/choice")
@authorised(None, Permission.QUESTION_EDIT)
def put_chosen() -> Any:
    """The chosen questions go into the set that was chosen."""
    ids = _among(request.form.getlist("question", type=int))
    situation = _chosen_set(request.form.get("situation", 0, type=int))
    if situation is None or not ids:
        return _choice_page(ids, wrong=bool(ids)), 422
    return _put(situation, ids)


@routes.post("/<int:situation_id>/questions")
@authorised(Situation, Permission.QUESTION_EDIT)
def put_in(situation: Situation) -> Any:
    """Questions named by their numbers."""
    if situation.retired_at is not None:
        abort(409)
    typed = request.form.get("numbers", "")[:LONGEST_TYPED]
    named = [int(one) for one in typed.replace(",", " ").split() if one.isascii() and one.isdigit()]
    ids = _among(named)
    if not ids or len(ids) < len(set(named)):
        return set_page(situation, unknown=typed), 422
    return _put(situation, ids)


@routes.post("/<int:situation_id>/questions/<int:question_id>/delete")
@authorised(Situation, Permission.QUESTION_EDIT)
def take_out(situation: Situation, question_id: int) -> Any:
    question = database.session.get(Question, question_id) if question_id < LARGEST else None
    if question is None or not can(Permission.QUESTION_SEE, question):
        abort(404)
    if service.take_out(current_user.person, situation, question, clock.now()):
        flash(
            _(
                "The question stands alone from its next version on, which is a draft now. Until that is approved, "
                "tests go on with the present one."
            ),
            "success",
        )
    return redirect(url_for(".show", situation_id=situation.id))


@routes.post("/<int:situation_id>/order")
@authorised(Situation, Permission.QUESTION_EDIT)
def order(situation: Situation) -> Any:
    """`up-12` or `down-12` changes places with the neighbour."""
    way, _bar, number = request.form.get("move", "").partition("-")
    if way not in {"up", "down"} or not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(422)
    service.move(current_user.person, situation, int(number), way == "up", clock.now())
    return redirect(url_for(".show", situation_id=situation.id) + "#questions")


def _put(situation: Situation, ids: Sequence[int]) -> Any:
    new = service.put_in(current_user.person, situation, ids, clock.now())
    words = ngettext(
        "%(num)s question is in the set, as a draft that tells the case. Submit it for review.",
        "%(num)s questions are in the set, as drafts that tell the case. Submit them for review.",
        len(new),
    )
    flash(
        words if new else _("Nothing was changed: they are in the set already."), "success" if new else "info"
    )
    return redirect(url_for(".show", situation_id=situation.id))


def _among(named: Sequence[int]) -> list[int]:
    """Those that this person may change, in the order in which they were named."""
    wanted = [one for one in dict.fromkeys(named) if 0 < one < LARGEST][:MOST_TICKED]
    theirs = set(among(wanted, viewer(), Right.EDIT))
    return [one for one in wanted if one in theirs]


def _chosen_set(situation_id: int) -> Situation | None:
    situation = database.session.get(Situation, situation_id) if 0 < situation_id < LARGEST else None
    if situation is None or situation.retired_at or not can(Permission.QUESTION_EDIT, situation):
        return None
    return situation


def _choice_page(ids: Sequence[int], *, wrong: bool = False) -> str:
    return render_template("situations/choose.html", ids=ids, offered=queries.offered(viewer()), wrong=wrong)
