"""Old marks under the present rubric: seen first, then appended."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user

from lms.marking.renewing.rules import Gap
from lms.permissions import Permission
from lms.reflections.models import ReflectionTask
from lms.reflections.renewals import preview, service
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.pagination import page_of

routes = Blueprint("mark_renewals", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/renewal")
GAPS = {
    Gap.NEW: lazy_gettext("new criterion"),
    Gap.REMOVED: lazy_gettext("criterion taken out"),
    Gap.LEVEL: lazy_gettext("level no longer there"),
}


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def show(reflection_task: ReflectionTask) -> str:
    return _shown(reflection_task)


@routes.post("")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def create(reflection_task: ReflectionTask) -> Any:
    standing = request.form.get("standing", "")
    made = service.renew(reflection_task, standing, current_user.person, clock.now())
    if made is None:
        message = _("Marks or the rubric changed meanwhile. Nothing was stored; this is how it looks now.")
        return _shown(reflection_task, message), HTTPStatus.CONFLICT
    words = ngettext(
        "%(num)s mark was carried over. The earlier one stays in the history.",
        "%(num)s marks were carried over. The earlier ones stay in the history.",
        made,
    )
    flash(words, "success")
    return redirect(url_for(".show", reflection_task_id=reflection_task.id))


def _shown(task: ReflectionTask, message: str = "") -> str:
    found = preview.of_task(task)
    return render_template(
        "mark_renewals/show.html",
        task=task,
        found=found,
        page=page_of([*found.needing, *found.ready]),
        gaps=GAPS,
        message=message,
    )
