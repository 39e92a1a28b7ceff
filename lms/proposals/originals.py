"""Reads of what learners propose: of each reflection the version that was handed in last, and where it stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from lms.accounts import names
from lms.accounts.models import Person
from lms.classes.models import Enrolment
from lms.database import session
from lms.organisations.models import OrgUnit
from lms.proposals.models import CollectedOriginal
from lms.proposals.rules import Original, Place, Words
from lms.reflections.group_models import Participant
from lms.reflections.models import Proposal, ProposalLevel, Reflection, ReflectionTask, Submission

# Of a group its name; it comes from no unit, its members may come from several.
WRITER = func.coalesce(Person.full_name, Reflection.group_name)


@dataclass(frozen=True)
class Joined:
    """One original of a collected proposal. `counts`: its words stand in the version that was handed in last."""

    id: int
    task_id: int
    reflection_id: int
    level: ProposalLevel
    content: str
    addressee: str
    joined_at: datetime
    counts: bool
    writer: str = ""


def of_class(study_class_id: int, named: Collection[int]) -> list[Original]:
    """Every proposal of the class that counts, in two statements; names and units for the tasks in `named` only."""
    places = places_in(ReflectionTask.study_class_id == study_class_id)
    rows = session.execute(_latest().where(ReflectionTask.study_class_id == study_class_id))
    return [_original(row, row.task_id in named, places) for row in rows]


def of_reflection(reflection_id: int) -> list[Original]:
    """The proposals of one reflection, in the order in which they were written."""
    statement = _latest().where(Reflection.id == reflection_id).order_by(Proposal.position)
    rows = session.execute(statement).all()
    places = places_in(Reflection.id == reflection_id) if rows else {}
    return [_original(row, False, places) for row in rows]


def places_in(*where: ColumnElement[bool]) -> dict[Words, Place]:
    """Whose words stand in which collected proposal, also words that were handed in again since."""
    statement = (
        select(
            *(CollectedOriginal.id, CollectedOriginal.collected_id),
            *(Submission.reflection_id, Proposal.level, Proposal.content),
        )
        .join(Proposal, Proposal.id == CollectedOriginal.proposal_id)
        .join(Submission, Submission.id == Proposal.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .join(ReflectionTask, ReflectionTask.id == Reflection.task_id)
        .where(CollectedOriginal.left_at.is_(None), *where)
    )
    return {
        (row.reflection_id, row.level, row.content): Place(row.id, row.collected_id)
        for row in session.execute(statement)
    }


def joined(collected_id: int) -> list[Joined]:
    """The originals of one collected proposal, in the order of their words."""
    counts = _stands_still().label("counts")
    statement = _members(counts).where(CollectedOriginal.collected_id == collected_id)
    rows = session.execute(statement.order_by(CollectedOriginal.id))
    found = [Joined(**row._mapping) for row in rows]
    return sorted(found, key=lambda one: (names.search_key(one.content), one.id))


def writers(collected_ids: Iterable[int]) -> dict[int, int]:
    """How many learners stand behind each, counted by what they handed in last."""
    statement = (
        _members()
        .with_only_columns(
            CollectedOriginal.collected_id,
            func.count(func.distinct(func.coalesce(Reflection.person_id, Participant.person_id))).label(
                "people"
            ),
        )
        .outerjoin(
            Participant,
            and_(
                Participant.reflection_id == Reflection.id,
                Participant.number == Reflection.submission_number,
            ),
        )
        .where(CollectedOriginal.collected_id.in_(list(collected_ids)), _stands_still())
        .group_by(CollectedOriginal.collected_id)
    )
    return {row.collected_id: row.people for row in session.execute(statement)}


def without_names(found: Iterable[Joined], named: Collection[int]) -> list[Joined]:
    """The gate: names of the tasks in `named` only."""
    return [one if one.task_id in named else replace(one, writer="") for one in found]


def _latest() -> Any:
    """Proposals of what was handed in last, whatever became of it since."""
    return (
        select(
            *(Proposal.id, Proposal.level, Proposal.content, Proposal.addressee),
            *(Reflection.id.label("reflection_id"), Reflection.task_id),
            WRITER.label("full_name"),
            *(OrgUnit.id.label("unit_id"), OrgUnit.name.label("unit")),
        )
        .join(Submission, Submission.id == Proposal.submission_id)
        .join(
            Reflection,
            and_(
                Reflection.id == Submission.reflection_id, Reflection.submission_number == Submission.number
            ),
        )
        .join(ReflectionTask, ReflectionTask.id == Reflection.task_id)
        .outerjoin(Person, Person.id == Reflection.person_id)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.study_class_id == ReflectionTask.study_class_id,
                Enrolment.person_id == Reflection.person_id,
            ),
        )
        .outerjoin(OrgUnit, OrgUnit.id == Enrolment.unit_id)
    )


def _members(*more: ColumnElement[Any]) -> Any:
    """What stands in collected proposals now, with whose it is."""
    return (
        select(
            *(CollectedOriginal.id, Reflection.task_id, Submission.reflection_id),
            *(Proposal.level, Proposal.content, Proposal.addressee, CollectedOriginal.joined_at),
            *(WRITER.label("writer"), *more),
        )
        .join(Proposal, Proposal.id == CollectedOriginal.proposal_id)
        .join(Submission, Submission.id == Proposal.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .outerjoin(Person, Person.id == Reflection.person_id)
        .where(CollectedOriginal.left_at.is_(None))
    )


def _stands_still() -> ColumnElement[bool]:
    """Whether the same words stand at the same level in the version of the same reflection that counts."""
    again, latest = aliased(Proposal), aliased(Submission)
    return exists().where(
        latest.reflection_id == Reflection.id,
        latest.number == Reflection.submission_number,
        again.submission_id == latest.id,
        again.level == Proposal.level,
        again.content == Proposal.content,
    )


def _original(row: Any, named: bool, places: dict[Words, Place]) -> Original:
    found = Original(
        *(row.id, row.reflection_id, row.task_id, row.level, row.content, row.addressee),
        sort_key=names.search_key(row.content),
        writer=row.full_name if named else "",
        unit_id=row.unit_id if named else None,
        unit=(row.unit or "") if named else "",
    )
    return replace(found, place=places.get(found.words))


def still_free(found: Sequence[Original], wanted: Collection[int]) -> list[Original]:
    """Those of the wanted that stand nowhere yet."""
    return [original for original in found if original.id in set(wanted) and original.place is None]
