"""Returning a reflection for revision: what to change and until when. It is handed in again as a new version."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, defer

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections import own
from lms.reflections.allowance_models import GroupExtension
from lms.reflections.groups import queries as groups
from lms.reflections.models import (
    Extension,
    Reflection,
    ReflectionState,
    ReflectionTask,
    Submission,
)
from lms.reflections.return_models import ReflectionReturn
from lms.web.errors import LmsError
from lms.web.filters import as_datetime


def give_back(
    submission: Submission, words: str, due_at: datetime, actor: Person, now: datetime
) -> ReflectionReturn:
    """The learner may write again until `due_at`; what was handed in stays as it was."""
    reflection = _held(submission)
    if reflection.state is not ReflectionState.HANDED_IN or reflection.submission_number != submission.number:
        raise LmsError(_("It was returned or handed in again meanwhile. Nothing was stored."))
    if marking.released_mark(SubjectKind.SUBMISSION, submission.id) is not None:
        raise LmsError(_("Its mark is released. Hide the marks first, or let the learner ask for a re-mark."))
    if reflection.by_group and reflection.group_id is None:
        raise LmsError(
            _("The group is no longer in the class, so nobody could write again. Mark it as it is.")
        )
    made = ReflectionReturn(
        submission_id=submission.id, words=words, due_at=due_at, returned_at=now, returned_by_id=actor.id
    )
    try:
        with database.session.begin_nested():
            database.session.add(made)
    except IntegrityError as error:
        raise LmsError(_("It was returned or handed in again meanwhile. Nothing was stored.")) from error
    reflection.state = ReflectionState.RETURNED
    _give_time(reflection, words, due_at, actor, now)
    _record(actor, "reflection.returned", submission, now, words)
    notices.send(groups.people_of(reflection), _message(submission, made), now)
    return made


def take_back(submission: Submission, actor: Person, now: datetime) -> bool:
    """What was handed in counts again as it is; False if it was handed in again or is not returned."""
    reflection = _held(submission)
    standing = of_submission(submission.id)
    if standing is None or reflection.state is not ReflectionState.RETURNED:
        return False
    standing.taken_back_at = now
    reflection.state = ReflectionState.HANDED_IN
    _record(actor, "reflection.return-taken-back", submission, now, "")
    notices.take_back(_key(standing))
    return True


def of_submission(submission_id: int) -> ReflectionReturn | None:
    """Why this version was returned, unless that was taken back."""
    statement = select(ReflectionReturn).where(
        ReflectionReturn.submission_id == submission_id, ReflectionReturn.taken_back_at.is_(None)
    )
    return database.session.scalars(statement).one_or_none()


def of_reflection(reflection: Reflection) -> ReflectionReturn | None:
    """What its writer has to change now; None unless it stands returned."""
    if reflection.state is not ReflectionState.RETURNED:
        return None
    statement = (
        select(ReflectionReturn)
        .join(Submission, Submission.id == ReflectionReturn.submission_id)
        .where(
            Submission.reflection_id == reflection.id,
            Submission.number == reflection.submission_number,
            ReflectionReturn.taken_back_at.is_(None),
        )
    )
    return database.session.scalars(statement).one_or_none()


def of_task(task: ReflectionTask) -> list[Submission]:
    """The versions of a task that stand returned and wait for their writers."""
    statement = (
        select(Submission)
        .join(Submission.reflection)
        .options(contains_eager(Submission.reflection), defer(Submission.parts))
        .where(
            Reflection.task_id == task.id,
            Reflection.state == ReflectionState.RETURNED,
            Reflection.submission_number == Submission.number,
        )
        .order_by(Reflection.script_no)
    )
    return list(database.session.scalars(statement))


def _held(submission: Submission) -> Reflection:
    reflection = submission.reflection
    database.session.refresh(reflection, ["state", "submission_number"], with_for_update=True)
    return reflection


def _give_time(reflection: Reflection, words: str, due_at: datetime, actor: Person, now: datetime) -> None:
    """Never less than the learner had."""
    if due_at > own.window_of(reflection).due_at:
        kind, whose = (
            (Extension, {"person_id": reflection.person_id})
            if reflection.person_id
            else (GroupExtension, {"group_id": reflection.group_id})
        )
        extension = kind(
            task_id=reflection.task_id,
            due_at=due_at,
            reason=words[:300],
            granted_at=now,
            granted_by_id=actor.id,
            **whose,
        )
        database.session.add(extension)


def _record(actor: Person, action: str, submission: Submission, now: datetime, words: str) -> None:
    facts = {"number": submission.number, **({"words": words} if words else {})}
    class_id = submission.reflection.task.study_class_id
    record(actor, action, submission, now, new=facts, class_id=class_id)


def _message(submission: Submission, made: ReflectionReturn) -> Message:
    reflection = submission.reflection
    return Message(
        key=_key(made),
        title=_("To be revised: %(title)s", title=reflection.task.title),
        body=_("Change it and hand it in again before %(time)s", time=as_datetime(made.due_at)),
        path=f"/reflections/{reflection.public_id}",
        class_id=reflection.task.study_class_id,
    )


def _key(made: ReflectionReturn) -> str:
    return f"reflection-returned:{made.submission_id}:{made.id}"
