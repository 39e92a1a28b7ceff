"""Marking on one screen, and releasing what was marked to all at once."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.audit import service as audit
from lms.classes import queries as classes
from lms.marking import rules, service as marking
from lms.marking.models import Comment
from lms.marking.service import Anchor, Conflict
from lms.permissions import Permission
from lms.reflections import bench, queries, recording, returning
from lms.reflections.allocation import queries as allocation
from lms.reflections.calibration.queries import left_to_try
from lms.reflections.double.queries import setting_of, waiting_count
from lms.reflections.models import ReflectionTask, Submission
from lms.reflections.recording import Found
from lms.reflections.views.differences import shown
from lms.reflections.workbench import queue as queues
from lms.reflections.workbench.differences import difference
from lms.reflections.workbench.queue import Show
from lms.web import clock, navigation
from lms.web.authorised import authorised
from lms.web.errors import LmsError

routes = Blueprint("scripts", __name__)
navigation.add(
    navigation.Entry(30, lazy_gettext("Marking"), "scripts.index", "pen", [Permission.REFLECTION_MARK])
)
LONGEST_COMMENT = 2000


@routes.get("/marking")
@authorised(None, Permission.REFLECTION_MARK)
def index() -> str:
    """What waits to be marked, over all classes of the marker."""
    reach = classes.seen_by(current_user.grants, Permission.REFLECTION_MARK)
    tasks = queries.tasks_to_mark(reach)
    return render_template("scripts/index.html", tasks=tasks, counts=queries.counts_of(tasks))


@routes.get("/reflection-tasks/<int:reflection_task_id>/scripts")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def queue(reflection_task: ReflectionTask) -> str:
    """The marker's own queue, with filters; a page at a time however many scripts there are."""
    marker, wanted = current_user.person, request.args.get("show", Show.ALL)
    show = Show(wanted) if wanted in set(Show) else Show.ALL
    return render_template(
        "scripts/queue.html",
        task=reflection_task,
        show=show,
        page=queues.listed(reflection_task, marker.id, show, request.args.get("page", 1, type=int)),
        counted=queues.counted(reflection_task, marker.id),
        progress=bench.progress_of(reflection_task, marker),
        without=allocation.without_marker(reflection_task),
        double=setting_of(reflection_task.id),
        waiting=waiting_count(reflection_task.id),
        open_next=next(iter(queues.open_after(reflection_task, marker.id)), None),
        returned=returning.of_task(reflection_task),
    )


@routes.get("/scripts/<submission_public_id>")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show(submission: Submission) -> Any:
    """Opening a learner's text is noted, and so is sending it ahead to a page that may open it."""
    if left_to_try(submission.reflection.task, current_user.id):
        return redirect(url_for("samples.index", reflection_task_id=submission.reflection.task_id))
    ahead = bench.asked_by_script(request.headers)
    audit.observe(
        "script.sent-ahead" if ahead else "script.opened",
        submission_id=submission.id,
        class_id=submission.reflection.task.study_class_id,
    )
    page = bench.workbench(submission, current_user.person, ahead=ahead)
    return render_template("scripts/show.html" if page.may_mark else "scripts/read.html", page=page)


@routes.post("/scripts/<submission_public_id>/marks")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def create(submission: Submission) -> Any:
    """Record the mark and go on; another's newer mark is shown beside one's own, which stays a draft."""
    version, marker = submission.reflection.task.rubric.current, current_user.person
    values = rules.kept_values(version.criteria, request.form)
    sheet = rules.read_sheet(version.criteria, request.form)
    base, now = _number(request.form.get("base")), clock.now()
    if request.form.get("version") != str(version.id) or not sheet.complete:
        recording.save_draft(submission, marker, version, values, now)
        return _unfinished(submission, values, changed=request.form.get("version") != str(version.id))
    outcome = recording.record(submission, marker, version, sheet, base=base, now=now)
    if isinstance(outcome, Conflict | Found):
        recording.save_draft(submission, marker, version, values, now)
        return _conflict(submission, values) if isinstance(outcome, Conflict) else _found(submission, values)
    return _onwards(submission)


