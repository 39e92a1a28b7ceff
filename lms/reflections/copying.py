"""Taking a task over from an earlier class: everything that was asked, and none of the dates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.classes.queries import seen_by
from lms.marking import queries as marking, rubrics
from lms.marking.models import Rubric
from lms.permissions import GrantLike, Permission
from lms.reflections.forms import COPIED_RUBRIC, TaskForm, section_values
from lms.reflections.models import ReflectionTask

MOST_SHOWN = 200


def earlier(grants: Iterable[GrantLike], study_class: StudyClass) -> list[ReflectionTask]:
    """The tasks of other classes that these grants show, the latest first."""
    statement = (
        select(ReflectionTask)
        .join(ReflectionTask.study_class)
        .options(contains_eager(ReflectionTask.study_class))
        .where(seen_by(grants, Permission.ROSTER_SEE), ReflectionTask.study_class_id != study_class.id)
        .order_by(ReflectionTask.due_at.desc(), ReflectionTask.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(database.session.scalars(statement))


def form_of(task: ReflectionTask) -> TaskForm:
    """The form filled with what the task asked; its dates are left to be filled in."""
    names = (
        "title",
        "instructions",
        "honour_statement",
        "blind",
        "most_submissions",
        "proposal_names",
        "appeal_days",
        "by_group",
    )
    known: dict[str, Any] = {name: getattr(task, name) for name in names}
    sections = [{**section_values(section), "slot": ""} for section in task.sections]
    return TaskForm(
        formdata=None,
        data={
            **known,
            "handing": task.handing.value,
            "rubric_id": COPIED_RUBRIC,
            "copied_from": task.id,
            "sections": [*sections, {}],
        },
    )


def rubric_for(study_class: StudyClass, source: ReflectionTask, actor: Person, now: datetime) -> Rubric:
    """The task's rubric in this class: the one copied before if it still asks the same, else a new copy."""
    wanted = rubrics.plan_of(source.rubric.current)
    for known in marking.rubrics_of([study_class.id]):
        if known.title == source.rubric.title and rubrics.plan_of(known.current) == wanted:
            return known
    return rubrics.create(study_class, source.rubric.title, wanted, actor, now)
