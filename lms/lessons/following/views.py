"""Where the learners of a class are in a lesson."""

from flask import Blueprint, Flask, render_template, request
from flask_babel import lazy_pgettext

from lms.lessons.following import queries
from lms.lessons.following.queries import Where
from lms.lessons.giving.models import LessonGiving
from lms.permissions import Permission
from lms.web.authorised import authorised

routes = Blueprint("lesson_standings", __name__)
WORDS = {
    Where.NOT_BEGUN: (lazy_pgettext("lesson", "Not begun"), "neutral"),
    Where.READING: (lazy_pgettext("lesson", "Reading"), "info"),
    Where.DONE: (lazy_pgettext("lesson", "Done"), "success"),
}


@routes.get("/lesson-givings/<int:lesson_giving_id>/standing")
@authorised(LessonGiving, Permission.LESSON_FOLLOW)
def show(lesson_giving: LessonGiving) -> str:
    standing = queries.standing(lesson_giving)
    where, place = request.args.get("where", ""), request.args.get("page", type=int)
    rows = [
        row
        for row in standing.rows
        if (not where or row.where == where)
        and (not place or (row.place == place and row.where is Where.READING))
    ]
    return render_template(
        "lesson_standings/show.html",
        study_class=lesson_giving.study_class,
        giving=lesson_giving,
        standing=standing,
        rows=rows,
        where=where,
        place=place,
    )


def init_app(app: Flask) -> None:
    app.jinja_env.globals["lesson_where"] = WORDS
