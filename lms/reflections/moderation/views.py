"""Moderation of a task: what is drawn, one mark that is looked at, the decision about a proposal."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.audit.service import observe
from lms.marking import queries as marking
from lms.permissions import Permission
from lms.reflections import handed_in, origins, rules, script
from lms.reflections.models import ReflectionTask
from lms.reflections.moderation import queries, service
from lms.reflections.moderation.forms import DecisionForm, DrawForm, LookForm
from lms.reflections.moderation.models import Moderation, Outcome
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.pagination import page_of

routes = Blueprint("moderations", __name__)


@routes.get("/reflection-tasks/<int:reflection_task_id>/moderation")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def index(reflection_task: ReflectionTask) -> str:
    return _listed(reflection_task, DrawForm(formdata=None))


@routes.post("/reflection-tasks/<int:reflection_task_id>/moderation")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def create(reflection_task: ReflectionTask) -> Any:
    form = DrawForm()
    if not form.validate_on_submit():
        return _listed(reflection_task, form), HTTPStatus.UNPROCESSABLE_ENTITY
    made = service.draw(reflection_task, form.percent.data or 0, current_user.person, clock.now())
    if made:
        flash(ngettext("%(num)s mark is drawn for you.", "%(num)s marks are drawn for you.", made), "success")
    else:
        flash(_("Nothing new was drawn: there are no other marks that you had no part in."), "info")
    return _to(reflection_task)


@routes.post("/reflection-tasks/<int:reflection_task_id>/moderation/removal")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def delete(reflection_task: ReflectionTask) -> Any:
    service.put_back(reflection_task, current_user.person, clock.now())
    flash(_("What you had not looked at is put back."), "success")
    return _to(reflection_task)


@routes.get("/moderations/<int:moderation_id>")
@authorised(Moderation, Permission.REFLECTION_MARK)
def show(moderation: Moderation) -> str:
    """Opening a learner's text is noted."""
    task = moderation.submission.reflection.task
    observe("script.opened", submission_id=moderation.submission_id, class_id=task.study_class_id)
    return _shown(moderation, LookForm(formdata=None))


@routes.post("/moderations/<int:moderation_id>/view")
@authorised(Moderation, Permission.REFLECTION_MARK)
def look(moderation: Moderation) -> Any:
    if moderation.moderator_id != current_user.id:
        abort(HTTPStatus.FORBIDDEN)
    form, levels = LookForm(), _levels(moderation)
    given = {score.criterion_id: score.level_id for score in moderation.mark.scores}
    form.changed = any(given.get(criterion_id) != level_id for criterion_id, level_id in levels.items())
    if not form.validate():
        return _shown(moderation, form), HTTPStatus.UNPROCESSABLE_ENTITY
    service.look(moderation, levels, form.words.data or "", clock.now())
    flash(_("Stored. A proposal waits for somebody else to decide."), "success")
    return _to(moderation.submission.reflection.task)


@routes.post("/moderations/<int:moderation_id>/decision")
@authorised(Moderation, Permission.REFLECTION_MARK)
def decide(moderation: Moderation) -> Any:
    form = DecisionForm().offer()
    if not form.validate():
        return _shown(moderation, LookForm(formdata=None), form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome, reply = Outcome(form.outcome.data), form.reply.data or ""
    service.decide(moderation, outcome, reply, current_user.person, clock.now())
    flash(_("The decision is stored."), "success")
    return _to(moderation.submission.reflection.task)


def _levels(moderation: Moderation) -> dict[int, int]:
    """Levels by criterion as they were chosen."""
    typed = {
        one.id: request.form.get(f"level-{one.id}", type=int) for one in moderation.mark.version.criteria
    }
    return {criterion_id: level_id for criterion_id, level_id in typed.items() if level_id}


def _listed(task: ReflectionTask, form: DrawForm) -> str:
    found = queries.of_task(task)
    mine = [one for one in found if one.moderator_id == current_user.id and one.looked_at is None]
    return render_template(
        "moderations/index.html",
        task=task,
        form=form,
        mine=mine,
        open_ones=[one for one in found if one.waits_to_be_decided],
        markers=queries.by_marker(task, found),
        page=page_of([one for one in found if one.looked_at is not None]),
    )


def _shown(moderation: Moderation, form: LookForm, decision: DecisionForm | None = None) -> str:
    submission = moderation.submission
    parts = [rules.thawed(kept) for kept in submission.parts]
    drawn = handed_in.drawn_of(submission)
    return render_template(
        "moderations/show.html",
        moderation=moderation,
        task=submission.reflection.task,
        parts=script.laid_out(parts, []),
        pages=drawn.pages,
        pictures=drawn.pictures,
        origin=origins.of_marks([moderation.mark]).get(moderation.mark_id),
        proposed=service.proposed(moderation),
        standing=marking.latest_mark(service.KIND, submission.id),
        form=form,
        decision=decision or DecisionForm(formdata=None).offer(),
    )


def _to(task: ReflectionTask) -> Any:
    return redirect(url_for(".index", reflection_task_id=task.id))
