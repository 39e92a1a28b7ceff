"""Sealing the codes of a task, and opening all of them at once by two people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking import queries as marking
from lms.marking.models import BatchKind
from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections import handed_in
from lms.reflections.codes.models import CodeSeal
from lms.reflections.double import queries as double
from lms.reflections.models import ReflectionTask
from lms.reflections.moderation import queries as moderation
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Minutes:
    """What the first person writes down."""

    second: Person
    place: str
    present: str


def seal(task: ReflectionTask, actor: Person, now: datetime) -> CodeSeal:
    """From now on names appear only after an opening. Sealing twice is sealing once."""
    if not task.blind:
        raise LmsError(_("This task is marked with names. Let it be marked without names first."))
    if marking.standing_releases(BatchKind.REFLECTION_TASK, task.id):
        raise LmsError(_("The marks are released, so the names are known already. Nothing was changed."))
    found = _locked(task)
    if found is None:
        found = CodeSeal(task_id=task.id, sealed_at=now, sealed_by_id=actor.id)
        database.session.add(found)
        _record(task, actor, "codes.sealed", now)
    return found


def unseal(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Names appear with the release again; only while nothing is marked."""
    found = _locked(task)
    if found is None:
        return
    if found.opened_at or double.has_begun(task.id):
        raise LmsError(_("Marking has begun: the codes stay sealed until two people open them."))
    database.session.delete(found)
    _record(task, actor, "codes.unsealed", now)


def ask(task: ReflectionTask, minutes: Minutes, first: Person, now: datetime) -> CodeSeal:
    """The first of two: where, who is present, and who is the second. Nothing is open yet."""
    found = _sealed(task)
    _refuse_unless_all_marked(task)
    found.asked_at, found.place, found.present = now, minutes.place, minutes.present
    found.first, found.second = first, minutes.second
    found.first_id, found.second_id = first.id, minutes.second.id
    _record(task, first, "codes.opening-asked", now, second_id=minutes.second.id, place=minutes.place)
    message = Message(
        key=f"codes-opening:{task.id}:{now.isoformat()}",
        title=_("You are to open the codes of “%(title)s” together", title=task.title),
        path=f"/reflection-tasks/{task.id}/codes",
        class_id=task.study_class_id,
    )
    notices.send([minutes.second.id], message, now)
    return found


def open_all(task: ReflectionTask, second: Person, now: datetime) -> bool:
    """The second confirms: all codes are open. False where they were open already."""
    found = _sealed(task, opened=True)
    if found.opened_at is not None:
        return False
    if found.second_id != second.id:
        raise LmsError(_("Only the second person who is named can confirm. Nothing was opened."), 403)
    _refuse_unless_all_marked(task)
    found.opened_at = now
    facts = {"first_id": found.first_id, "place": found.place, "present": found.present}
    _record(task, second, "codes.opened", now, **facts)
    return True


def withdraw(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Either of the two takes it back before it is confirmed."""
    found = _sealed(task)
    if actor.id not in {found.first_id, found.second_id}:
        raise LmsError(_("Only one of the two can take this back."), 403)
    found.asked_at = found.first = found.second = found.first_id = found.second_id = None
    found.place = found.present = ""
    _record(task, actor, "codes.opening-withdrawn", now)


def refuse_if_sealed(task: ReflectionTask) -> None:
    """Marks are not released before it is known whose they are."""
    found = database.session.get(CodeSeal, task.id)
    if found is not None and found.opened_at is None:
        raise LmsError(_("The codes are sealed. Two people open them first; then the marks can be released."))


def _refuse_unless_all_marked(task: ReflectionTask) -> None:
    """Marked and checked: what was drawn for a second look is looked at, and what was proposed is decided."""
    if moderation.unsettled(task):
        raise LmsError(
            _("Codes are opened once moderation is over: some marks still wait there. Nothing was opened.")
        )
    counts = handed_in.counts_of(task)
    if not counts.all or counts.marked < counts.all:
        raise LmsError(
            _(
                "Codes are opened once every script has its mark; %(left)s are left. Nothing was opened.",
                left=counts.all - counts.marked,
            )
        )


def _locked(task: ReflectionTask) -> CodeSeal | None:
    """The row as it is now; who comes second waits."""
    database.session.execute(select(ReflectionTask.id).where(ReflectionTask.id == task.id).with_for_update())
    statement = select(CodeSeal).where(CodeSeal.task_id == task.id)
    return database.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def _sealed(task: ReflectionTask, *, opened: bool = False) -> CodeSeal:
    found = _locked(task)
    if found is None:
        raise LmsError(_("The codes of this task are not sealed. Nothing was changed."))
    if found.opened_at is not None and not opened:
        raise LmsError(_("The codes are open already. Nothing was changed."))
    return found


def _record(task: ReflectionTask, actor: Person, action: str, now: datetime, **facts: Any) -> None:
    audit.record(actor, action, task, now, new=facts, class_id=task.study_class_id)
