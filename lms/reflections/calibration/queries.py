"""Reading about sample scripts: those of a task, who tried which, who has still to try."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.reflections.calibration import rules
from lms.reflections.calibration.models import CalibrationRule, SampleScript, SampleTrial
from lms.reflections.calibration.rules import Comparison
from lms.reflections.models import ReflectionTask


def is_required(task: ReflectionTask) -> bool:
    return database.session.get(CalibrationRule, task.id) is not None


def samples_of(task: ReflectionTask) -> Sequence[SampleScript]:
    """Those that stand, by number."""
    statement = (
        select(SampleScript)
        .where(SampleScript.task_id == task.id, SampleScript.withdrawn_at.is_(None))
        .options(joinedload(SampleScript.version), joinedload(SampleScript.task))
        .order_by(SampleScript.number)
    )
    return database.session.scalars(statement).all()


def trials_of(task: ReflectionTask) -> Sequence[SampleTrial]:
    """Everybody's of a task, in the order of markers' names and samples."""
    statement = (
        select(SampleTrial)
        .join(SampleScript, SampleScript.id == SampleTrial.sample_id)
        .where(SampleScript.task_id == task.id, SampleScript.withdrawn_at.is_(None))
        .options(joinedload(SampleTrial.marker))
        .order_by(SampleTrial.marker_id, SampleScript.number)
    )
    return database.session.scalars(statement).all()


def trial_of(sample: SampleScript, marker_id: int) -> SampleTrial | None:
    statement = select(SampleTrial).where(
        SampleTrial.sample_id == sample.id, SampleTrial.marker_id == marker_id
    )
    return database.session.scalars(statement).one_or_none()


def comparison(sample: SampleScript, trial: SampleTrial) -> Comparison:
    return rules.compared(sample.version.criteria, sample.levels, trial.levels, sample.reasons)


def left_to_try(task: ReflectionTask, marker_id: int) -> int:
    """How many samples this person must try before marking; 0 where the task asks for none.

    Who agreed on a sample need not try it, and nobody one that was agreed by an earlier rubric.
    """
    required = exists().where(CalibrationRule.task_id == task.id)
    tried = exists().where(SampleTrial.sample_id == SampleScript.id, SampleTrial.marker_id == marker_id)
    statement = (
        select(func.count())
        .select_from(SampleScript)
        .where(
            *(SampleScript.task_id == task.id, SampleScript.withdrawn_at.is_(None), required, ~tried),
            SampleScript.agreed_by_id.is_distinct_from(marker_id),
            SampleScript.rubric_version_id == task.rubric.current.id,
        )
    )
    return database.session.scalar(statement) or 0
