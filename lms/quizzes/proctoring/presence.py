"""Noting that an attempt is open somewhere: one small row for each browser, and what it noticed.

Nothing here may ever slow a save: no row of an attempt is locked, and under load the report is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person, PersonState
from lms.quizzes import rules
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring.kinds import BY_BROWSER, Source
from lms.quizzes.proctoring.models import AttemptEvent, Presence
from lms.quizzes.proctoring.reports import Noticed, Report

MOST_EVENTS = 500
MOST_BROWSERS = 20


@dataclass(frozen=True)
class Seen:
    """Where a report came from, and when by the server's clock."""

    attempt_id: int
    device: str
    address: str
    at: datetime


def see(seen: Seen, report: Report) -> Any:
    """The times of the attempt, which the page is answered; None if it may not report. What is over notes nothing."""
    with database.reading_connection() as connection:
        attempt = connection.execute(_ATTEMPT, {"id": seen.attempt_id}).first()
    if attempt is None or attempt.closed_at is not None:
        return attempt
    if not report.events:
        database.write_alone(_upsert(database.engine().dialect.name), _values(seen, report, 0))
        return attempt
    with database.writing_connection() as connection:
        room = MOST_EVENTS - connection.execute(_KEPT, {"id": seen.attempt_id}).scalar_one()
        kept = report.events[: max(0, room)]
        connection.execute(
            _upsert(connection.dialect.name), _values(seen, report, len(report.events) - len(kept))
        )
        _append(connection, kept, seen, report.tab, attempt.started_at)
    return attempt


def _append(
    connection: Connection, events: Sequence[Noticed], seen: Seen, tab: str, started_at: datetime
) -> None:
    """What was reported before is not added again."""
    facts = {"attempt_id": seen.attempt_id, "source": Source.BROWSER, "tab": tab, "reason": ""}
    rows = [
        facts
        | {"kind": one.kind, "elapsed_ms": one.elapsed_ms}
        | {"at": rules.made_at(one.elapsed_ms, started_at, seen.at)}
        for one in events
    ]
    if rows:
        insert: Any = _dialect(connection.dialect.name)
        connection.execute(insert(AttemptEvent).on_conflict_do_nothing(), rows)


def _values(seen: Seen, report: Report, uncounted: int) -> dict[str, Any]:
    return {
        "attempt_id": seen.attempt_id,
        "tab": report.tab,
        "first_seen_at": seen.at,
        "seen_at": seen.at,
        "hidden": report.hidden,
        "unsaved": report.unsaved,
        "slot": report.slot,
        "device": seen.device[:200],
        "address": seen.address[:64],
        "uncounted": uncounted,
    }


@cache
def _upsert(dialect: str) -> Any:
    """A new browser only while there are few; and what came late never overwrites what is newer."""
    insert: Any = _dialect(dialect)
    columns = list(Presence.__table__.columns)
    values = [bindparam(one.key, type_=one.type).label(one.key) for one in columns]
    same = Presence.attempt_id == bindparam("attempt_id")
    few = select(func.count()).select_from(Presence).where(same).scalar_subquery() < literal(MOST_BROWSERS)
    known = exists().where(same, Presence.tab == bindparam("tab"))
    new = insert(Presence).from_select(columns, select(*values).where(or_(known, few)))
    names = ("seen_at", "hidden", "unsaved", "slot", "device", "address")
    return new.on_conflict_do_update(
        index_elements=["attempt_id", "tab"],
        set_={name: new.excluded[name] for name in names}
        | {"uncounted": Presence.uncounted + new.excluded.uncounted},
        where=new.excluded.seen_at >= Presence.seen_at,
    )


def _dialect(name: str) -> Any:
    return postgresql.insert if name == "postgresql" else sqlite.insert


_ATTEMPT = (
    select(
        Attempt.id,
        Attempt.tab,
        Attempt.started_at,
        Attempt.ends_at,
        Attempt.grace_minutes,
        Attempt.closed_at,
        Attempt.closed_by,
        Attempt.paused_at,
    )
    .join(Person, Person.id == Attempt.person_id)
    .where(Attempt.id == bindparam("id"), Person.state == PersonState.ACTIVE)
)
_KEPT = (
    select(func.count())
    .select_from(AttemptEvent)
    .where(AttemptEvent.attempt_id == bindparam("id"), AttemptEvent.kind.in_(BY_BROWSER))
)
