"""The codes of a task: sealed, asked to be opened by one, opened by the second; then the list with names."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.reflections import handed_in
from lms.reflections.codes import queries, service
from lms.reflections.codes.forms import OpeningForm
from lms.reflections.codes.service import Minutes
from lms.reflections.double import queries as double
from lms.reflections.models import ReflectionTask
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("script_codes", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/codes")


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def show(reflection_task: ReflectionTask) -> str:
    return _shown(reflection_task)


@routes.post("/seal")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def seal(reflection_task: ReflectionTask) -> Any:
    service.seal(reflection_task, current_user.person, clock.now())
    flash(_("The codes are sealed: names appear once two people open them."), "success")
    return _back(reflection_task)


@routes.post("/seal/removal")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def unseal(reflection_task: ReflectionTask) -> Any:
    service.unseal(reflection_task, current_user.person, clock.now())
    flash(_("The codes are not sealed any more: names appear with the release."), "success")
    return _back(reflection_task)


@routes.post("/opening")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def create(reflection_task: ReflectionTask) -> Any:
    people = queries.witnesses(reflection_task, current_user.id)
    form = OpeningForm().offer(people)
    if not form.validate_on_submit():
        return _shown(reflection_task, form), HTTPStatus.UNPROCESSABLE_ENTITY
    second = next(person for person in people if person.id == form.second_id.data)
    minutes = Minutes(second, form.place.data or "", form.present.data or "")
    service.ask(reflection_task, minutes, current_user.person, clock.now())
    flash(_("Written down. The codes are opened when %(name)s confirms.", name=second.full_name), "success")
    return _back(reflection_task)


@routes.post("/opening/confirmation")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def confirm(reflection_task: ReflectionTask) -> Any:
    if service.open_all(reflection_task, current_user.person, clock.now()):
        flash(_("All codes are open. Download the minutes and let everybody sign them."), "success")
    return _back(reflection_task)


@routes.post("/opening/withdrawal")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def withdraw(reflection_task: ReflectionTask) -> Any:
    service.withdraw(reflection_task, current_user.person, clock.now())
    flash(_("Taken back. The codes stay sealed."), "success")
    return _back(reflection_task)


def _shown(task: ReflectionTask, form: OpeningForm | None = None) -> str:
    found = queries.seal_of(task)
    is_open = found is not None and found.opened_at is not None
    with_marks = can(Permission.REFLECTION_MARK, task)
    people = queries.witnesses(task, current_user.id) if found and not is_open else []
    return render_template(
        "script_codes/show.html",
        task=task,
        seal=found,
        is_open=is_open,
        counts=handed_in.counts_of(task),
        begun=double.has_begun(task.id),
        form=form or OpeningForm(formdata=None).offer(people),
        people=people,
        listed=queries.opened(task, with_marks=with_marks) if is_open else [],
        with_marks=with_marks,
    )


def _back(task: ReflectionTask) -> Any:
    return redirect(url_for(".show", reflection_task_id=task.id))
