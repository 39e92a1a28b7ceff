"""Appraising lessons: what waits, the sheet, remarks and replies, the decision, the paper that is signed."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.appraisals.forms import ReplyForm, SheetForm, SubmissionForm, filled, sheet_form
from lms.appraisals.queries import councils_of
from lms.appraisals.rules import No
from lms.appraisals.sheets import FEWEST
from lms.lessons.appraisal import queries, service, waiting
from lms.lessons.appraisal.criteria import lines_of
from lms.lessons.appraisal.forms import DecisionForm, RemarkForm
from lms.lessons.appraisal.labels import CONCLUSIONS, WHY_NOT
from lms.lessons.appraisal.models import LessonAppraisal, LessonRemark
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank.models import LessonPage, LessonState, LessonVersion
from lms.lessons.bank.queries import topic_title, topics, version_of
from lms.lessons.bank.views.page import add_part, lesson_page
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("lesson_appraisals", __name__)


@routes.get("/lessons/appraisals")
@authorised(None, Permission.LESSON_APPRAISE)
def index() -> str:
    found = waiting.for_appraiser(current_user.id, clock.today())
    return render_template("lesson_appraisals/index.html", waiting=found, topics=topics(), fewest=FEWEST)


@routes.post("/lessons/versions/<int:lesson_version_id>/submission")
@authorised(LessonVersion, Permission.LESSON_EDIT)
def submit(lesson_version: LessonVersion) -> Any:
    form = SubmissionForm()
    if not form.validate():
        return _lesson(lesson_version, submission_form=form), 422
    no = service.submit(current_user.person, lesson_version, form.said.data or "", clock.now())
    return _told(lesson_version, no, _("The lesson waits for its appraisers. It does not change meanwhile."))


@routes.post("/lessons/versions/<int:lesson_version_id>/withdrawal")
@authorised(LessonVersion, Permission.LESSON_EDIT)
def withdraw(lesson_version: LessonVersion) -> Any:
    no = service.withdraw(current_user.person, lesson_version, clock.now())
    return _told(lesson_version, no, _("The version is a draft again."))


@routes.get("/lessons/versions/<int:lesson_version_id>/appraisal")
@authorised(LessonVersion, Permission.LESSON_APPRAISE)
def edit(lesson_version: LessonVersion) -> str:
    return _sheet(lesson_version, _own(lesson_version))


@routes.post("/lessons/versions/<int:lesson_version_id>/appraisal")
@authorised(LessonVersion, Permission.LESSON_APPRAISE)
def update(lesson_version: LessonVersion) -> Any:
    form = sheet_form(lines_of(lesson_version.id), CONCLUSIONS)
    if not form.validate():
        return _sheet(lesson_version, form), 422
    no = service.appraise(current_user.person, lesson_version, form.opinion, clock.now())
    if no:
        form.form_errors.append(str(WHY_NOT[no]))
        return _sheet(lesson_version, form), 409
    return _told(lesson_version, None, _("Your sheet is handed in."))


@routes.post("/lesson-pages/<int:lesson_page_id>/remarks")
@authorised(LessonPage, Permission.LESSON_APPRAISE)
def remark(lesson_page: LessonPage) -> Any:
    form, version = RemarkForm(), lesson_page.version
    sheet = _own(version)
    if not form.validate():
        return _sheet(version, sheet, remark_form=form, remarked=lesson_page.id), 422
    no = service.remark(
        current_user.person, lesson_page, form.quote.data or "", form.text.data or "", clock.now()
    )
    if no:
        form.form_errors.append(str(WHY_NOT[no]))
        return _sheet(version, sheet, remark_form=form, remarked=lesson_page.id), 409
    flash(_("The remark stands beside the page."), "success")
    return redirect(url_for(".edit", lesson_version_id=version.id, _anchor=f"page-{lesson_page.position}"))


@routes.post("/lesson-remarks/<int:lesson_remark_id>/replies")
@authorised(LessonRemark, Permission.LESSON_SEE)
def reply_to_remark(lesson_remark: LessonRemark) -> Any:
    form, version = ReplyForm(), lesson_remark.page.version
    if not form.validate():
        return _lesson(version, reply_form=form, replied=f"remark-{lesson_remark.id}"), 422
    text = (form.text.data or "")[:2000]
    if not service.reply_to_remark(current_user.person, lesson_remark, text, clock.now()):
        abort(403)
    return _back(version, f"remark-{lesson_remark.id}")


@routes.post("/lesson-appraisals/<int:lesson_appraisal_id>/reply")
@authorised(LessonAppraisal, Permission.LESSON_EDIT)
def reply(lesson_appraisal: LessonAppraisal) -> Any:
    form, version = ReplyForm(), lesson_appraisal.version
    if not form.validate():
        return _lesson(version, reply_form=form, replied=f"sheet-{lesson_appraisal.id}"), 422
    if not service.reply(current_user.person, lesson_appraisal, form.text.data or "", clock.now()):
        abort(403)
    return _back(version, f"sheet-{lesson_appraisal.id}")


@routes.post("/lessons/versions/<int:lesson_version_id>/decision")
@authorised(LessonVersion, Permission.LESSON_APPRAISE)
def decide(lesson_version: LessonVersion) -> Any:
    form = DecisionForm()
    if not form.validate():
        return _lesson(lesson_version, decision_form=form), 422
    decision = Decision(form.decision.data)
    no = service.decide(current_user.person, lesson_version, decision, form.said.data or "", clock.now())
    if no:
        form.form_errors.append(str(WHY_NOT[no]))
        return _lesson(lesson_version, decision_form=form), 422 if no is No.UNSAID else 409
    return _told(lesson_version, None, _("The decision is entered; the lecturer sees it with all sheets."))


@routes.get("/lessons/versions/<int:lesson_version_id>/appraisal/paper")
@authorised(LessonVersion, Permission.LESSON_SEE)
def paper(lesson_version: LessonVersion) -> str:
    """All sheets, remarks and the decision as they are printed and signed."""
    return render_template(
        "lesson_appraisals/paper.html",
        version=lesson_version,
        topic=topic_title(lesson_version.lesson.lineage),
        sheets=queries.sheets_of(lesson_version.id),
        remarks=queries.remarks_on(lesson_version.id),
        approval=queries.approval_of(lesson_version.id),
        councils=queries.decided_by(lesson_version, clock.today()),
    )


def _part(version: LessonVersion) -> dict[str, Any]:
    """What the page of a lesson shows of its appraisal."""
    appraises = can(Permission.LESSON_APPRAISE)
    return {
        "sheets": queries.sheets_of(version.id),
        "remarks": queries.remarks_on(version.id),
        "approval": queries.approval_of(version.id),
        "councils": councils_of([version.lesson.lineage], clock.today()),
        "fewest": FEWEST,
        "no": service.why_not(current_user.person, version, clock.now()) if appraises else None,
        "judges": appraises and version.state is LessonState.SUBMITTED,
        "submission_form": SubmissionForm(formdata=None),
        "decision_form": DecisionForm(formdata=None),
        "reply_form": ReplyForm(formdata=None),
        "replied": "",
    }


add_part(_part)


def _own(version: LessonVersion) -> SheetForm:
    """The sheet of who asks, as it was handed in, or empty."""
    return filled(queries.sheet_by(version.id, current_user.id), lines_of(version.id), CONCLUSIONS)


def _sheet(version: LessonVersion, form: SheetForm, **typed: Any) -> str:
    loaded = version_of(version.lesson, version.number)
    shown = {"remark_form": RemarkForm(formdata=None), "remarked": None} | typed
    return render_template(
        "lesson_appraisals/edit.html",
        version=loaded,
        topic=topic_title(version.lesson.lineage),
        form=form,
        no=service.why_not(current_user.person, version, clock.now()),
        remarks=queries.remarks_on(version.id),
        **shown,
    )


def _lesson(version: LessonVersion, **typed: Any) -> str:
    return lesson_page(version_of(version.lesson, version.number) or abort(404), **typed)


def _told(version: LessonVersion, no: No | None, sentence: str) -> Any:
    flash(str(WHY_NOT[no]) if no else sentence, "warning" if no else "success")
    return _back(version, None)


def _back(version: LessonVersion, anchor: str | None) -> Any:
    number = version.number if version.number != version.lesson.latest_number else None
    return redirect(url_for("lesson_bank.show", lesson_id=version.lesson_id, version=number, _anchor=anchor))
