"""The review: what waits for me, and the four moves of a version."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.permissions import Permission
from lms.questions import inbox as waiting, review
from lms.questions.forms import read_place
from lms.questions.models import VersionState
from lms.questions.outline import outline
from lms.questions.review import Moved, Reason
from lms.questions.routes import routes
from lms.questions.sources.queries import outdated_of
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.pagination import paginate
from lms.web.security import safe_next

PER_PAGE = 20


@routes.get("/inbox")
@authorised(None, Permission.QUESTION_SEE)
def inbox() -> str:
    me, reviewer = current_user.id, can(Permission.QUESTION_APPROVE)
    return render_template(
        "questions/inbox.html",
        to_review=waiting.to_review(me) if reviewer else [],
        to_submit=waiting.to_submit(me),
        returned=waiting.returned_to(me),
        outdated=outdated_of(me, clock.today()),
        today=clock.today(),
        reviewer=reviewer,
    )


@routes.get("/review")
@authorised(None, Permission.QUESTION_APPROVE)
def review_pile() -> str:
    place = request.args.get("place", "")
    programme_id, topic_id = read_place(place)
    page = paginate(waiting.pile(current_user.id, topic_id, programme_id), PER_PAGE)
    shown = [(question, asked := question.latest.asked, outline(asked)) for question in page.items]
    return render_template("questions/review_pile.html", page=page, shown=shown, place=place)


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
    moved = review.publish(current_user.person, _named(VersionState.SUBMITTED), clock.now(), _comment())
    sentence = ngettext(
        "%(num)s question is in use now.", "%(num)s questions are in use now.", len(moved.done)
    )
    return _told(moved, sentence)


@routes.post("/returns")
@authorised(None, Permission.QUESTION_APPROVE)
def send_back() -> Any:
    if not _comment():
        flash(_("Nothing was returned yet. Write in a sentence what is to be changed."), "danger")
        return redirect(_back())
    moved = review.send_back(current_user.person, _named(VersionState.SUBMITTED), clock.now(), _comment())
    sentence = ngettext(
        "%(num)s question went back to its writer.",
        "%(num)s questions went back to their writers.",
        len(moved.done),
    )
    return _told(moved, sentence)


def _named(state: VersionState) -> list[int]:
    """The versions that were ticked, or all of a pile."""
    if "place" in request.form and "version" not in request.form:
        programme_id, topic_id = read_place(request.form["place"])
        return waiting.version_ids(state, current_user.id, topic_id, programme_id)
    ids = request.form.getlist("version", type=int)
    return [one for one in ids if 0 < one < 2**31] or abort(422)


def _comment() -> str:
    return " ".join(request.form.get("comment", "").replace("\0", "").split())[:2000]


def _told(moved: Moved, sentence: str) -> Any:
    """Say how many moved and, where some did not, why."""
    if moved.done:
        flash(sentence, "success")
    reasons = {
        Reason.STALE: _(
            "%(count)s stayed: somebody else was faster, or a newer version exists.",
            count=moved.kept[Reason.STALE],
        ),
        Reason.OWN: _(
            "%(count)s stayed: whoever wrote a question cannot approve or return it.",
            count=moved.kept[Reason.OWN],
        ),
        Reason.UNUSABLE: _(
            "%(count)s stayed drafts: they have mistakes or no right answer yet.",
            count=moved.kept[Reason.UNUSABLE],
        ),
    }
    for reason, words in reasons.items():
        if moved.kept[reason]:
            flash(words, "warning")
    return redirect(_back())


def _back() -> str:
    return safe_next(request.form.get("next"), url_for("questions.inbox"))
