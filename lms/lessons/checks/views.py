"""Choosing the questions below a page, and showing them."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons.bank.models import LessonPage, LessonVersion
from lms.lessons.bank.views.page import add_part, frozen
from lms.lessons.checks import queries, service
from lms.permissions import Permission
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("lesson_questions", __name__)


@routes.post("/lesson-pages/<int:lesson_page_id>/questions")
@authorised(LessonPage, Permission.LESSON_EDIT)
def update(lesson_page: LessonPage) -> Any:
    wanted = [one for one in request.form.getlist("question", type=int) if 0 < one < 2**31]
    if service.choose(current_user.person, lesson_page, wanted, clock.now()):
        flash(_("The questions below the page are saved."), "success")
    else:
        flash(frozen(), "warning")
    return redirect(url_for("lesson_pages.edit", lesson_page_id=lesson_page.id, _anchor="questions"))


def _offered(page: LessonPage) -> list[tuple[int, str, bool]]:
    """What may be asked below the page: id, text, and whether it is."""
    chosen = queries.chosen(page.id)
    found = queries.offered(page.version.lesson.lineage, clock.today(), viewer())
    return sorted(((one, text, one in chosen) for one, text in found), key=lambda row: not row[2])


def _asked(version: LessonVersion) -> dict[int, list[queries.Asked]]:
    return queries.asked_on(version.id, clock.today(), viewer())


add_part(lambda version: {"page_questions": queries.counts(version.id)})


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"lesson_offered": _offered, "lesson_asked": _asked}
