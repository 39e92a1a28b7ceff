"""Reads of proposals that were sent: those of a unit and below, of a class, and what they add up to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.classes.models import StudyClass
from lms.classes.queries import seen_by
from lms.database import session
from lms.organisations.models import OrgUnit
from lms.organisations.queries import visible
from lms.permissions import GrantLike, Permission
from lms.proposals.models import CollectedProposal, CollectedStep, ProposalState
from lms.reflections.models import ProposalLevel
from lms.web.clock import ZONE

MOST_TO_JOIN = 40


@dataclass(frozen=True)
class Wanted:
    """What a list of a unit's proposals is narrowed down to; `unit` with all below it."""

    unit: OrgUnit | None = None
    level: ProposalLevel | None = None
    state: ProposalState | None = None
    waiting: bool = False

    @property
    def where(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.unit is not None:
            found.append(CollectedProposal.unit_id.in_(below(self.unit)))
        if self.level is not None:
            found.append(CollectedProposal.level == self.level)
        if self.state is not None:
            found.append(CollectedProposal.state == self.state)
        if self.waiting:
            found.append(CollectedProposal.answered_at.is_(None))
        return found


@dataclass(frozen=True)
class Count:
    """How many proposals a unit was sent, by state and by level."""

    unit_id: int
    unit: str
    by_state: dict[ProposalState, int] = field(default_factory=dict)
    by_level: dict[ProposalLevel, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True)
class Counts:
    """What was sent, unit by unit, and over all of them."""

    units: Sequence[Count]

    def of_state(self, state: ProposalState) -> int:
        return sum(one.by_state.get(state, 0) for one in self.units)

    def of_level(self, level: ProposalLevel) -> int:
        return sum(one.by_level.get(level, 0) for one in self.units)


def of_units(grants: Sequence[GrantLike], wanted: Wanted) -> Select[CollectedProposal]:
    """What was sent to the units that these grants open; what waits longest comes first, then what was answered."""
    return (
        select(CollectedProposal)
        .where(*_seen(grants), *wanted.where)
        .order_by(CollectedProposal.answered_at.is_not(None), CollectedProposal.sent_at, CollectedProposal.id)
    )


def counts_of(grants: Sequence[GrantLike], unit: OrgUnit | None) -> Counts:
    """What was sent to the units that these grants open; with `unit`, to that one and those below."""
    statement = (
        select(
            *(CollectedProposal.unit_id, OrgUnit.name, OrgUnit.sort_key),
            *(CollectedProposal.state, CollectedProposal.level, func.count().label("found")),
        )
        .join(OrgUnit, OrgUnit.id == CollectedProposal.unit_id)
        .where(*_seen(grants), *Wanted(unit).where)
        .group_by(
            *(CollectedProposal.unit_id, OrgUnit.name, OrgUnit.sort_key),
            *(CollectedProposal.state, CollectedProposal.level),
        )
        .order_by(OrgUnit.sort_key)
    )
    counts: dict[int, Count] = {}
    for row in session.execute(statement):
        count = counts.setdefault(row.unit_id, Count(row.unit_id, row.name))
        count.by_state[row.state] = count.by_state.get(row.state, 0) + row.found
        count.by_level[row.level] = count.by_level.get(row.level, 0) + row.found
    return Counts(list(counts.values()))


def waiting(grants: Sequence[GrantLike]) -> int:
    """How many wait for an answer of the units that these grants open."""
    statement = select(func.count()).select_from(CollectedProposal)
    return session.scalar(statement.where(*_seen(grants), *Wanted(waiting=True).where)) or 0


def decided(
    grants: Sequence[GrantLike], unit: OrgUnit, first: date, last: date, states: Collection[ProposalState]
) -> Sequence[CollectedProposal]:
    """What a unit and those below adopted or answered from one day to another, both included, unit by unit."""
    statement = (
        select(CollectedProposal)
        .join(CollectedProposal.unit)
        .where(
            *_seen(grants),
            CollectedProposal.unit_id.in_(below(unit)),
            CollectedProposal.state.in_(states),
            CollectedProposal.answered_at >= _morning(first),
            CollectedProposal.answered_at < _morning(last + timedelta(days=1)),
        )
        .order_by(OrgUnit.path, CollectedProposal.answered_at, CollectedProposal.id)
    )
    return session.scalars(statement).unique().all()


def of_class(study_class: StudyClass, ids: Collection[int]) -> Sequence[CollectedProposal]:
    """What was sent from this class, or from elsewhere together with originals of this class."""
    statement = (
        select(CollectedProposal)
        .where(
            or_(CollectedProposal.study_class_id == study_class.id, CollectedProposal.id.in_(list(ids))),
            CollectedProposal.taken_back_at.is_(None),
        )
        .options(joinedload(CollectedProposal.study_class))
        .order_by(CollectedProposal.sent_at.desc(), CollectedProposal.id.desc())
    )
    return session.scalars(statement).unique().all()


def joinable(grants: Sequence[GrantLike]) -> Sequence[CollectedProposal]:
    """What waits for an answer and was sent from a class in which one collects, the latest first."""
    statement = (
        select(CollectedProposal)
        .join(CollectedProposal.study_class)
        .where(
            seen_by(grants, Permission.PROPOSAL_COLLECT),
            CollectedProposal.taken_back_at.is_(None),
            CollectedProposal.answered_at.is_(None),
        )
        .order_by(CollectedProposal.sent_at.desc(), CollectedProposal.id.desc())
        .limit(MOST_TO_JOIN)
    )
    return session.scalars(statement).unique().all()


def by_ids(ids: Collection[int]) -> dict[int, CollectedProposal]:
    if not ids:
        return {}
    statement = select(CollectedProposal).where(CollectedProposal.id.in_(list(ids)))
    return {found.id: found for found in session.scalars(statement).unique()}


def history(collected: CollectedProposal) -> Sequence[CollectedStep]:
    """Its steps, the latest first."""
    statement = (
        select(CollectedStep)
        .where(CollectedStep.collected_id == collected.id)
        .options(joinedload(CollectedStep.by), joinedload(CollectedStep.unit))
        .order_by(CollectedStep.number.desc())
    )
    return session.scalars(statement).unique().all()


def units_named(text_key: str, limit: int) -> Sequence[OrgUnit]:
    """Open units whose name holds every word."""
    statement = select(OrgUnit).where(OrgUnit.closed_on.is_(None))
    for word in text_key.split():
        statement = statement.where(OrgUnit.search_key.contains(word, autoescape=True))
    statement = statement.order_by(func.length(OrgUnit.path), OrgUnit.sort_key).limit(limit)
    return session.scalars(statement).unique().all()


def units_around(unit_ids: Collection[int], limit: int) -> Sequence[OrgUnit]:
    """These units and all above them, as far as they are open; the nearest first."""
    paths = session.scalars(select(OrgUnit.path).where(OrgUnit.id.in_(list(unit_ids)))).all()
    ids = {int(part) for path in paths for part in path.strip("/").split("/") if part}
    statement = (
        select(OrgUnit)
        .where(OrgUnit.id.in_(ids), OrgUnit.closed_on.is_(None))
        .order_by(func.length(OrgUnit.path).desc(), OrgUnit.sort_key)
        .limit(limit)
    )
    return session.scalars(statement).unique().all()


def below(unit: OrgUnit) -> Select[Any]:
    """The unit and all below it."""
    return select(OrgUnit.id).where(OrgUnit.path.startswith(unit.path, autoescape=True))


def _seen(grants: Sequence[GrantLike]) -> list[ColumnElement[bool]]:
    units = visible(grants, Permission.PROPOSAL_SEE).with_only_columns(OrgUnit.id)
    return [CollectedProposal.unit_id.in_(units), CollectedProposal.taken_back_at.is_(None)]


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
