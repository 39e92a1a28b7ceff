"""Attempts as owners of saved answers: who may still write, what counts, and what a save changes beside."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Connection, Table, select, update

from lms.accounts.models import Person, PersonState
from lms.outbox.rules import COUNTED, Edit, Standing
from lms.outbox.store import Save, Store
from lms.outbox.writer import Done, Writer
from lms.quizzes import rules
from lms.quizzes.models import Attempt, Response, ResponseEdit

PURPOSE = "quizzes"

_LOCK = (
    select(
        Attempt.id,
        Attempt.tab,
        Attempt.started_at,
        Attempt.ends_at,
        Attempt.grace_minutes,
        Attempt.closed_at,
        Attempt.closed_by,
    )
    .join(Person, Person.id == Attempt.person_id)
    .where(Person.state == PersonState.ACTIVE)
    .order_by(Attempt.id)
    .with_for_update(of=cast(Table, Attempt.__table__))
)


class Attempts:
    """Suspension, closing and take-over are read in the row that the save locks anyway."""

    store = Store(cast(Table, Response.__table__), cast(Table, ResponseEdit.__table__), "attempt_id")

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Any]:
        return {row.id: row for row in connection.execute(_LOCK.where(Attempt.id.in_(owner_ids)))}

    def standing(self, owner: Any, save: Save, edit: Edit) -> Standing:
        return rules.standing(sitting(owner), edit.elapsed_ms, save.received_at)

    def saved(self, connection: Connection, done: Sequence[Done]) -> None:
        """The tab in use, and that a closed attempt has to be marked again for what still counted."""
        for each in done:
            changes = _changes(each) if each.owner is not None else {}
            if changes:
                connection.execute(update(Attempt).where(Attempt.id == each.owner.id).values(**changes))


def sitting(row: Any) -> rules.Sitting:
    """The times of an attempt, from its row."""
    grace = timedelta(minutes=row.grace_minutes)
    return rules.Sitting(row.started_at, row.ends_at, grace, row.closed_at, row.closed_by)


writer = Writer(Attempts())


def _changes(done: Done) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if done.owner.tab != done.save.tab and done.save.by_id is None:
        changes["tab"] = done.save.tab
    if done.owner.closed_at and any(made.outcome in COUNTED and not made.repeated for made in done.decisions):
        changes["marked_at"] = None
    return changes
