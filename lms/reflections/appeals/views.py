"""Re-marks of reflections: the learner asks where the mark stands, another lecturer decides."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit.service import observe
from lms.marking import queries as marking
from lms.permissions import Permission
from lms.reflections import desk, handed_in, rules as reflection_rules, script
from lms.reflections.appeals import page, queries, service, telling
from lms.reflections.appeals.forms import REFUSED, AppealForm, DecisionForm
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.appeals.rules import Refused
from lms.reflections.appeals.service import KIND, Decision
from lms.reflections.models import Reflection, ReflectionTask
from lms.reflections.sources.models import SHELF
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("reflection_appeals", __name__)


@routes.post("/reflections/<reflection_public_id>/appeals")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def create(reflection: Reflection) -> Any:
    now = clock.now()
    overview = desk.overview(reflection, now, current_user.id)
    form, asked = AppealForm(), None
    if overview.version is not None:
        asked = page.own(reflection.task, overview.version.submission, overview.version.mark, now, form)
    if asked is None or overview.version is None:
        flash(REFUSED[Refused.NOT_SHOWN], "danger")
        return _to(reflection)
    if not form.validate():
        sources = SHELF.of(reflection.task)
        return render_template(
            "reflections/show.html", page=overview, asked=asked, sources=sources, today=clock.today()
        ), 422
    submission, criterion, reason = overview.version.submission, form.criterion.data, form.reason.data or ""
    made = service.ask(reflection, submission, criterion, reason, now, current_user.person)
    if isinstance(made, Refused):
        flash(REFUSED[made], "danger")
    else:
        telling.the_judges(made, now)
        flash(_("Your request is sent. The answer will stand on this page, and you are told."), "success")
    return _to(reflection)


@routes.post("/reflections/<reflection_public_id>/appeals/<int:appeal_id>/withdrawal")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def withdraw(reflection: Reflection, appeal_id: int) -> Any:
    own = [appeal for submission in reflection.submissions for appeal in queries.own(submission.id)]
    appeal = next((one for one in own if one.id == appeal_id), None) or abort(404)
    refused = service.withdraw(appeal, current_user.person, clock.now())
    if refused is None:
        flash(_("Your request is withdrawn."), "success")
    else:
        flash(_("It is decided already, so it cannot be withdrawn any more."), "warning")
    return _to(reflection)


@routes.get("/reflection-tasks/<int:reflection_task_id>/appeals")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def index(reflection_task: ReflectionTask) -> str:
    found = queries.of_task(reflection_task)
    return render_template(
        "reflection_appeals/index.html",
        task=reflection_task,
        appeals=found,
        called=page.called,
        now=clock.now(),
    )


@routes.get("/reflection-appeals/<int:reflection_appeal_id>")
@authorised(ReflectionAppeal, Permission.REFLECTION_MARK)
def show(reflection_appeal: ReflectionAppeal) -> str:
    """Opening a learner's text is noted."""
    class_id = reflection_appeal.submission.reflection.task.study_class_id
    observe("script.opened", submission_id=reflection_appeal.submission_id, class_id=class_id)
    return _page(reflection_appeal, DecisionForm(formdata=None))


@routes.post("/reflection-appeals/<int:reflection_appeal_id>/decision")
@authorised(ReflectionAppeal, Permission.REFLECTION_MARK)
def decide(reflection_appeal: ReflectionAppeal) -> Any:
    form, now = DecisionForm(), clock.now()
    if current_user.id in service.barred(reflection_appeal):
        abort(HTTPStatus.FORBIDDEN)
    if not form.validate():
        return _page(reflection_appeal, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = Decision(form.reply.data or "", _chosen(reflection_appeal))
    refused = service.decide(current_user.person, reflection_appeal, wanted, now)
    if refused is not None:
        flash(REFUSED[refused], "warning")
        return redirect(url_for(".show", reflection_appeal_id=reflection_appeal.id))
    telling.the_learner(reflection_appeal, now)
    flash(_("The decision is stored, and the learner is told."), "success")
    task = reflection_appeal.submission.reflection.task
    return redirect(url_for(".index", reflection_task_id=task.id))


def _chosen(appeal: ReflectionAppeal) -> dict[int, int]:
    """Levels by criterion; one that nobody touched leaves the mark as it is."""
    typed = {one.id: request.form.get(f"level-{one.id}", type=int) for one in service.criteria(appeal)}
    return {criterion_id: level_id for criterion_id, level_id in typed.items() if level_id is not None}


def _page(appeal: ReflectionAppeal, form: DecisionForm) -> str:
    submission, task = appeal.submission, appeal.submission.reflection.task
    barred = service.barred(appeal)
    comments = marking.released_comments(KIND, submission.id)
    parts = script.laid_out([reflection_rules.thawed(kept) for kept in submission.parts], comments)
    drawn = handed_in.drawn_of(submission)
    return render_template(
        "reflection_appeals/show.html",
        appeal=appeal,
        task=task,
        called=page.called(appeal),
        title=page.titles_of(appeal.mark)[appeal.criterion],
        standing=marking.latest_mark(KIND, submission.id),
        history=marking.marks_of(KIND, submission.id),
        criteria=service.criteria(appeal),
        parts=parts,
        sheets=script.sheets(drawn.pages, comments, parts),
        pictures=drawn.pictures,
        may_decide=appeal.is_open and current_user.id not in barred,
        others=queries.judges(task, barred) if appeal.is_open and current_user.id in barred else [],
        form=form,
    )


def _to(reflection: Reflection) -> Any:
    return redirect(url_for("reflections.show", reflection_public_id=reflection.public_id, _anchor="appeal"))
