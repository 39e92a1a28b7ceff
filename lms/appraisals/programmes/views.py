"""Appraising programmes: what waits, how a programme stands, the frozen copy with its sheets, the paper."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.appraisals.forms import ReplyForm, SheetForm, SubmissionForm, filled, sheet_form
from lms.appraisals.programmes import queries, service
from lms.appraisals.programmes.forms import ConclusionForm
from lms.appraisals.programmes.labels import CONCLUSIONS, WHY_NOT
from lms.appraisals.programmes.models import ProgrammeAppraisal, ProgrammeSubmission, SubmissionState
from lms.appraisals.queries import councils_of
from lms.appraisals.rules import No
from lms.appraisals.sheets import FEWEST, Conclusion
from lms.permissions import Permission
from lms.programmes.approval.queries import known, look_at
from lms.programmes.approval.rules import differences
from lms.programmes.models import Programme
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("programme_appraisals", __name__, url_prefix="/programmes")


@routes.get("/appraisals")
@authorised(None, Permission.PROGRAMME_APPRAISE)
def index() -> str:
    found = queries.for_appraiser(current_user.id, clock.today())
    return render_template("programme_appraisals/index.html", waiting=found, fewest=FEWEST)


@routes.get("/<int:programme_id>/appraisal")
@authorised(Programme, Permission.PROGRAMME_SEE)
def standing(programme: Programme) -> str:
    return _standing(programme, SubmissionForm(formdata=None))


@routes.post("/<int:programme_id>/submissions")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def submit(programme: Programme) -> Any:
    form = SubmissionForm()
    if not form.validate():
        return _standing(programme, form), 422
    made = service.submit(current_user.person, programme, form.said.data or "", clock.now())
    if isinstance(made, No):
        form.form_errors.append(str(WHY_NOT[made]))
        return _standing(programme, form), 409
    flash(_("A copy of the programme waits for its appraisers; it does not change any more."), "success")
    return redirect(url_for(".show", programme_submission_id=made.id))


@routes.get("/submissions/<int:programme_submission_id>")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_SEE)
def show(programme_submission: ProgrammeSubmission) -> str:
    return _shown(programme_submission)


@routes.post("/submissions/<int:programme_submission_id>/withdrawal")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_EDIT)
def withdraw(programme_submission: ProgrammeSubmission) -> Any:
    no = service.withdraw(current_user.person, programme_submission, clock.now())
    return _told(programme_submission, no, _("It is taken back. The programme can be handed in again."))


@routes.get("/submissions/<int:programme_submission_id>/appraisal")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_APPRAISE)
def edit(programme_submission: ProgrammeSubmission) -> str:
    own = queries.sheet_by(programme_submission.id, current_user.id)
    return _sheet(programme_submission, filled(own, queries.lines_of(programme_submission), CONCLUSIONS))


@routes.post("/submissions/<int:programme_submission_id>/appraisal")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_APPRAISE)
def update(programme_submission: ProgrammeSubmission) -> Any:
    form = sheet_form(queries.lines_of(programme_submission), CONCLUSIONS)
    if not form.validate():
        return _sheet(programme_submission, form), 422
    no = service.appraise(current_user.person, programme_submission, form.opinion, clock.now())
    if no:
        form.form_errors.append(str(WHY_NOT[no]))
        return _sheet(programme_submission, form), 409
    return _told(programme_submission, None, _("Your sheet is handed in."))


@routes.post("/appraisals/<int:programme_appraisal_id>/reply")
@authorised(ProgrammeAppraisal, Permission.PROGRAMME_EDIT)
def reply(programme_appraisal: ProgrammeAppraisal) -> Any:
    form, submission = ReplyForm(), programme_appraisal.submission
    if not form.validate():
        return _shown(submission, reply_form=form, replied=f"sheet-{programme_appraisal.id}"), 422
    if not service.reply(current_user.person, programme_appraisal, form.text.data or "", clock.now()):
        abort(403)
    return _back(submission, f"sheet-{programme_appraisal.id}")


@routes.post("/submissions/<int:programme_submission_id>/conclusion")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_APPRAISE)
def conclude(programme_submission: ProgrammeSubmission) -> Any:
    form = ConclusionForm()
    if not form.validate():
        return _shown(programme_submission, conclusion_form=form), 422
    conclusion, said = Conclusion(form.conclusion.data), form.said.data or ""
    no = service.conclude(current_user.person, programme_submission, conclusion, said, clock.now())
    if no:
        form.form_errors.append(str(WHY_NOT[no]))
        return _shown(programme_submission, conclusion_form=form), 422 if no is No.UNSAID else 409
    return _told(programme_submission, None, _("The conclusion is entered; those who wrote it are told."))


@routes.get("/submissions/<int:programme_submission_id>/paper")
@authorised(ProgrammeSubmission, Permission.PROGRAMME_SEE)
def paper(programme_submission: ProgrammeSubmission) -> str:
    """All sheets and the conclusion as they are printed and signed."""
    return render_template(
        "programme_appraisals/paper.html",
        submission=programme_submission,
        sheets=queries.sheets_of(programme_submission.id),
        councils=queries.councils_deciding(programme_submission, clock.today()),
    )


def _standing(programme: Programme, form: SubmissionForm) -> str:
    look, submissions = look_at(programme), queries.submissions_of(programme.id)
    lineages = [topic["lineage"] for topic in look.content["topics"]]
    return render_template(
        "programme_appraisals/standing.html",
        programme=programme,
        look=look,
        form=form,
        submissions=submissions,
        councils=councils_of(lineages, clock.today()),
    )


def _shown(submission: ProgrammeSubmission, **typed: Any) -> str:
    appraises, sheets = can(Permission.PROGRAMME_APPRAISE), queries.sheets_of(submission.id)
    waits = submission.state is SubmissionState.SUBMITTED
    forms = {
        "conclusion_form": ConclusionForm(formdata=None),
        "reply_form": ReplyForm(formdata=None),
        "replied": "",
    }
    return render_template(
        "programme_appraisals/show.html",
        submission=submission,
        sheets=sheets,
        fewest=FEWEST,
        judges=appraises and waits,
        no=service.why_not(current_user.person, submission, clock.now()) if appraises and waits else None,
        wrote=current_user.id in queries.writers_of(submission.id),
        since=differences(submission.content, look_at(submission.programme).content),
        **forms | typed,
    )


def _sheet(submission: ProgrammeSubmission, form: SheetForm) -> str:
    """Beside what is judged stands what is new to those who know what is in force."""
    in_force = known(submission.programme)
    return render_template(
        "programme_appraisals/edit.html",
        submission=submission,
        form=form,
        in_force=in_force,
        changes=differences(in_force.content, submission.content) if in_force else [],
        no=service.why_not(current_user.person, submission, clock.now()),
    )


def _told(submission: ProgrammeSubmission, no: No | None, sentence: str) -> Any:
    flash(str(WHY_NOT[no]) if no else sentence, "warning" if no else "success")
    return _back(submission, None)


def _back(submission: ProgrammeSubmission, anchor: str | None) -> Any:
    return redirect(url_for(".show", programme_submission_id=submission.id, _anchor=anchor))
