"""Who may use questions: one that is looked at, or many that were chosen in the list."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lms import database
from lms.notices.service import Message, send
from lms.permissions import Permission
from lms.questions.choosing import chosen, kept
from lms.questions.models import Question
from lms.questions.sharing import gate, people, service
from lms.questions.sharing.forms import AUTHOR_VALUE, BANK_VALUE, GiftForm, HomeForm
from lms.questions.sharing.labels import RIGHTS
from lms.questions.sharing.models import QuestionHolding, QuestionShare
from lms.questions.sharing.queries import holdings_of, sharable_among, shares_of
from lms.questions.sharing.rules import Right
from lms.questions.sharing.service import Gift
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("question_sharing", __name__, url_prefix="/questions/sharing")
__all__ = ["gate", "routes"]


@routes.get("/")
@authorised(None, Permission.QUESTION_SHARE)
def new() -> str:
    return _page(request.args)


@routes.post("/homes")
@authorised(None, Permission.QUESTION_SHARE)
def keep() -> Any:
    ids, form = _theirs(request.form), _home_form()
    if not ids or not form.validate():
        return _page(request.form, home=form), 422
    moved = service.keep(current_user.person, ids, form.wanted(), clock.now())
    words = ngettext("%(num)s question belongs there now.", "%(num)s questions belong there now.", len(moved))
    flash(
        words if moved else _("They belong there already. Nothing was changed."),
        "success" if moved else "info",
    )
    return _back(ids)


@routes.post("/shares")
@authorised(None, Permission.QUESTION_SHARE)
def give() -> Any:
    ids, form = _theirs(request.form), _gift_form()
    if not ids or not form.validate():
        return _page(request.form, gift=form), 422
    given = service.give(current_user.person, ids, form.wanted(), clock.now())
    words = ngettext("%(num)s question is shared.", "%(num)s questions are shared.", len(given))
    flash(
        words if given else _("They have this right already. Nothing was changed."),
        "success" if given else "info",
    )
    if given and form.wanted().person_id:
        _tell(form.wanted(), given)
    return _back(ids)


@routes.post("/shares/<int:question_share_id>/end")
@authorised(QuestionShare, Permission.QUESTION_SHARE)
def end(question_share: QuestionShare) -> Any:
    if service.take_back(current_user.person, question_share, clock.now()):
        flash(_("The share has ended. Tests that have the question keep it."), "success")
    return redirect(url_for(".new", question=question_share.question_id))


def _theirs(sent: MultiDict[str, str]) -> list[int]:
    """Those of the chosen questions of which this person says who may use them."""
    return sharable_among(_seen(sent), viewer())


def _seen(sent: MultiDict[str, str]) -> list[int]:
    return chosen(sent, viewer(), Right.SEE, clock.today())


def _page(sent: MultiDict[str, str], home: HomeForm | None = None, gift: GiftForm | None = None) -> str:
    seen = _seen(sent)
    ids = sharable_among(seen, viewer())
    question = database.session.get(Question, ids[0]) if len(ids) == 1 else None
    return render_template(
        "question_sharing/new.html",
        count=len(ids),
        others=len(seen) - len(ids),
        kept=kept(sent, ids),
        question=question,
        shares=shares_of(question.id) if question else [],
        holdings=holdings_of(question.id) if question else [],
        home=home or _home_form(question.holding if question else None, fresh=True),
        gift=gift or _gift_form(fresh=True),
        today=clock.today(),
    )


def _home_form(holding: QuestionHolding | None = None, *, fresh: bool = False) -> HomeForm:
    """The units where this person works, and the one that the question belongs to."""
    who = viewer()
    units = [one for one in people.units(who) if who.works_at(one.path)]
    if holding and holding.unit and holding.unit not in units:
        units.append(holding.unit)
    return HomeForm(units, formdata=None, data={"home": _value(holding)}) if fresh else HomeForm(units)


def _value(holding: QuestionHolding | None) -> str:
    if holding is None:
        return BANK_VALUE
    return f"unit-{holding.unit_id}" if holding.unit_id else AUTHOR_VALUE


def _gift_form(*, fresh: bool = False) -> GiftForm:
    given = people.colleagues(current_user.id), people.units(viewer()), clock.today()
    return GiftForm(*given, formdata=None, data={"right": Right.USE.value}) if fresh else GiftForm(*given)


def _tell(gift: Gift, ids: Sequence[int]) -> None:
    now = clock.now()
    title = ngettext(
        "%(name)s has shared a question with you",
        "%(name)s has shared %(num)s questions with you",
        len(ids),
        name=current_user.full_name,
    )
    path = (
        url_for("questions.show", question_id=ids[0])
        if len(ids) == 1
        else url_for("questions.index", home="given")
    )
    body = _("You may %(right)s.", right=RIGHTS[gift.right])
    key = f"questions-shared:{current_user.id}:{ids[0]}:{int(now.timestamp())}"
    send([gift.person_id or 0], Message(key=key, title=title, body=body, path=path), now)


def _back(ids: Sequence[int]) -> Any:
    return redirect(url_for(".new", question=ids[0]) if len(ids) == 1 else url_for("questions.index"))