@routes.post("/scripts/<submission_public_id>/draft")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def save_draft(submission: Submission) -> Any:
    """The fields that changed, as JSON; answers when they were stored. A draft never crosses rubric versions."""
    version, now, marker = submission.reflection.task.rubric.current, clock.now(), current_user.person
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    if str(sent.get("version", version.id)) != str(version.id):
        raise LmsError(_("The rubric was changed meanwhile. Load the page anew."), HTTPStatus.CONFLICT)
    values = rules.kept_values(version.criteria, {name: str(value) for name, value in sent.items()})
    draft = recording.save_fields(submission, marker, version, values, now)
    if draft is None:
        message = _("You recorded a mark for this script meanwhile. Load the page anew.")
        raise LmsError(message, HTTPStatus.CONFLICT)
    return jsonify(
        saved_at=now.isoformat(), total=str(rules.read_sheet(version.criteria, draft.values).total)
    )


@routes.post("/scripts/<submission_public_id>/draft/removal")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def drop_draft(submission: Submission) -> Any:
    """Leave a colleague's mark standing: one's own draft goes."""
    recording.drop_draft(submission, current_user.person)
    return _onwards(submission)


@routes.post("/scripts/<submission_public_id>/comments")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def comment(submission: Submission) -> Any:
    """Tie a comment to words of the script."""
    body, quote = request.form.get("body", "").strip(), request.form.get("quote", "").strip()
    slots = {str(part["slot"]) for part in submission.parts}
    slot = request.form.get("slot", "")
    if not body or not quote or slot not in slots:
        raise LmsError(
            _("Select some words of the script and write a comment. Nothing was stored."),
            HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    around = (request.form.get("before", "")[-60:], request.form.get("after", "")[:60])
    anchor = Anchor(slot, quote[:1000], *around)
    author = current_user.person
    recording.forget_passage(submission, author)
    marking.add_comment(bench.subject_of(submission), author, anchor, body[:LONGEST_COMMENT], clock.now())
    return redirect(url_for(".show", submission_public_id=submission.public_id, _anchor=f"part-{slot}"))


@routes.post("/scripts/<submission_public_id>/comments/<int:comment_id>/withdrawal")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def withdraw_comment(submission: Submission, comment_id: int) -> Any:
    """Only one's own; it stays in the history."""
    mine = bench.own_comment(submission, current_user.id, comment_id)
    found: Comment = mine or abort(404)
    marking.withdraw_comment(found, clock.now())
    anchor = f"page-{found.place.page}" if found.place else f"part-{found.slot}"
    return redirect(url_for(".show", submission_public_id=submission.public_id, _anchor=anchor))


@routes.post("/reflection-tasks/<int:reflection_task_id>/release")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def release(reflection_task: ReflectionTask) -> Any:
    """All marks of the task, to all learners at once."""
    bench.release(reflection_task, current_user.person, clock.now())
    flash(_("Learners see their marks and comments now."), "success")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/release/withdrawal")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def withdraw_release(reflection_task: ReflectionTask) -> Any:
    bench.withdraw_release(reflection_task, current_user.person, clock.now())
    flash(_("The marks are hidden again."), "success")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


def _onwards(submission: Submission) -> Any:
    """To the next script without a mark, or to the list when there is none."""
    task = submission.reflection.task
    following = queues.open_after(task, current_user.id, submission.reflection.script_no)
    if following:
        address = url_for(".show", submission_public_id=following[0].public_id)
    else:
        flash(_("All scripts are marked. Look through the list, then release the marks."), "success")
        address = url_for(".queue", reflection_task_id=task.id)
    if bench.asked_by_script(request.headers):
        return jsonify(next=address, leave=not following)
    return redirect(address)


def _conflict(submission: Submission, values: dict[str, str]) -> Any:
    found = difference(submission, current_user.person, values)
    return (shown(found), HTTPStatus.CONFLICT) if found else abort(HTTPStatus.CONFLICT)


def _found(submission: Submission, values: dict[str, str]) -> Any:
    """Two others agreed meanwhile, or a third was asked and has marked: their mark stays."""
    page = bench.workbench(submission, current_user.person, values)
    message = _("The mark of this script was found meanwhile and stays. What you chose is kept as a draft.")
    return render_template("scripts/read.html", page=page, message=message), HTTPStatus.CONFLICT


def _unfinished(submission: Submission, values: dict[str, str], *, changed: bool) -> Any:
    page = bench.workbench(submission, current_user.person, values)
    message = (
        _("The rubric was changed meanwhile. Look through the levels once more; what still fits was kept.")
        if changed
        else _("Choose a level for every criterion. What you chose is kept.")
    )
    return render_template("scripts/show.html", page=page, message=message), HTTPStatus.UNPROCESSABLE_ENTITY


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
