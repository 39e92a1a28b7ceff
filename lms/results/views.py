"""The result list of a class, on the screen, on paper and as a sheet."""

from collections import Counter
from decimal import Decimal
from typing import Any

from flask import Blueprint, Flask, Response, abort, render_template, request
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.audit.service import observe
from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.quizzes.corrections.consequences import read_by, told_by
from lms.results import queries, sheet
from lms.results.queries import Row
from lms.results.telling import sheet_is_to_be_renewed
from lms.results.turning import turning
from lms.results.words import in_words
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.downloads import send

routes = Blueprint("results", __name__)
read_by(turning)
told_by(sheet_is_to_be_renewed)
tabs.add(tabs.Tab(60, lazy_gettext("Results"), "results.index", Permission.RESULT_SEE))

STEPS = [Decimal(step) for step in (5, 6, 7, 8, 9)]


@routes.get("/classes/<int:study_class_id>/results")
@authorised(StudyClass, Permission.RESULT_SEE)
def index(study_class: StudyClass) -> str:
    rows = queries.rows_of(study_class, clock.now())
    shown = {
        "missing": [row for row in rows if not row.result.met],
        "met": [row for row in rows if row.result.met],
    }
    which = request.args.get("show", "all")
    return render_template(
        "results/index.html",
        study_class=study_class,
        rows=shown.get(which, rows),
        which=which,
        all_rows=rows,
        met=len(shown["met"]),
        mean=_mean(rows),
        spread=_spread(rows),
        renewed_by=queries.renewed_by(study_class),
    )


@routes.get("/classes/<int:study_class_id>/results.xlsx")
@authorised(StudyClass, Permission.RESULT_SEE)
def download(study_class: StudyClass) -> Response:
    observe("results.downloaded", class_id=study_class.id)
    body = sheet.workbook_of(study_class, queries.rows_of(study_class, clock.now()), clock.now())
    return send(body, _("Results %(code)s.xlsx", code=study_class.code))


@routes.get("/classes/<int:study_class_id>/results/<int:person_id>")
@authorised(StudyClass, Permission.RESULT_SEE)
def show(study_class: StudyClass, person_id: int) -> str:
    found = [row for row in queries.rows_of(study_class, clock.now()) if row.enrolment.person_id == person_id]
    return _page(study_class, found[0]) if found else abort(404)


@routes.get("/classes/<int:study_class_id>/my-result")
@authorised(StudyClass, Permission.CLASS_SEE)
def mine(study_class: StudyClass) -> str:
    """One's own row."""
    row = queries.own_row(study_class, current_user.id, clock.now())
    return _page(study_class, row) if row else abort(404)


def init_app(app: Flask) -> None:
    app.jinja_env.filters["condition"] = in_words


def _page(study_class: StudyClass, row: Row) -> str:
    return render_template("results/show.html", study_class=study_class, row=row)


def _mean(rows: list[Row]) -> Decimal | None:
    marks = [row.result.final for row in rows if row.result.final is not None]
    return sum(marks, Decimal(0)) / len(marks) if marks else None


def _spread(rows: list[Row]) -> list[Any]:
    """How many final marks lie in each step, as the chart wants them."""
    counted = Counter(
        sum(mark >= step for step in STEPS) for row in rows if (mark := row.result.final) is not None
    )
    labels = [_("below 5"), "5 – 6", "6 – 7", "7 – 8", "8 – 9", _("from 9")]
    return [(label, counted[place]) for place, label in enumerate(labels)] if counted else []
