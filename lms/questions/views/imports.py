"""Files on their way into the bank: sent, looked through, left and come back to."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import FileField
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from lms import database
from lms.permissions import Permission
from lms.questions import borders, importing, intake, keys, kinds, near
from lms.questions.forms import level_choices, offered, place_choices, read_place
from lms.questions.kinds import Kind
from lms.questions.labels import KINDS, problem_text
from lms.questions.models import Decision, ImportItem, Question, QuestionImport
from lms.questions.outline import outline
from lms.questions.routes import routes
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.forms import BaseForm
from lms.web.pagination import Page, paginate

PER_PAGE = 20
LARGEST = 50 * 1024 * 1024
TABS = {
    "look": (_l("To look at"), [Decision.OPEN]),
    "ready": (_l("Ready"), [Decision.ACCEPT]),
    "out": (_l("Left out"), [Decision.SKIP]),
    "all": (_l("All"), list(Decision)),
}


class ImportForm(BaseForm):
    file = FileField(_l("File"))
    pasted = TextAreaField(_l("Or paste the questions here"), validators=[Length(max=2_000_000)])
    place = SelectField(_l("Programme"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [choice for choice in place_choices() if not choice.value or choice.value.endswith(":")]
        self.place.choices = offered(*((choice.value, choice.optgroup) for choice in whole))

    def sent(self) -> tuple[bytes, str]:
        """What was sent and what it is called; nothing at all is `b""`."""
        upload = self.file.data
        if upload and upload.filename:
            return upload.read(LARGEST + 1), upload.filename
        return (self.pasted.data or "").encode(), _("pasted text") + ".txt"


def own(view: Callable[..., Any]) -> Callable[..., Any]:
    """An import is looked through by whoever began it; others do not even know of it."""

    @wraps(view)
    def checked(question_import: QuestionImport, **arguments: Any) -> Any:
        if question_import.started_by_id != current_user.id:
            abort(404)
        return view(question_import=question_import, **arguments)

    return checked


@routes.get("/imports")
@authorised(None, Permission.QUESTION_EDIT)
def imports() -> str:
    statement = (
        select(QuestionImport)
        .where(QuestionImport.started_by_id == current_user.id)
        .order_by(QuestionImport.id.desc())
    )
    page = paginate(statement)
    return render_template("questions/imports.html", page=page, counts=importing.counts_of(page.items))


@routes.get("/imports/new")
@authorised(None, Permission.QUESTION_EDIT)
def new_import() -> str:
    return render_template("questions/new_import.html", form=ImportForm())


@routes.post("/imports")
@authorised(None, Permission.QUESTION_EDIT)
@owns_transaction
def create_import() -> Any:
    """A long file takes seconds to read; nobody who saves meanwhile waits for it."""
    form = ImportForm()
    data, name = form.sent()
    if not form.validate() or not _fits(form, data):
        return render_template("questions/new_import.html", form=form), 422
    begun = intake.begun_before(current_user.person, data)
    if begun:
        flash(_("You have begun to look through this very file already. Here you can go on."), "info")
        return redirect(url_for(".show_import", question_import_id=begun.id))
    programme_id, _topic = read_place(form.place.data or "")
    try:
        reading = intake.understand(data, name, near.beside(programme_id, viewer()))
    except intake.Unreadable as unreadable:
        field = form.file if form.file.data else form.pasted
        field.errors = [problem_text(intake.as_json(problem)) for problem in unreadable.problems[:3]]
        return render_template("questions/new_import.html", form=form), 422
    with database.transaction():
        begun = intake.begin(current_user.person, reading, programme_id, clock.now())
    return redirect(url_for(".show_import", question_import_id=begun.id))


@routes.get("/imports/<int:question_import_id>")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def show_import(question_import: QuestionImport) -> str:
    counts = importing.counts(question_import)
    tab, item = request.args.get("tab", ""), _asked_for(question_import)
    if tab not in {*TABS, "unread"}:
        tab = _tab_of(item) if item else ("look" if counts[Decision.OPEN] else "ready")
    kind = read_kind(request.args.get("kind")) if tab == "look" else None
    ids = _ids(question_import, tab, kind)
    page = _with_items(paginate(ids, PER_PAGE, otherwise=_page_of(ids, item) if item else 1))
    return render_template(
        "questions/show_import.html",
        question_import=question_import,
        counts=counts,
        tab=tab,
        tabs=_tabs(question_import, counts, tab),
        kind=kind,
        kinds=_kinds(question_import, kind) if tab == "look" else [],
        page=page,
        shown=[_shown(item) for item in page.items],
        twins=_twins(page.items),
        levels=level_choices(),
        places=place_choices(),
        in_the_way=importing.in_the_way(question_import) if question_import.confirmed_at else 0,
    )


@routes.post("/imports/<int:question_import_id>/undo")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def undo(question_import: QuestionImport) -> Any:
    if importing.undo(current_user.person, question_import, clock.now()):
        flash(_("The questions of this file are out of the bank again."), "success")
    else:
        flash(
            _("Nothing was taken out: some of the questions are in use, changed or reviewed by now."),
            "danger",
        )
    return redirect(url_for(".show_import", question_import_id=question_import.id))


@routes.post("/imports/<int:question_import_id>/delete")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def discard(question_import: QuestionImport) -> Any:
    if importing.discard(current_user.person, question_import, clock.now()):
        flash(_("The file is put aside. Nothing of it is in the bank."), "success")
    return redirect(url_for(".imports"))


def _fits(form: ImportForm, data: bytes) -> bool:
    if not data:
        form.file.errors = [_("Choose a file, or paste the questions below.")]
    elif len(data) > LARGEST:
        form.file.errors = [_("The file is larger than 50 MB. Nothing was stored; send it in parts.")]
    return not form.file.errors


def _ids(question_import: QuestionImport, tab: str, kind: Kind | None) -> Select[int]:
    """The items of a tab in order: by an index alone, since thousands of questions are long to sort."""
    decisions = TABS[tab][1] if tab in TABS else []
    statement = select(ImportItem.id).where(
        ImportItem.import_id == question_import.id, ImportItem.decision.in_(decisions)
    )
    return (statement.where(kinds.is_of(kind)) if kind else statement).order_by(*borders.in_order())


def _with_items(page: Page) -> Page:
    statement = select(ImportItem).where(ImportItem.id.in_(page.items)).order_by(*borders.in_order())
    return replace(page, items=database.session.scalars(statement).all())


def read_kind(sent: str | None) -> Kind | None:
    """What keeps a person looking, as an address or a form names it."""
    return Kind(sent) if sent in set(Kind) else None


def _asked_for(question_import: QuestionImport) -> ImportItem | None:
    """The item that the address names (`?at=7`)."""
    number = request.args.get("at", type=int)
    if not number or not 0 < number < 2**31:
        return None
    statement = select(ImportItem).where(
        ImportItem.import_id == question_import.id, ImportItem.number == number
    )
    return database.session.scalars(statement).one_or_none()


def _tab_of(item: ImportItem) -> str:
    return next(name for name, (_words, decisions) in TABS.items() if item.decision in decisions)


def _page_of(ids: Select[int], item: ImportItem) -> int:
    """On which page of the list it stands."""
    before = ids.where(borders.stands_before(item)).order_by(None).subquery()
    return 1 + (database.session.scalar(select(func.count()).select_from(before)) or 0) // PER_PAGE


def _kinds(question_import: QuestionImport, current: Kind | None) -> list[dict[str, Any]]:
    """What keeps a person looking, counted; nothing to choose from where all is of one kind."""
    found = kinds.counts(question_import)
    if len(found) < 2 and current is None:
        return []
    counted: list[tuple[Kind | None, int]] = [(None, sum(found.values())), *found.items()]
    return [
        {
            "label": KINDS[one] if one else _("All that is to be looked at"),
            "count": count,
            "current": one is current,
            "url": url_for(
                ".show_import",
                question_import_id=question_import.id,
                tab="look",
                kind=one.value if one else None,
            ),
        }
        for one, count in counted
    ]


def _tabs(question_import: QuestionImport, counts: dict[Decision, int], tab: str) -> list[dict[str, Any]]:
    """The tabs with their counts; what was not read stands on one of its own."""
    tabs = {name: (words, sum(counts[one] for one in decisions)) for name, (words, decisions) in TABS.items()}
    if question_import.problems:
        tabs["unread"] = (_l("About the file"), len(question_import.problems))
    return [
        {
            "label": words,
            "count": count,
            "current": name == tab,
            "url": url_for(".show_import", question_import_id=question_import.id, tab=name),
        }
        for name, (words, count) in tabs.items()
    ]


def _shown(item: ImportItem) -> dict[str, Any]:
    """All that the grid draws for one item."""
    asked = item.asked
    return {
        "item": item,
        "asked": asked,
        "lines": outline(asked),
        "keys": keys.key_groups(asked),
    }


def _twins(items: Any) -> dict[int, Question]:
    """The questions of the bank that items of this page repeat, as long as they are open to this person."""
    wanted = {item.duplicate_of_id for item in items if item.duplicate_of_id}
    if not wanted:
        return {}
    statement = (
        select(Question)
        .where(Question.id.in_(wanted), open_to(viewer()))
        .options(joinedload(Question.latest))
    )
    return {question.id: question for question in database.session.scalars(statement)}
