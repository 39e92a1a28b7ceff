"""The review: what waits for me, and the four moves of a version."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user

from lms.permissions import Permission
from lms.questions import inbox as waiting, review
from lms.questions.checklist.criteria import ALL_MET, Checklist
from lms.questions.checklist.rows import findings_of
from lms.questions.checklist.sheet import LONGEST_COMMENT, tidy
from lms.questions.forms import read_place
from lms.questions.models import VersionState
from lms.questions.outline import outline
from lms.questions.remarks.queries import waiting_for
from lms.questions.review import Moved, Reason
from lms.questions.routes import routes
from lms.questions.sharing.viewers import viewer
from lms.questions.situations import citations
from lms.questions.situations.queries import of_questions
from lms.questions.sources.queries import outdated_of
from lms.questions.views.telling import tell
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.pagination import paginate
from lms.web.security import safe_next

PER_PAGE = 20


@routes.get("/inbox")
@authorised(None, Permission.QUESTION_SEE)
def inbox() -> str:
    who, reviewer, now = viewer(), can(Permission.QUESTION_APPROVE), clock.now()
    returned = waiting.returned_to(who)
    return render_template(
        "questions/inbox.html",
        to_review=waiting.to_review(who) if reviewer else [],
        to_submit=waiting.to_submit(who),
        returned=returned,
        findings=findings_of([question.latest.id for question in returned]),
        remarked=waiting_for(who),
        outdated=outdated_of(current_user.id, clock.today()),
        outdated_cases=citations.outdated_of(current_user.id, clock.today()),
        today=clock.today(),
        now=now,
    )


@routes.get("/review")
@authorised(None, Permission.QUESTION_APPROVE)
def review_pile() -> str:
    return _pile_page(request.args.get("place", ""))


@routes.post("/submissions")
@authorised(None, Permission.QUESTION_EDIT)
def submit() -> Any:
    ids = _named(VersionState.DRAFT)
    moved = review.submit(current_user.person, ids, clock.now(), _comment())
    sentence = ngettext(
        "%(num)s question waits for review.", "%(num)s questions wait for review.", len(moved.done)
    )
    return _told(moved, sentence)


@routes.post("/withdrawals")
@authorised(None, Permission.QUESTION_EDIT)
def withdraw() -> Any:
    moved = review.withdraw(current_user.person, _named(VersionState.SUBMITTED), clock.now())
    sentence = ngettext(
        "%(num)s question is a draft again.", "%(num)s questions are drafts again.", len(moved.done)
    )
    return _told(moved, sentence)


@routes.post("/approvals")
@authorised(None, Permission.QUESTION_APPROVE)
def approve() -> Any:
    """All criteria are met by everything that was chosen, or a reason is given; one by one it is done on each page."""
    found = ALL_MET if "all_met" in request.form else {}
    return _judged(review.publish, found, _approved)


@routes.post("/returns")
@authorised(None, Permission.QUESTION_APPROVE)
def send_back() -> Any:
    return _judged(review.send_back, {}, _returned)


def _judged(judge: Callable[..., Moved], found: Checklist, said: Callable[[int], str]) -> Any:
    """The page again, with all that was chosen and typed, if something is missing."""
    ids = _named(VersionState.SUBMITTED)
    moved = judge(current_user.person, ids, found, clock.now(), _comment())
    if lacking := next((one for one in (Reason.UNCHECKED, Reason.UNSAID) if moved.kept[one]), None):
        return _pile_page(request.form.get("pile", ""), ids, lacking), 422
    return _told(moved, said(len(moved.done)))


def _approved(count: int) -> str:
    return str(ngettext("%(num)s question is in use now.", "%(num)s questions are in use now.", count))


def _returned(count: int) -> str:
    return str(
        ngettext(
            "%(num)s question went back to its writer.",
            "%(num)s questions went back to their writers.",
            count,
        )
    )


def _pile_page(place: str, chosen: Sequence[int] = (), lacking: Reason | None = None) -> str:
    programme_id, topic_id = read_place(place)
    page = paginate(waiting.pile(viewer(), topic_id, programme_id), PER_PAGE)
    shown = [(question, asked := question.latest.asked, outline(asked)) for question in page.items]
    return render_template(
        "questions/review_pile.html",
        page=page,
        shown=shown,
        sets=of_questions([question.id for question in page.items]),
        place=place,
        chosen=chosen,
        comment=_comment(),
        lacking=lacking,
    )


def _named(state: VersionState) -> list[int]:
    """The versions that were ticked, or all of a pile."""
    if "place" in request.form and "version" not in request.form:
        programme_id, topic_id = read_place(request.form["place"])
        return waiting.version_ids(state, viewer(), topic_id, programme_id)
    ids = request.form.getlist("version", type=int)
    return [one for one in ids if 0 < one < 2**31] or abort(422)


def _comment() -> str:
    return tidy(request.form.get("comment", ""), LONGEST_COMMENT)


def _told(moved: Moved, sentence: str) -> Any:
    tell(moved, sentence)
    return redirect(_back())


def _back() -> str:
    return safe_next(request.form.get("next"), url_for("questions.inbox"))
