"""Remarking on a version under review, and answering."""

from datetime import datetime

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions.models import QuestionVersion, VersionState
from lms.questions.remarks.models import RemarkAnswer, ReviewRemark
from lms.questions.review import may_review
from lms.questions.service import lock
from lms.questions.sharing.viewers import as_viewer


def remark(person: Person, version: QuestionVersion, part: str, text: str, now: datetime) -> bool:
    """Put a remark beside a part. False if it is not under review any more, or not by this person."""
    lock([version.question_id])
    database.session.refresh(version)
    if version.state is not VersionState.SUBMITTED or not may_review(
        as_viewer(person, now), version.question_id
    ):
        return False
    made = ReviewRemark(version_id=version.id, part=part, text=text, by_id=person.id, at=now)
    database.session.add(made)
    database.session.flush()
    record(person, "question.remarked", version.question, now, new={"remark": made.id, "part": part})
    return True


def may_answer(person_id: int, made: ReviewRemark, writers: set[int]) -> bool:
    """Those who wrote the question, and whoever made the remark."""
    return person_id in writers or person_id == made.by_id


def answer(person: Person, made: ReviewRemark, text: str, resolved: bool, now: datetime) -> bool:
    """Say something to a remark, settle it, or open it again. False where that would change nothing."""
    if not text and (made.resolved or not resolved):
        return False
    database.session.add(
        RemarkAnswer(remark_id=made.id, text=text, resolved=resolved, by_id=person.id, at=now)
    )
    told = {"remark": made.id, "resolved": resolved}
    record(person, "question.remark-answered", made.version.question, now, new=told)
    return True
