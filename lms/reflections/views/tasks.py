"""Setting a task and seeing who has handed in."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes.models import StudyClass
from lms.marking import queries as marking, rubrics
from lms.marking.models import BatchKind, Rubric
from lms.permissions import Permission
from lms.reflections import queries, tasks
from lms.reflections.appeals import queries as appeals
from lms.reflections.forms import (
    NEW_RUBRIC,
    ExemptionForm,
    ExtensionForm,
    TaskForm,
    filled,
    people,
    section_values,
)
from lms.reflections.models import ReflectionTask
from lms.reflections.outlines import HONOUR, OUTLINES, Outline
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("reflection_tasks", __name__)
WEEK = timedelta(days=7)
USUAL_APPEAL_DAYS = 7


@routes.get("/classes/<int:study_class_id>/reflections/new")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def new(study_class: StudyClass) -> str:
    wanted = request.args.get("outline", Outline.AWARENESS)
    outline = Outline(wanted) if wanted in set(Outline) else Outline.AWARENESS
    form = _offered(_from_outline(outline, study_class), study_class)
    return render_template(
        "reflection_tasks/new.html", study_class=study_class, form=form, outlines=OUTLINES, outline=outline
    )


@routes.post("/classes/<int:study_class_id>/reflections")
@authorised(StudyClass, Permission.REFLECTION_EDIT_TASK)
def create(study_class: StudyClass) -> Any:
    form = _offered(TaskForm(), study_class)
    if not form.validate_on_submit():
        page = render_template(
            "reflection_tasks/new.html", study_class=study_class, form=form, outlines=OUTLINES, outline=None
        )
        return page, 422
    now = clock.now()
    task = tasks.create(study_class, form.plan, _rubric(form, study_class, now), current_user.person, now)
    flash(_("The task is kept as a draft. Learners see it once you publish it."), "success")
    return redirect(url_for(".show", reflection_task_id=task.id))


@routes.get("/reflection-tasks/<int:reflection_task_id>")
@authorised(ReflectionTask, Permission.ROSTER_SEE)
def show(reflection_task: ReflectionTask) -> str:
    return _shown(reflection_task)


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


@routes.post("/reflection-tasks/<int:reflection_task_id>/extensions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def extend(reflection_task: ReflectionTask) -> Any:
    entries = queries.entries_of(reflection_task)
    form = ExtensionForm(prefix="extension")
    form.person_id.choices = people(entries)
    if not form.validate_on_submit():
        return _shown(reflection_task, extension=form), 422
    person = next(entry.person for entry in entries if entry.person.id == form.person_id.data)
    tasks.extend(
        *(reflection_task, person, filled(form.due_at.data), form.reason.data or ""),
        current_user.person,
        clock.now(),
    )
    flash(_("%(name)s has more time now.", name=person.full_name), "success")
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/exemptions")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def exempt(reflection_task: ReflectionTask) -> Any:
    entries = queries.entries_of(reflection_task)
    form = ExemptionForm(prefix="exemption")
    form.person_id.choices = people(entries)
    if not form.validate_on_submit():
        return _shown(reflection_task, exemption=form), 422
    person = next(entry.person for entry in entries if entry.person.id == form.person_id.data)
    tasks.exempt(reflection_task, person, form.reason.data or "", current_user.person, clock.now())
    flash(_("%(name)s need not hand in, but may.", name=person.full_name), "success")
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


@routes.post("/reflection-tasks/<int:reflection_task_id>/exemptions/<int:person_id>/end")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def end_exemption(reflection_task: ReflectionTask, person_id: int) -> Any:
    for entry in queries.entries_of(reflection_task):
        if entry.person.id == person_id:
            tasks.end_exemption(reflection_task, entry.person, current_user.person, clock.now())
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


def _shown(task: ReflectionTask, **forms: Any) -> str:
    entries = queries.entries_of(task)
    extension = forms.get("extension") or ExtensionForm(formdata=None, prefix="extension")
    exemption = forms.get("exemption") or ExemptionForm(formdata=None, prefix="exemption")
    extension.person_id.choices = exemption.person_id.choices = people(entries)
    return render_template(
        "reflection_tasks/show.html",
        task=task,
        study_class=task.study_class,
        entries=entries,
        releases=marking.standing_releases(BatchKind.REFLECTION_TASK, task.id),
        appeals=appeals.open_count(task) if can(Permission.REFLECTION_MARK, task) else 0,
        extension=extension,
        exemption=exemption,
    )


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


def _offered(form: TaskForm, study_class: StudyClass) -> TaskForm:
    form.offer_rubrics(marking.rubrics_of([study_class.id]))
    return form


def _rubric(form: TaskForm, study_class: StudyClass, now: datetime) -> Rubric:
    if form.rubric_id.data == NEW_RUBRIC:
        title = _("Standard rubric, 10 points")
        return rubrics.create(study_class, title, rubrics.standard_plan(), current_user.person, now)
    return database.session.get_one(Rubric, form.rubric_id.data)
