"""Where one question of a file ends and the next begins, set by hand: an item is split, or joined with the next."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext

from lms.permissions import Permission
from lms.questions import borders
from lms.questions.models import ImportItem, QuestionImport
from lms.questions.routes import routes
from lms.questions.sharing.viewers import viewer
from lms.questions.views.decisions import find_item, still_open
from lms.questions.views.imports import own
from lms.web.authorised import authorised


@routes.get("/imports/<int:question_import_id>/items/<int:number>/split")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def show_borders(question_import: QuestionImport, number: int) -> str:
    return _page(question_import, find_item(question_import, number))


@routes.post("/imports/<int:question_import_id>/items/<int:number>/split")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def split_item(question_import: QuestionImport, number: int) -> Any:
    still_open(question_import)
    item = find_item(question_import, number)
    line = request.form.get("line", type=int)
    if line is None or not 0 < line < len(item.source_text.splitlines()):
        flash(_("Choose the line at which the next question begins. Nothing was changed."), "danger")
        return _page(question_import, item), 422
    made = borders.split(question_import, item, line, viewer())
    sentence = ngettext(
        "Question %(number)s was split; %(num)s new question stands behind it.",
        "Question %(number)s was split; %(num)s new questions stand behind it.",
        len(made),
        number=number,
    )
    flash(sentence, "success")
    return redirect(_at(question_import, item))


@routes.post("/imports/<int:question_import_id>/items/<int:number>/merge")
@authorised(QuestionImport, Permission.QUESTION_EDIT)
@own
def merge_item(question_import: QuestionImport, number: int) -> Any:
    still_open(question_import)
    item = find_item(question_import, number)
    if borders.merge(question_import, item, viewer()):
        flash(_("Question %(number)s and the one behind it are one now.", number=number), "success")
    else:
        flash(_("These two cannot be joined here. Repair them one by one; nothing was changed."), "danger")
    return redirect(_at(question_import, item))


def _page(question_import: QuestionImport, item: ImportItem) -> str:
    if question_import.confirmed_at is not None:
        abort(404)
    return render_template(
        "questions/borders.html",
        question_import=question_import,
        item=item,
        lines=item.source_text.splitlines(),
        behind=borders.behind(question_import, item),
    )


def _at(question_import: QuestionImport, item: ImportItem) -> str:
    """The grid, where the item stands now."""
    return url_for(
        ".show_import", question_import_id=question_import.id, at=item.number, _anchor=f"i{item.number}"
    )
