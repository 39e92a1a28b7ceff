"""Attempts as owners of saved answers: who may still write, what counts, and what a save changes beside."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, bindparam, update

from lms.outbox.rules import COUNTED, Edit, Standing
from lms.outbox.store import Save, Store, moment
from lms.outbox.writer import Done, Writer
from lms.quizzes import rules
from lms.quizzes.models import Attempt, Response, ResponseEdit
from lms.quizzes.rules import ClosedBy, Course, Layout
from lms.quizzes.sheets import sheet

PURPOSE = "quizzes"

# Written for the drivers, as in lms.outbox.store, and for the same reason.
# What stands in brackets is asked once for each attempt, by its key, whatever the planner believes of the tables.
_LOCK = """
SELECT a.id, a.tab, a.started_at, a.ends_at, a.grace_minutes, a.closed_at, a.closed_by, a.paused_at, a.locked,
  (SELECT CASE WHEN q.sequential THEN q.layout END FROM quizzes AS q WHERE q.id = a.quiz_id) AS ordered,
  (SELECT p.key FROM papers AS p WHERE p.id = a.paper_id) AS paper_key
FROM attempts AS a
WHERE a.id {among}
AND (SELECT p.state FROM people AS p WHERE p.id = a.person_id) = 'active'
AND (SELECT e.state FROM quizzes AS q JOIN enrolments AS e ON e.study_class_id = q.study_class_id
     WHERE q.id = a.quiz_id AND e.person_id = a.person_id) = 'enrolled'
ORDER BY a.id{lock}
"""
_LOCKS = {
    "postgresql": _LOCK.format(among="= ANY(%(ids)s)", lock=" FOR UPDATE OF a"),
    "sqlite": _LOCK.format(among="IN (SELECT value FROM json_each(:ids))", lock=""),
}


class Locked(NamedTuple):
    """What the save reads of the attempt that it locks."""

    id: int
    tab: str
    started_at: datetime
    ends_at: datetime
    grace_minutes: int
    closed_at: datetime | None
    closed_by: ClosedBy | None
    paused_at: datetime | None
    course: Course


class Attempts:
    """Suspension, leaving the class, closing and take-over are read with the row that the save locks anyway."""

    store = Store(cast(Table, Response.__table__), cast(Table, ResponseEdit.__table__), "attempt_id")

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Any]:
        dialect = connection.dialect.name
        ids = list(owner_ids) if dialect == "postgresql" else json.dumps(list(owner_ids))
        rows = connection.exec_driver_sql(_LOCKS[dialect], {"ids": ids})
        return {row[0]: _locked(*row) for row in rows}

    def standing(self, owner: Any, save: Save, edit: Edit) -> Standing:
        if not owner.course.lets_change(edit.slot):
            return Standing.TOO_LATE
        found = rules.standing(sitting(owner), edit.elapsed_ms, save.received_at)
        if edit.done and owner.course.units and found is not Standing.TOO_LATE:
            owner.course.leave(edit.slot)
        return found

    def saved(self, connection: Connection, done: Sequence[Done]) -> None:
        """The tab in use, what was left behind, and that a closed attempt is marked again for what still counted."""
        kept = [each for each in done if each.owner is not None]
        tabs = [{"owner": each.owner.id, "used": each.save.tab} for each in kept if _is_another_tab(each)]
        late = [{"owner": each.owner.id} for each in kept if _counted_after_closing(each)]
        moved = {each.owner.id: each.owner.course for each in kept if each.owner.course.moved}
        left = [{"owner": owner, "left": sorted(course.locked)} for owner, course in moved.items()]
        parameters = (_TAB, tabs), (_MARK_AGAIN, late), (_LEAVE, left)
        for statement, rows in parameters:
            if rows:
                connection.execute(statement, rows)


def _locked(
    attempt_id: int, tab: str, started_at: Any, ends_at: Any, grace_minutes: int, *rest: Any
) -> Locked:
    closed_at, closed_by, paused_at, locked, order, paper_key = rest
    by = ClosedBy(closed_by) if closed_by else None
    times = moment(started_at), moment(ends_at), grace_minutes, moment(closed_at), by, moment(paused_at)
    return Locked(attempt_id, tab, *times, course(locked, order, paper_key))


def course(locked: Any, order: str | None, paper_key: str) -> Course:
    """How far the attempt is; `order` is the layout of a test without way back, else None."""
    slots = set(json.loads(locked) if isinstance(locked, str) else locked)
    return Course(slots, sheet(paper_key).units(Layout(order)) if order else ())


def sitting(row: Any) -> rules.Sitting:
    """The times of an attempt, from its row."""
    grace = timedelta(minutes=row.grace_minutes)
    return rules.Sitting(row.started_at, row.ends_at, grace, row.closed_at, row.closed_by, row.paused_at)


writer = Writer(Attempts())


_TAB = update(Attempt.__table__).where(Attempt.id == bindparam("owner")).values(tab=bindparam("used"))  # type: ignore[arg-type]
_LEAVE = update(Attempt.__table__).where(Attempt.id == bindparam("owner")).values(locked=bindparam("left"))  # type: ignore[arg-type]
_MARK_AGAIN = update(Attempt.__table__).where(Attempt.id == bindparam("owner")).values(marked_at=None)  # type: ignore[arg-type]


def _is_another_tab(done: Done) -> bool:
    return done.owner.tab != done.save.tab and done.save.by_id is None


def _counted_after_closing(done: Done) -> bool:
    counted = any(made.outcome in COUNTED and not made.repeated for made in done.decisions)
    return counted and done.owner.closed_at is not None
