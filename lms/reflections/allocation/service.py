"""Deciding who marks what. Each decision is a round that stays; what was marked or pinned is not moved."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.reflections.allocation import queries
from lms.reflections.allocation.models import AllocationRound, ScriptAllocation, Way
from lms.reflections.allocation.rules import Plan, Script, shared_out, small_groups
from lms.reflections.models import ReflectionTask
from lms.web.errors import LmsError


def share_out(task: ReflectionTask, way: Way, plan: Plan, actor: Person, now: datetime) -> AllocationRound:
    """Give every script that was handed in to a marker."""
    _locked(task)
    scripts = queries.scripts_of(task)
    if not scripts:
        raise LmsError(_("Nothing was handed in yet. There is nothing to share out."))
    if plan.groups and task.blind and small_groups(scripts):
        raise LmsError(
            _(
                "A group has fewer than three scripts: marked as a group, it would tell whose they are. "
                "Share out evenly or by percent. Nothing was changed."
            )
        )
    return _decide(task, way, scripts, shared_out(scripts, plan), actor, now)


def pin(
    task: ReflectionTask, script_no: int, marker: Person, actor: Person, now: datetime
) -> AllocationRound | None:
    """Give one script to one marker, where it stays; None if there is no such script."""
    _locked(task)
    scripts = queries.scripts_of(task)
    found = next((script for script in scripts if script.script_no == script_no), None)
    if found is None:
        return None
    if not any(script.allocated_to for script in scripts):
        raise LmsError(_("Share the scripts out first; then single ones can be given to somebody else."))
    given = {script.reflection_id: script.allocated_to for script in scripts if script.allocated_to}
    wanted = given | {found.reflection_id: marker.id}
    return _decide(
        *(task, Way.PINNED, scripts, wanted, actor, now),
        pinned=found.reflection_id,
        note=str(script_no),
    )


def clear(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Everybody marks everything again, as before anything was allocated."""
    _locked(task)
    _end(ScriptAllocation.task_id == task.id, now)
    made = _round(task, Way.CLEARED, {}, actor, now, "")
    audit.record(actor, "scripts.allocation-cleared", made, now, class_id=task.study_class_id)


def _decide(  # noqa: PLR0913 - what a decision consists of
    task: ReflectionTask,
    way: Way,
    scripts: Sequence[Script],
    wanted: Mapping[int, int],
    actor: Person,
    now: datetime,
    *,
    pinned: int | None = None,
    note: str = "",
) -> AllocationRound:
    before = {script.reflection_id: script.allocated_to for script in scripts}
    moved = {
        reflection_id: marker_id
        for reflection_id, marker_id in wanted.items()
        if before[reflection_id] != marker_id or reflection_id == pinned
    }
    counts = {str(marker_id): count for marker_id, count in Counter(wanted.values()).items()}
    made = _round(task, way, counts, actor, now, note)
    if moved:
        _end(ScriptAllocation.reflection_id.in_(list(moved)), now)
        rows = [
            {
                "task_id": task.id,
                "reflection_id": reflection_id,
                "marker_id": marker_id,
                "round_id": made.id,
                "pinned": reflection_id == pinned,
            }
            for reflection_id, marker_id in moved.items()
        ]
        database.session.execute(insert(ScriptAllocation), rows)
    facts = {"way": way.value, "counts": counts, "moved": len(moved), "note": note}
    audit.record(actor, "scripts.allocated", made, now, new=facts, class_id=task.study_class_id)
    return made


def _round(
    task: ReflectionTask, way: Way, counts: dict[str, int], actor: Person, now: datetime, note: str
) -> AllocationRound:
    made = AllocationRound(
        task_id=task.id, way=way, decided_at=now, decided_by_id=actor.id, counts=counts, note=note
    )
    database.session.add(made)
    database.session.flush()
    return made


def _end(which: object, now: datetime) -> None:
    standing = update(ScriptAllocation).where(which, ScriptAllocation.ended_at.is_(None))  # type: ignore[arg-type]
    database.session.execute(standing.values(ended_at=now), execution_options={"synchronize_session": False})


def _locked(task: ReflectionTask) -> None:
    """Two people who decide at once decide one after the other."""
    database.session.execute(select(ReflectionTask.id).where(ReflectionTask.id == task.id).with_for_update())
