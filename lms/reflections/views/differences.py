"""Two people on one script: what differs, and one mark out of both."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.marking import differences as compared, rules, service as marking
from lms.marking.service import Conflict
from lms.permissions import Permission
from lms.reflections import bench
from lms.reflections.models import Submission
from lms.reflections.workbench.differences import Difference, difference
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("script_differences", __name__, url_prefix="/scripts/<submission_public_id>")


@routes.get("/difference")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show(submission: Submission) -> Any:
    """The colleague's mark beside one's own draft; without one, back to the script."""
    found = difference(submission, current_user.person)
    return shown(found) if found else _back(submission)


@routes.post("/merged-marks")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def create(submission: Submission) -> Any:
    """Record what was chosen line by line, after the colleague's mark; nothing of either is changed."""
    found = difference(submission, current_user.person)
    if found is None:
        return _back(submission)
    if request.form.get("base") != str(found.theirs.number):
        return shown(found), 409
    takes = {row.name: request.form.get(f"take-{row.name}", row.suggested) for row in found.rows}
    values = compared.merged(found.rows, takes, found.their_values, found.my_values)
    version, now = submission.reflection.task.rubric.current, clock.now()
    sheet = rules.read_sheet(version.criteria, values)
    if not sheet.complete:
        flash(_("Choose a level for every criterion. What you chose is kept."), "warning")
        return _back(submission)
    subject, marker = bench.subject_of(submission), current_user.person
    outcome = marking.record_mark(subject, marker, version, sheet, base=found.theirs.number, now=now)
    if isinstance(outcome, Conflict):
        return redirect(url_for(".show", submission_public_id=submission.public_id))
    flash(_("One mark out of both was recorded. The earlier ones stay in the history."), "success")
    return _back(submission)


def shown(found: Difference) -> str:
    return render_template("script_differences/show.html", found=found, changes=compared.changes)


def _back(submission: Submission) -> Any:
    return redirect(url_for("scripts.show", submission_public_id=submission.public_id))
