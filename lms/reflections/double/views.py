"""Double marking of a task: the rule, who reads what, what waits for one more person, how well markers agree."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.permissions import Permission
from lms.reflections import handed_in
from lms.reflections.allocation import queries as allocation
from lms.reflections.double import agreement as figures, pairs, queries, service
from lms.reflections.double.forms import DoubleForm, ReaderForm
from lms.reflections.double.words import HOW, WHY
from lms.reflections.models import ReflectionTask
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.pagination import page_of

routes = Blueprint(
    "double_marking", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/double-marking"
)


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def show(reflection_task: ReflectionTask) -> str:
    return _shown(reflection_task)


@routes.post("")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def create(reflection_task: ReflectionTask) -> Any:
    form = DoubleForm().offer()
    if not form.validate_on_submit():
        return _shown(reflection_task, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    service.decide(reflection_task, form.plan, current_user.person, clock.now())
    flash(_("The rule is set. Now give the scripts to their markers."), "success")
    return _back(reflection_task)


@routes.post("/removal")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def delete(reflection_task: ReflectionTask) -> Any:
    service.end(reflection_task, current_user.person, clock.now())
    flash(_("One person marks each script, as before."), "success")
    return _back(reflection_task)


@routes.post("/readers")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def share_out(reflection_task: ReflectionTask) -> Any:
    made = service.share_out(reflection_task, current_user.person, clock.now())
    if made:
        words = ngettext(
            "%(num)s script is given to its marker.", "%(num)s times a script is given to a marker.", made
        )
        flash(words, "success")
    else:
        flash(_("Every script has its markers already."), "info")
    return _back(reflection_task)


@routes.post("/readings")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def give(reflection_task: ReflectionTask) -> Any:
    """One script to one person: the third, or somebody in place of one who cannot go on."""
    markers = allocation.markers_of(reflection_task.study_class)
    form = ReaderForm(prefix="reader").offer(markers)
    if not form.validate_on_submit():
        return _shown(reflection_task, reader=form), HTTPStatus.UNPROCESSABLE_ENTITY
    submission = handed_in.by_number(reflection_task, form.script_no.data or 0)
    if submission is None:
        form.script_no.errors = [_("No script of this task has that number.")]
        return _shown(reflection_task, reader=form), HTTPStatus.UNPROCESSABLE_ENTITY
    marker = next(person for person in markers if person.id == form.marker_id.data)
    service.give(submission, form.place.data, marker, current_user.person, clock.now())
    flash(
        _("Script %(number)s is marked by %(name)s.", number=form.script_no.data, name=marker.full_name),
        "success",
    )
    return _back(reflection_task)


@routes.get("/agreement")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def agreement(reflection_task: ReflectionTask) -> str:
    """Figures over the scripts that have their mark, and the scripts behind them."""
    setting = queries.setting_of(reflection_task.id)
    found = pairs.of_task(reflection_task)
    third = "third" in request.args
    return render_template(
        "double_marking/agreement.html",
        task=reflection_task,
        setting=setting,
        found=figures.of_pairs(found, setting.within if setting else None),
        third=third,
        page=page_of([pair for pair in found if not third or len(pair.totals) > 2]),
        how=HOW,
    )


def _shown(task: ReflectionTask, *, form: DoubleForm | None = None, reader: ReaderForm | None = None) -> str:
    setting, markers = queries.setting_of(task.id), allocation.markers_of(task.study_class)
    loads = queries.loads_of(task) if setting else {}
    return render_template(
        "double_marking/show.html",
        task=task,
        setting=setting,
        begun=queries.has_begun(task.id),
        form=form or DoubleForm.of(setting),
        reader=reader or ReaderForm(formdata=None, prefix="reader").offer(markers),
        markers=markers,
        loads=loads,
        waiting=queries.waiting(task, setting) if setting else [],
        unread=len(queries.unread(task)) if setting else 0,
        counts=handed_in.counts_of(task),
        why=WHY,
    )


def _back(task: ReflectionTask) -> Any:
    return redirect(url_for(".show", reflection_task_id=task.id))
