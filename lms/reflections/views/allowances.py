"""More time for a person or a group, and exemptions, each with its reason."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import queries as classes
from lms.permissions import Permission
from lms.reflections import queries, tasks
from lms.reflections.allowance_forms import (
    ExemptionForm,
    ExtensionForm,
    GroupExemptionForm,
    GroupExtensionForm,
    people,
)
from lms.reflections.forms import filled
from lms.reflections.models import ReflectionTask
from lms.reflections.views.tasks import shown
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("reflection_allowances", __name__)


@routes.post("/reflection-tasks/<int:reflection_task_id>/extensions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def extend(reflection_task: ReflectionTask) -> Any:
    entries = queries.entries_of(reflection_task)
    form = ExtensionForm(prefix="extension")
    form.person_id.choices = people(entries)
    if not form.validate_on_submit():
        return shown(reflection_task, extension=form), 422
    person = next(entry.person for entry in entries if entry.person.id == form.person_id.data)
    tasks.extend(
        *(reflection_task, person, filled(form.due_at.data), form.reason.data or ""),
        current_user.person,
        clock.now(),
    )
    flash(_("%(name)s has more time now.", name=person.full_name), "success")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/group-extensions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def extend_group(reflection_task: ReflectionTask) -> Any:
    groups = {group.id: group for group in classes.groups_of(reflection_task.study_class)}
    form = GroupExtensionForm(prefix="group")
    form.offer(list(groups.values()))
    if not form.validate_on_submit():
        return shown(reflection_task, group_extension=form), 422
    group = groups[form.group_id.data]
    tasks.extend_group(
        *(reflection_task, group, filled(form.due_at.data), form.reason.data or ""),
        current_user.person,
        clock.now(),
    )
    flash(_("%(name)s has more time now.", name=group.name), "success")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/exemptions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def exempt(reflection_task: ReflectionTask) -> Any:
    entries = queries.entries_of(reflection_task)
    form = ExemptionForm(prefix="exemption")
    form.person_id.choices = people(entries)
    if not form.validate_on_submit():
        return shown(reflection_task, exemption=form), 422
    person = next(entry.person for entry in entries if entry.person.id == form.person_id.data)
    tasks.exempt(reflection_task, person, form.reason.data or "", current_user.person, clock.now())
    flash(_("%(name)s need not hand in, but may.", name=person.full_name), "success")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/group-exemptions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def exempt_group(reflection_task: ReflectionTask) -> Any:
    groups = {group.id: group for group in classes.groups_of(reflection_task.study_class)}
    form = GroupExemptionForm(prefix="exempt-group")
    form.offer(list(groups.values()))
    if not form.validate_on_submit():
        return shown(reflection_task, group_exemption=form), 422
    group, actor = groups[form.group_id.data], current_user.person
    people = tasks.exempt_group(reflection_task, group, form.reason.data or "", actor, clock.now())
    names = ", ".join(person.full_name for person in people)
    if people:
        flash(_("Exempt, and may still take part: %(names)s.", names=names), "success")
    else:
        flash(_("%(name)s has no members, so nobody is exempt.", name=group.name), "warning")
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/exemptions/<int:person_id>/end")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def end_exemption(reflection_task: ReflectionTask, person_id: int) -> Any:
    for entry in queries.entries_of(reflection_task):
        if entry.person.id == person_id:
            tasks.end_exemption(reflection_task, entry.person, current_user.person, clock.now())
    return redirect(url_for("reflection_tasks.show", reflection_task_id=reflection_task.id))
