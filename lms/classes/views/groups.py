"""The groups (tổ) of a class."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes import groups, queries
from lms.classes.forms import GroupsForm
from lms.classes.grouping import Spread
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("groups", __name__, url_prefix="/classes/<int:study_class_id>/groups")


@routes.get("")
@authorised(StudyClass, Permission.ROSTER_SEE)
def index(study_class: StudyClass) -> str:
    return _page(study_class, GroupsForm())


@routes.post("")
@authorised(StudyClass, Permission.CLASS_EDIT)
def create(study_class: StudyClass) -> Any:
    form = GroupsForm()
    if not form.validate():
        return _page(study_class, form), 422
    names = [_("Group %(number)s", number=number) for number in range(1, form.data["count"] + 1)]
    groups.divide(study_class, names, Spread(form.how.data), current_user.person, clock.now())
    flash(_("Everybody has a group now. Single people can still be moved."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


def _page(study_class: StudyClass, form: GroupsForm) -> str:
    return render_template(
        "groups/index.html",
        study_class=study_class,
        form=form,
        groups=queries.groups_of(study_class),
        enrolments=queries.enrolled(study_class.id),
    )
