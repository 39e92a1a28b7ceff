"""Remarks beside the parts of a question, and what is said to them."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.questions import review
from lms.questions.models import Question
from lms.questions.outline import outline
from lms.questions.remarks import service
from lms.questions.remarks.forms import AnswerForm, RemarkForm
from lms.questions.remarks.models import ReviewRemark
from lms.questions.remarks.parts import parts_of
from lms.questions.routes import routes
from lms.questions.views.page import question_page
from lms.web import clock
from lms.web.authorised import authorised


@routes.post("/<int:question_id>/remarks")
@authorised(Question, Permission.QUESTION_APPROVE)
def remark(question: Question) -> Any:
    version = question.latest
    form = RemarkForm(parts_of(version.asked, outline(version.asked)))
    if not form.validate():
        return question_page(question, remark_form=form), 422
    seen = request.form.get("version", type=int) == version.id
    if not (
        seen and service.remark(current_user.person, version, form.part.data, form.text.data, clock.now())
    ):
        flash(
            _(
                "The remark was not kept: this version is not under review any more, or it is not yours to review."
            ),
            "warning",
        )
        return question_page(question, remark_form=form), 409
    flash(_("Your remark stands beside its part of the question."), "success")
    return redirect(url_for(".show", question_id=question.id))


@routes.post("/remarks/<int:review_remark_id>/answers")
@authorised(ReviewRemark, Permission.QUESTION_SEE)
def answer_remark(review_remark: ReviewRemark) -> Any:
    question = review_remark.version.question
    if not service.may_answer(current_user.id, review_remark, review.writers_of([question.id])[question.id]):
        abort(403)
    form, resolved = AnswerForm(), "resolved" in request.form
    if not form.validate() or not (resolved or form.text.data):
        return question_page(question, review_remark.version.number, unanswered=review_remark.id), 422
    service.answer(current_user.person, review_remark, form.text.data or "", resolved, clock.now())
    flash(_("The remark is settled.") if resolved else _("Your answer stands below the remark."), "success")
    return redirect(_place(question, review_remark))


def _place(question: Question, made: ReviewRemark) -> str:
    older = made.version.number if made.version.number != question.latest_number else None
    return url_for(".show", question_id=question.id, version=older, _anchor=f"remark-{made.id}")
