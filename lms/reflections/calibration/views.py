"""Sample scripts of a task: agreed, tried, compared."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.marking import rules
from lms.permissions import Permission
from lms.reflections.calibration import queries, service
from lms.reflections.calibration.forms import SampleForm
from lms.reflections.calibration.models import SampleScript
from lms.reflections.models import ReflectionTask
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("samples", __name__)


@routes.get("/reflection-tasks/<int:reflection_task_id>/samples")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def index(reflection_task: ReflectionTask) -> str:
    samples = queries.samples_of(reflection_task)
    by_id = {sample.id: sample for sample in samples}
    trials = queries.trials_of(reflection_task)
    compared = [(one, by_id[one.sample_id], queries.comparison(by_id[one.sample_id], one)) for one in trials]
    all_of_them = can(Permission.REFLECTION_EDIT_TASK, reflection_task)
    return render_template(
        "samples/index.html",
        task=reflection_task,
        samples=samples,
        mine={one.sample_id for one in trials if one.marker_id == current_user.id},
        compared=[row for row in compared if all_of_them or row[0].marker_id == current_user.id],
        required=queries.is_required(reflection_task),
        left=queries.left_to_try(reflection_task, current_user.id),
    )


@routes.get("/reflection-tasks/<int:reflection_task_id>/samples/new")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def new(reflection_task: ReflectionTask) -> str:
    return _form(reflection_task, SampleForm(formdata=None))


@routes.post("/reflection-tasks/<int:reflection_task_id>/samples")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def create(reflection_task: ReflectionTask) -> Any:
    sheet = rules.read_sheet(reflection_task.rubric.current.criteria, request.form)
    form = SampleForm()
    form.complete = sheet.complete
    if not form.validate_on_submit():
        return _form(reflection_task, form), HTTPStatus.UNPROCESSABLE_ENTITY
    title, text = form.title.data or "", form.text.data or ""
    service.add(reflection_task, title, text, sheet, current_user.person, clock.now())
    flash(_("The sample is ready to be tried."), "success")
    return _to(reflection_task)


@routes.post("/reflection-tasks/<int:reflection_task_id>/samples/rule")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def require(reflection_task: ReflectionTask) -> Any:
    wanted = request.form.get("required") == "1"
    service.require(reflection_task, current_user.person, clock.now(), wanted=wanted)
    flash(
        _("Markers try the samples before the workbench opens.")
        if wanted
        else _("Markers may mark without trying the samples."),
        "success",
    )
    return _to(reflection_task)


@routes.get("/samples/<int:sample_script_id>")
@authorised(SampleScript, Permission.REFLECTION_MARK)
def show(sample_script: SampleScript) -> str:
    return _shown(sample_script)


@routes.post("/samples/<int:sample_script_id>/trial")
@authorised(SampleScript, Permission.REFLECTION_MARK)
def attempt(sample_script: SampleScript) -> Any:
    sheet = rules.read_sheet(sample_script.version.criteria, request.form)
    if not sheet.complete:
        message = _("Choose a level for every criterion. What you chose is kept.")
        return _shown(sample_script, message), HTTPStatus.UNPROCESSABLE_ENTITY
    service.attempt(sample_script, current_user.person, sheet, clock.now())
    return redirect(url_for(".show", sample_script_id=sample_script.id))


@routes.post("/samples/<int:sample_script_id>/removal")
@authorised(SampleScript, Permission.REFLECTION_EDIT_TASK)
def delete(sample_script: SampleScript) -> Any:
    service.withdraw(sample_script, current_user.person, clock.now())
    flash(_("The sample is taken out."), "success")
    return _to(sample_script.task)


def _form(task: ReflectionTask, form: SampleForm) -> str:
    version = task.rubric.current
    values = rules.kept_values(version.criteria, request.form)
    return render_template("samples/new.html", task=task, form=form, version=version, values=values)


def _shown(sample: SampleScript, message: str = "") -> str:
    trial = queries.trial_of(sample, current_user.id)
    return render_template(
        "samples/show.html",
        sample=sample,
        task=sample.task,
        version=sample.version,
        trial=trial,
        found=queries.comparison(sample, trial) if trial else None,
        own=sample.agreed_by_id == current_user.id,
        values=rules.kept_values(sample.version.criteria, request.form),
        message=message,
    )


def _to(task: ReflectionTask) -> Any:
    return redirect(url_for(".index", reflection_task_id=task.id))
