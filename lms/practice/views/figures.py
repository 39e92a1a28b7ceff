"""Totals of practice for lecturers: how much is open and used, and which questions are hard."""

from flask import Blueprint, render_template

from lms.permissions import Permission
from lms.practice import figures
from lms.practice.rules import FEWEST_PEOPLE, FEWEST_REVIEWS
from lms.programmes.models import Programme
from lms.programmes.queries import current
from lms.questions.sharing.viewers import viewer
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("practice_figures", __name__)


@routes.get("/practice/figures")
@authorised(None, Permission.PRACTICE_SEE)
def index() -> str:
    programmes = current()
    return render_template("practice_figures/index.html", programmes=programmes)


@routes.get("/programmes/<int:programme_id>/practice")
@authorised(Programme, Permission.PRACTICE_SEE)
def show(programme: Programme) -> str:
    day = clock.today()
    return render_template(
        "practice_figures/show.html",
        programme=programme,
        totals=figures.totals(programme, day, viewer()),
        hardest=figures.hardest(programme, day, viewer()),
        fewest_people=FEWEST_PEOPLE,
        fewest_reviews=FEWEST_REVIEWS,
    )
