"""A reviewer goes through the checklist of one question, then approves it or returns it to its writer."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.questions import review
from lms.questions.checklist.sheet import Sheet, read
from lms.questions.forms import place_value
from lms.questions.models import Question
from lms.questions.review import Moved, Reason
from lms.questions.routes import routes
from lms.questions.views.page import question_page
from lms.questions.views.telling import tell
from lms.web import clock
from lms.web.authorised import authorised


@routes.post("/<int:question_id>/review")
@authorised(Question, Permission.QUESTION_APPROVE)
def judge(question: Question) -> Any:
    sheet, wish = read(question.latest.type, request.form), request.form.get("decision", "")
    if wish == "fill":
        return question_page(question, sheet=sheet.all_met())
    moved = _judged(wish, sheet)
    for reason in (Reason.UNCHECKED, Reason.UNSAID):
        if moved.kept[reason]:
            return question_page(question, sheet=sheet, lacking=reason), 422
    if not moved.done:
        tell(moved)
        return redirect(url_for(".show", question_id=question.id))
    said = (
        _("The question is in use now.") if wish == "approve" else _("The question went back to its writer.")
    )
    flash(said, "success")
    return redirect(url_for(".review_pile", place=place_value(question.programme_id, question.topic_id)))


def _judged(wish: str, sheet: Sheet) -> Moved:
    """The version that the page showed is judged, not one that was saved meanwhile."""
    do = {"approve": review.publish, "return": review.send_back}.get(wish) or abort(422)
    seen = request.form.get("version", 0, type=int)
    if not 0 < seen < 2**31:
        abort(422)
    return do(current_user.person, [seen], sheet.found, clock.now(), sheet.comment)
