"""The review grid sent back: decisions of one page, of all at once, repairs of one item, and the confirmation."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user
from sqlalchemy import select

from lms import database
from lms.permissions import Permission
from lms.programmes.models import Topic
from lms.questions import importing, pictures
from lms.questions.forms import place_value, read_level, read_place
from lms.questions.importing import Wish
from lms.questions.models import Decision, ImportItem, QuestionImport
from lms.questions.retyping import MAKERS, retyped
from lms.questions.routes import routes
from lms.questions.sharing.service import AUTHOR, keep
from lms.questions.sharing.viewers import viewer
from lms.questions.type_forms import FORMS, TypeForm, form_values
from lms.questions.views.editing import prepared, sent_form, unfinished
from lms.questions.views.imports import PER_PAGE, TABS, own, read_kind
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.errors import LmsError


@routes.post("/imports/<int:question_import_id>/decisions")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def decide(question_import: QuestionImport) -> Any:
    still_open(question_import)
    decided = _keep_page(question_import)
    if where := _then(question_import):
        return redirect(where)
    flash(ngettext("%(num)s decision is kept.", "%(num)s decisions are kept.", len(decided)), "success")
    refused = [
        item
        for item in decided
        if request.form.get(f"decision-{item.number}") == "accept" and not item.usable
    ]
    if refused:
        words = _(
            "%(count)s cannot be taken yet: their right answer is missing or something else is wrong.",
            count=len(refused),
        )
        flash(words, "warning")
    return _back(question_import)


@routes.post("/imports/<int:question_import_id>/decisions/all")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def decide_all(question_import: QuestionImport) -> Any:
    """Level, topic or decision for everything on the tab, also beyond this page."""
    still_open(question_import)
    values = _wanted_for_all()
    changed = 0
    if values:
        tab = request.form.get("tab", "")
        only = read_kind(request.form.get("kind")) if tab == "look" else None
        changed = importing.set_all(question_import, TABS.get(tab, TABS["all"])[1], values, only)
    flash(ngettext("%(num)s question is set.", "%(num)s questions are set.", changed), "success")
    return _back(question_import)


@routes.post("/imports/<int:question_import_id>/confirmation")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def confirm(question_import: QuestionImport) -> Any:
    """What the page says counts too, then everything accepted enters the bank."""
    if question_import.confirmed_at is None:
        _keep_page(question_import)
        database.session.flush()
    submit = "submit" in request.form
    done = importing.confirm(current_user.person, question_import, submit, clock.now())
    if done is None:
        flash(_("This file is in the bank already; nothing was stored twice."), "info")
        return _back(question_import)
    flash(
        ngettext("%(num)s question is in the bank.", "%(num)s questions are in the bank.", done.stored),
        "success",
    )
    if "private" in request.form and done.stored:
        keep(current_user.person, importing.stored_by(question_import), AUTHOR, clock.now())
        flash(
            _(
                "They are kept to you alone. On the page of a question, or for many in the list, you share them."
            ),
            "info",
        )
    if done.known:
        flash(_("%(count)s were left out: the bank holds them by now.", count=done.known), "info")
    return _back(question_import)


@routes.get("/imports/<int:question_import_id>/items/<int:number>")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def edit_item(question_import: QuestionImport, number: int) -> str:
    item = find_item(question_import, number)
    asked = retyped(item.asked, request.args.get("type", ""))
    values = form_values(asked) | _place_values(question_import, item)
    form = prepared(FORMS[asked.type](None, data=values), asked)
    return _item_page(question_import, item, form)


@routes.post("/imports/<int:question_import_id>/items/<int:number>")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def update_item(question_import: QuestionImport, number: int) -> Any:
    still_open(question_import)
    item = find_item(question_import, number)
    asked = retyped(item.asked, request.args.get("type", ""))
    form = sent_form(asked.type, asked)
    if (status := unfinished(form)) is not None:
        return _item_page(question_import, item, form), status
    pictures.add(form, current_user.id, clock.now())
    importing.change(item, form.build(), viewer())
    placement = form.placement()
    item.level, item.topic_id = placement.level, placement.topic_id
    flash(_("Question %(number)s is repaired.", number=item.number), "success")
    return _back(question_import)


def still_open(question_import: QuestionImport) -> None:
    """Hold the import, so that nobody confirms it meanwhile; after the confirmation nothing is decided any more."""
    importing.hold(question_import)
    if question_import.confirmed_at is not None:
        raise LmsError(_("This file is in the bank already. Change the questions there."))


def _keep_page(question_import: QuestionImport) -> list[ImportItem]:
    """Keep what was set for the items that the page named."""
    numbers = [one for one in request.form.getlist("number", type=int) if 0 < one < 2**31]
    statement = select(ImportItem).where(
        ImportItem.import_id == question_import.id, ImportItem.number.in_(numbers[: 10 * PER_PAGE])
    )
    items = list(database.session.scalars(statement))
    known, who = _topics(), viewer()
    for item in items:
        importing.decide(item, _wish(item, known), who)
    return items


def _wish(item: ImportItem, known: set[int]) -> Wish:
    sent, number = request.form, item.number
    decision = sent.get(f"decision-{number}", "")
    _programme, topic_id = read_place(sent.get(f"place-{number}", ""))
    return Wish(
        decision=Decision(decision) if decision in set(Decision) else None,
        level=read_level(sent.get(f"level-{number}")),
        topic_id=topic_id if topic_id in known else None,
        key=_key(number) if f"keyed-{number}" in sent else None,
    )


def _key(number: int) -> list[str]:
    """All that was tapped in the groups of one item, `key-7-0`, `key-7-1` …"""
    names = [name for name in request.form if name.startswith(f"key-{number}-")]
    return [value for name in names for value in request.form.getlist(name)]


def _wanted_for_all() -> dict[str, Any]:
    """Only what was chosen; a level or topic left alone stays."""
    sent = request.form
    values: dict[str, Any] = {}
    if level := read_level(sent.get("level")):
        values["level"] = level
    _programme, topic_id = read_place(sent.get("place", ""))
    if topic_id in _topics():
        values["topic_id"] = topic_id
    if sent.get("decision", "") in set(Decision):
        values["decision"] = Decision(sent["decision"])
    return values


def _topics() -> set[int]:
    return set(database.session.scalars(select(Topic.id)))


def _then(question_import: QuestionImport) -> str | None:
    """Where a person goes on who pressed a button beside an item: what the page says is kept before."""
    what, _bar, typed = request.form.get("then", "").partition("-")
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    view = {"repair": ".edit_item", "borders": ".show_borders"}.get(what)
    return url_for(view, question_import_id=question_import.id, number=number) if view and number else None


def find_item(question_import: QuestionImport, number: int) -> ImportItem:
    """404 for what the import does not hold."""
    if number >= 2**31:
        abort(404)
    statement = select(ImportItem).where(
        ImportItem.import_id == question_import.id, ImportItem.number == number
    )
    return database.session.scalars(statement).one_or_none() or abort(404)


def _item_page(question_import: QuestionImport, item: ImportItem, form: TypeForm) -> str:
    kinds = list(dict.fromkeys([*MAKERS, item.asked.type]))
    return render_template(
        "questions/edit_item.html", question_import=question_import, item=item, form=form, kinds=kinds
    )


def _place_values(question_import: QuestionImport, item: ImportItem) -> dict[str, str]:
    programme_id = item.topic.programme_id if item.topic else question_import.programme_id
    level = item.level.value if item.level else ""
    return {"place": place_value(programme_id, item.topic_id), "level": level}


def _back(question_import: QuestionImport) -> Any:
    sent = request.form
    page = sent.get("page", type=int)
    tab = sent.get("tab") if sent.get("tab") in TABS else None
    kind = read_kind(sent.get("kind"))
    place: dict[str, Any] = {"tab": tab, "page": page, "kind": kind.value if kind else None}
    return redirect(url_for(".show_import", question_import_id=question_import.id, **place))
