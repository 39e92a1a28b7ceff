"""Pages of roster imports: send a file, correct its columns, look it through, take it, take it back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from lms import database
from lms.classes.models import RosterImport, StudyClass
from lms.classes.roster import applying, columns, forms, preview, service, sheets, slips, undoing, words
from lms.classes.roster.applying import Applied, Refusal
from lms.classes.roster.drafts import Correction
from lms.classes.roster.problems import Problem
from lms.classes.roster.words import said
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.downloads import send
from lms.web.errors import LmsError
from lms.web.filters import as_number
from lms.web.pagination import paginate

routes = Blueprint("roster", __name__)
PER_PAGE = 50


@routes.get("/classes/<int:study_class_id>/roster-imports")
@authorised(StudyClass, Permission.ROSTER_IMPORT)
def index(study_class: StudyClass) -> str:
    return _index(study_class, forms.UploadForm())


@routes.post("/classes/<int:study_class_id>/roster-imports")
@owns_transaction
@authorised(StudyClass, Permission.ROSTER_IMPORT)
def create(study_class: StudyClass) -> Any:
    form = forms.UploadForm()
    data, name = form.sent()
    if not form.validate() or form.errors:
        return _index(study_class, form), 422
    begun = service.begin(current_user.person, study_class, data, name, clock.now())
    if isinstance(begun, Problem):
        form.refuse(said(begun))
        return _index(study_class, form), 422
    known = columns.names_people(service.columns_of(begun))
    return redirect(url_for(".show" if known else ".edit_columns", roster_import_id=begun.id))


@routes.get("/classes/<int:study_class_id>/roster-imports/template")
@authorised(StudyClass, Permission.ROSTER_IMPORT)
def template(study_class: StudyClass) -> Any:
    return send(sheets.template(), _("List of learners %(code)s.xlsx", code=study_class.code))


@routes.get("/roster-imports/<int:roster_import_id>")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def show(roster_import: RosterImport) -> str:
    return _show(roster_import, forms.ApplyForm(formdata=None), forms.SlipForm(formdata=None))


@routes.get("/roster-imports/<int:roster_import_id>/columns")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def edit_columns(roster_import: RosterImport) -> str:
    return _columns(roster_import, "")


@routes.post("/roster-imports/<int:roster_import_id>/columns")
@owns_transaction
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def update_columns(roster_import: RosterImport) -> Any:
    kept = service.columns_of(roster_import)
    chosen = forms.meanings(request.form, len(kept))
    problem = _not_possible(kept, chosen)
    if problem or chosen is None:
        return _columns(roster_import, problem), 422
    corrected = Correction(forms.head_row(request.form, roster_import.head_row), chosen)
    moved = corrected.head_row != roster_import.head_row
    unread = service.correct_columns(current_user.person, roster_import, corrected, clock.now())
    if unread is not None:
        raise LmsError(said(unread))
    return redirect(url_for(".edit_columns" if moved else ".show", roster_import_id=roster_import.id))


@routes.post("/roster-imports/<int:roster_import_id>/rows/<int:number>")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def decide(roster_import: RosterImport, number: int) -> Any:
    decision, chosen_id = forms.decision(request.form.get("decision", ""))
    if not service.settle(roster_import, number, decision, chosen_id):
        raise LmsError(_("This row cannot be settled that way any more. Open the page again."))
    page = request.form.get("page", 1, type=int)
    which = request.form.get("which", "")[:20]
    address = url_for(
        ".show", roster_import_id=roster_import.id, which=which, page=page, _anchor=f"row-{number}"
    )
    return redirect(address)


@routes.post("/roster-imports/<int:roster_import_id>/application")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def apply(roster_import: RosterImport) -> Any:
    form = forms.ApplyForm()
    if not form.validate():
        return _show(roster_import, form, forms.SlipForm(formdata=None)), 422
    only_good = form.which.data == "good"
    outcome = applying.apply(current_user.person, roster_import, only_good=only_good, now=clock.now())
    flash(*_told(outcome))
    return redirect(url_for(".show", roster_import_id=roster_import.id))


@routes.post("/roster-imports/<int:roster_import_id>/undo")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def undo(roster_import: RosterImport) -> Any:
    outcome = undoing.undo(
        current_user.person, roster_import, _("The import of the list was taken back."), clock.now()
    )
    if outcome is None:
        raise LmsError(_("This import was taken back already, or never applied."))
    flash(_("Taken back. The page says what was done."), "success")
    return redirect(url_for(".show", roster_import_id=roster_import.id))


@routes.post("/roster-imports/<int:roster_import_id>/delete")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def discard(roster_import: RosterImport) -> Any:
    study_class_id = roster_import.study_class_id
    if service.discard(current_user.person, roster_import, clock.now()):
        flash(_("The list is put aside. Nobody was added."), "success")
    return redirect(url_for(".index", study_class_id=study_class_id))


@routes.get("/roster-imports/<int:roster_import_id>/left-out")
@authorised(RosterImport, Permission.ROSTER_IMPORT)
def left_out(roster_import: RosterImport) -> Any:
    body = sheets.left_out(roster_import)
    if isinstance(body, Problem):
        raise LmsError(said(body))
    return send(body, _("Left out, %(code)s.xlsx", code=roster_import.study_class.code))


@routes.post("/roster-imports/<int:roster_import_id>/slips")
@owns_transaction
@authorised(RosterImport, Permission.PASSWORD_RESET)
def give_slips(roster_import: RosterImport) -> Any:
    form = forms.SlipForm()
    if not form.validate():
        return _show(roster_import, forms.ApplyForm(formdata=None), form), 422
    actor = current_user.person
    prepared = slips.prepare(roster_import, form.count.data, again=form.again.data)
    if not prepared:
        raise LmsError(_("Everybody on this list has a password already."))
    with database.transaction():
        given = slips.give(actor, roster_import, prepared, clock.now())
    return render_template("people/slips.html", slips=given)


def _index(study_class: StudyClass, form: forms.UploadForm) -> str:
    statement = (
        select(RosterImport)
        .where(RosterImport.study_class_id == study_class.id)
        .order_by(RosterImport.id.desc())
    )
    return render_template(
        "roster/index.html", study_class=study_class, form=form, page=paginate(statement, 20)
    )


def _show(begun: RosterImport, apply_form: forms.ApplyForm, slip_form: forms.SlipForm) -> str:
    which = request.args.get("which", "")
    page = paginate(preview.rows_of(begun, which), PER_PAGE)
    heads = preview.columns_of(begun)
    applied = begun.applied_at is not None and begun.undone_at is None
    return render_template(
        "roster/show.html",
        study_class=begun.study_class,
        roster_import=begun,
        counts=begun.outcome["counts"],
        notes=[{"text": said(kept), "severity": kept["severity"]} for kept in begun.outcome["notes"]],
        which=which,
        tabs=_tabs(begun, which),
        heads=heads,
        page=page,
        shown=preview.shown(page.items, heads, current_user.grants),
        outcomes=words.OUTCOMES,
        decisions=words.DECISIONS,
        apply_form=apply_form,
        slip_form=slip_form,
        without_password=slips.waiting(begun) if applied else 0,
        never_signed_in=slips.waiting(begun, again=True) if applied else 0,
    )


def _tabs(begun: RosterImport, which: str) -> list[dict[str, Any]]:
    """The figures as filters: every one opens its rows."""
    counts = begun.outcome["counts"]
    found = {"": (_("All rows"), counts["rows"])}
    found |= {
        outcome.value: (words.OUTCOMES[outcome][0], counts[outcome.value]) for outcome in words.OUTCOMES
    }
    if counts["unsettled"] not in (0, counts["conflict"]):
        found["unsettled"] = (_("Still unclear"), counts["unsettled"])
    if counts["present"]:
        found["present"] = (_("In the class already"), counts["present"])
    return [
        {
            "label": label,
            "count": as_number(count),
            "current": name == which,
            "url": url_for(".show", roster_import_id=begun.id, which=name or None),
        }
        for name, (label, count) in found.items()
    ]


def _columns(begun: RosterImport, problem: str) -> str:
    if begun.applied_at is not None:
        raise LmsError(_("This list is in the class already; its columns stay as they are."))
    return render_template(
        "roster/edit_columns.html",
        study_class=begun.study_class,
        roster_import=begun,
        columns=service.columns_of(begun),
        fields=words.FIELDS,
        problem=problem,
    )


def _not_possible(kept: list[columns.Column], chosen: list[columns.Field] | None) -> str:
    """Why these meanings cannot be; nothing if they can."""
    if chosen is None:
        return _("Choose for every column one of the meanings offered.")
    wanted = columns.chosen(kept, chosen)
    if not columns.names_people(wanted):
        return _("Say in which column the full name is, or the given name.")
    names = ", ".join(words.field_name(field) for field in columns.twice(wanted))
    return _("Two columns cannot mean the same: %(names)s.", names=names) if names else ""


def _told(outcome: Applied | Refusal) -> tuple[str, str]:
    """What to say about it, and in which tone."""
    if isinstance(outcome, Applied):
        return _("The list is in the class. The page says what was done."), "success"
    sentences = {
        Refusal.ALREADY: _("This list was taken into the class before; nothing was done twice."),
        Refusal.STALE: _(
            "The register has changed since you looked. Nothing was done; look at the list once more."
        ),
        Refusal.NOT_ALL: _(
            "Some rows are faulty or unclear. Nothing was done; settle them, or take only the good rows."
        ),
        Refusal.NOTHING: _("No row of this list can be taken. Nothing was done."),
    }
    return sentences[outcome], "danger"
