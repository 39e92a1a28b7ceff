"""The bank: looked through, one question with its history, and out again as GIFT."""

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from lms.documents.rules import NO_LONGER
from lms.permissions import Permission
from lms.questions import exporting, listing, openings, usage
from lms.questions.forms import place_choices
from lms.questions.intake import as_json
from lms.questions.labels import RETIRED, STATES
from lms.questions.models import Question, QuestionVersion
from lms.questions.outline import differences, outline
from lms.questions.routes import routes
from lms.questions.sources.queries import outdated_among, sources_of
from lms.web import clock, downloads
from lms.web.authorised import authorised
from lms.web.pagination import paginate


@routes.get("/")
@authorised(None, Permission.QUESTION_SEE)
def index() -> str:
    wanted, day = listing.from_arguments(request.args, clock.today()), clock.today()
    page = paginate(listing.listed(wanted))
    return render_template(
        "questions/index.html",
        wanted=wanted,
        page=page,
        practised=openings.open_among([question.id for question in page.items]),
        outdated=outdated_among([question.id for question in page.items], day),
        tabs=_tabs(wanted),
        places=place_choices(),
        authors=listing.authors(),
    )


@routes.get("/<int:question_id>")
@authorised(Question, Permission.QUESTION_SEE)
def show(question: Question) -> str:
    number = request.args.get("version", question.latest_number, type=int)
    version = next((one for one in question.versions if one.number == number), None) or abort(404)
    asked, sources, day = version.asked, sources_of(question.id), clock.today()
    return render_template(
        "questions/show.html",
        question=question,
        version=version,
        asked=asked,
        lines=outline(asked),
        problems=[as_json(problem) for problem in asked.problems()],
        changes=_changes(question, version),
        uses=usage.uses_of(question.id),
        openings=openings.history(question.id),
        twins=usage.twins_of(question),
        sources=sources,
        outdated=any(one.document.validity(day) in NO_LONGER for one in sources),
        today=day,
    )


@routes.get("/export")
@authorised(None, Permission.QUESTION_SEE)
def export() -> Response:
    wanted = listing.from_arguments(request.args, clock.today())
    made = exporting.gift_file(wanted)
    return downloads.send(made, _("questions") + ".gift", "text/plain; charset=utf-8")


def _tabs(wanted: listing.Filter) -> list[dict[str, Any]]:
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
        for state, count in listing.state_counts(wanted).items()
    ]


def _changes(question: Question, version: QuestionVersion) -> Any:
    """What is different from the version before, if there is one."""
    before = next((one for one in question.versions if one.number == version.number - 1), None)
    return differences(before.asked, version.asked) if before else None
