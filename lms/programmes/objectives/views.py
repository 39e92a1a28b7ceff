"""The page on which the objectives of all topics of a programme are written."""

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.programmes.models import Programme
from lms.programmes.objectives import service
from lms.programmes.objectives.models import LONGEST
from lms.programmes.objectives.service import Wish
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.forms import tidy

routes = Blueprint("programme_objectives", __name__)
MOST_LINES = 40


@routes.get("/programmes/<int:programme_id>/objectives")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def edit(programme: Programme) -> str:
    return render_template(
        "programme_objectives/edit.html",
        programme=programme,
        objectives=service.standing(topic.lineage for topic in programme.topics),
        longest=LONGEST,
    )


@routes.post("/programmes/<int:programme_id>/objectives")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def update(programme: Programme) -> Any:
    changed = service.save(current_user.person, programme, _wish(programme), clock.now())
    flash(
        _("The objectives are saved.") if changed else _("Nothing was different, so nothing was stored."),
        "success",
    )
    return redirect(url_for(".edit", programme_id=programme.id))


def _wish(programme: Programme) -> Wish:
    """`objective-7` holds the words of one that stands, `new-<topic>` a line for each new one."""
    words = {
        int(found[1]): tidy(value)
        for name, value in request.form.items()
        if (found := re.fullmatch(r"objective-(\d{1,9})", name))
    }
    new = {
        topic.lineage: tidy(request.form.get(f"new-{topic.id}", "")).splitlines()[:MOST_LINES]
        for topic in programme.topics
    }
    return Wish(words, new)
