"""Handing in, appraising, remarking, replying, deciding. The lesson is held while any of this is done."""

from datetime import datetime

from sqlalchemy import select, update

from lms import database
from lms.accounts.models import Person
from lms.appraisals.queries import in_reach
from lms.appraisals.rules import No, why_not_appraise, why_not_conclude
from lms.appraisals.service import Opinion, fill_in, reply as replied, resting_on
from lms.audit.service import record
from lms.lessons.appraisal import queries, telling
from lms.lessons.appraisal.criteria import lines_of, note
from lms.lessons.appraisal.models import LessonAppraisal, LessonApproval, LessonRemark, LessonRemarkReply
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank.models import LessonPage, LessonState, LessonStep, LessonVersion, Step
from lms.lessons.bank.queries import writers_of
from lms.lessons.bank.service import lock, move
from lms.questions.councils.queries import sitting
from lms.web.clock import local


def submit(person: Person, version: LessonVersion, said: str, now: datetime) -> No | None:
    """Hand a draft to the appraisers; a page without a word is not ready."""
    _hold(version)
    if version.state is not LessonState.DRAFT:
        return No.STATE
    if not all(page.words for page in version.pages):
        return No.EMPTY
    move(person, version, Step.SUBMITTED, LessonState.SUBMITTED, now, said)
    note(version, now)
    telling.handed_in(version, said, now)
    return None


def withdraw(person: Person, version: LessonVersion, now: datetime) -> No | None:
    """Back to a draft, as long as nobody has appraised it."""
    _hold(version)
    if version.state is not LessonState.SUBMITTED or queries.sheets_of(version.id):
        return No.STATE
    move(person, version, Step.WITHDRAWN, LessonState.DRAFT, now)
    telling.taken_back(version)
    return None


def why_not(person: Person, version: LessonVersion, now: datetime) -> No | None:
    """Why this person does not appraise or decide about the version as it stands."""
    lesson = version.lesson
    submitted = version.state is LessonState.SUBMITTED
    reach = in_reach(person.id, [lesson.lineage], local(now).date())
    return why_not_appraise(person.id, writers_of(lesson.id), submitted, reach)


def appraise(person: Person, version: LessonVersion, opinion: Opinion, now: datetime) -> No | None:
    """Hand in one's sheet, or another one as long as nothing is decided; what it said before stays in the history."""
    _hold(version)
    if no := why_not(person, version, now):
        return no
    sheet, lines = queries.sheet_by(version.id, person.id), lines_of(version.id)
    if sheet is None:
        sheet = LessonAppraisal(
            version_id=version.id, appraiser_id=person.id, author_id=version.created_by_id, reply=""
        )
        database.session.add(sheet)
    old = fill_in(sheet, opinion, lines, now)
    new = {"version": version.number, "conclusion": opinion.conclusion.value}
    record(person, "lesson.appraised", version.lesson, now, old=old, new=new)
    telling.appraised(person, version, sheet, now)
    return None


def remark(person: Person, page: LessonPage, quote: str, text: str, now: datetime) -> No | None:
    """Say something of a place, while the version is under appraisal."""
    _hold(page.version)
    if no := why_not(person, page.version, now):
        return no
    database.session.add(LessonRemark(page_id=page.id, quote=quote[:300], text=text, by_id=person.id, at=now))
    record(person, "lesson.remarked", page.version.lesson, now, new={"page": page.id})
    telling.remarked(person, page.version, now)
    return None


def reply_to_remark(person: Person, made: LessonRemark, text: str, now: datetime) -> bool:
    """By those who wrote the lesson, and by whoever made the remark."""
    lesson = made.page.version.lesson
    if person.id not in writers_of(lesson.id) | {made.by_id}:
        return False
    database.session.add(LessonRemarkReply(remark_id=made.id, text=text, by_id=person.id, at=now))
    record(person, "lesson.remark-replied", lesson, now, new={"remark": made.id})
    telling.remark_answered(person, made, now)
    return True


def reply(person: Person, sheet: LessonAppraisal, text: str, now: datetime) -> bool:
    """What those who wrote the lesson say to a sheet; said again, the earlier words stay in the history."""
    lesson = sheet.version.lesson
    if person.id not in writers_of(lesson.id):
        return False
    old = replied(person, sheet, text, now)
    record(person, "lesson.appraisal-replied", lesson, now, old=old, new={"sheet": sheet.id})
    telling.sheet_answered(person, sheet, now)
    return True


def decide(person: Person, version: LessonVersion, decision: Decision, said: str, now: datetime) -> No | None:
    """Approve, approve on condition of corrections, or return; by somebody who wrote no part of it."""
    _hold(version)
    no = why_not(person, version, now) or why_not_conclude(
        decision is Decision.APPROVE, queries.conclusions_about(version), said
    )
    if no:
        return no
    match decision:
        case Decision.APPROVE:
            step = _approve(person, version, said, now)
        case Decision.AFTER_CORRECTION:
            step = move(person, version, Step.TO_CORRECT, LessonState.TO_CORRECT, now, said)
        case Decision.RETURN:
            step = move(person, version, Step.RETURNED, LessonState.RETURNED, now, said)
    step.councils = sitting([version.lesson.lineage], local(now).date())
    telling.decided(person, version, now)
    return None


def _approve(person: Person, version: LessonVersion, said: str, now: datetime) -> LessonStep:
    """In use from now on; what was in use before may go on where it was given, and is given no more."""
    database.session.execute(
        update(LessonVersion)
        .where(LessonVersion.lesson_id == version.lesson_id, LessonVersion.state == LessonState.APPROVED)
        .values(state=LessonState.REPLACED)
    )
    database.session.add(
        LessonApproval(
            version_id=version.id,
            author_id=version.created_by_id,
            decided_by_id=person.id,
            decided_at=now,
            **resting_on(_sheets(version)),
        )
    )
    return move(person, version, Step.APPROVED, LessonState.APPROVED, now, said)


def _sheets(version: LessonVersion) -> list[LessonAppraisal]:
    """Those about this version, then those about the one that it corrects."""
    before = queries.sheets_of(version.corrects_id) if version.corrects_id else ()
    return [*queries.sheets_of(version.id), *before]


def _hold(version: LessonVersion) -> None:
    lock(version.lesson)
    statement = select(LessonVersion).where(LessonVersion.id == version.id)
    database.session.scalars(statement.execution_options(populate_existing=True)).one()
