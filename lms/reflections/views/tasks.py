"""Setting a task and seeing who has handed in."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes import queries as classes
from lms.classes.models import StudyClass, StudyGroup
from lms.marking import queries as marking, rubrics
from lms.marking.models import BatchKind, Rubric
from lms.permissions import Permission
from lms.reflections import copying, gate, queries, tasks
from lms.reflections.allowance_forms import (
    ExemptionForm,
    ExtensionForm,
    GroupExemptionForm,
    GroupExtensionForm,
    people,
)
from lms.reflections.appeals import queries as appeals
from lms.reflections.forms import COPIED_RUBRIC, NEW_RUBRIC, TaskForm, section_values
from lms.reflections.groups import overview
from lms.reflections.models import ReflectionTask
from lms.reflections.outlines import HONOUR, OUTLINES, Outline
from lms.reflections.queries import Entry
from lms.reflections.renewals import preview as renewals
from lms.reflections.sources.models import SHELF
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("reflection_tasks", __name__)
WEEK = timedelta(days=7)
USUAL_APPEAL_DAYS = 7


@routes.get("/classes/<int:study_class_id>/reflections/new")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def new(study_class: StudyClass) -> str:
    if source := _source(request.args.get("from")):
        return _new(study_class, _offered(copying.form_of(source), study_class, source), source=source)
    wanted = request.args.get("outline", Outline.AWARENESS)
    outline = Outline(wanted) if wanted in set(Outline) else Outline.AWARENESS
    return _new(study_class, _offered(_from_outline(outline, study_class), study_class), outline=outline)


@routes.get("/classes/<int:study_class_id>/reflections/earlier")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def earlier(study_class: StudyClass) -> str:
    """The tasks of other classes, to take one over."""
    found = copying.earlier(current_user.grants, study_class)
    return render_template("reflection_tasks/earlier.html", study_class=study_class, tasks=found)


@routes.post("/classes/<int:study_class_id>/reflections")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def create(study_class: StudyClass) -> Any:
    form = TaskForm()
    source = _source(form.copied_from.data)
    if not _offered(form, study_class, source).validate_on_submit():
        return _new(study_class, form, source=source), 422
    now = clock.now()
    rubric = _rubric(form, study_class, now, source)
    task = tasks.create(study_class, form.plan, rubric, current_user.person, now, source=source)
    flash(_("The task is kept as a draft. Learners see it once you publish it."), "success")
    return redirect(url_for(".show", reflection_task_id=task.id))


@routes.get("/reflection-tasks/<int:reflection_task_id>")
@authorised(ReflectionTask, Permission.ROSTER_SEE)
def show(reflection_task: ReflectionTask) -> str:
    return shown(reflection_task)


@routes.get("/reflection-tasks/<int:reflection_task_id>/edit")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def edit(reflection_task: ReflectionTask) -> str:
    form = _offered(TaskForm.of(reflection_task), reflection_task.study_class)
    return render_template("reflection_tasks/edit.html", task=reflection_task, form=form)


@routes.post("/reflection-tasks/<int:reflection_task_id>")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def update(reflection_task: ReflectionTask) -> Any:
    form = _offered(TaskForm(), reflection_task.study_class)
    if not form.validate_on_submit():
        return render_template("reflection_tasks/edit.html", task=reflection_task, form=form), 422
    now = clock.now()
    rubric = _rubric(form, reflection_task.study_class, now)
    tasks.update(reflection_task, form.plan, rubric, current_user.person, now)
    flash(_("The task was changed."), "success")
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/publication")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def publish(reflection_task: ReflectionTask) -> Any:
    if tasks.publish(reflection_task, current_user.person, clock.now()):
        flash(_("Learners of the class see the task now."), "success")
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


def shown(task: ReflectionTask, **forms: Any) -> str:
    """The page of a task; `forms` hold what was typed and refused."""
    entries = queries.entries_of(task)
    groups = classes.groups_of(task.study_class)
    return render_template(
        "reflection_tasks/show.html",
        task=task,
        study_class=task.study_class,
        entries=entries,
        releases=marking.standing_releases(BatchKind.REFLECTION_TASK, task.id),
        appeals=appeals.open_count(task) if can(Permission.REFLECTION_MARK, task) else 0,
        blind=gate.is_blind(task),
        old_marks=renewals.count(task) if can(Permission.REFLECTION_EDIT_TASK, task) else 0,
        groups=groups,
        **_allowances(entries, groups, forms),
        together=overview.of_task(task, entries, groups) if task.by_group else None,
        sources=SHELF.of(task),
        today=clock.today(),
    )


def _allowances(
    entries: Sequence[Entry], groups: Sequence[StudyGroup], forms: dict[str, Any]
) -> dict[str, Any]:
    """The forms for more time and exemptions, offering whom there is; those in `forms` as they were typed."""
    extension = forms.get("extension") or ExtensionForm(formdata=None, prefix="extension")
    exemption = forms.get("exemption") or ExemptionForm(formdata=None, prefix="exemption")
    of_group = forms.get("group_extension") or GroupExtensionForm(formdata=None, prefix="group")
    for_group = forms.get("group_exemption") or GroupExemptionForm(formdata=None, prefix="exempt-group")
    of_group.offer(groups)
    for_group.offer(groups)
    extension.person_id.choices = exemption.person_id.choices = people(entries)
    return {
        "extension": extension,
        "exemption": exemption,
        "group_extension": of_group,
        "group_exemption": for_group,
    }


def _from_outline(outline: Outline, study_class: StudyClass) -> TaskForm:
    chosen = OUTLINES[outline]
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    last = datetime.combine(study_class.closes_on, time(16, 30), clock.ZONE)
    known = {
        "title": str(chosen.title),
        "instructions": str(chosen.instructions),
        "opens_at": now,
        "due_at": last if last > now else now + WEEK,
        "honour_statement": str(HONOUR),
        "blind": True,
        "appeal_days": USUAL_APPEAL_DAYS,
        "sections": [*map(section_values, chosen.plans()), {}],
    }
    return TaskForm(formdata=None, data=known)


def _new(
    study_class: StudyClass,
    form: TaskForm,
    *,
    outline: Outline | None = None,
    source: ReflectionTask | None = None,
) -> str:
    known = {"study_class": study_class, "outlines": OUTLINES, "outline": outline, "source": source}
    return render_template("reflection_tasks/new.html", form=form, **known)


def _source(wanted: str | None) -> ReflectionTask | None:
    """The task to copy from, of a class whose tasks this person may see; of any other there is nothing."""
    if not wanted:
        return None
    task = database.session.get(ReflectionTask, int(wanted)) if _is_id(wanted) else None
    return task if task and can(Permission.ROSTER_SEE, task) else abort(404)


def _is_id(wanted: str) -> bool:
    return wanted.isascii() and wanted.isdecimal() and len(wanted) < 10


def _offered(form: TaskForm, study_class: StudyClass, source: ReflectionTask | None = None) -> TaskForm:
    form.offer_rubrics(marking.rubrics_of([study_class.id]), source.rubric.title if source else "")
    return form


def _rubric(
    form: TaskForm, study_class: StudyClass, now: datetime, source: ReflectionTask | None = None
) -> Rubric:
    if source and form.rubric_id.data == COPIED_RUBRIC:
        return copying.rubric_for(study_class, source, current_user.person, now)
    if form.rubric_id.data == NEW_RUBRIC:
        title = _("Standard rubric, 10 points")
        return rubrics.create(study_class, title, rubrics.standard_plan(), current_user.person, now)
    return database.session.get_one(Rubric, form.rubric_id.data)
