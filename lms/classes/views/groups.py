"""The groups (tổ) of a class."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import groups, queries, regrouping
from lms.classes.forms import GroupsForm
from lms.classes.grouping import Spread
from lms.classes.models import StudyClass
from lms.classes.regrouping import Becomes
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("groups", __name__, url_prefix="/classes/<int:study_class_id>/groups")


@routes.get("")
@authorised(StudyClass, Permission.ROSTER_SEE)
def index(study_class: StudyClass) -> str:
    return _page(study_class, GroupsForm())


@routes.post("")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Any:
    """Where groups have begun to write something, what becomes of it is shown first."""
    form = GroupsForm()
    if not form.validate():
        return _page(study_class, form), HTTPStatus.UNPROCESSABLE_ENTITY
    names = [_("Group %(number)s", number=number) for number in range(1, form.data["count"] + 1)]
    how = Spread(form.how.data)
    looked_at = form.sure.data == f"{len(names)} {how}"
    if not looked_at and (concerned := regrouping.preview(study_class, len(names), how)):
        return _page(study_class, form, concerned), HTTPStatus.UNPROCESSABLE_ENTITY
    groups.divide(study_class, names, how, current_user.person, clock.now())
    flash(_("Everybody has a group now. Single people can still be moved."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


def _page(study_class: StudyClass, form: GroupsForm, concerned: Sequence[Becomes] = ()) -> str:
    return render_template(
        "groups/index.html",
        study_class=study_class,
        form=form,
        groups=queries.groups_of(study_class),
        enrolments=queries.enrolled(study_class.id),
        begun=regrouping.begun_in(study_class) if can(Permission.CLASS_EDIT, study_class) else [],
        concerned=concerned,
    )
