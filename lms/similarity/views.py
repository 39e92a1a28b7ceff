"""What the scripts of a task have in common, for its lecturers; what a learner is asked about their own."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit import service as audit
from lms.permissions import Permission
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.similarity import job, labels, overview, page, queries, service
from lms.similarity.forms import DecisionForm, ExplanationForm
from lms.similarity.models import Verdict
from lms.similarity.overview import Shown
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.pagination import page_of

routes = Blueprint("similarity", __name__)
PER_PAGE = 250  # a whole class; beyond that pages, and a search over all of them


@routes.get("/reflection-tasks/<int:reflection_task_id>/similarity")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def index(reflection_task: ReflectionTask) -> str:
    found = overview.of_task(reflection_task, current_user.grants)
    wanted = request.args.get("state", Shown.ALL)
    which = Shown(wanted) if wanted in set(Shown) else Shown.ALL
    asked = request.args.get("q", "")[:60].strip()
    lines = found.shown(which, asked)
    return render_template(
        "similarity/index.html",
        found=found,
        task=reflection_task,
        which=which,
        asked=asked,
        page=page_of(lines, PER_PAGE),
        counts={shown.value: len(found.shown(shown)) for shown in Shown},
    )


@routes.get("/reflection-tasks/<int:reflection_task_id>/similarity/progress")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def progress(reflection_task: ReflectionTask) -> Any:
    """Whether a comparison is under way; the page loads itself again when that changes."""
    last = queries.last_comparison(reflection_task.id)
    return jsonify(state=labels.standing(last))


@routes.post("/reflection-tasks/<int:reflection_task_id>/similarity")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def create(reflection_task: ReflectionTask) -> Any:
    made = service.ask(reflection_task, current_user.person, clock.now())
    job.compare.later(comparison_id=made.id)
    return redirect(url_for(".index", reflection_task_id=reflection_task.id))


@routes.get("/scripts/<submission_public_id>/similarity")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def show(submission: Submission) -> str:
    """Opening a learner's text is noted, as on the workbench."""
    class_id = submission.reflection.task.study_class_id
    audit.observe("script.opened", submission_id=submission.id, class_id=class_id)
    form = DecisionForm(formdata=None)
    return _shown(submission, form)


@routes.post("/scripts/<submission_public_id>/similarity/decisions")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def decide(submission: Submission) -> Any:
    """A colleague's newer word is shown first; what was typed stays."""
    form = DecisionForm()
    if not form.validate():
        return _shown(submission, form), HTTPStatus.UNPROCESSABLE_ENTITY
    verdict, actor = Verdict(form.verdict.data), current_user.person
    made = service.decide(submission, verdict, form.reason.data or "", form.seen, actor, clock.now())
    if made is None:
        return _shown(submission, form, overtaken=True), HTTPStatus.CONFLICT
    flash(labels.DECIDED[verdict], "success")
    return redirect(url_for(".show", submission_public_id=submission.public_id, _anchor="decision"))


@routes.get("/scripts/<submission_public_id>/similarity/<int:match_id>")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def pair(submission: Submission, match_id: int) -> str:
    found = page.of_pair(submission, match_id, current_user.grants) or abort(404)
    class_id = submission.reflection.task.study_class_id
    audit.observe("script.compared", submission_id=submission.id, match_id=match_id, class_id=class_id)
    return render_template("similarity/pair.html", page=found)


@routes.get("/reflections/<reflection_public_id>/explanation")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def explain(reflection: Reflection) -> Any:
    """What the learner is asked; where nothing is asked, their reflection."""
    asked = page.asked_of(reflection)
    if asked is None or not asked.is_open:
        return redirect(url_for("reflections.show", reflection_public_id=reflection.public_id))
    return render_template("similarity/explain.html", asked=asked, form=ExplanationForm(formdata=None))


@routes.post("/reflections/<reflection_public_id>/explanation")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def answer(reflection: Reflection) -> Any:
    asked = page.asked_of(reflection)
    if asked is None or not asked.is_open:
        flash(_("No explanation is asked for any more. Nothing was stored."), "warning")
        return redirect(url_for("reflections.show", reflection_public_id=reflection.public_id))
    form = ExplanationForm()
    if not form.validate():
        filled = render_template("similarity/explain.html", asked=asked, form=form)
        return filled, HTTPStatus.UNPROCESSABLE_ENTITY
    service.explain(asked.decision, form.body.data or "", current_user.person, clock.now())
    flash(_("Thank you. Your lecturer can read your explanation now."), "success")
    return redirect(url_for("reflections.show", reflection_public_id=reflection.public_id))


def init_app(app: Flask) -> None:
    """What pages of reflections show of this feature, in one part each."""
    app.jinja_env.globals |= {
        "similarity_of": labels.line_of,
        "similarity_asked": page.asked_of,
        "similarity_labels": labels.VERDICTS,
        "similarity_tones": labels.TONES,
        "similarity_standing": labels.standing,
    }


def _shown(submission: Submission, form: DecisionForm, *, overtaken: bool = False) -> str:
    found = page.of_script(submission, current_user.grants)
    form.base.data = str(found.base)
    return render_template("similarity/show.html", page=found, form=form, overtaken=overtaken)
