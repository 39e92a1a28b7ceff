"""Adding sample scripts with agreed marks, trying them, asking markers to try them first."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking.rules import Sheet
from lms.reflections.calibration import queries
from lms.reflections.calibration.models import CalibrationRule, SampleScript, SampleTrial
from lms.reflections.models import ReflectionTask
from lms.web.errors import LmsError


def add(
    task: ReflectionTask, title: str, text: str, sheet: Sheet, actor: Person, now: datetime
) -> SampleScript:
    """Add a sample with the levels agreed and why."""
    database.session.execute(select(ReflectionTask.id).where(ReflectionTask.id == task.id).with_for_update())
    highest = select(func.max(SampleScript.number)).where(SampleScript.task_id == task.id)
    sample = SampleScript(
        task_id=task.id,
        task=task,
        number=(database.session.scalar(highest) or 0) + 1,
        title=title,
        text=text,
        rubric_version_id=task.rubric.current.id,
        levels=levels_of(sheet),
        reasons={str(score.criterion_id): score.comment for score in sheet.scores if score.comment},
        agreed_at=now,
        agreed_by_id=actor.id,
    )
    database.session.add(sample)
    facts = {"title": title, "levels": sample.levels}
    audit.record(actor, "sample.agreed", sample, now, new=facts, class_id=task.study_class_id)
    return sample


def withdraw(sample: SampleScript, actor: Person, now: datetime) -> None:
    """Nobody need try it any more; what was tried stays."""
    if sample.withdrawn_at is None:
        sample.withdrawn_at = now
        audit.record(actor, "sample.withdrawn", sample, now, class_id=sample.task.study_class_id)


def require(task: ReflectionTask, actor: Person, now: datetime, *, wanted: bool) -> None:
    """Ask markers to try the samples before the workbench opens, or no longer. Twice is once."""
    known = database.session.get(CalibrationRule, task.id)
    if wanted == (known is not None):
        return
    if known is not None:
        database.session.delete(known)
    else:
        database.session.add(CalibrationRule(task_id=task.id, required_at=now, required_by_id=actor.id))
    audit.record(
        actor, "calibration.required", task, now, new={"required": wanted}, class_id=task.study_class_id
    )


def attempt(sample: SampleScript, marker: Person, sheet: Sheet, now: datetime) -> bool:
    """Keep what the marker gave; False if they tried it before, which stays as it was."""
    trial = SampleTrial(sample_id=sample.id, marker_id=marker.id, levels=levels_of(sheet), tried_at=now)
    try:
        with database.session.begin_nested():
            database.session.add(trial)
    except IntegrityError:
        return False
    return True


def refuse_if_untried(task: ReflectionTask, marker: Person) -> None:
    """The workbench opens once the samples are tried."""
    if queries.left_to_try(task, marker.id):
        raise LmsError(_("Try the sample scripts of this task first. Nothing was stored."))


def levels_of(sheet: Sheet) -> dict[str, int | None]:
    return {str(score.criterion_id): score.level_id for score in sheet.scores}
