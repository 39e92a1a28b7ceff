"""What the workbench tells while somebody marks: flags, and that a script which was fetched ahead is looked at."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user

from lms.audit import service as audit
from lms.permissions import Permission
from lms.reflections import bench
from lms.reflections.models import Submission
from lms.reflections.workbench import flags
from lms.reflections.workbench.models import FlagKind
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("script_flags", __name__, url_prefix="/scripts/<submission_public_id>")


@routes.post("/flags")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def create(submission: Submission) -> Any:
    """Put a flag up, or take it down."""
    kind = request.form.get("kind", "")
    if kind not in set(FlagKind):
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    act = flags.put if request.form.get("up") == "1" else flags.take_down
    act(submission.reflection, current_user.person, FlagKind(kind), clock.now())
    if bench.asked_by_script(request.headers):
        return "", HTTPStatus.NO_CONTENT
    return redirect(url_for("scripts.show", submission_public_id=submission.public_id))


@routes.post("/openings")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def open_script(submission: Submission) -> Any:
    """Looking at a learner's text is noted; the answer says how far marking has come, and how the script stands."""
    task = submission.reflection.task
    audit.observe("script.opened", submission_id=submission.id, class_id=task.study_class_id)
    progress, standing = (
        bench.progress_of(task, current_user.person),
        bench.standing(submission, current_user.id),
    )
    page = render_template("scripts/_progress.html", progress=progress.counts, pace=progress.words)
    return page, {"X-Standing": standing}
