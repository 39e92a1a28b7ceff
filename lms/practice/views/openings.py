"""Lecturers choose what may be practised: looked at first, then opened or closed, many at once."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lms.permissions import Permission
from lms.practice import opening
from lms.questions import listing
from lms.questions.choosing import FILTERS, chosen, kept
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("practice_openings", __name__, url_prefix="/practice/openings")


@routes.get("/new")
@authorised(None, Permission.PRACTICE_EDIT)
def new() -> str:
    return _page(request.args)


@routes.post("/")
@authorised(None, Permission.PRACTICE_EDIT)
def create() -> Any:
    ids = _chosen(request.form)
    if not ids:
        return _page(request.form), 422
    judged = opening.open_all(current_user.person, ids, clock.now())
    opened = len(judged.ready)
    flash(
        ngettext(
            "%(num)s question is open for practice.", "%(num)s questions are open for practice.", opened
        ),
        "success" if opened else "info",
    )
    return _back(request.form, ids)


@routes.post("/delete")
@authorised(None, Permission.PRACTICE_EDIT)
def delete() -> Any:
    ids = _chosen(request.form)
    if not ids:
        return _page(request.form), 422
    closed = opening.close_all(current_user.person, ids, clock.now())
    flash(
        ngettext(
            "%(num)s question is closed for practice; new tests may draw it again.",
            "%(num)s questions are closed for practice; new tests may draw them again.",
            closed,
        ),
        "success" if closed else "info",
    )
    return _back(request.form, ids)


def _chosen(sent: MultiDict[str, str]) -> list[int]:
    return chosen(sent, viewer(), Right.USE, clock.today())


def _page(sent: MultiDict[str, str]) -> str:
    ids = _chosen(sent)
    return render_template(
        "practice_openings/new.html",
        judged=opening.judge(ids, clock.now()),
        chosen=len(ids),
        kept=kept(sent, ids),
    )


def _back(sent: MultiDict[str, str], ids: list[int]) -> Any:
    if "all" not in sent and len(ids) == 1:
        return redirect(url_for("questions.show", question_id=ids[0]))
    filters: dict[str, Any] = {name: sent[name] for name in FILTERS if sent.get(name)}
    return redirect(url_for("questions.index", **filters | {"state": listing.PRACTICE}))
