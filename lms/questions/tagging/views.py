"""Keywords and objective of chosen questions: chosen in the list or on the page of one, set here."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lms import database
from lms.permissions import Permission
from lms.programmes.objectives.models import LearningObjective
from lms.programmes.objectives.service import of_current_topics
from lms.questions.choosing import chosen, kept
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.questions.tagging import rows, rules, service
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.forms import tidy

routes = Blueprint("question_tagging", __name__, url_prefix="/questions/keywords")
NONE = "none"


@routes.get("/")
@authorised(None, Permission.QUESTION_EDIT)
def new() -> str:
    return _page(request.args)


@routes.post("/")
@authorised(None, Permission.QUESTION_EDIT)
def create() -> Any:
    ids, sent = _chosen(request.form), request.form
    add, remove = (rules.read(tidy(sent.get(name, ""))) for name in ("add", "remove"))
    wanted = _objective(sent.get("objective-set", ""))
    if not ids or not (add or remove or wanted is not None):
        return _page(sent, wrong=bool(ids)), 422
    person, now = current_user.person, clock.now()
    if add or remove:
        count = service.retag(person, ids, add, remove, now)
        flash(
            ngettext(
                "%(num)s question has other keywords now.",
                "%(num)s questions have other keywords now.",
                count,
            ),
            "success",
        )
    if wanted is not None:
        _tell(service.aim(person, ids, wanted.objective, now))
    return redirect(
        url_for("questions.show", question_id=ids[0]) if len(ids) == 1 else url_for("questions.index")
    )


def _tell(aimed: service.Aimed) -> None:
    flash(
        ngettext(
            "The objective of %(num)s question is set.",
            "The objective of %(num)s questions is set.",
            aimed.done,
        ),
        "success" if aimed.done else "info",
    )
    if aimed.elsewhere:
        flash(
            ngettext(
                "%(num)s question stands under another topic than this objective and stays as it is.",
                "%(num)s questions stand under other topics than this objective and stay as they are.",
                aimed.elsewhere,
            ),
            "warning",
        )


def _chosen(sent: MultiDict[str, str]) -> list[int]:
    return chosen(sent, viewer(), Right.EDIT, clock.today())


@dataclass(frozen=True)
class Wanted:
    """The objective that was chosen; None to name none at all."""

    objective: LearningObjective | None


def _objective(sent: str) -> Wanted | None:
    """None where it stays as it is."""
    if sent == NONE:
        return Wanted(None)
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        return None
    found = database.session.get(LearningObjective, int(sent))
    return Wanted(found) if found is not None and found.ended_at is None else None


def _page(sent: MultiDict[str, str], *, wrong: bool = False) -> str:
    ids = _chosen(sent)
    return render_template(
        "question_tagging/new.html",
        count=len(ids),
        kept=kept(sent, ids),
        present=rows.tags_of(ids[0]) if len(ids) == 1 else (),
        objectives=of_current_topics(),
        known=rows.offered(viewer()),
        typed={name: sent.get(name, "") for name in ("add", "remove", "objective-set")},
        wrong=wrong,
    )
