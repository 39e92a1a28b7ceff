"""Who marks which scripts of a task: shown, decided anew, and how it was decided before."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import queries as classes
from lms.permissions import Permission
from lms.reflections import gate
from lms.reflections.allocation import queries, service
from lms.reflections.allocation.forms import AllocationForm, PinForm, allocation_form
from lms.reflections.allocation.models import Way
from lms.reflections.models import ReflectionTask
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint(
    "script_allocations", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/allocation"
)


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def show(reflection_task: ReflectionTask) -> str:
    return _shown(reflection_task)


@routes.post("")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def create(reflection_task: ReflectionTask) -> Any:
    form = _form(reflection_task)
    if not form.validate_on_submit():
        return _shown(reflection_task, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    service.share_out(reflection_task, Way(form.way.data), form.plan, current_user.person, clock.now())
    flash(_("The scripts are shared out. Each marker's queue holds their own."), "success")
    return _back(reflection_task)


@routes.post("/pins")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def pin(reflection_task: ReflectionTask) -> Any:
    markers = queries.markers_of(reflection_task.study_class)
    form = PinForm(prefix="pin").offer(markers)
    if not form.validate_on_submit():
        return _shown(reflection_task, pin=form), HTTPStatus.UNPROCESSABLE_ENTITY
    marker = next(person for person in markers if person.id == form.marker_id.data)
    number = form.script_no.data or 0
    if not service.pin(reflection_task, number, marker, current_user.person, clock.now()):
        form.script_no.errors = [_("No script of this task has that number.")]
        return _shown(reflection_task, pin=form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Script %(number)s is marked by %(name)s.", number=number, name=marker.full_name), "success")
    return _back(reflection_task)


@routes.post("/removal")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def delete(reflection_task: ReflectionTask) -> Any:
    service.clear(reflection_task, current_user.person, clock.now())
    flash(_("Nothing is allocated any more: every marker's queue holds all scripts."), "success")
    return _back(reflection_task)


def _form(task: ReflectionTask, *, empty: bool = False) -> AllocationForm:
    """By group only where a group has several scripts: one alone would tell whose it is."""
    markers = queries.markers_of(task.study_class)
    groups = [] if task.by_group and task.blind else classes.groups_of(task.study_class)
    return allocation_form(markers, groups, empty=empty)


def _shown(task: ReflectionTask, *, form: AllocationForm | None = None, pin: PinForm | None = None) -> str:
    rounds, markers = queries.rounds_of(task), queries.markers_of(task.study_class)
    return render_template(
        "script_allocations/show.html",
        task=task,
        blind=gate.is_blind(task),
        form=form or _form(task, empty=True),
        pin=pin or PinForm(formdata=None, prefix="pin").offer(markers),
        loads=queries.loads_of(task),
        without=queries.without_marker(task),
        pins=queries.pins_of(task),
        rounds=rounds,
        names=queries.names_of(rounds),
        words=_words(),
    )


def _words() -> dict[str, str]:
    return {
        Way.EVEN: _("evenly"),
        Way.PERCENT: _("by percent"),
        Way.GROUP: _("by group"),
        Way.PINNED: _("one script given to somebody"),
        Way.CLEARED: _("allocation ended"),
    }


def _back(task: ReflectionTask) -> Any:
    return redirect(url_for(".show", reflection_task_id=task.id))
