"""The marks of a group's members; and what a member's page asks to know what the others write."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.classes import regrouping
from lms.permissions import Permission
from lms.reflections.groups import begun, company, marks, queries
from lms.reflections.groups.forms import MembersForm, form_of
from lms.reflections.models import Reflection, Submission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("group_reflections", __name__)
regrouping.add(begun.of_class)


@routes.get("/reflections/<reflection_public_id>/texts")
@authorised(Reflection, Permission.REFLECTION_WRITE, by="public_id")
def texts(reflection: Reflection) -> Any:
    """What stands in the sections now, with whose hand it was."""
    if not reflection.by_group:
        abort(HTTPStatus.NOT_FOUND)
    return jsonify(sections=company.sections(reflection), handed_in=reflection.submission_number)


@routes.get("/scripts/<submission_public_id>/members")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def members(submission: Submission) -> str:
    marks.mark_of(_of_group(submission))
    people = queries.named(submission.reflection)
    return _page(submission, form_of(people, marks.standing(submission.reflection)))


@routes.post("/scripts/<submission_public_id>/members")
@authorised(Submission, Permission.REFLECTION_MARK, by="public_id")
def decide(submission: Submission) -> Any:
    mark, form = marks.mark_of(_of_group(submission)), MembersForm()
    if not form.validate() or not form.check_range(mark):
        return _page(submission, form), HTTPStatus.UNPROCESSABLE_ENTITY
    changed = marks.decide(submission, form.wanted, current_user.person, clock.now())
    if changed:
        flash(
            ngettext("%(num)s member's mark was changed.", "%(num)s members' marks were changed.", changed),
            "success",
        )
    else:
        flash(_("Nothing was changed."), "info")
    return redirect(
        url_for("reflection_tasks.show", reflection_task_id=submission.reflection.task_id, _anchor="groups")
    )


def _of_group(submission: Submission) -> Submission:
    return submission if submission.reflection.by_group else abort(HTTPStatus.NOT_FOUND)


def _page(submission: Submission, form: MembersForm) -> str:
    people = queries.named(submission.reflection)
    return render_template(
        "group_reflections/members.html",
        submission=submission,
        task=submission.reflection.task,
        mark=marks.mark_of(submission),
        names={str(person.id): person.full_name for person in people},
        form=form,
    )
