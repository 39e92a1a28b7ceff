"""Of which tasks the person who asks may read the names beside proposals: the one gate for them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from lms.database import session
from lms.permissions import Permission
from lms.proposals import originals, rules
from lms.proposals.models import CollectedProposal
from lms.proposals.originals import Joined
from lms.reflections import gate
from lms.reflections.models import ReflectionTask
from lms.web.authorised import can


def named(tasks: Sequence[ReflectionTask]) -> set[int]:
    """The ids of those tasks, in two statements."""
    blind = gate.blind_ids(tasks)
    return {task.id for task in tasks if _may_name(task, blind=task.id in blind)}


def joined(collected: CollectedProposal) -> list[Joined]:
    """The originals of a collected proposal, with names as far as they may be read."""
    found = originals.joined(collected.id)
    return originals.without_names(found, named(_tasks({one.task_id for one in found})))


def _may_name(task: ReflectionTask, *, blind: bool) -> bool:
    marks = can(Permission.REFLECTION_MARK, task)
    return rules.may_name(
        of_class_staff=can(Permission.PROPOSAL_READ, task),
        marks_blind=marks and blind,
        named_by_rule=task.proposal_names,
    )


def _tasks(ids: Iterable[int]) -> Sequence[ReflectionTask]:
    return session.scalars(select(ReflectionTask).where(ReflectionTask.id.in_(list(ids)))).unique().all()
