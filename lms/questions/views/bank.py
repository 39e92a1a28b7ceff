"""The bank: looked through, one question with its history, and out again as GIFT."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from lms.permissions import Permission
from lms.programmes.objectives.service import of_current_topics
from lms.programmes.queries import upper_topic_ids
from lms.questions import exporting, listing, openings
from lms.questions.forms import place_choices
from lms.questions.labels import RETIRED, STATES
from lms.questions.models import Question
from lms.questions.routes import routes
from lms.questions.sharing.rules import Viewer
from lms.questions.sharing.viewers import viewer
from lms.questions.situations.queries import of_questions
from lms.questions.sources.queries import outdated_among
from lms.questions.tagging.rows import offered
from lms.questions.views.page import question_page
from lms.web import clock, downloads
from lms.web.authorised import authorised
from lms.web.pagination import paginate


@routes.get("/")
@authorised(None, Permission.QUESTION_SEE)
def index() -> str:
    wanted, day = listing.from_arguments(request.args, clock.today()), clock.today()
    who = viewer()
    page = paginate(listing.listed(wanted, who))
    return render_template(
        "questions/index.html",
        wanted=wanted,
        page=page,
        practised=openings.open_among([question.id for question in page.items]),
        sets=of_questions([question.id for question in page.items]),
        outdated=outdated_among([question.id for question in page.items], day),
        tabs=_tabs(wanted, who),
        places=place_choices(),
        uppers=upper_topic_ids(),
        authors=listing.authors(who),
        keywords=offered(who),
        objectives=of_current_topics(),
    )


@routes.get("/<int:question_id>")
@authorised(Question, Permission.QUESTION_SEE)
def show(question: Question) -> str:
    return question_page(question, request.args.get("version", type=int))


@routes.get("/export")
@authorised(None, Permission.QUESTION_SEE)
def export() -> Response:
    wanted = listing.from_arguments(request.args, clock.today())
    made = exporting.gift_file(wanted, viewer())
    return downloads.send(made, _("questions") + ".gift", "text/plain; charset=utf-8")


def _tabs(wanted: listing.Filter, who: Viewer) -> list[dict[str, Any]]:
    """One tab for each state with its count, the other filters kept."""
    words: dict[str, Any] = {
        "": _("All"),
        listing.PRACTICE: _("Open for practice"),
        listing.RETIRED: RETIRED[0],
    }
    words |= {state: STATES[state][0] for state in listing.STATES}
    kept: dict[str, Any] = request.args.to_dict()
    return [
        {
            "label": words[state],
            "count": count,
            "current": state == wanted.state,
            "url": url_for(".index", **kept | {"state": state or None, "page": None}),
        }
        for state, count in listing.state_counts(wanted, who).items()
    ]
