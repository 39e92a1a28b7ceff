"""Marking without a network: take along, bring back, look, then let it count."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import LazyString, gettext as _, ngettext
from flask_login import current_user

from lms import database
from lms.audit import service as audit
from lms.permissions import Permission
from lms.reflections.calibration import service as calibration
from lms.reflections.double.queries import setting_of
from lms.reflections.models import ReflectionTask
from lms.reflections.offline import package, reading, service, words
from lms.reflections.offline.models import MarkSheet
from lms.web import clock, downloads
from lms.web.authorised import authorised, owns_transaction

routes = Blueprint("mark_sheets", __name__)
ZIP = "application/zip"


@routes.get("/reflection-tasks/<int:reflection_task_id>/mark-sheets/new")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def new(reflection_task: ReflectionTask) -> str:
    return _form(reflection_task)


@routes.get("/reflection-tasks/<int:reflection_task_id>/mark-sheets/<int:part>.zip")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def download(reflection_task: ReflectionTask, part: int) -> Response:
    """The sheet and the scripts of a part of one's own queue; that they left is noted."""
    calibration.refuse_if_untried(reflection_task, current_user.person)
    if not 0 < part <= package.parts(reflection_task, current_user.person):
        abort(404)
    audit.observe("scripts.taken-along", task_id=reflection_task.id, class_id=reflection_task.study_class_id)
    name = _("Scripts of %(title)s, part %(number)s", title=reflection_task.title, number=part)
    return downloads.send(package.package(reflection_task, current_user.person, part), f"{name}.zip", ZIP)


@routes.post("/reflection-tasks/<int:reflection_task_id>/mark-sheets")
@owns_transaction
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def create(reflection_task: ReflectionTask) -> Any:
    """Read what came back; it is only looked at."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _form(reflection_task, _("Choose the marking sheet.")), HTTPStatus.UNPROCESSABLE_ENTITY
    rows = reading.read(sent.stream.read(reading.LARGEST + 1))
    if isinstance(rows, str):
        return _form(reflection_task, rows), HTTPStatus.UNPROCESSABLE_ENTITY
    if service.is_of_another(reflection_task, current_user.person, rows):
        return _form(reflection_task, words.OF_ANOTHER), HTTPStatus.UNPROCESSABLE_ENTITY
    with database.transaction():
        sheet = service.receive(reflection_task, current_user.person, sent.filename, rows, clock.now())
        address = url_for(".show", mark_sheet_public_id=sheet.public_id)
    return redirect(address)


@routes.get("/mark-sheets/<mark_sheet_public_id>")
@authorised(MarkSheet, Permission.REFLECTION_MARK, by="public_id")
def show(mark_sheet: MarkSheet) -> str:
    """What would change, what clashes, what is wrong, at this moment."""
    _require_own(mark_sheet)
    found = service.preview(mark_sheet, current_user.person)
    return render_template("mark_sheets/show.html", sheet=mark_sheet, found=found, words=words)


@routes.post("/mark-sheets/<mark_sheet_public_id>/application")
@authorised(MarkSheet, Permission.REFLECTION_MARK, by="public_id")
def apply(mark_sheet: MarkSheet) -> Any:
    _require_own(mark_sheet)
    done = service.apply(mark_sheet, current_user.person, clock.now())
    if done.changes:
        flash(ngettext("%(num)s mark was added.", "%(num)s marks were added.", len(done.changes)), "success")
    if done.drafts:
        flash(ngettext("%(num)s draft was kept.", "%(num)s drafts were kept.", len(done.drafts)), "success")
    if done.clashes or done.faults:
        flash(_("What clashes or is wrong was left out and stands below."), "warning")
    return redirect(url_for(".show", mark_sheet_public_id=mark_sheet.public_id))


def _require_own(sheet: MarkSheet) -> None:
    if sheet.marker_id != current_user.id:
        abort(404)


def _form(task: ReflectionTask, problem: str | LazyString = "") -> str:
    return render_template(
        "mark_sheets/new.html",
        task=task,
        parts=package.parts(task, current_user.person),
        size=package.PART,
        double=setting_of(task.id) is not None,
        problem=problem,
    )
