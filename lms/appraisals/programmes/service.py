"""Handing in, appraising, replying, concluding. The programme is held while any of this is done."""

from datetime import datetime

from sqlalchemy import func, insert, select

from lms import database
from lms.accounts.models import Person
from lms.appraisals.criteria.queries import in_use_at
from lms.appraisals.criteria.whose import PROGRAMMES
from lms.appraisals.programmes import queries, telling
from lms.appraisals.programmes.models import (
    ProgrammeAppraisal,
    ProgrammeApproval,
    ProgrammeSubmission,
    ProgrammeWriter,
    SubmissionState,
)
from lms.appraisals.queries import in_reach
from lms.appraisals.rules import No, why_not_appraise, why_not_conclude
from lms.appraisals.service import Opinion, fill_in, reply as replied, resting_on
from lms.appraisals.sheets import Conclusion
from lms.audit.service import record
from lms.programmes.approval import service as approval
from lms.programmes.approval.queries import look_at
from lms.programmes.approval.rules import Standing
from lms.programmes.models import Programme
from lms.questions.councils.queries import sitting
from lms.web.clock import local

ENDS = {
    Conclusion.PASS: SubmissionState.PASSED,
    Conclusion.CORRECT: SubmissionState.TO_CORRECT,
    Conclusion.FAIL: SubmissionState.FAILED,
}


def submit(person: Person, programme: Programme, said: str, now: datetime) -> ProgrammeSubmission | No:
    """A copy of the programme as it stands goes to the appraisers; what was approved already does not."""
    _hold(programme)
    if any(one.state is SubmissionState.SUBMITTED for one in queries.submissions_of(programme.id)):
        return No.STATE
    look = look_at(programme)
    if look.standing is Standing.APPROVED:
        return No.SAME
    if not look.content["topics"]:
        return No.EMPTY
    form, made = in_use_at(PROGRAMMES), ProgrammeSubmission(by_id=person.id, at=now, said=said)
    made.programme_id, made.number = programme.id, _next_number(programme)
    made.content, made.digest = dict(look.content), look.digest
    made.form_id = form.id if form else None
    database.session.add(made)
    database.session.flush()
    writers = queries.wrote(programme) | {person.id}
    rows = [{"submission_id": made.id, "person_id": one} for one in sorted(writers)]
    database.session.execute(insert(ProgrammeWriter), rows)
    new = {"submission": made.id, "digest": made.digest}
    record(person, "programme.appraisal-asked", programme, now, new=new, reason=said[:500])
    telling.handed_in(made, now)
    return made


def withdraw(person: Person, submission: ProgrammeSubmission, now: datetime) -> No | None:
    """As long as nobody has appraised it."""
    _hold_submission(submission)
    if submission.state is not SubmissionState.SUBMITTED or queries.sheets_of(submission.id):
        return No.STATE
    _end(person, submission, SubmissionState.WITHDRAWN, "", now)
    telling.taken_back(submission)
    return None


def why_not(person: Person, submission: ProgrammeSubmission, now: datetime) -> No | None:
    """Why this person does not appraise or conclude as things stand."""
    waits = submission.state is SubmissionState.SUBMITTED
    reach = in_reach(person.id, submission.lineages, local(now).date())
    return why_not_appraise(person.id, queries.writers_of(submission.id), waits, reach)


def appraise(person: Person, submission: ProgrammeSubmission, opinion: Opinion, now: datetime) -> No | None:
    """Hand in one's sheet, or another one until it is concluded; what it said before stays in the history."""
    _hold_submission(submission)
    if no := why_not(person, submission, now):
        return no
    sheet, lines = queries.sheet_by(submission.id, person.id), queries.lines_of(submission)
    if sheet is None:
        sheet = ProgrammeAppraisal(appraiser_id=person.id, author_id=submission.by_id, reply="")
        sheet.submission_id = submission.id
        database.session.add(sheet)
    old = fill_in(sheet, opinion, lines, now)
    new = {"submission": submission.id, "conclusion": opinion.conclusion.value}
    record(person, "programme.appraised", submission.programme, now, old=old, new=new)
    telling.appraised(person, submission, sheet, now)
    return None


def reply(person: Person, sheet: ProgrammeAppraisal, text: str, now: datetime) -> bool:
    """What those who wrote the programme say to a sheet; said again, the earlier words stay in the history."""
    if person.id not in queries.writers_of(sheet.submission_id):
        return False
    old, programme = replied(person, sheet, text, now), sheet.submission.programme
    record(person, "programme.appraisal-replied", programme, now, old=old, new={"sheet": sheet.id})
    telling.sheet_answered(person, sheet, now)
    return True


def conclude(
    person: Person, submission: ProgrammeSubmission, conclusion: Conclusion, said: str, now: datetime
) -> No | None:
    """By somebody who wrote no part of it. What passes is in force as it was handed in; what fails is not."""
    _hold_submission(submission)
    sheets = queries.conclusions_about(submission.id)
    no = why_not(person, submission, now) or why_not_conclude(conclusion is Conclusion.PASS, sheets, said)
    if no:
        return no
    submission.councils = sitting(submission.lineages, local(now).date())
    _end(person, submission, ENDS[conclusion], said, now)
    if conclusion is Conclusion.PASS:
        _approve(person, submission, now)
    elif conclusion is Conclusion.FAIL:
        approval.end(submission.programme_id, submission.digest)
    telling.concluded(person, submission, now)
    return None


def _approve(person: Person, submission: ProgrammeSubmission, now: datetime) -> None:
    database.session.add(
        ProgrammeApproval(
            submission_id=submission.id,
            author_id=submission.by_id,
            decided_by_id=person.id,
            decided_at=now,
            **resting_on(queries.sheets_of(submission.id)),
        )
    )
    database.session.flush()
    approval.put_in_force(submission.programme_id, submission.id, submission.content, submission.digest, now)


def _end(
    person: Person, submission: ProgrammeSubmission, state: SubmissionState, said: str, now: datetime
) -> None:
    submission.state, submission.reason = state, said[:2000]
    submission.ended_by_id, submission.ended_at = person.id, now
    action, new = f"programme.appraisal-{state.value}", {"submission": submission.id}
    record(person, action, submission.programme, now, new=new, reason=said[:500])


def _next_number(programme: Programme) -> int:
    last = select(func.max(ProgrammeSubmission.number)).where(
        ProgrammeSubmission.programme_id == programme.id
    )
    return (database.session.scalar(last) or 0) + 1


def _hold(programme: Programme) -> None:
    """Nobody else hands in or concludes until the end of the transaction."""
    database.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())


def _hold_submission(submission: ProgrammeSubmission) -> None:
    _hold(submission.programme)
    database.session.refresh(submission, ["state"])
