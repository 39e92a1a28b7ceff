"""Bring a roster into the register and the class: all of it or its good rows, in one transaction, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import text

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import RosterImport, RowDecision, RowOutcome
from lms.classes.roster import service, writing
from lms.classes.roster.drafts import Draft, assess
from lms.classes.roster.matching import Settled, Verdict
from lms.classes.roster.people import Known
from lms.classes.roster.understanding import Understood

ONE_APPLIES = 7_202_612  # the advisory lock under which rosters enter the register on PostgreSQL


class Refusal(StrEnum):
    """Why nothing was done."""

    ALREADY = "already"
    STALE = "stale"
    NOT_ALL = "not-all"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Applied:
    """How many people are new, how many entered the class, were corrected, and how many rows were left out."""

    added: int
    enrolled: int
    changed: int
    left_out: int


@dataclass
class Plan:
    """What the rows come to: people to add, people meant, changes by person."""

    new: list[Understood]
    known: list[tuple[Understood, Known]]
    changes: dict[int, dict[str, list[Any]]]
    left_out: int


def apply(actor: Person | None, begun: RosterImport, *, only_good: bool, now: datetime) -> Applied | Refusal:
    """Add, correct and enrol; nothing at all if the register says something else by now than what was shown."""
    _one_at_a_time()
    service.hold(begun)
    if begun.applied_at is not None:
        return Refusal.ALREADY
    stored, settled = service.rows_of(begun.id), service.settled_rows(begun.id)
    draft = _judged(actor, begun, stored, settled)
    if _differs(stored, draft, settled):
        service.replace_rows(begun, _judged(actor, begun, stored, {}), settled)
        return Refusal.STALE
    plan = plan_of(draft, settled)
    if not only_good and plan.left_out > _skipped(draft, settled):
        return Refusal.NOT_ALL
    if not plan.new and not plan.known:
        return Refusal.NOTHING
    return _write(actor, begun, plan, now)


def plan_of(draft: Draft, settled: Mapping[int, Settled]) -> Plan:
    """Sort the rows by what is to be done with them."""
    plan = Plan([], [], {}, 0)
    for row in draft.rows:
        verdict = draft.verdicts[row.number]
        if not _good(verdict, settled.get(row.number, Settled())):
            plan.left_out += 1
        elif verdict.outcome is RowOutcome.NEW:
            plan.new.append(row)
        elif verdict.person is not None:
            plan.known.append((row, verdict.person))
            if verdict.changes:
                plan.changes[verdict.person.id] = verdict.changes
    return plan


def _write(actor: Person | None, begun: RosterImport, plan: Plan, now: datetime) -> Applied:
    writer = writing.Writer(begun.study_class, actor.id if actor else None, now)
    added = writer.add(plan.new)
    writer.change(plan.changes)
    members = [*zip(plan.new, added, strict=True), *((row, person.id) for row, person in plan.known)]
    enrolled, returned = writer.enrol(members)
    begun.applied_at = now
    begun.done = {
        "added": added,
        "enrolled": enrolled,
        "returned": returned,
        "changed": {str(number): changes for number, changes in plan.changes.items()},
        "groups": writer.made_groups,
        "members": [number for _row, number in members],
    }
    outcome = Applied(len(added), len(enrolled), len(plan.changes), plan.left_out)
    begun.outcome = begun.outcome | {"applied": vars(outcome)}
    record(
        actor,
        "roster.applied",
        begun,
        now,
        old={number: _side(changes, 0) for number, changes in begun.done["changed"].items()},
        new={"added": added, "enrolled": enrolled}
        | {number: _side(changes, 1) for number, changes in begun.done["changed"].items()},
        class_id=begun.study_class_id,
    )
    database.session.flush()
    database.session.expire_all()
    return outcome


def _judged(actor: Person | None, begun: RosterImport, stored: Any, settled: Mapping[int, Settled]) -> Draft:
    """The stored rows against the register as it is now."""
    draft = Draft(
        service.columns_of(begun),
        begun.head_row,
        [service.as_understood(row) for row in stored],
        notes=service.notes_of(begun),
    )
    assess(draft, actor, begun.study_class, settled)
    return draft


def _differs(stored: Any, draft: Draft, settled: Mapping[int, Settled]) -> bool:
    """Whether a row means something else than what the person saw before saying yes."""
    for row in stored:
        shown = Verdict(row.outcome, changes=row.changes)
        verdict = draft.verdicts[row.number]
        if row.number in settled:
            continue
        person_id = verdict.person.id if verdict.person else None
        if shown.signature[0] != verdict.signature[0] or row.person_id != person_id:
            return True
        if shown.signature[2] != verdict.signature[2]:
            return True
    return False


def _good(verdict: Verdict, said: Settled) -> bool:
    return (
        verdict.outcome not in (RowOutcome.CONFLICT, RowOutcome.ERROR)
        and said.decision is not RowDecision.SKIP
    )


def _skipped(draft: Draft, settled: Mapping[int, Settled]) -> int:
    """Rows that a person chose to leave out do not stand in the way of all the others."""
    return sum(
        said.decision is RowDecision.SKIP and number in draft.verdicts for number, said in settled.items()
    )


def _side(changes: dict[str, list[Any]], side: int) -> dict[str, Any]:
    return {name: both[side] for name, both in changes.items()}


def _one_at_a_time() -> None:
    """Two rosters that name the same people must see each other; SQLite has only one writer anyway."""
    if database.is_postgresql():
        database.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_APPLIES})
