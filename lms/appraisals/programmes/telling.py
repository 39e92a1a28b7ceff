"""Who is told what while a programme is appraised: those who may judge it, those who wrote it, those who judged it."""

from datetime import datetime

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.appraisals.programmes import queries
from lms.appraisals.programmes.models import ProgrammeAppraisal, ProgrammeSubmission, SubmissionState
from lms.appraisals.queries import appraisers_for
from lms.notices import service as notices
from lms.notices.service import Message
from lms.permissions import Permission
from lms.web.clock import local


def handed_in(submission: ProgrammeSubmission, now: datetime) -> None:
    """Everybody who may appraise it."""
    day, title = local(now).date(), submission.content["title"]
    people = appraisers_for(Permission.PROGRAMME_APPRAISE, submission.lineages, day)
    body = f"{title}\n\n{submission.said}" if submission.said else title
    path = f"/programmes/submissions/{submission.id}/appraisal"
    key, waits = _handing_in(submission), _("A programme waits for appraisal")
    message = Message(key=key, title=waits, body=body, path=path)
    notices.send(people - queries.writers_of(submission.id), message, now)


def taken_back(submission: ProgrammeSubmission) -> None:
    """Who has not read of it yet need not read of it any more."""
    notices.take_back(_handing_in(submission))


def appraised(
    person: Person, submission: ProgrammeSubmission, sheet: ProgrammeAppraisal, now: datetime
) -> None:
    """Those who wrote it, once for each conclusion that the appraiser comes to."""
    key = f"programme:{submission.id}:sheet:{person.id}:{sheet.conclusion.value}"
    title = _("%(name)s has handed in an appraisal sheet", name=person.full_name)
    people = queries.writers_of(submission.id) - {person.id}
    notices.send(people, _message(submission, key, title, "appraisal"), now)


def sheet_answered(person: Person, sheet: ProgrammeAppraisal, now: datetime) -> None:
    """Whoever filled in the sheet; once a day."""
    key = f"programme-sheet:{sheet.id}:reply:{local(now).date().isoformat()}"
    title = _("%(name)s has replied to your appraisal sheet", name=person.full_name)
    notices.send([sheet.appraiser_id], _message(sheet.submission, key, title, f"sheet-{sheet.id}"), now)


def concluded(person: Person, submission: ProgrammeSubmission, now: datetime) -> None:
    """Those who wrote it and those who judged it."""
    titles = {
        SubmissionState.PASSED: _("The programme is approved"),
        SubmissionState.TO_CORRECT: _("The programme is to be corrected and appraised again"),
        SubmissionState.FAILED: _("The programme did not pass its appraisal"),
    }
    judged = {sheet.appraiser_id for sheet in queries.sheets_of(submission.id)}
    people = (judged | queries.writers_of(submission.id)) - {person.id}
    key = f"programme:{submission.id}:concluded"
    notices.send(people, _message(submission, key, titles[submission.state], None), now)


def _message(submission: ProgrammeSubmission, key: str, title: str, anchor: str | None) -> Message:
    path = f"/programmes/submissions/{submission.id}" + (f"#{anchor}" if anchor else "")
    return Message(key=key, title=title[:200], body=submission.content["title"], path=path)


def _handing_in(submission: ProgrammeSubmission) -> str:
    return f"programme:{submission.id}:handed-in"
