"""What is asked about the appraisal of programmes; each answer is a statement or two."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, joinedload

from lms import database
from lms.appraisals.criteria.models import ProgrammeCriterionRow
from lms.appraisals.criteria.rules import SHIPPED_FOR_PROGRAMMES, Line
from lms.appraisals.programmes.models import (
    ProgrammeAppraisal,
    ProgrammeSubmission,
    ProgrammeWriter,
    SubmissionState,
)
from lms.appraisals.queries import sheets_about
from lms.appraisals.rules import Sheets
from lms.appraisals.waiting import Waiting, covered, within_reach
from lms.audit.models import AuditEntry
from lms.programmes.models import Programme, Topic
from lms.programmes.queries import version_ids
from lms.questions.councils.models import CouncilTopic
from lms.questions.councils.queries import sitting

WRITING = (
    "programme.created",
    "programme.changed",
    "programme.issued",
    "programme.topic-moved",
    "programme.objectives-set",
    "citations.set",
)
_BACK = (SubmissionState.TO_CORRECT, SubmissionState.FAILED)


def submissions_of(programme_id: int) -> Sequence[ProgrammeSubmission]:
    """Every handing in of the programme in this version, the latest first."""
    statement = (
        select(ProgrammeSubmission)
        .where(ProgrammeSubmission.programme_id == programme_id)
        .options(joinedload(ProgrammeSubmission.by), joinedload(ProgrammeSubmission.ended_by))
        .order_by(ProgrammeSubmission.number.desc())
    )
    return database.session.scalars(statement).all()


def lines_of(submission: ProgrammeSubmission) -> Sequence[Line]:
    """What is asked about it: the criteria that held when it was handed in."""
    if submission.form_id is None:
        return SHIPPED_FOR_PROGRAMMES
    kept = ProgrammeCriterionRow
    statement = select(kept).where(kept.form_id == submission.form_id).order_by(kept.position)
    return [one.line for one in database.session.scalars(statement)]


def sheets_of(submission_id: int) -> Sequence[ProgrammeAppraisal]:
    statement = sheets_about(ProgrammeAppraisal, ProgrammeAppraisal.submission_id == submission_id)
    return database.session.scalars(statement).all()


def sheet_by(submission_id: int, person_id: int) -> ProgrammeAppraisal | None:
    statement = select(ProgrammeAppraisal).where(
        ProgrammeAppraisal.submission_id == submission_id, ProgrammeAppraisal.appraiser_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def conclusions_about(submission_id: int) -> Sheets:
    found = sheets_of(submission_id)
    return Sheets([one.conclusion for one in found], len(found))


def wrote(programme: Programme) -> set[int]:
    """Everybody who changed anything in a version of the programme, as the history tells."""
    statement = select(AuditEntry.actor_id).where(
        AuditEntry.action.in_(WRITING),
        AuditEntry.subject == Programme.__name__,
        AuditEntry.subject_id.in_(version_ids(programme.id)),
    )
    return {one for one in database.session.scalars(statement.distinct()) if one is not None}


def writers_of(submission_id: int) -> set[int]:
    statement = select(ProgrammeWriter.person_id).where(ProgrammeWriter.submission_id == submission_id)
    return set(database.session.scalars(statement))


def councils_deciding(submission: ProgrammeSubmission, day: date) -> list[dict[str, Any]]:
    """The councils that concluded, as they were then; as long as nobody did, those of this day."""
    return submission.councils or sitting(submission.lineages, day)


def for_appraiser(person_id: int, day: date) -> Sequence[Waiting]:
    """Handed in, written by others and within reach; what waits the longest comes first."""
    asked = ProgrammeSubmission
    sheets = select(ProgrammeAppraisal.id).where(ProgrammeAppraisal.submission_id == asked.id)
    mine = exists(sheets.where(ProgrammeAppraisal.appraiser_id == person_id).correlate(asked))
    people = sheets.with_only_columns(func.count()).correlate(asked).scalar_subquery()
    theirs = exists().where(ProgrammeWriter.submission_id == asked.id, ProgrammeWriter.person_id == person_id)
    lineages = select(Topic.lineage).where(Topic.programme_id == asked.programme_id).correlate(asked)
    councils = covered(day, CouncilTopic.lineage.in_(lineages)).correlate(asked)
    statement = (
        select(asked, people, mine, asked.at)
        .where(asked.state == SubmissionState.SUBMITTED, ~theirs, within_reach(councils, person_id))
        .options(joinedload(asked.by))
        .order_by(asked.at, asked.id)
    )
    return [Waiting(*row) for row in database.session.execute(statement)]


def to_correct(person_id: int) -> Sequence[ProgrammeSubmission]:
    """What this person handed in and got back, as long as nothing was handed in after it."""
    asked = ProgrammeSubmission
    later = aliased(asked)
    again = exists().where(later.programme_id == asked.programme_id, later.number > asked.number)
    statement = select(asked).where(asked.by_id == person_id, asked.state.in_(_BACK), ~again)
    statement = statement.order_by(asked.id)
    return database.session.scalars(statement).all()


def to_answer(person_id: int) -> Sequence[tuple[ProgrammeSubmission, int]]:
    """What this person handed in and is not through, with how many sheets have a word and no reply."""
    asked, sheet = ProgrammeSubmission, ProgrammeAppraisal
    about = (sheet.submission_id == asked.id, sheet.comment != "", sheet.reply == "")
    count = select(func.count()).where(*about).correlate(asked).scalar_subquery()
    open_ones = (SubmissionState.SUBMITTED, *_BACK)
    statement = select(asked, count).where(asked.by_id == person_id, asked.state.in_(open_ones), count > 0)
    return [(one, found) for one, found in database.session.execute(statement.order_by(asked.id))]
