"""The tasks of a class, and a learner's own reflection: writing, handing in, reading what came back."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user

from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.outbox import wire
from lms.permissions import Permission
from lms.reflections import desk, handing, own, queries, telling, writing
from lms.reflections.appeals import page as appeals
from lms.reflections.desk import WritingPage
from lms.reflections.groups import company, membership, queries as groups
from lms.reflections.handing import Refused, Spent
from lms.reflections.models import Reflection, ReflectionTask
from lms.reflections.rules import Standing
from lms.reflections.sources.models import SHELF
from lms.web import clock
from lms.web.authorised import authorised, by_header, can, owns_transaction, require
from lms.web.errors import LmsError
from lms.web.seats import without_seat
from lms.web.security import csrf

routes = Blueprint("reflections", __name__)
OWN_PAGES = (
    "reflection_tasks",
    "reflection_allowances",
    "marking",
    "class_proposals",
    "reflection_appeals",
    "returns",
    "reflection_reports",
)
tabs.add(tabs.Tab(50, lazy_gettext("Reflections"), "reflections.index", Permission.CLASS_SEE, OWN_PAGES))


@routes.get("/classes/<int:study_class_id>/reflections")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    writes = can(Permission.REFLECTION_SUBMIT, study_class)
    tasks = (
        queries.tasks_of(study_class.id, published_only=False)
        if can(Permission.ROSTER_SEE, study_class)
        else []
    )
    rows = own.own_tasks(current_user.id, study_class.id) if writes else []
    return render_template(
        "reflections/index.html",
        study_class=study_class,
        rows=rows,
        sources=SHELF.of_all([row.task for row in rows]) if rows else {},
        today=clock.today(),
        tasks=tasks,
        counts=queries.counts_of(tasks),
    )


@routes.post("/reflection-tasks/<int:reflection_task_id>/reflections")
@authorised(ReflectionTask, Permission.REFLECTION_SUBMIT)
def create(reflection_task: ReflectionTask) -> Any:
    now = clock.now()
    [window] = own.windows_for(current_user.id, [reflection_task]).values()
    if reflection_task.published_at is None:
        abort(404)
    if window.at(now) is Standing.NOT_OPEN:
        raise LmsError(_("Writing has not begun yet. Come back when it opens."))
    reflection = handing.begin(reflection_task, current_user.person, now)
    return redirect(url_for(".edit", reflection_public_id=reflection.public_id))


@routes.get("/reflections/<reflection_public_id>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show(reflection: Reflection) -> str:
    now = clock.now()
    overview = desk.overview(reflection, now, current_user.id)
    version = overview.version
    asked = appeals.own(reflection.task, version.submission, version.mark, now) if version else None
    sources = SHELF.of(reflection.task)
    return render_template(
        "reflections/show.html", page=overview, asked=asked, sources=sources, today=clock.today()
    )


@routes.get("/reflections/<reflection_public_id>/edit")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def edit(reflection: Reflection) -> Any:
    page = desk.writing_page(reflection, clock.now(), current_user.id)
    if not page.standing.takes:
        return redirect(url_for(".show", reflection_public_id=reflection.public_id))
    return _writing(page)


@routes.post("/reflections/<reflection_public_id>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def update(reflection: Reflection) -> Any:
    """What a form without a script sends: kept, and the page again."""
    now = clock.now()
    decisions = writing.save_form(reflection, request.form, now, current_user.id)
    clashes = [made for made in decisions if not made.acknowledged]
    if clashes:
        page = desk.writing_page(reflection, now, current_user.id, typed=request.form, clashes=clashes)
        return _writing(page), HTTPStatus.CONFLICT
    flash(_("Saved at %(time)s.", time=clock.local(now).strftime("%H:%M:%S")), "success")
    anchor = "proposals" if "more" in request.form else None
    return redirect(url_for(".edit", reflection_public_id=reflection.public_id, _anchor=anchor))


@routes.post("/reflections/<reflection_public_id>/submissions")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def hand_in(reflection: Reflection) -> Any:
    """Keep what the form holds, then freeze it. Whatever is refused, what was typed stays."""
    require(Permission.REFLECTION_SUBMIT, reflection.task)
    now = clock.now()
    decisions = writing.save_form(reflection, request.form, now, current_user.id)
    clashes = [made for made in decisions if not made.acknowledged]
    if clashes:
        page = desk.writing_page(reflection, now, current_user.id, typed=request.form, clashes=clashes)
        return _writing(page), HTTPStatus.CONFLICT
    window = own.window_of(reflection)
    person, named = current_user.person, request.form.getlist("named", type=int)
    outcome = handing.hand_in(
        reflection, window, honour="honour" in request.form, now=now, by=person, named=named
    )
    if isinstance(outcome, Refused):
        page = desk.writing_page(reflection, now, person.id, refused=outcome)
        page = replace(page, choices=membership.choices(reflection, named))
        if isinstance(outcome, Spent):
            page = replace(page, refusal=_spent(outcome))
        return _writing(page), HTTPStatus.UNPROCESSABLE_ENTITY
    if reflection.by_group:
        telling.handed_in_together(outcome, person, now)
    return redirect(url_for(".show", reflection_public_id=reflection.public_id))


@routes.get("/reflections/<reflection_public_id>/submissions/<int:number>")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def show_submission(reflection: Reflection, number: int) -> str:
    page = desk.version(reflection, number, current_user.id) or abort(404)
    return render_template("reflections/show_submission.html", page=page)


@routes.post("/reflections/<reflection_public_id>/texts")
@csrf.exempt
@by_header
@without_seat
@owns_transaction
def save_responses(reflection_public_id: str) -> Any:
    """The outbox of a page: authenticated by its token alone, so that an expired sign-in costs nothing."""
    bearer = writing.bearer()
    if bearer is None or bearer.public_id != reflection_public_id:
        abort(HTTPStatus.UNAUTHORIZED)
    now = clock.now()
    save = wire.read_save(wire.body(), bearer.reflection_id, now, bearer.check, bearer.by_id)
    if bearer.of_group and not groups.may_write(bearer.reflection_id, bearer.person_id):
        raise writing.refused()
    done = bearer.writer.save(save)
    if done.owner is None:
        raise writing.refused()
    message, status = wire.answer(done.decisions)
    if bearer.of_group and message["conflicts"]:
        company.sign(message["conflicts"], bearer.reflection_id)
    return jsonify(
        **message, now=now.isoformat(), ends_at=done.owner.ends_at.isoformat(), state="open"
    ), status


def _writing(page: WritingPage) -> str:
    sources = SHELF.of(page.reflection.task)
    return render_template("reflections/edit.html", page=page, sources=sources, today=clock.today())


def _spent(refused: Spent) -> str:
    return ngettext(
        "Not handed in again: this task is taken %(num)s time, and you have handed it in. The last one counts. "
        "What you wrote is saved.",
        "Not handed in again: this task is taken %(num)s times, and you have handed it in as often. The last one "
        "counts. What you wrote is saved.",
        refused.most,
    )
