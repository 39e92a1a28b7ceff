"""Appending the marks that a preview showed. Nothing is overwritten; released marks stay until the next release."""

from datetime import datetime

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking.models import SubjectKind
from lms.marking.origins.models import Kind
from lms.marking.origins.service import append_mark
from lms.marking.service import Subject
from lms.reflections.models import ReflectionTask
from lms.reflections.renewals import preview

KIND = SubjectKind.SUBMISSION


def renew(task: ReflectionTask, standing: str, actor: Person, now: datetime) -> int | None:
    """How many marks were carried over; None, and nothing is changed, where things stand otherwise than was shown."""
    database.session.execute(select(ReflectionTask.id).where(ReflectionTask.id == task.id).with_for_update())
    found = preview.of_task(task)
    if found.standing != standing:
        return None
    for line in found.ready:
        append_mark(
            Subject(KIND, line.mark.subject_id, task.study_class_id),
            found.version,
            line.scores,
            line.mark.remark,
            kind=Kind.RENEWED,
            marker_id=line.mark.marker_id,
            actor=actor,
            now=now,
        )
    facts = {"version": found.version.number, "marks": len(found.ready), "left": len(found.needing)}
    audit.record(actor, "marks.renewed", task, now, new=facts, class_id=task.study_class_id)
    return len(found.ready)
