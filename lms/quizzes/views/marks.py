"""What one learner answered, and the marks that a person gives."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes import marking, review
from lms.quizzes.forms import MarkForm
from lms.quizzes.marking import Given
from lms.quizzes.models import Attempt
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("attempt_marks", __name__)


@routes.get("/attempts/<int:attempt_id>/answers")
@authorised(Attempt, Permission.ATTEMPT_SEE)
def show(attempt: Attempt) -> str:
    observe("attempt.opened", attempt_id=attempt.id)
    return _page(attempt)


@routes.post("/attempts/<int:attempt_id>/answers/<int:slot>/marks")
@authorised(Attempt, Permission.QUIZ_MARK)
def create(attempt: Attempt, slot: int) -> Any:
    form, lines = MarkForm(), review.lines(attempt)
    if slot not in {line.number for line in lines} or attempt.closed_at is None:
        abort(404)
    if not form.validate():
        return _page(attempt, slot, form), 422
    given = Given(slot, form.points.data or Decimal(0), form.comment.data or "")
    refused = marking.give(current_user.person, attempt, given, clock.now())
    if refused is not None:
        form.points.errors = [_("At most %(worth)s points for this question.", worth=refused.worth)]
        return _page(attempt, slot, form), 422
    flash(_("The mark is saved. Earlier marks stay in the history."), "success")
    return redirect(url_for(".show", attempt_id=attempt.id, _anchor=f"q{slot}"))


def _page(attempt: Attempt, slot: int = 0, form: MarkForm | None = None) -> str:
    return render_template(
        "attempt_marks/show.html",
        attempt=attempt,
        quiz=attempt.quiz,
        study_class=attempt.quiz.study_class,
        lines=review.lines(attempt),
        score=review.score(attempt),
        history=review.history(attempt.id),
        uncounted=review.uncounted(attempt.id),
        slot=slot,
        form=form or MarkForm(formdata=None),
    )
