"""Setting tasks: creating, changing, publishing them, giving more time, exempting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.classes.models import StudyClass, StudyGroup
from lms.marking.models import Rubric
from lms.reflections import telling
from lms.reflections.allowance_models import Exemption, GroupExtension
from lms.reflections.groups import queries as groups
from lms.reflections.models import (
    Extension,
    Handing,
    LateRule,
    Reflection,
    ReflectionTask,
    ReflectionText,
    TaskSection,
)
from lms.reflections.outlines import SectionPlan
from lms.reflections.sources.models import SHELF
from lms.web.errors import LmsError


@dataclass(frozen=True, kw_only=True)
class TaskPlan:
    """A task as it is to be."""

    title: str
    instructions: str
    handing: Handing
    opens_at: datetime
    due_at: datetime
    late_until: datetime | None
    honour_statement: str
    blind: bool
    sections: Sequence[SectionPlan]
    most_submissions: int = 0
    proposal_names: bool = False
    appeal_days: int = 0
    by_group: bool = False


def create(
    study_class: StudyClass,
    plan: TaskPlan,
    rubric: Rubric,
    actor: Person,
    now: datetime,
    *,
    source: ReflectionTask | None = None,
) -> ReflectionTask:
    """Add a task that learners do not see yet; `source` is the one of an earlier class it was copied from."""
    task = ReflectionTask(
        study_class_id=study_class.id, study_class=study_class, created_at=now, created_by_id=actor.id
    )
    _apply(task, plan, rubric)
    database.session.add(task)
    database.session.flush()
    if source is not None:
        SHELF.copy(source, task)
    facts = {**_facts(task), **({"copied_from": source.id} if source else {})}
    audit.record(actor, "reflection-task.created", task, now, new=facts, class_id=study_class.id)
    return task


def update(task: ReflectionTask, plan: TaskPlan, rubric: Rubric, actor: Person, now: datetime) -> None:
    """Change a task. What was handed in keeps the questions it answered, and what was promised about names."""
    if plan.proposal_names and not task.proposal_names:
        _refuse_if_handed_in(task)
    if plan.by_group is not task.by_group:
        _refuse_if_begun(task)
    old = _facts(task)
    _apply(task, plan, rubric)
    database.session.flush()
    audit.record(
        *(actor, "reflection-task.changed", task, now),
        old=old,
        new=_facts(task),
        class_id=task.study_class_id,
    )


def publish(task: ReflectionTask, actor: Person, now: datetime) -> bool:
    """Show the task to the class; False if it was shown already."""
    if task.published_at is not None:
        return False
    task.published_at = now
    audit.record(actor, "reflection-task.published", task, now, class_id=task.study_class_id)
    telling.published(task, now)
    return True


def extend(
    task: ReflectionTask, person: Person, due_at: datetime, reason: str, actor: Person, now: datetime
) -> Extension:
    """Give one person more time; it never gets less than the class has. Groups hand in together."""
    if task.by_group:
        raise LmsError(_("This reflection is written in groups: give the whole group more time."), 422)
    _refuse_if_earlier(task, due_at)
    extension = Extension(
        task_id=task.id,
        person_id=person.id,
        due_at=due_at,
        reason=reason,
        granted_at=now,
        granted_by_id=actor.id,
    )
    database.session.add(extension)
    _record_for(task, person, "reflection.extended", reason, actor, now)
    return extension


def extend_group(
    task: ReflectionTask, group: StudyGroup, due_at: datetime, reason: str, actor: Person, now: datetime
) -> GroupExtension:
    """Give everybody in a group more time, whoever joins it later included."""
    _refuse_if_earlier(task, due_at)
    extension = GroupExtension(
        task_id=task.id,
        group=group,
        due_at=due_at,
        reason=reason,
        granted_at=now,
        granted_by_id=actor.id,
    )
    database.session.add(extension)
    facts = {"group": group.name, "due_at": due_at.isoformat()}
    audit.record(
        *(actor, "reflection.group-extended", task, now),
        new=facts,
        reason=reason,
        class_id=task.study_class_id,
    )
    return extension


def exempt(task: ReflectionTask, person: Person, reason: str, actor: Person, now: datetime) -> Exemption:
    """Free one person from the task; they may still hand in. Exempting twice changes nothing."""
    if known := _exemption(task, person):
        return known
    exemption = Exemption(
        task_id=task.id, person_id=person.id, reason=reason, granted_at=now, granted_by_id=actor.id
    )
    database.session.add(exemption)
    _record_for(task, person, "reflection.exempted", reason, actor, now)
    return exemption


def exempt_group(
    task: ReflectionTask, group: StudyGroup, reason: str, actor: Person, now: datetime
) -> Sequence[Person]:
    """Free everybody who is in a group now; who joins it later is not."""
    people = groups.members(group.id)
    for person in people:
        exempt(task, person, reason, actor, now)
    return people


def end_exemption(task: ReflectionTask, person: Person, actor: Person, now: datetime) -> None:
    if known := _exemption(task, person):
        known.ended_at = now
        _record_for(task, person, "reflection.exemption-ended", "", actor, now)


def _refuse_if_earlier(task: ReflectionTask, due_at: datetime) -> None:
    if due_at <= task.due_at:
        raise LmsError(_("The new time is not later than that of the class. Nothing was changed."), 422)


def _apply(task: ReflectionTask, plan: TaskPlan, rubric: Rubric) -> None:
    task.title, task.instructions = plan.title, plan.instructions
    task.handing, task.blind, task.proposal_names = plan.handing, plan.blind, plan.proposal_names
    task.by_group = plan.by_group
    task.most_submissions, task.appeal_days = plan.most_submissions, plan.appeal_days
    task.opens_at, task.due_at, task.late_until = plan.opens_at, plan.due_at, plan.late_until
    task.late_rule = LateRule.ACCEPT if plan.late_until else LateRule.REFUSE
    task.honour_statement, task.rubric, task.rubric_id = plan.honour_statement, rubric, rubric.id
    _apply_sections(task, plan.sections)


def _apply_sections(task: ReflectionTask, plans: Sequence[SectionPlan]) -> None:
    """Keep known sections by their slot, add new ones behind the highest, drop those that nobody wrote in."""
    known = {section.slot: section for section in task.sections}
    highest = max(known, default=0)
    kept: list[TaskSection] = []
    for place, plan in enumerate(plans, 1):
        section = known.pop(plan.slot, None) if plan.slot is not None else None
        if section is None:
            highest += 1
            section = TaskSection(slot=highest)
        section.position, section.kind, section.title = place, plan.kind, plan.title
        section.prompt, section.guidance, section.required = plan.prompt, plan.guidance, plan.required
        section.min_words, section.max_words = plan.min_words, plan.max_words
        kept.append(section)
    for gone in known.values():
        _refuse_if_written(task, gone)
        database.session.delete(gone)
    task.sections = kept


def _refuse_if_written(task: ReflectionTask, section: TaskSection) -> None:
    written = exists().where(
        ReflectionText.reflection_id == Reflection.id,
        *(Reflection.task_id == task.id, ReflectionText.slot == section.slot),
    )
    if database.session.scalar(select(written)):
        message = _("“%(title)s” cannot be taken out: learners have written in it.", title=section.title)
        raise LmsError(message, 409)


def _refuse_if_handed_in(task: ReflectionTask) -> None:
    """Whoever has written proposals was told that they go without a name."""
    handed_in = exists().where(Reflection.task_id == task.id, Reflection.submission_number > 0)
    if database.session.scalar(select(handed_in)):
        message = _("Names cannot go with the proposals: some learners handed in when it said without names.")
        raise LmsError(message, 409)


def _refuse_if_begun(task: ReflectionTask) -> None:
    """What one person began is not a group's, and the other way round."""
    begun = exists().where(Reflection.task_id == task.id)
    if database.session.scalar(select(begun)):
        message = _(
            "Some have begun to write already: who writes, one person or a group, can no longer change."
        )
        raise LmsError(message, 409)


def _exemption(task: ReflectionTask, person: Person) -> Exemption | None:
    statement = select(Exemption).where(
        *(Exemption.task_id == task.id, Exemption.person_id == person.id), Exemption.ended_at.is_(None)
    )
    return database.session.scalars(statement).one_or_none()


def _record_for(
    task: ReflectionTask, person: Person, action: str, reason: str, actor: Person, now: datetime
) -> None:
    facts = {"person_id": person.id}
    audit.record(actor, action, task, now, new=facts, reason=reason, class_id=task.study_class_id)


def _facts(task: ReflectionTask) -> dict[str, Any]:
    return {
        "title": task.title,
        "due_at": task.due_at.isoformat(),
        "late_until": task.late_until.isoformat() if task.late_until else None,
        "handing": task.handing.value,
        "by_group": task.by_group,
        "blind": task.blind,
        "most_submissions": task.most_submissions,
        "proposal_names": task.proposal_names,
        "appeal_days": task.appeal_days,
        "rubric_id": task.rubric_id,
        "sections": [section.title for section in task.sections],
    }
