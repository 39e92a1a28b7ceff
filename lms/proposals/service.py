"""What can be done with proposals: send one or several as one to a unit, change that, take it back, answer.

Every step is kept beside what it changed. What was answered is not taken back: its writers were told.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import StudyClass
from lms.organisations.models import OrgUnit
from lms.proposals import originals, telling
from lms.proposals.models import (
    CollectedOriginal,
    CollectedProposal,
    CollectedStep,
    ProposalState,
    StepKind,
)
from lms.proposals.rules import Original
from lms.reflections.models import ProposalLevel


class Refused(StrEnum):
    """Why nothing was done: one of them stands somewhere by now, it was answered or taken back, somebody else did
    something to it meanwhile, or there is no such original in it."""

    TAKEN = "taken"
    OVER = "over"
    CHANGED = "changed"
    NOT_THERE = "not-there"


@dataclass(frozen=True)
class Wording:
    """What goes to whom: one wording for all originals."""

    level: ProposalLevel
    content: str
    unit: OrgUnit


@dataclass(frozen=True)
class Answer:
    """What the unit says. `seen` is the version that whoever answers saw."""

    state: ProposalState
    words: str
    reference: str
    seen: int


def send(
    study_class: StudyClass, chosen: Collection[int], wording: Wording, actor: Person, now: datetime
) -> CollectedProposal | Refused:
    """Send these proposals of the class, as one, to a unit; its officers are told."""
    found = _free(study_class, chosen)
    if found is None:
        return Refused.TAKEN
    collected = CollectedProposal(
        study_class_id=study_class.id,
        study_class=study_class,
        unit_id=wording.unit.id,
        unit=wording.unit,
        level=wording.level,
        content=wording.content,
        sent_at=now,
    )
    collected.steps.append(
        CollectedStep(
            number=1,
            kind=StepKind.SENT,
            at=now,
            by_id=actor.id,
            unit_id=wording.unit.id,
            words=wording.content,
        )
    )
    try:
        with database.session.begin_nested():
            database.session.add(collected)
            database.session.flush()
            _add(collected, found, now)
    except IntegrityError:
        return Refused.TAKEN
    _record(actor, StepKind.SENT, collected, now, {"originals": [one.id for one in found]})
    telling.the_unit(collected, now)
    return collected


def join(
    collected: CollectedProposal,
    study_class: StudyClass,
    chosen: Collection[int],
    actor: Person,
    now: datetime,
) -> Refused | None:
    """Add proposals that say the same to one that was sent already."""
    _hold(collected)
    if not _open(collected):
        return Refused.OVER
    found = _free(study_class, chosen)
    if found is None:
        return Refused.TAKEN
    try:
        with database.session.begin_nested():
            _add(collected, found, now)
    except IntegrityError:
        return Refused.TAKEN
    for one in found:
        _step(collected, StepKind.JOINED, actor, now, words=one.content)
    _record(actor, StepKind.JOINED, collected, now, {"originals": [one.id for one in found]})
    return None


def take_out(collected: CollectedProposal, original_id: int, actor: Person, now: datetime) -> Refused | None:
    """One original stands by itself again; without the last one there is nothing left to answer."""
    _hold(collected)
    if not _open(collected):
        return Refused.OVER
    standing = _standing(collected)
    leaving = next((one for one in standing if one.id == original_id), None)
    if leaving is None:
        return Refused.NOT_THERE
    if len(standing) == 1:
        return take_back(collected, actor, now)
    words = next(one.content for one in originals.joined(collected.id) if one.id == original_id)
    leaving.left_at = now
    _step(collected, StepKind.TAKEN_OUT, actor, now, words=words)
    _record(actor, StepKind.TAKEN_OUT, collected, now, {"proposal_id": leaving.proposal_id})
    return None


def take_back(collected: CollectedProposal, actor: Person, now: datetime) -> Refused | None:
    """The unit has nothing to answer; every original stands by itself again, and can be sent anew."""
    _hold(collected)
    if not _open(collected):
        return Refused.OVER
    leaving = update(CollectedOriginal).where(
        CollectedOriginal.collected_id == collected.id, CollectedOriginal.left_at.is_(None)
    )
    database.session.execute(leaving.values(left_at=now))
    collected.taken_back_at = now
    _step(collected, StepKind.TAKEN_BACK, actor, now)
    _record(actor, StepKind.TAKEN_BACK, collected, now, {})
    telling.taken_back(collected)
    return None


def change(collected: CollectedProposal, wording: Wording, actor: Person, now: datetime) -> Refused | None:
    """Another wording or another unit, which then begins anew with it."""
    _hold(collected)
    if not _open(collected):
        return Refused.OVER
    old = {"content": collected.content, "level": collected.level.value, "unit_id": collected.unit_id}
    if (wording.content, wording.level) != (collected.content, collected.level):
        collected.content, collected.level = wording.content, wording.level
        _step(collected, StepKind.REWORDED, actor, now, words=wording.content)
    if wording.unit.id != collected.unit_id:
        telling.taken_back(collected)
        collected.unit, collected.unit_id = wording.unit, wording.unit.id
        collected.state = ProposalState.RECEIVED
        _step(collected, StepKind.READDRESSED, actor, now, unit_id=wording.unit.id)
        telling.the_unit(collected, now)
    new = {"content": collected.content, "level": collected.level.value, "unit_id": collected.unit_id}
    if new != old:
        record(actor, "proposal.changed", collected, now, old=old, new=new, class_id=collected.study_class_id)
    return None


def consider(collected: CollectedProposal, actor: Person, now: datetime) -> Refused | None:
    """The unit has begun to look into it; saying so twice changes nothing."""
    _hold(collected)
    if collected.state is ProposalState.CONSIDERING:
        return None
    if not _open(collected):
        return Refused.OVER
    collected.state = ProposalState.CONSIDERING
    _step(collected, StepKind.CONSIDERED, actor, now)
    _record(actor, StepKind.CONSIDERED, collected, now, {})
    return None


def answer(collected: CollectedProposal, given: Answer, actor: Person, now: datetime) -> Refused | None:
    """Adopt it or answer it, in words that go to every writer. A later answer stands beside the earlier ones."""
    _hold(collected)
    if collected.taken_back_at is not None:
        return Refused.OVER
    if collected.version != given.seen:
        return Refused.CHANGED
    collected.answered_at, collected.answered_by_id = now, actor.id
    collected.state, collected.answer, collected.reference = given.state, given.words, given.reference
    kind = StepKind.ADOPTED if given.state is ProposalState.ADOPTED else StepKind.ANSWERED
    _step(collected, kind, actor, now, words=given.words, reference=given.reference)
    _record(actor, kind, collected, now, {"answer": given.words, "reference": given.reference})
    telling.the_writers(collected, now)
    return None


def _open(collected: CollectedProposal) -> bool:
    return collected.taken_back_at is None and not collected.state.decided


def _free(study_class: StudyClass, chosen: Collection[int]) -> list[Original] | None:
    """The chosen proposals of the class; None if one is not there or stands somewhere already."""
    found = originals.still_free(originals.of_class(study_class.id, ()), chosen)
    return found if found and len(found) == len(set(chosen)) else None


def _add(collected: CollectedProposal, found: Sequence[Original], now: datetime) -> None:
    rows = [CollectedOriginal(collected_id=collected.id, proposal_id=one.id, joined_at=now) for one in found]
    database.session.add_all(rows)
    database.session.flush()


def _standing(collected: CollectedProposal) -> Sequence[CollectedOriginal]:
    statement = select(CollectedOriginal).where(
        CollectedOriginal.collected_id == collected.id, CollectedOriginal.left_at.is_(None)
    )
    return database.session.scalars(statement).all()


def _hold(collected: CollectedProposal) -> None:
    database.session.refresh(collected, with_for_update={"of": CollectedProposal})


def _step(collected: CollectedProposal, kind: StepKind, actor: Person, now: datetime, **said: Any) -> None:
    """One row more; `said` are its words, reference or unit."""
    collected.version += 1
    step = CollectedStep(
        collected_id=collected.id, number=collected.version, kind=kind, at=now, by_id=actor.id, **said
    )
    database.session.add(step)


def _record(
    actor: Person, kind: StepKind, collected: CollectedProposal, now: datetime, facts: dict[str, object]
) -> None:
    record(
        actor, f"proposal.{kind.value}", collected, now, new=facts or None, class_id=collected.study_class_id
    )
